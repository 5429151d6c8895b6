import { computed, watch } from 'vue'
import { type Assignment, assignments } from '#core/contract/assignments.ts'
import type { EnterpriseRow } from '#core/contract/enterprises.ts'
import { indicators } from '#core/contract/indicators.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const LAYERS = ['assignments', 'enterprises', 'inspections'] as const
const PAGE = '50'

/** Leaders with what they answer for now, and the rule of led visits. */
export const useLeaders = () => useAnswer(assignments.leaders, () => ({}), { layers: LAYERS })

interface Asked {
  readonly enterprise?: string
  readonly leader?: string
  readonly on?: string
}
/** Assignments page by key: of one enterprise, of one leader, or in force on a day. */
export function useAssignmentPages(asked: () => Asked | undefined) {
  const query = (more: { after?: string } = {}) => ({ limit: PAGE, ...asked(), ...more })
  const list = useAnswer(assignments.list, () => asked() && { query: query() }, { layers: LAYERS })
  const pages = pagesOf<Assignment>(
    () => list.answer.value,
    (after, signal) => call(assignments.list, { query: query({ after }) }, { signal }),
  )
  // what answers to one question must not stand under another
  watch(
    () => JSON.stringify(asked()),
    () => (list.answer.value = undefined),
  )
  return { ...list, ...pages, total: computed(() => list.answer.value?.total) }
}

/** Enterprises of class A without a leader: the rows of the figure, page by key. */
export function useLeaderless() {
  const input = (after?: string) => ({
    params: { id: 'class-a-leaderless' as const },
    query: { part: 'all', limit: PAGE, ...(after && { after }) },
  })
  const list = useAnswer(indicators.rows, () => input(), { layers: ['assignments', 'enterprises'] })
  const read = (answer: typeof list.answer.value) =>
    answer && { rows: answer.rows.items as readonly EnterpriseRow[], next: answer.next }
  const pages = pagesOf<EnterpriseRow>(
    () => read(list.answer.value),
    async (after, signal) => read(await call(indicators.rows, input(after), { signal }))!,
  )
  return { ...list, ...pages, total: computed(() => list.answer.value?.total) }
}
