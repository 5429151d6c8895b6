/** What rules of supervision are tried on, and who leads by them in plain arithmetic. */
export const NOW = new Date('2026-06-15T02:00:00Z')
export const TODAY = '2026-06-15'
export const INDUSTRIES = ['C26', 'C2611', 'C2614', 'E47', 'F51', 'G54', null]
export const LICENCES = ['fire', 'dangerous-chemicals', 'business'] as const
export const [WEST, EAST, NOWHERE] = ['121.005', '121.015', '122']
/** Two grids (3, 4), four units of which the fourth says nothing of itself, a park, a tower, another tower and a block, twelve enterprises. */
export const BOOK = `
  insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326)));
  insert into department (code, name, person, phone, industries) values ('U1', '应急管理局', '钱', '0535-1234505', '{C}'),
    ('U2', '住建局', '孙', '0535-1234506', '{E,C27}'), ('U3', '商务局', '李', '0535-1234507', '{F}'), ('U4', '园区管委会', '周', '0535-1234508', '{}');
  insert into grid (level, code, name, person, phone) values (1, '1', '样板区', '王', '0535-1234501');
  insert into grid (level, code, name, person, phone, parent, department) values (2, '2', '应急管理局', '钱', '0535-1234505', 1, 1);
  insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '31', '西网格', '赵', '0535-1234502', 1, st_multi(st_makeenvelope(121, 37, 121.01, 37.01, 4326))),
    (3, '32', '东网格', '周', '0535-1234503', 1, st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)));
  insert into place (kind, name, person, phone, geom) select kind, name, '甲', '0535-1234504', st_makeenvelope(121.001 + n * 0.001, 37.001, 121.0015 + n * 0.001, 37.0015, 4326)
    from (values (1, 'park', '化工园'), (2, 'tower', '一号楼'), (3, 'tower', '二号楼'), (4, 'block', '街坊')) p (n, kind, name) order by n;
  insert into enterprise (scheme, identifier, name, industry, geom) select 'demo', 'E' || n, '单位' || n, (array['C26','C2611','C2614','E47','F51','G54'])[1 + n % 6],
    st_setsrid(st_makepoint(case when n % 2 = 0 then 121.005 else 121.015 end, 37.005), 4326) from generate_series(1, 12) n order by n`

/*
 * By another hand: rules, places, licences in memory, and the order of docs/supervision.md in plain arithmetic.
 */

export type Of = { basis: string } & Record<string, unknown>

interface Ruled {
  id: number
  part: string
  of: Of
  department: number
}
export interface Plant {
  id: number
  industry: string | null
  grid: number | null
  place: number | null
  licences: string[]
}
export interface World {
  rules: Ruled[]
  units: Map<number, string[]>
  kinds: Map<number, string>
  plants: Plant[]
}
/** The world of BOOK: no rule yet, no licence. */
export const worldOf = (plants: readonly Omit<Plant, 'licences'>[]): World => ({
  rules: [],
  units: new Map([[1, ['C']], [2, ['E', 'C27']], [3, ['F']], [4, []]]),
  kinds: new Map([[1, 'park'], [2, 'tower'], [3, 'tower'], [4, 'block']]),
  plants: plants.map((one) => ({ ...one, licences: [] })),
}) // prettier-ignore
/** Whether what a rule is for takes in an enterprise. */
const takesIn = ({ kinds }: World, { industry, grid, place, licences }: Plant, of: Of): boolean => {
  if (of.basis === 'place') return of.place === place
  if (of.basis === 'place-kind') return place !== null && kinds.get(place) === of.placeKind
  if (of.basis === 'grid') return of.grid === grid
  if (of.basis === 'licence') return licences.includes(String(of.licence))
  if (of.basis === 'industry') return (industry ?? '').startsWith(String(of.industry))
  return of.basis === 'district'
}
/** Rules by which a unit supports an enterprise: none where it leads itself. */
export const supportedBy = (world: World, plant: Plant, unit: number): number[] =>
  judged(world, plant)[0] === unit
    ? []
    : world.rules.filter((rule) => rule.part === 'support' && rule.department === unit && takesIn(world, plant, rule.of)).map(({ id }) => id) // prettier-ignore

/** Ranks from the first: the units that the rules of the first rank that says anything name, in order. */
export function judged({ rules, units, kinds }: World, { industry, grid, place, licences }: Plant): number[] {
  const lead = rules.filter(({ part }) => part === 'lead')
  const by = (test: (of: Of) => boolean) => lead.filter(({ of }) => test(of)).map(({ department }) => department)
  const prefixes = [
    ...[...units].flatMap(([department, own]) => own.map((prefix) => ({ department, prefix }))),
    ...lead.flatMap(({ of, department }) => (of.basis === 'industry' ? [{ department, prefix: String(of.industry) }] : [])),
  ].filter(({ prefix }) => industry !== null && industry.slice(0, prefix.length) === prefix)
  const longest = prefixes.reduce((most, { prefix }) => (prefix.length > most ? prefix.length : most), 0)
  const ranks = [
    by((of) => of.basis === 'place' && of.place === place),
    by((of) => of.basis === 'place-kind' && place !== null && kinds.get(place) === of.placeKind),
    by((of) => of.basis === 'grid' && of.grid === grid),
    by((of) => of.basis === 'licence' && licences.includes(String(of.licence))),
    prefixes.filter(({ prefix }) => prefix.length === longest).map(({ department }) => department),
    by((of) => of.basis === 'district'),
  ]
  const deciding = ranks.find((units) => units.length > 0) ?? []
  return [...new Set(deciding)].sort((a, b) => a - b)
} // prettier-ignore
