import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { audits, type AuditRow } from '#core/contract/audits.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { auditQuery, type AuditSearch } from './auditSearch.ts'

const PAGE = '50'

/** The rows of a search, latest first, page by key. Looking again is a deed of its own, so it is done when asked. */
export function useAuditPages(search: () => AuditSearch) {
  const asked = computed(() => ({ query: { ...auditQuery(search()), limit: PAGE } }))
  const { answer, state, at, retry } = useAnswer(audits.list, () => asked.value, { layers: [] })
  const rows = shallowRef<readonly AuditRow[]>([])
  const next = ref<string | null>(null)
  const fetching = ref(false)
  let turn = new AbortController()

  watch(answer, (first) => {
    turn.abort()
    turn = new AbortController()
    rows.value = first?.rows ?? []
    next.value = first?.next ?? null
    fetching.value = false
  })

  /** Fetches the page behind the last row. */
  async function more() {
    if (fetching.value || !next.value) return
    fetching.value = true
    const { signal } = turn
    const query = { ...asked.value.query, after: next.value }
    const page = await call(audits.list, { query }, { signal }).catch(() => undefined)
    if (signal.aborted) return
    fetching.value = false
    if (!page) return
    rows.value = [...rows.value, ...page.rows]
    next.value = page.next
  }
  onScopeDispose(() => turn.abort())
  return { rows, next, fetching, state, at, retry, more }
}
