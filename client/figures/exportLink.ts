import type { ExportDatum, ExportFormat } from '#core/contract/exports.ts'
import type { FilterText } from '#core/contract/filter.ts'
import type { IndicatorId } from '#core/contract/indicators.ts'

/** What is exported: a list or a part of a figure by its path below `/api/exports`, and the query that narrows it. */
export interface Exported {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}
/** How it is written. */
export interface ExportManner {
  readonly format: ExportFormat
  readonly datum: ExportDatum
  readonly bom: boolean
}

/** Formats of which a byte order mark is a matter. */
export const isCsv = (format: ExportFormat): boolean => format === 'csv' || format === 'csv.zip'

/** Exactly the rows of one part of a figure, under the same filter. */
export const exportedFigure = (figure: {
  id: IndicatorId
  part: string
  side: 'n' | 'of'
  filter: FilterText
}): Exported => ({
  path: `indicators/${figure.id}`,
  query: { ...(figure.filter as Record<string, string>), part: figure.part, side: figure.side },
})

/** Address of all rows as a file, under the same filter and scope. */
export function exportLink({ path, query }: Exported, { format, datum, bom }: ExportManner, lang: string): string {
  const marked: Record<string, string> = isCsv(format) && !bom ? { bom: 'no' } : {}
  return `/api/exports/${path}.${format}?${new URLSearchParams({ ...query, lang, datum, ...marked })}`
}
