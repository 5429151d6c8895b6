import { watch } from 'vue'
import type { Layer } from '#core/contract/live.ts'
import { type Reminder, reminders } from '#core/contract/reminders.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

type Query = Asked<typeof reminders.list>['query']

/** What was reminded, read or settled: all that a file stands on, and hazards. */
const LAYERS: readonly Layer[] = ['reminders', 'enterprises', 'risk-points', 'hazard-sources', 'inspections', 'hazards']

/** The reminders of whoever looks, page by key; a change of the data begins with the first page again. @param query undefined to ask nothing */
export function useReminders(query: () => Query | undefined) {
  const { answer, state, at, retry } = useAnswer(
    reminders.list,
    () => {
      const asked = query()
      return asked && { query: asked }
    },
    { layers: LAYERS },
  )
  const pages = pagesOf<Reminder>(
    () => answer.value,
    (after, signal) => call(reminders.list, { query: { ...query(), after } }, { signal }),
  )
  // what was asked before must not stand under the name of what is asked now
  watch(
    () => JSON.stringify(query()),
    () => (answer.value = undefined),
  )
  return { answer, ...pages, state, at, retry }
}

/** Marks reminders as read; the notice of it brings everything that shows them up to date. */
export const markRead = (ids: readonly number[]) => call(reminders.read, { body: { ids: [...ids] } })
