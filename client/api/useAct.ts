import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Problem } from '#core/contract/problem.ts'
import { asProblem, Refusal } from './refusals.ts'

/** Something a person does: one at a time, and where it is refused the reason stays to be shown where it was done. */
export function useAct() {
  const busy = ref(false)
  const problem = shallowRef<Problem>()
  /** Seconds until doing it again may help; 0 where that is now. */
  const wait = ref(0)
  let ticking: ReturnType<typeof setInterval> | undefined

  function clear() {
    clearInterval(ticking)
    wait.value = 0
    problem.value = undefined
  }
  function refuse(error: unknown) {
    problem.value = asProblem(error)
    wait.value = (error instanceof Refusal ? error.retryAfter : undefined) ?? 0
    if (wait.value === 0) return
    ticking = setInterval(() => {
      wait.value -= 1
      if (wait.value <= 0) clearInterval(ticking)
    }, 1000)
  }
  /** Does it; what follows from it belongs inside, for a refusal ends it there. @returns whether it was done */
  async function act(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    clear()
    busy.value = true
    try {
      await work()
      return true
    } catch (error) {
      refuse(error)
      return false
    } finally {
      busy.value = false
    }
  }
  /** What is wrong at one place of the input, `body.phone`. */
  const faultAt = (place: string) => problem.value?.issues?.find(({ at }) => at === place)?.message
  onScopeDispose(() => clearInterval(ticking))
  return { busy, problem, wait, act, clear, faultAt }
}
export type Act = ReturnType<typeof useAct>
