import type { Figures } from '#core/contract/indicators.ts'
import type { TrendMonth } from '#client/charts/trendOption.ts'

type Figure = Figures['figures'][number]

/** Joins the four monthly figures of one snapshot by month; the last month is the running one. */
export function trendMonths(figures: readonly Figure[]): TrendMonth[] {
  const parts = (id: Figure['id']) => figures.find((figure) => figure.id === id)?.parts ?? []
  const by = (id: Figure['id']) => new Map(parts(id).map((part) => [part.part, part]))
  const [closed, overdue, onTime] = [by('hazards-closed'), by('hazards-overdue'), by('hazards-on-time')]
  const found = parts('hazards-new')
  return found.map(({ part, n }, at) => ({
    month: part,
    found: n,
    closed: closed.get(part)?.n ?? 0,
    overdue: overdue.get(part)?.n ?? 0,
    onTime: { n: onTime.get(part)?.n ?? 0, of: onTime.get(part)?.of ?? 0 },
    running: at === found.length - 1,
  }))
}
