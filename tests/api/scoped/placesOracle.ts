import type { Filter } from '#core/contract/filter.ts'
import type { Ledger } from '../ledger.ts'
import { enterprisesOf, inRing, oneOf } from './filtering.ts'
import { type Eyes, SIGHTS } from './sights.ts'
import type { KeptPlace, KeptTenant, Territory } from './territory.ts'

/* Parks, towers and tenants without a file under a filter, once more in plain arithmetic over the book in memory. */

function liesIn({ id, grid, x, y }: KeptPlace, filter: Filter): boolean {
  if (filter.grid && !oneOf(filter.grid, grid)) return false
  if (filter.place && !oneOf(filter.place, id)) return false
  if (filter.bbox) {
    const [west, south, east, north] = filter.bbox
    if (x < west || x > east || y < south || y > north) return false
  }
  return !filter.polygon || inRing(filter.polygon, x, y)
}
const holds = (name: string, text: string | undefined) =>
  text === undefined || name.toLowerCase().includes(text.toLowerCase())

/** Parks and towers that somebody sees under a filter. */
export function placesOf(book: Ledger & Territory, eyes: Eyes, filter: Filter): KeptPlace[] {
  const { grid, place, bbox, polygon, search, ...others } = filter
  const asksMore = Object.values(others).some((value) => value !== undefined)
  const seats = asksMore ? new Set(enterprisesOf(book, eyes, others).map((row) => row.place)) : undefined
  return book.places.filter(
    (row) =>
      row.kind !== 'block' &&
      SIGHTS[eyes.role].places(row, eyes) &&
      liesIn(row, { grid, place, bbox, polygon }) &&
      holds(row.name, search) &&
      (!seats || seats.has(row.id)),
  )
}

/** Tenants without a file that somebody sees under a filter. */
export function tenantsOf(book: Ledger & Territory, eyes: Eyes, filter: Filter): KeptTenant[] {
  if (filter.class || filter.risk || filter.sourceLevel || filter.overdue || filter.dueSoon) return []
  const places = new Map(book.places.map((row) => [row.id, row]))
  return book.tenants.filter((row) => {
    const place = places.get(row.place)!
    if (row.enterprise !== null || row.gone || !SIGHTS[eyes.role].tenants(row, eyes)) return false
    if (!SIGHTS[eyes.role].places(place, eyes) || !liesIn(place, filter) || !holds(row.name, filter.search))
      return false
    if (filter.department && !oneOf(filter.department, row.department)) return false
    return !filter.industry || filter.industry.some((code) => row.industry?.startsWith(code))
  })
}
