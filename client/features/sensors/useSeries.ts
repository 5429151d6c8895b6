import { computed, ref, watch } from 'vue'
import { sensors } from '#core/contract/sensors.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const HOUR_MS = 3_600_000
/** Spans that are offered, the running end left open. */
export const SPANS = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
  year: 366 * 24 * HOUR_MS,
} as const
export type SpanName = keyof typeof SPANS
/** How often the running end of a series is asked for again, by what is shown. */
const AGAIN_MS: Readonly<Record<SpanName, number>> = { hour: 10_000, day: 60_000, week: 300_000, month: 600_000, year: 600_000 } // prettier-ignore

interface Span {
  readonly from: number
  readonly until: number
}

/** The series of one sensor over a span that ends now, or over the part of it that was zoomed into, told as finely as fits. */
export function useSeries(sensor: () => number, clock: () => number) {
  const span = ref<SpanName>('day')
  const zoomed = ref<Span>()
  const end = ref(clock())
  const shown = computed<Span>(() => zoomed.value ?? { from: end.value - SPANS[span.value], until: end.value })
  const asked = useAnswer(
    sensors.readings,
    () => ({
      params: { id: String(sensor()) },
      query: { from: new Date(shown.value.from).toISOString(), until: new Date(shown.value.until).toISOString() },
    }),
    { layers: [] },
  )
  watch([sensor, span], () => {
    zoomed.value = undefined
    end.value = clock()
  })
  /** Moves the running end on where it is due; what was zoomed into stays. */
  function goOn() {
    if (!zoomed.value && clock() - end.value >= AGAIN_MS[span.value]) end.value = clock()
  }
  // one sensor's line must not stand under the name of the next
  const series = computed(() => (asked.answer.value?.sensor === sensor() ? asked.answer.value : undefined))
  return { ...asked, series, span, zoomed, shown, goOn }
}
