import { computed, onScopeDispose, ref, watch } from 'vue'
import { sensors } from '#core/contract/sensors.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { liveNow } from './liveSensor.ts'

/** Least and most seconds between two questions for newest values; within them as often as the quickest sensor sends. */
const OFTENEST = 5
const SELDOMEST = 30
/** Sensors of one source that are shown: more than any source of the standard needs. */
const MOST = 200

const counted = () => performance.now() / 1000

/** The sensors of a source with their newest values, which age by themselves. The clock of the browser is not asked what time it is. */
export function useSensors(source: () => number) {
  const asked = useAnswer(sensors.list, () => ({ query: { source: String(source()), limit: String(MOST) } }), {
    layers: ['hazard-sources', 'readings', 'alarms'],
  })
  const now = ref(counted())
  const answeredAt = ref(counted())
  watch(asked.answer, () => (answeredAt.value = now.value = counted()))

  const rows = computed(() =>
    (asked.answer.value?.rows ?? []).map((row) => ({ ...row, live: liveNow(row, now.value - answeredAt.value) })),
  )
  const pause = computed(() =>
    Math.max(
      OFTENEST,
      Math.min(SELDOMEST, ...rows.value.filter(({ enabled }) => enabled).map(({ cadence }) => cadence)),
    ),
  )
  function tick() {
    now.value = counted()
    if (document.visibilityState === 'visible' && now.value - lastAsked >= pause.value) {
      lastAsked = now.value
      if (asked.state.value.is !== 'failed') asked.retry()
    }
  }
  let lastAsked = counted()
  const ticking = setInterval(tick, 1000)
  onScopeDispose(() => clearInterval(ticking))
  return { ...asked, rows, total: computed(() => asked.answer.value?.total ?? 0) }
}
export type LiveRow = ReturnType<typeof useSensors>['rows']['value'][number]
