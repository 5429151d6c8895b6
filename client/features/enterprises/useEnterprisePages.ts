import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { enterprises, type EnterpriseRow } from '#core/contract/enterprises.ts'
import type { FilterText } from '#core/contract/filter.ts'
import type { Output } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useBelonging } from '#client/view/useBelonging.ts'

type Page = Output<typeof enterprises.list>

const PAGE = 100
const LARGEST_PAGE = 200
/** Rows that are fetched again after a change of the data, so that a scrolled list keeps its place. */
const MOST_REFRESHED = 1000

/** The list under a filter, page by key; a change of the data under it refreshes what was loaded, and swaps it at once. */
export function useEnterprisePages(filter: () => FilterText | undefined) {
  const { answer, state, at, retry } = useAnswer(
    enterprises.list,
    () => {
      const asked = filter()
      return asked && { query: { ...asked, limit: PAGE } }
    },
    { layers: ['enterprises', 'hazards', 'risk-points', 'hazard-sources', 'inspections', 'grids'] },
  )
  const belonging = useBelonging({ answer, state }, filter)
  const rows = shallowRef<EnterpriseRow[]>([])
  const next = shallowRef<string | null>(null)
  const fetching = ref(false)
  let shown = ''
  let turn = new AbortController()

  const pageAfter = (after: string, limit: number): Promise<Page> =>
    call(enterprises.list, { query: { ...filter(), after, limit } }, { signal: turn.signal })

  async function takeOver(first: Page) {
    turn.abort()
    const mine = (turn = new AbortController())
    const asked = JSON.stringify(filter())
    const wanted = asked === shown ? Math.min(rows.value.length, MOST_REFRESHED) : 0
    let { rows: got, next: after } = first
    while (after && got.length < wanted) {
      const page = await pageAfter(after, LARGEST_PAGE).catch(() => undefined)
      if (mine.signal.aborted) return
      if (!page) break
      got = [...got, ...page.rows]
      after = page.next
    }
    shown = asked
    rows.value = got
    next.value = after
    fetching.value = false
  }
  watch(answer, (first) => {
    if (first) return void takeOver(first)
    rows.value = []
    next.value = null
  })

  /** Fetches the next page, where there is one and none is on its way. */
  async function more() {
    if (fetching.value || !next.value || belonging.value !== 'own') return
    fetching.value = true
    const mine = turn
    const page = await pageAfter(next.value, PAGE).catch(() => undefined)
    if (mine !== turn) return
    fetching.value = false
    if (!page) return
    rows.value = [...rows.value, ...page.rows]
    next.value = page.next
  }
  onScopeDispose(() => turn.abort())
  const total = computed(() => answer.value?.total)
  return { rows, total, next, state, at, belonging, retry, more }
}
