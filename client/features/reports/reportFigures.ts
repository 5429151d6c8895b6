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

/**
 * On what the figures of another period stand: nothing, what was counted with this report, or the report that was signed when it was
 * counted. What was signed since is told, too. `from`: the report they are taken from; `now`: the one that is signed by now.
 */
export function basisOf(known: boolean, from: number | null, now: number | null) {
  if (!known) return { word: 'noBook' } as const
  if (from === null) return now === null ? ({ word: 'countedHere' } as const) : ({ word: 'signedSince', now } as const)
  return now === null || now === from
    ? ({ word: 'fromSigned', id: from } as const)
    : ({ word: 'correctedSince', id: from, now } as const)
}

/** The language of a name that the book has in Chinese alone, on an English page; undefined where it is that of the page. */
export const tongueOf = (name: string, locale: 'zh' | 'en') =>
  locale === 'en' && /\p{Script=Han}/u.test(name) ? 'zh' : undefined
