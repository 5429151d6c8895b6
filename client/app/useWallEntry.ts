import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Problem } from '#core/contract/problem.ts'
import { session as contract } from '#core/contract/session.ts'
import { call } from '#client/api/call.ts'
import { useLive } from '#client/api/liveStore.ts'
import { asProblem } from '#client/api/refusals.ts'
import { useSession } from '#client/features/session/sessionStore.ts'

/** What stands on a wall instead of a picture; `open`: it may show one. */
export type WallEntry = 'open' | 'connecting' | 'ended' | 'none' | 'occupied' | 'denied'

/** This browser has been a wall: one that shows nothing now has lost its link. */
const KEPT = 'anjian.wall'
/** Seconds between tries while the server does not answer: a wall is switched on with nobody beside it. */
const RETRY_SECONDS = 5

/** The server may answer by and by: nobody stands by to try again. */
const isTemporary = ({ status }: Problem) => status >= 500 || status === 429

/** Storage may be forbidden; then one message is less exact. */
function wasWall(): boolean {
  try {
    return localStorage.getItem(KEPT) !== null
  } catch {
    return false
  }
}
function keepWall() {
  try {
    localStorage.setItem(KEPT, '1')
  } catch {
    // see wasWall
  }
}

/** Signs this browser in as a wall where the address holds a token, and says what may be shown. */
export function useWallEntry(token: () => string) {
  const session = useSession()
  const live = useLive()
  const entering = ref(false)
  const problem = shallowRef<Problem>()
  const isKept = ref(wasWall())
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function enter(given: string) {
    clearTimeout(waiting)
    entering.value = true
    try {
      await call(contract.wall, { body: { token: given } })
      problem.value = undefined
      live.changeIdentity()
    } catch (error) {
      problem.value = asProblem(error)
      if (isTemporary(problem.value)) waiting = setTimeout(() => void enter(given), RETRY_SECONDS * 1000)
    } finally {
      entering.value = false
    }
  }
  watch(
    token,
    (given) => {
      if (!given) return
      // whoever looks at the wall's address must not read the token off it
      history.replaceState(history.state, '', location.pathname)
      void enter(given)
    },
    { immediate: true },
  )
  watch(
    () => session.who?.role,
    (role) => {
      if (role !== 'wall') return
      isKept.value = true
      keepWall()
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(waiting))

  const entry = computed((): WallEntry => {
    if (entering.value || !session.who) return 'connecting'
    if (problem.value && isTemporary(problem.value)) return 'connecting'
    if (problem.value) return problem.value.code === 'not-allowed' ? 'occupied' : 'ended'
    const { role } = session.who
    if (role === 'wall' || role === 'government') return 'open'
    if (role === 'public') return isKept.value ? 'ended' : 'none'
    return 'denied'
  })
  return { entry, problem, isPreview: computed(() => session.who?.role === 'government') }
}
