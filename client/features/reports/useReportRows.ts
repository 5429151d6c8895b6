import { computed } from 'vue'
import { type ReportRow, reports } from '#core/contract/reports.ts'
import type { ReportMeasure, ReportSection } from '#core/domain/reports.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
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
  const pages = pagesOf<ReportRow>(
    () => answer.value,
    (after, signal) => {
      const { params, query } = asked()
      return call(reports.rows, { params, query: { ...query, after } }, { signal })
    },
  )
  return { ...pages, total: computed(() => answer.value?.total), state, at, retry }
}
