import { onScopeDispose, watch } from 'vue'
import type { MapHandle } from './useMap.ts'

/** How long a map stands whole before it takes up newer data, milliseconds. */
const REST_MS = 1000
/** Newer data waits no longer, also while the map never stands whole, as under a hand that drags it: milliseconds. */
const LONGEST_MS = 20_000

/**
 * Lets newer data wait until all that was asked for before is drawn, as useAnswer does with answers: in a storm of changes tiles
 * would else be asked for anew before they came, and a large map never be whole. A change after a second of rest waits for nothing.
 * @param takeUp asks whether it may, and takes up all that is newer by then
 */
export function usePace(handle: Pick<MapHandle, 'state'>, takeUp: () => void) {
  let wholeSince = Number.NEGATIVE_INFINITY
  let waitsSince: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function left(now: number): number {
    return handle.state.value === 'idle' ? wholeSince + REST_MS - now : (waitsSince ?? now) + LONGEST_MS - now
  }
  function wait(now: number) {
    clearTimeout(timer)
    timer = setTimeout(takeUp, Math.ceil(left(now)))
  }
  watch(
    handle.state,
    (state) => {
      if (state !== 'idle') return
      wholeSince = performance.now()
      if (waitsSince !== undefined) wait(wholeSince)
    },
    { flush: 'sync', immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))

  /** Whether newer data may be taken up now. Where it may not, `takeUp` is called as soon as it may. */
  function isFree(): boolean {
    const now = performance.now()
    if (left(now) > 0) {
      waitsSince ??= now
      wait(now)
      return false
    }
    waitsSince = undefined
    return true
  }
  return { isFree }
}
