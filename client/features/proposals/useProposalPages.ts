import { computed, ref, shallowRef, watch } from 'vue'
import { type Proposal, proposals } from '#core/contract/proposals.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

type Query = Asked<typeof proposals.list>['query']
const PAGE = '50'

/** Proposals page by key; a change of the data begins with the first page again. */
export function useProposalPages(query: () => Query) {
  const { answer, state, at, retry } = useAnswer(proposals.list, () => ({ query: { ...query(), limit: PAGE } }), {
    layers: ['proposals', 'enterprises'],
  })
  /** Pages after the first, in order. */
  const further = shallowRef<readonly Proposal[]>([])
  const next = shallowRef<string | null>(null)
  const fetching = ref(false)
  watch(answer, (first) => {
    further.value = []
    next.value = first?.next ?? null
  })
  // what was asked before must not stand under the name of what is asked now
  watch(
    () => JSON.stringify(query()),
    () => (answer.value = undefined),
  )
  async function more() {
    const [first, after] = [answer.value, next.value]
    if (!first || !after || fetching.value) return
    fetching.value = true
    const page = await call(proposals.list, { query: { ...query(), limit: PAGE, after } }).catch(() => undefined)
    fetching.value = false
    if (!page || first !== answer.value) return
    further.value = [...further.value, ...page.rows]
    next.value = page.next
  }
  const rows = computed(() => [...(answer.value?.rows ?? []), ...further.value])
  return { rows, total: computed(() => answer.value?.total), next, state, at, retry, more, fetching }
}
