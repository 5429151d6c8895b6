import { sensors } from '#core/contract/sensors.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** Of which enterprise or source; of all in scope where neither is said. */
interface QualityOf {
  readonly enterprise?: number | undefined
  readonly source?: number | undefined
}

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
    { layers: ['hazard-sources', 'enterprises', 'alarms', 'readings'] },
  )

/** Sensors that say nothing now. */
export const useSilent = (limit: number) =>
  useAnswer(sensors.list, () => ({ query: { state: 'silent' as const, limit: String(limit) } }), {
    layers: ['hazard-sources', 'readings'],
  })
