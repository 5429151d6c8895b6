import { computed, ref, shallowRef, watch } from 'vue'
import { type ReportRow, reports } from '#core/contract/reports.ts'
import type { ReportMeasure, ReportSection } from '#core/domain/reports.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

interface FigureAsked {
  readonly id: number
  readonly section: ReportSection
  readonly key: string
  readonly measure: ReportMeasure
}
const PAGE = '50'

/** The rows of a figure of a report, page after page. */
export function useReportRows(figure: () => FigureAsked) {
  const asked = () => {
    const { id, ...query } = figure()
    return { params: { id: String(id) }, query: { ...query, limit: PAGE } }
  }
  const { answer, state, at, retry } = useAnswer(reports.rows, asked, { layers: ['reports'] })
  /** Pages after the first, in order. */
  const further = shallowRef<readonly ReportRow[]>([])
  const next = shallowRef<string | null>(null)
  const fetching = ref(false)
  watch(answer, (first) => {
    further.value = []
    next.value = first?.next ?? null
  })
  async function more() {
    const [first, after, from] = [answer.value, next.value, asked()]
    if (!first || !after || fetching.value) return
    fetching.value = true
    const page = await call(reports.rows, { ...from, query: { ...from.query, after } }).catch(() => undefined)
    fetching.value = false
    if (!page || first !== answer.value) return
    further.value = [...further.value, ...page.rows]
    next.value = page.next
  }
  const rows = computed(() => [...(answer.value?.rows ?? []), ...further.value])
  return { rows, total: computed(() => answer.value?.total), next, state, at, retry, more, fetching }
}
