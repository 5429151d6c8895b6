import { defineStore } from 'pinia'
import { computed, type UnwrapNestedRefs } from 'vue'
import { ALARM_INDICATORS } from '#core/contract/alarmIndicators.ts'
import { ATTENDANCE_INDICATORS } from '#core/contract/attendanceIndicators.ts'
import { COVERAGE_INDICATORS } from '#core/contract/coverageIndicators.ts'
import { INDICATOR_IDS, INDICATORS, type IndicatorId, indicators } from '#core/contract/indicators.ts'
import type { FilterText } from '#core/contract/filter.ts'
import type { Layer } from '#core/contract/live.ts'
import { LOOP_INDICATORS } from '#core/contract/loopIndicators.ts'
import { QUALITY_INDICATORS } from '#core/contract/qualityIndicators.ts'
import { QUESTION_INDICATORS } from '#core/contract/questionIndicators.ts'
import { SENSOR_INDICATORS } from '#core/contract/sensorIndicators.ts'
import { VISIT_INDICATORS } from '#core/contract/visitIndicators.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useBelonging } from '#client/view/useBelonging.ts'
import { useView } from '#client/view/viewStore.ts'

/**
 * No sum keeps what a file lacks, nor how hazards went through the loop, nor who made which visits: that is asked for where it is shown. What
 * changes with every reading is asked apart from what does not.
 */
const APART: readonly string[] = [
  ...Object.keys(COVERAGE_INDICATORS),
  'file-completeness',
  'file-due',
  ...Object.keys(LOOP_INDICATORS),
  ...Object.keys(QUESTION_INDICATORS),
  ...Object.keys(VISIT_INDICATORS),
  ...Object.keys(ATTENDANCE_INDICATORS),
  ...Object.keys(ALARM_INDICATORS),
  ...Object.keys(QUALITY_INDICATORS),
  ...Object.keys(SENSOR_INDICATORS),
]
const TOGETHER = INDICATOR_IDS.filter((id) => !APART.includes(id))

/** Layers that any figure stands on. */
export const FIGURE_LAYERS: Layer[] = [
  ...new Set(INDICATOR_IDS.flatMap((id) => INDICATORS[id].layers as readonly Layer[])),
]

/** Readings come in all the time: only figures that stand on them are asked again when they do, every few seconds. */
const PACE_MS = 5000
const isOfReadings = (id: IndicatorId) => (INDICATORS[id].layers as readonly Layer[]).includes('readings')
const paceOf = (ids: readonly IndicatorId[]) =>
  ids.some(isOfReadings)
    ? { layers: FIGURE_LAYERS, pace: PACE_MS }
    : { layers: FIGURE_LAYERS.filter((layer) => layer !== 'readings') }

/** Some registered figures under a filter, all from one snapshot, kept fresh; `months` of those that have months. */
export function figuresOf(ids: readonly IndicatorId[], filter: () => FilterText, months?: number) {
  const { answer, state, at, retry } = useAnswer(
    indicators.read,
    () => ({ query: { ...filter(), ids: ids.join(','), ...(months !== undefined && { months: String(months) }) } }),
    paceOf(ids),
  )
  const belonging = useBelonging({ answer, state }, () => [ids, filter()])
  /** What may stand under the conditions that are in force. */
  const known = computed(() => (belonging.value === 'none' ? undefined : answer.value))
  /** Parts of one figure in the server's order; empty until it is known. */
  const partsOf = (id: IndicatorId) => known.value?.figures.find((figure) => figure.id === id)?.parts ?? []
  /** One part; undefined until it is known. */
  const partOf = (id: IndicatorId, part: string) => partsOf(id).find((one) => one.part === part)
  return { answer: known, state, at, belonging, retry, partsOf, partOf }
}
/** Figures as a panel takes them: what is wanted of them, unwrapped. */
export type FiguresShown = Pick<
  UnwrapNestedRefs<ReturnType<typeof figuresOf>>,
  'state' | 'at' | 'belonging' | 'answer' | 'retry'
>

/** The figures of the workspace under the filter of the page. Components read them here and count nothing. */
export const useFigures = defineStore('figures', () => {
  const view = useView()
  return figuresOf(TOGETHER, () => view.filter)
})

/** How live sensors are, under the same filter. */
export const useSensorFigures = defineStore('sensorFigures', () => {
  const view = useView()
  return figuresOf(['sensors-online', 'sensors-silent'], () => view.filter)
})
