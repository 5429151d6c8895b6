import { onScopeDispose, type Ref, ref, shallowRef, type ShallowRef, watch } from 'vue'
import type { Layer } from '#core/contract/live.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Asked, Output, Route } from '#core/contract/route.ts'
import { call } from './call.ts'
import { useLive } from './liveStore.ts'
import { asProblem } from './refusals.ts'

/** How asking stands. `late`: busy for over two seconds. `retryIn`: seconds to the next try; undefined where trying again is no use. */
export type AnswerState =
  | { readonly is: 'idle' | 'busy' | 'late' }
  | { readonly is: 'failed'; readonly problem: Problem; readonly retryIn: number | undefined }

/** An answer kept fresh. The last one stays while the next is asked for or has failed. */
export interface Answer<R extends Route> {
  readonly answer: ShallowRef<Output<R> | undefined>
  readonly state: Ref<AnswerState>
  /** When the answer was received, epoch milliseconds. */
  readonly at: Ref<number | undefined>
  retry(): void
}

const SETTLE_MS = 150
const LATE_MS = 2000
/** One that was asked longer ago is lost: the server itself gives up before. */
const LOST_MS = 20_000
/** Seconds between tries after a failure; the last holds for all further ones. */
const RETRY_SECONDS = [2, 4, 8, 15, 30]

const isTemporary = ({ status }: Problem) => status >= 500

/**
 * Asks a route, and again whenever the input or the data under it changes: the input as a function, undefined to ask nothing.
 * Versions of `layers` say when the data changed; changes within 150 ms make one request. One for another input is aborted; where only the data
 * changed it is let come to its end, and asked once more after it: in a storm of changes each would else be cut off by the next, and none shown.
 * `pace`: at least so many milliseconds between two requests where only the data changed, for what changes with every reading and is sums of many.
 */
export function useAnswer<R extends Route>(
  route: R,
  input: () => Asked<R> | undefined,
  { layers, pace = 0 }: { layers: readonly Layer[]; pace?: number },
): Answer<R> {
  const live = useLive()
  const version = live.versionOf(layers)
  const answer: ShallowRef<Output<R> | undefined> = shallowRef()
  const state: Ref<AnswerState> = ref({ is: 'idle' })
  const at = ref<number>()
  let asking: AbortController | undefined
  let timers: ReturnType<typeof setTimeout>[] = []
  let begun = 0
  /** The data changed since the request that runs was made. */
  let again = false
  /** A request will be made within SETTLE_MS, or at its pace. */
  let settling = false
  let failures = 0

  function stop() {
    asking?.abort()
    asking = undefined
    timers.forEach(clearTimeout)
    timers = []
    again = settling = false
  }
  const later = (work: () => void, ms: number) => timers.push(setTimeout(work, ms))

  /** Asks in a moment, with what else changes until then. */
  function soon(byItself: boolean, wait = SETTLE_MS) {
    stop()
    if (state.value.is === 'idle' && answer.value === undefined) state.value = { is: 'busy' }
    settling = true
    later(() => void ask(byItself), wait)
  }
  const atPace = () => soon(true, Math.max(SETTLE_MS, Math.min(pace, begun + pace - Date.now())))
  /** The data changed under the same question. */
  function askAgain() {
    if (settling) return
    if (asking && Date.now() - begun < LOST_MS) again = true
    else atPace()
  }

  async function ask(byItself = false) {
    stop()
    const asked = input()
    if (asked === undefined) return void (state.value = { is: 'idle' })
    const mine = (asking = new AbortController())
    begun = Date.now()
    const stood = answer.value
    state.value = { is: 'busy' }
    later(() => (state.value = { is: 'late' }), LATE_MS)
    try {
      const given = await call(route, asked, { signal: mine.signal, byItself })
      if (mine !== asking) return
      // what came of a deed meanwhile is newer than what was asked before it
      const isNewer = answer.value !== stood
      const isOld = again || isNewer
      stop()
      failures = 0
      if (!isNewer) answer.value = given
      at.value = Date.now()
      state.value = { is: 'idle' }
      if (isOld) atPace()
    } catch (error) {
      if (mine === asking) fail(asProblem(error))
    }
  }
  function fail(problem: Problem) {
    if (again && !isTemporary(problem)) return soon(true) // what changed may be why
    stop()
    const wait = isTemporary(problem) ? RETRY_SECONDS[Math.min(failures++, RETRY_SECONDS.length - 1)] : undefined
    countDown(problem, wait)
  }
  function countDown(problem: Problem, retryIn: number | undefined) {
    if (retryIn === 0) return void ask(true)
    state.value = { is: 'failed', problem, retryIn }
    if (retryIn !== undefined) later(() => countDown(problem, retryIn - 1), 1000)
  }

  watch(
    () => [live.settled, version.value, JSON.stringify(input() ?? null)] as const,
    ([settled, , asked], before) => {
      if (!settled) return
      // what another identity was shown must not stay on the screen
      const isAnother = before?.[1] !== undefined && before[1].split('.')[0] !== version.value.split('.')[0]
      if (isAnother) answer.value = undefined
      if (asked === 'null' || !before?.[0]) return void ask()
      if (before[2] !== asked) soon(false)
      else if (isAnother) soon(true)
      else askAgain()
    },
    { immediate: true },
  )
  onScopeDispose(stop)
  return { answer, state, at, retry: () => void ask() }
}
