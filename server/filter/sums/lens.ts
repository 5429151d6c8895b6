import type { Filter, FilterField } from '#core/contract/filter.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { type Ground, SCOPE_FIELD } from '../ground.ts'

/** Dimensions that roll-ups keep. */
export type Dimension = 'cell' | 'grid' | 'department' | 'class' | 'risk' | 'industry'

/** The number of a lens is that of SQL's grouping(): a bit for each dimension let go. */
interface Lens {
  readonly lens: number
  readonly keeps: readonly Dimension[]
}

const BITS: Readonly<Record<Dimension, number>> = { cell: 32, grid: 16, department: 8, class: 4, risk: 2, industry: 1 }
const lensOf = (...keeps: Dimension[]): Lens => ({
  lens: 63 - keeps.reduce((sum, dimension) => sum + BITS[dimension], 0),
  keeps,
})

/** Lenses of each roll-up as its trigger keeps them, the fewest rows first. */
export const LENSES = {
  enterprise_count: [
    lensOf('class', 'risk'),
    lensOf('department', 'class', 'risk'),
    lensOf('class', 'risk', 'industry'),
    lensOf('grid', 'class', 'risk'),
    lensOf('grid', 'department', 'class', 'risk'),
    lensOf('cell', 'grid'),
    lensOf('cell', 'grid', 'class', 'risk'),
    lensOf('grid', 'department', 'class', 'risk', 'industry'),
  ],
  visit_day: [lensOf('grid', 'class'), lensOf('grid', 'class', 'risk'), lensOf('grid', 'department', 'class')],
  hazard_month: [
    lensOf('class', 'risk'),
    lensOf('department', 'class', 'risk'),
    lensOf('grid', 'class', 'risk'),
    lensOf('class', 'risk', 'industry'),
    lensOf('grid', 'department', 'class', 'risk'),
    lensOf('cell', 'grid'),
  ],
  hazard_day: [
    lensOf('class', 'risk'),
    lensOf('department', 'class', 'risk'),
    lensOf('grid', 'class', 'risk'),
    lensOf('industry'),
  ],
} as const satisfies Record<string, readonly Lens[]>
export type RollUp = keyof typeof LENSES

const DIMENSIONS: ReadonlySet<FilterField> = new Set(['grid', 'department', 'class', 'risk', 'industry'])
/** Characters of an industry that roll-ups keep: section and division. */
const DIVISION = 3

/** Whether the fields of a filter are dimensions of roll-ups, no industry finer than a division among them. */
export const summable = (filter: Filter): boolean =>
  fieldsOf(filter).every((field) => DIMENSIONS.has(field)) && !filter.industry?.some((code) => code.length > DIVISION)

const fieldsOf = (filter: Filter) =>
  (Object.keys(filter) as FilterField[]).filter((field) => filter[field] !== undefined)

/** Every division that a code of industry stands for, named one by one: so the key of the table finds them. */
const divisionsOf = (code: string): string[] =>
  code.length === DIVISION
    ? [code]
    : [code, ...Array.from({ length: 100 }, (_, at) => `${code}${String(at).padStart(DIVISION - 1, '0')}`)]

/** How a dimension reads in the rows of a lens that lets it go. */
const NONE: Readonly<Record<Dimension, Sql>> = {
  industry: sql`division = ''`,
  cell: sql`cell = 0`,
  grid: sql`grid = 0`,
  department: sql`department = 0`,
  class: sql`class = ''`,
  risk: sql`risk = 0`,
}
const DIMENSIONS_OF: Readonly<Record<RollUp, readonly Dimension[]>> = {
  enterprise_count: ['industry', 'cell', 'grid', 'department', 'class', 'risk'],
  visit_day: ['grid', 'department', 'class', 'risk'],
  hazard_month: ['industry', 'cell', 'grid', 'department', 'class', 'risk'],
  hazard_day: ['industry', 'grid', 'department', 'class', 'risk'],
}

/** What a lens lets go reads 0 or ''. Said once more, so that the key of the table, which begins with it, leads to the rest. */
const letGo = (rollUp: RollUp, { keeps }: Lens): Sql[] =>
  DIMENSIONS_OF[rollUp].filter((dimension) => !keeps.includes(dimension)).map((dimension) => NONE[dimension])

/**
 * Condition that picks the rows of a roll-up which add up to the answer; undefined where only rows of the book can tell:
 * by other fields, in a combination that no lens keeps, and for an enterprise or an expert, whom no sum belongs to.
 * @param split dimensions that the answer is split or narrowed by beside the filter
 */
export function sumsWhere(
  rollUp: RollUp,
  { role, grids, department }: Ground,
  filter: Filter,
  split: readonly Dimension[] = [],
): Sql | undefined {
  const whole = role === 'government' || role === 'wall'
  if ((!whole && role !== 'department' && role !== 'grid') || !summable(filter)) return undefined
  const scope = whole ? [] : [SCOPE_FIELD[role]]
  const needed = [...fieldsOf(filter), ...split, ...scope] as Dimension[]
  const lens = (LENSES[rollUp] as readonly Lens[]).find(({ keeps }) => needed.every((field) => keeps.includes(field)))
  if (!lens) return undefined
  const parts = [sql`lens = ${lens.lens}::smallint`, ...letGo(rollUp, lens)]
  if (role === 'grid') parts.push(sql`grid = any (${grids}::integer[])`)
  if (role === 'department') parts.push(sql`department = ${department}::integer`)
  if (filter.grid) parts.push(sql`grid = any (${filter.grid}::integer[])`)
  if (filter.department) parts.push(sql`department = any (${filter.department}::integer[])`)
  if (filter.class) parts.push(sql`class = any (${filter.class}::text[])`)
  if (filter.risk) parts.push(sql`risk = any (${filter.risk}::smallint[])`)
  if (filter.industry) parts.push(sql`division = any (${filter.industry.flatMap(divisionsOf)}::text[])`)
  return join(parts, sql` and `)
}
