import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Output } from '#core/contract/route.ts'
import type { Problem } from '#core/contract/problem.ts'
import { session } from '#core/contract/session.ts'
import { call } from '#client/api/call.ts'
import { useLive } from '#client/api/liveStore.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

type Session = Output<typeof session.read>

/** Who sits here, and as whom a demo lets one look. */
export const useSession = defineStore('session', () => {
  const live = useLive()
  const asked = useAnswer(session.read, () => ({}), { layers: [] })
  const offered = useAnswer(session.identities, () => ({}), { layers: [] })
  const taking = ref(false)
  const problem = shallowRef<Problem>()

  const who = computed<Session | undefined>(() => asked.answer.value)
  const identities = computed(() => offered.answer.value ?? [])
  /** Only what is disclosed may be seen. */
  const isPublic = computed(() => who.value?.role === 'public')
  /** Nobody is known here: real data asks for a registration first. */
  const needed = computed(() => isPublic.value && !who.value?.demo)

  /** Takes a demo identity; all data is asked for anew. */
  async function take(key: string) {
    taking.value = true
    problem.value = undefined
    try {
      await call(session.take, { body: { key } })
      live.changeIdentity()
    } catch (error) {
      problem.value = error as Problem
    } finally {
      taking.value = false
    }
  }
  /** Signs out; what follows is what anybody may see. */
  async function end() {
    await call(session.end, {})
    live.changeIdentity()
  }
  return { who, identities, isPublic, needed, end, taking, problem, take, state: asked.state }
})
