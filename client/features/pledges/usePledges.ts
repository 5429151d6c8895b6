import { computed, watch } from 'vue'
import { type PledgeRow, pledges } from '#core/contract/pledges.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const PAGE = '50'
const LAYERS = ['pledges', 'special-works', 'enterprises', 'hazard-sources'] as const
/** Pledges of a day page by key; undefined is today, whatever day that is by then. */
export function usePledgePages(day: () => string | undefined) {
  const query = () => ({ limit: PAGE, ...(day() !== undefined && { day: day()! }) })
  const asked = useAnswer(pledges.list, () => ({ query: query() }), { layers: LAYERS })
  const pages = pagesOf<PledgeRow>(
    () => asked.answer.value,
    (after, signal) => call(pledges.list, { query: { ...query(), after } }, { signal }),
  )
  // the pledges of one day must not stand under the name of another
  watch(day, () => (asked.answer.value = undefined))
  return { ...asked, ...pages, total: computed(() => asked.answer.value?.total) }
}

/** Latest pledges of one enterprise; undefined asks nothing. */
export function usePledgesOf(enterprise: () => number | undefined) {
  return useAnswer(
    pledges.read,
    () => {
      const wanted = enterprise()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: LAYERS },
  )
}
