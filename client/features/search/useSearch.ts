import { refDebounced } from '@vueuse/core'
import { computed, ref } from 'vue'
import { enterprises, type SearchHit } from '#core/contract/enterprises.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import { useView } from '#client/view/viewStore.ts'

/** Zoom at which one enterprise, and at which a grid or a park, is well seen. */
const CLOSE = 15.5
const AROUND = 14
/** Longest text that the server searches for. */
const LONGEST = 60

/** What was typed or pasted as the contract takes it: one line, without tabs and the like. */
const asLine = (text: string) =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST)

/** Hits for a text being typed, and what choosing one does. */
export function useSearch() {
  const view = useView()
  const text = ref('')
  const wanted = refDebounced(
    computed(() => asLine(text.value)),
    120,
  )
  const { answer, state } = useAnswer(
    enterprises.search,
    () => (wanted.value ? { query: { text: wanted.value } } : undefined),
    { layers: ['enterprises', 'hazard-sources', 'grids', 'places'] },
  )
  const hits = computed<readonly SearchHit[]>(() => (wanted.value ? (answer.value?.rows ?? []) : []))
  const isMore = computed(() => wanted.value !== '' && answer.value?.more === true)
  const isEmpty = computed(() => state.value.is === 'idle' && wanted.value !== '' && hits.value.length === 0)

  /** Opens an enterprise, a source, a park or tower, or that of a tenant; a grid or a block becomes a condition. The map goes there. */
  function choose(hit: SearchHit) {
    if (hit.kind === 'enterprise') view.select({ kind: 'enterprise', id: hit.id })
    if (hit.kind === 'hazard-source')
      view.select({ kind: 'hazard-source', id: hit.id, ...(hit.enterprise ? { enterprise: hit.enterprise } : {}) })
    if (hit.place) view.select({ kind: 'place', id: hit.place })
    else if (hit.kind === 'grid' || hit.kind === 'place') view.set(hit.kind, String(hit.id))
    if (hit.position) view.show(hit.position, hit.kind === 'grid' || hit.kind === 'place' ? AROUND : CLOSE)
  }
  /** The text itself as a condition: only enterprises that hold it. */
  const narrow = () => view.set('search', asLine(text.value))
  return { text, hits, isMore, state, isEmpty, choose, narrow }
}
