import type { ReportFigure } from '#core/contract/reports.ts'
import { INDUSTRY_SECTIONS } from '#core/domain/industry.ts'
import type { ReportMeasure } from '#core/domain/reports.ts'

/** One line of a table: a part of a section with its figures. */
export interface FigureLine {
  readonly key: string
  /** Name of the grid or department as it was then. */
  readonly label: string
  readonly values: Readonly<Partial<Record<ReportMeasure, number>>>
}
const NONE = ['-', '0']

/** The lines of a section in the order of the answer; what belongs nowhere comes last. */
export function linesOf(figures: readonly ReportFigure[], section: ReportFigure['section']): FigureLine[] {
  const lines = new Map<string, { key: string; label: string; values: Partial<Record<ReportMeasure, number>> }>()
  for (const { key, label, measure, value } of figures.filter((figure) => figure.section === section)) {
    const line = lines.get(key) ?? { key, label, values: {} }
    line.values[measure] = value
    lines.set(key, line)
  }
  const isNone = ({ key }: FigureLine) => Number(NONE.includes(key))
  return [...lines.values()].sort((a, b) => isNone(a) - isNone(b))
}

/** What a line is called; undefined where a word of the locale says it. */
export function lineName(section: ReportFigure['section'], { key, label }: FigureLine, locale: 'zh' | 'en') {
  const industry = section === 'industry' ? INDUSTRY_SECTIONS.find(({ code }) => code === key) : undefined
  return industry ? `${key} ${industry[locale]}` : label || undefined
}
