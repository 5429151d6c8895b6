import type { FilterText } from '#core/contract/filter.ts'
import type { IndicatorId } from '#core/contract/indicators.ts'

/** Address of all rows of one part of a figure as CSV, under the same filter and scope. */
export function exportLink(
  figure: { id: IndicatorId; part: string; side: 'n' | 'of'; filter: FilterText },
  lang: string,
): string {
  const query = new URLSearchParams({
    ...(figure.filter as Record<string, string>),
    part: figure.part,
    side: figure.side,
    lang,
  })
  return `/api/exports/indicators/${figure.id}.csv?${query}`
}
