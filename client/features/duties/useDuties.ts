import { useIntervalFn } from '@vueuse/core'
import { watch } from 'vue'
import { duties, type DutyEntry, type DutyHandover } from '#core/contract/duties.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const layers = ['duties'] as const

/** Who is on duty; asked anew at each change of the rota, and when a turn ends by `turn`. */
export const useDutyNow = () => useAnswer(duties.now, () => ({}), { layers })
const MINUTE_MS = 60_000
/** What of the rota presses, for whoever plans; asked anew each minute, for it comes with time and not with a change. */
export function useDutyDues(asks: () => boolean) {
  const asked = useAnswer(duties.dues, () => (asks() ? {} : undefined), { layers })
  useIntervalFn(() => asks() && asked.retry(), MINUTE_MS)
  return asked
}
/** The rota of seven days from a day on. */
export const useRota = (from: () => string) => useAnswer(duties.list, () => ({ query: { from: from() } }), { layers })
/** Who may be put on duty. */
export const useDutyPeople = (asks: () => boolean) =>
  useAnswer(duties.people, () => (asks() ? {} : undefined), { layers: [] })

export function useHandovers() {
  const query = { limit: '5' }
  const { answer, state, at, retry } = useAnswer(duties.handovers, () => ({ query }), { layers })
  const pages = pagesOf<DutyHandover>(
    () => answer.value,
    (after, signal) => call(duties.handovers, { query: { ...query, after } }, { signal }),
  )
  return { answer, ...pages, state, at, retry }
}

export type LogAsked = Omit<Asked<typeof duties.log>['query'], 'after' | 'limit'>
/** The duty log; what is done to alarms stands in it too. */
export function useLog(asked: () => LogAsked) {
  const query = () => ({ ...asked(), limit: '50' })
  const { answer, state, at, retry } = useAnswer(duties.log, () => ({ query: query() }), { layers: ['duties', 'alarms'] })
  const pages = pagesOf<DutyEntry>(
    () => answer.value,
    (after, signal) => call(duties.log, { query: { ...query(), after } }, { signal }),
  )
  watch(
    () => JSON.stringify(query()),
    () => (answer.value = undefined),
  )
  return { answer, ...pages, state, at, retry }
} // prettier-ignore
