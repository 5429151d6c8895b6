import { computed, ref, shallowRef, watch } from 'vue'
import type { EnterpriseFile } from '#core/contract/enterprises.ts'
import { type HazardRow, hazards } from '#core/contract/hazards.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

/** `first`: what the file brings along. The others are what its three figures count. */
export type HazardShare = 'first' | 'open' | 'overdue' | 'all'

const LARGEST_PAGE = 200
const BELONGS: Record<HazardShare, (row: HazardRow) => boolean> = {
  first: () => true,
  all: () => true,
  open: ({ closedAt, state }) => closedAt === null && state !== 'voided',
  overdue: ({ overdue }) => overdue,
}

/** The hazards of a file, opened by figure: the file holds the open ones first, and whatever it lacks comes page by key. */
export function useFileHazards(file: () => EnterpriseFile) {
  const share = ref<HazardShare>('first')
  const wantsPages = computed(() => {
    if (share.value === 'first') return false
    const held = file().hazards.length
    return (share.value === 'all' ? file().hazardsTotal : file().hazardsOpen) > held
  })
  const asked = computed(() => (wantsPages.value ? { enterprise: file().id, limit: LARGEST_PAGE } : undefined))
  const { answer, state, at, retry } = useAnswer(hazards.list, () => asked.value && { query: asked.value }, {
    layers: ['hazards'],
  })
  /** Pages after the first, in order. */
  const further = shallowRef<HazardRow[]>([])
  const next = shallowRef<string | null>(null)
  const fetching = ref(false)

  async function more() {
    const [query, first, after] = [asked.value, answer.value, next.value]
    if (!query || !after || fetching.value) return
    fetching.value = true
    const page = await call(hazards.list, { query: { ...query, after } }).catch(() => undefined)
    fetching.value = false
    if (!page || first !== answer.value) return
    further.value = [...further.value, ...page.rows]
    next.value = page.next
    // open ones may lie anywhere among the closed
    if (share.value !== 'all') await more()
  }
  watch(answer, (first) => {
    further.value = []
    next.value = first?.next ?? null
    if (share.value !== 'all') void more()
  })
  watch(share, (now) => {
    if (now !== 'all') void more()
  })
  watch(
    () => file().id,
    () => (share.value = 'first'),
  )
  watch(asked, (now, before) => {
    if (now?.enterprise !== before?.enterprise) answer.value = undefined
  })
  /** Undefined while they are on their way. */
  const rows = computed((): HazardRow[] | undefined => {
    const held = wantsPages.value ? answer.value && [...answer.value.rows, ...further.value] : file().hazards
    return held?.filter(BELONGS[share.value])
  })
  /** Opens what a figure counts; pressed again it leads back. */
  const toggle = (wanted: HazardShare) => (share.value = share.value === wanted ? 'first' : wanted)
  return { share, rows, next: computed(() => (wantsPages.value ? next.value : null)), state, at, retry, more, toggle }
}
