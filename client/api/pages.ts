import { onScopeDispose, ref, shallowRef, watch } from 'vue'

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/**
 * Pages of a list by key: the first is kept fresh, the others follow by a press and go where it changes, with what is under way of them.
 * @param fetch the page after a key; one that fails leaves what is there, to be asked for again
 */
export function pagesOf<Row>(first: () => Page<Row> | undefined, fetch: (after: string, signal: AbortSignal) => Promise<Page<Row>>) {
  const rows = shallowRef<readonly Row[]>([])
  const next = ref<string | null>(null)
  const fetching = ref(false)
  let turn = new AbortController()
  watch(
    first,
    (page) => {
      turn.abort()
      turn = new AbortController()
      rows.value = page?.rows ?? []
      next.value = page?.next ?? null
      fetching.value = false
    },
    { immediate: true },
  )
  async function more() {
    if (fetching.value || next.value === null) return
    fetching.value = true
    const mine = turn
    const page = await fetch(next.value, mine.signal).catch(() => undefined)
    if (mine !== turn) return
    fetching.value = false
    if (!page) return
    rows.value = [...rows.value, ...page.rows]
    next.value = page.next
  }
  onScopeDispose(() => turn.abort())
  return { rows, next, fetching, more }
} // prettier-ignore
