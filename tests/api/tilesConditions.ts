/** Conditions of tiles twice: as the map asks them, and as SQL of the tests' own. */
import { SCOPES, TODAY } from './tilesBook.ts'

/** Enterprises with overdue hazards. */
export const OVERDUE = `select enterprise from hazard where state not in ('closed', 'voided') and due_at < '${TODAY.toISOString()}'`
/** A condition twice: as the map asks it, and as SQL of its own. */
export type Condition = readonly [query: string, where: string]
export const CONDITIONS: readonly Condition[] = [
  ['class=A', `class = 'A'`],
  ['class=C,B', `class in ('B', 'C')`],
  ['risk=1', `risk = 1`],
  ['risk=2,0', `coalesce(risk, 0) in (0, 2)`],
  ['industry=C', `left(industry, 1) = 'C'`],
  ['industry=A,C26', `(industry like 'A%' or industry like 'C26%')`],
  ['department=1,0', `coalesce(lead_department, 0) in (0, 1)`],
  ['grid=0', `grid is null`],
  ['grid=11,13', `grid in (11, 13)`],
  ['sourceLevel=1,2', `id in (select enterprise from hazard_source where r >= 50 and sum_ratio >= 1)`],
  ['overdue=1', `id in (${OVERDUE})`],
  [`search=${encodeURIComponent('物流')}`, `name like '%物流%'`],
  ['bbox=114.25,22.52,114.31,22.66', 'st_x(geom) between 114.25 and 114.31 and st_y(geom) between 22.52 and 22.66'],
  [
    'polygon=114.21,22.51;114.36,22.53;114.27,22.68',
    `st_covers('SRID=4326;POLYGON((114.21 22.51,114.36 22.53,114.27 22.68,114.21 22.51))'::geometry, geom)`,
  ],
]

/** The conditions as a query. */
export const asked = (chosen: readonly Condition[]) => chosen.map(([query]) => query).join('&')
/** The conditions and the scope of an actor as SQL over enterprises. */
export const whereOf = (actor: string, chosen: readonly Condition[]) =>
  [SCOPES[actor], ...chosen.map(([, where]) => where)].map((part) => `(${part})`).join(' and ')
