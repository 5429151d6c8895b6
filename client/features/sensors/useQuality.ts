import { sensors } from '#core/contract/sensors.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** Of which enterprise or source; of all in scope where neither is said. */
interface QualityOf {
  readonly enterprise?: number | undefined
  readonly source?: number | undefined
}

/** Readings come in all the time: what is summed or searched over all sensors is asked again every few seconds. */
const PACE_MS = 5000

/** On-line rate and quality by enterprise, kept fresh. */
export const useQuality = (of: () => QualityOf) =>
  useAnswer(
    sensors.quality,
    () => {
      const { enterprise, source } = of()
      return {
        query: {
          ...(enterprise !== undefined && { enterprise: String(enterprise) }),
          ...(source !== undefined && { source: String(source) }),
        },
      }
    },
    { layers: ['hazard-sources', 'enterprises', 'alarms', 'readings'], pace: PACE_MS },
  )

/** Sensors that say nothing now. */
export const useSilent = (limit: number) =>
  useAnswer(sensors.list, () => ({ query: { state: 'silent' as const, limit: String(limit) } }), {
    layers: ['hazard-sources', 'readings'],
    pace: PACE_MS,
  })
