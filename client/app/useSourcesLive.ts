import { computed, onScopeDispose, ref, watch } from 'vue'
import { sensors } from '#core/contract/sensors.ts'
import { useLive } from '#client/api/liveStore.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useSession } from '#client/features/session/sessionStore.ts'

/** That a sensor falls silent is no change of a row: it is asked for as often as nobody would miss it. */
const AGAIN_MS = 5000
const counted = () => performance.now() / 1000

/** How live the hazard sources in scope are; nothing for whoever may not know. */
export function useSourcesLive() {
  const session = useSession()
  const live = useLive()
  const mayKnow = computed(() => (sensors.sources.only as readonly string[]).includes(session.who?.role ?? ''))
  const { answer, state, retry } = useAnswer(sensors.sources, () => (mayKnow.value ? {} : undefined), {
    layers: ['hazard-sources', 'alarms'],
  })
  const answeredAt = ref(counted())
  watch(answer, () => (answeredAt.value = counted()))
  const again = setInterval(() => {
    if (mayKnow.value && document.visibilityState === 'visible' && state.value.is === 'idle') retry()
  }, AGAIN_MS)
  onScopeDispose(() => clearInterval(again))

  const rows = computed(() => (mayKnow.value ? (answer.value?.rows ?? []) : []))
  /** With an age that goes on. */
  const liveOf = (source: number) => {
    const found = rows.value.find((one) => one.source === source)
    // a beat later it is older
    const elapsed = (live.age, counted() - answeredAt.value)
    return found && { ...found, age: found.age === null ? null : found.age + elapsed }
  }
  return { rows, liveOf }
}
