import { computed, watch } from 'vue'
import { documents } from '#core/contract/documents.ts'
import { type HazardRow, hazards } from '#core/contract/hazards.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const PAGE = '50'
export type HazardsAsked = Omit<Asked<typeof hazards.list>['query'], 'after' | 'limit'>

/** Hazards page by key; a change of the data begins with the first page again. */
export function useHazardPages(query: () => HazardsAsked) {
  const { answer, state, at, retry } = useAnswer(hazards.list, () => ({ query: { ...query(), limit: PAGE } }), {
    layers: ['hazards', 'enterprises'],
  })
  const pages = pagesOf<HazardRow>(
    () => answer.value,
    (after, signal) => call(hazards.list, { query: { ...query(), limit: PAGE, after } }, { signal }),
  )
  // what was asked before must not stand under the name of what is asked now
  watch(
    () => JSON.stringify(query()),
    () => (answer.value = undefined),
  )
  return { ...pages, total: computed(() => answer.value?.total), state, at, retry }
}

/** One hazard with its log, kept fresh; undefined asks nothing. */
export function useHazardFile(id: () => number | undefined) {
  const asked = useAnswer(
    hazards.read,
    () => {
      const wanted = id()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: ['hazards', 'enterprises'] },
  )
  // one hazard must not stand under the number of the next
  const file = computed(() => (asked.answer.value?.id === id() ? asked.answer.value : undefined))
  return { ...asked, file }
}

/** The documents of an enterprise, by which evidence is named; undefined asks nothing. */
export const useDocuments = (enterprise: () => number | undefined) =>
  useAnswer(
    documents.list,
    () => {
      const wanted = enterprise()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: ['enterprises'] },
  )
