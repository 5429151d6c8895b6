import { useIntervalFn } from '@vueuse/core'
import type { Layer } from '#core/contract/live.ts'
import type { Asked, Output, Route } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import type { Answer } from '#client/api/useAnswer.ts'

/** Data that publishing and undoing change: what is told of imports may be another then. */
export const IMPORT_DATA: readonly Layer[] = ['enterprises', 'grids', 'district']
const LOOK_MS = 1000

/** Asks again each second while the server is at work; asking by itself keeps no session from lying idle. */
export function useLook<R extends Route>(
  { answer, state, at, retry }: Answer<R>,
  route: R,
  asked: Asked<R>,
  isAtWork: (answer: Output<R>) => boolean,
) {
  let looking = false
  async function look() {
    const now = answer.value
    if (looking || now === undefined || !isAtWork(now) || state.value.is !== 'idle') return
    looking = true
    try {
      const next = await call(route, asked, { byItself: true })
      // what an act was answered with meanwhile is newer
      if (answer.value !== now) return
      answer.value = next
      at.value = Date.now()
    } catch {
      retry()
    } finally {
      looking = false
    }
  }
  useIntervalFn(() => void look(), LOOK_MS)
}
