import { computed, onScopeDispose, ref, watch } from 'vue'
import { sensors } from '#core/contract/sensors.ts'
import { useLive } from '#client/api/liveStore.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useSession } from '#client/features/session/sessionStore.ts'
import { isDue, unheardOf } from './sourcesClock.ts'

/** How often it is looked whether to ask; nobody is asked by that. */
const LOOK_MS = 1000
const counted = () => performance.now() / 1000

/** How live the hazard sources in scope are; nothing for whoever may not know. */
export function useSourcesLive() {
  const session = useSession()
  const live = useLive()
  const mayKnow = computed(() => (sensors.sources.only as readonly string[]).includes(session.who?.role ?? ''))
  const { answer, state, retry } = useAnswer(sensors.sources, () => (mayKnow.value ? {} : undefined), {
    layers: ['hazard-sources', 'alarms'],
  })
  const readings = live.versionOf(['readings'])
  const answeredAt = ref(counted())
  let answered = ''
  /** How many sources are unheard for longer than their sensors may be. */
  const unheard = ref(0)
  function look() {
    const [told, elapsed] = [answer.value?.rows ?? [], counted() - answeredAt.value]
    unheard.value = unheardOf(told, elapsed).length
    const isHeard = readings.value !== answered
    if (mayKnow.value && document.visibilityState === 'visible' && state.value.is === 'idle' && isDue(told, { elapsed, isHeard })) retry() // prettier-ignore
  }
  watch(answer, () => {
    answeredAt.value = counted()
    answered = readings.value
    unheard.value = 0
  })
  const looking = setInterval(look, LOOK_MS)
  onScopeDispose(() => clearInterval(looking))

  const rows = computed(() => {
    const told = mayKnow.value ? (answer.value?.rows ?? []) : []
    if (unheard.value === 0) return told
    const lost = unheardOf(told, counted() - answeredAt.value)
    return told.map((one) => (lost.includes(one) ? { ...one, silent: one.silent + 1 } : one))
  })
  /** With an age that goes on. */
  const liveOf = (source: number) => {
    const found = rows.value.find((one) => one.source === source)
    // a beat later it is older
    const elapsed = (live.age, counted() - answeredAt.value)
    return found && { ...found, age: found.age === null ? null : found.age + elapsed }
  }
  return { rows, liveOf }
}
