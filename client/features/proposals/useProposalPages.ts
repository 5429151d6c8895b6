import { computed, watch } from 'vue'
import { type Proposal, proposals } from '#core/contract/proposals.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

type Query = Asked<typeof proposals.list>['query']
const PAGE = '50'

/** Proposals page by key; a change of the data begins with the first page again. */
export function useProposalPages(query: () => Query) {
  const { answer, state, at, retry } = useAnswer(proposals.list, () => ({ query: { ...query(), limit: PAGE } }), {
    layers: ['proposals', 'enterprises'],
  })
  const pages = pagesOf<Proposal>(
    () => answer.value,
    (after, signal) => call(proposals.list, { query: { ...query(), limit: PAGE, after } }, { signal }),
  )
  // what was asked before must not stand under the name of what is asked now
  watch(
    () => JSON.stringify(query()),
    () => (answer.value = undefined),
  )
  return { ...pages, total: computed(() => answer.value?.total), state, at, retry }
}
