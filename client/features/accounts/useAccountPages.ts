import { refDebounced } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { type Account, accounts } from '#core/contract/accounts.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const PAGE = 50
/** Longest text that the server searches for. */
const LONGEST = 60
const SETTLE_MS = 200

/** Accounts by user name, page by key; what was done to one shows at once. */
export function useAccountPages() {
  const search = ref('')
  const text = computed(() =>
    search.value
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, LONGEST),
  )
  const wanted = refDebounced(text, SETTLE_MS)
  const query = () => ({ limit: PAGE, ...(wanted.value ? { search: wanted.value } : {}) })
  const { answer, state, at, retry } = useAnswer(accounts.list, () => ({ query: query() }), { layers: [] })
  const rows = shallowRef<readonly Account[]>([])
  const next = shallowRef<string | null>(null)
  const fetching = ref(false)
  let shown: string | undefined
  /** The first page fetched again takes its own place; pages after it stay, where the question is the same. */
  watch(answer, (first) => {
    const isSame = shown === wanted.value && rows.value.length > PAGE
    shown = wanted.value
    if (!first || !isSame) {
      rows.value = first?.rows ?? []
      next.value = first?.next ?? null
      return
    }
    const ids = new Set(first.rows.map(({ id }) => id))
    rows.value = [...first.rows, ...rows.value.slice(PAGE).filter(({ id }) => !ids.has(id))]
  })

  async function more() {
    if (fetching.value || !next.value) return
    fetching.value = true
    const before = answer.value
    const page = await call(accounts.list, { query: { ...query(), after: next.value } }).catch(() => undefined)
    fetching.value = false
    if (!page || before !== answer.value) return
    rows.value = [...rows.value, ...page.rows]
    next.value = page.next
  }
  /** Takes over what the server answered of one. */
  function replace(account: Account) {
    rows.value = rows.value.map((row) => (row.id === account.id ? account : row))
  }
  const total = computed(() => answer.value?.total)
  return { search, wanted, rows, total, next, fetching, state, at, retry, more, replace }
}
