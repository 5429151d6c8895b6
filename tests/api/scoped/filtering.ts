import type { Filter } from '#core/contract/filter.ts'
import type { KeptEnterprise, Ledger } from '../ledger.ts'
import { type Eyes, SIGHTS } from './sights.ts'

/* The filter written once more in plain arithmetic over the book in memory: the oracle that the SQL is held against. */

/** Even-odd rule, by crossings of a ray to the east. */
export function inRing(corners: readonly (readonly number[])[], x: number, y: number): boolean {
  let inside = false
  corners.forEach(([x1 = 0, y1 = 0], at) => {
    const [x2 = 0, y2 = 0] = corners[(at + 1) % corners.length] ?? []
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
  })
  return inside
}

export const oneOf = (values: readonly number[], value: number | null) => values.includes(value ?? 0)

/** Enterprises that somebody sees under a filter. */
export function enterprisesOf(ledger: Ledger, eyes: Eyes, filter: Filter): KeptEnterprise[] {
  const { overdue, dueSoon } = ledger
  const sees = SIGHTS[eyes.role].enterprises
  const levelled = new Set(
    ledger.sources
      .filter(({ level }) => level !== null && filter.sourceLevel?.includes(level) === true)
      .map(({ enterprise }) => enterprise),
  )
  const text = filter.search?.toLowerCase()
  return ledger.enterprises.filter((row) => {
    const { x, y } = row
    if (!sees(row, eyes)) return false
    if (filter.class && !filter.class.some((name) => name === row.class)) return false
    if (filter.risk && !oneOf(filter.risk, row.risk)) return false
    if (filter.industry && !filter.industry.some((code) => row.industry?.startsWith(code))) return false
    if (filter.department && !oneOf(filter.department, row.department)) return false
    if (filter.grid && !oneOf(filter.grid, row.grid)) return false
    if (filter.place && !oneOf(filter.place, row.place)) return false
    if (filter.sourceLevel && !levelled.has(row.id)) return false
    if (filter.overdue && !overdue.has(row.id)) return false
    if (filter.dueSoon && !dueSoon.has(row.id)) return false
    const texts = [row.name.toLowerCase(), row.initials]
    if (text && !texts.some((held) => held.includes(text)) && !row.identifier.toLowerCase().startsWith(text))
      return false
    if ((filter.bbox || filter.polygon) && (x === null || y === null)) return false
    if (filter.bbox) {
      const [west, south, east, north] = filter.bbox
      if (x! < west || x! > east || y! < south || y! > north) return false
    }
    return !filter.polygon || inRing(filter.polygon, x!, y!)
  })
}

/** Worst risk first, then by id: the order of every list of enterprises. */
export const worstFirst = (rows: readonly KeptEnterprise[]): number[] =>
  [...rows].sort((a, b) => (a.risk ?? 5) - (b.risk ?? 5) || a.id - b.id).map(({ id }) => id)
