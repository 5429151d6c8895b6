import { computed, watch } from 'vue'
import { type CoverageTask, coverageTasks, type TASK_STATES } from '#core/contract/coverageTasks.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

export type TaskShare = (typeof TASK_STATES)[number]
const PAGE = '50'

/** The days that each kind is given, and whether whoever looks gives tasks. */
export function useTaskRules(asks: () => boolean) {
  const { answer } = useAnswer(coverageTasks.list, () => (asks() ? { query: { limit: '1' } } : undefined), { layers: ['coverage-tasks'] }) // prettier-ignore
  const gives = computed(() => answer.value?.gives ?? false)
  const rules = computed(() => answer.value?.rules ?? [])
  return { gives, rules }
}

/** Tasks in one state page by key. */
export function useTasks(state: () => TaskShare) {
  const query = (more: { after?: string } = {}) => ({ limit: PAGE, state: state(), ...more })
  const list = useAnswer(coverageTasks.list, () => ({ query: query() }), { layers: ['coverage-tasks'] })
  const pages = pagesOf<CoverageTask>(
    () => list.answer.value,
    (after, signal) => call(coverageTasks.list, { query: query({ after }) }, { signal }),
  )
  // what is in one state must not stand under another
  watch(state, () => (list.answer.value = undefined))
  return { ...list, ...pages, total: computed(() => list.answer.value?.total) }
}
