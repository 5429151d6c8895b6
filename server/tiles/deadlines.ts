import type pg from 'pg'
import { z } from 'zod'
import type { Actor } from '../db/actor.ts'
import { inScope } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'
import { hazardOpen } from '../filter/predicate.ts'

/** Which deadlines had passed at a time: hazards become overdue, and due soon, without any row changing. */
export interface Deadlines {
  /**
   * @param version data version of hazards that the caller's snapshot saw
   * @param at      microseconds since 1970
   * @returns text that differs wherever the set of overdue or of due-soon hazards does; undefined where hazards are no
   *          longer of that version
   */
  passed(version: string, at: number): string | undefined | Promise<string | undefined>
  /** The same with the time until which it holds while hazards stay as they are, microseconds since 1970 or Infinity. */
  span(version: string, at: number): Promise<Pick<Span, 'marker' | 'until'> | undefined>
}

const Edges = z.object({
  version: z.string(),
  /** Last deadlines before the time, first ones not before it; microseconds since 1970, as text. */
  lastDue: z.string().nullable(),
  nextDue: z.string().nullable(),
  lastSoon: z.string().nullable(),
  nextSoon: z.string().nullable(),
})

/** While hazards stay as they are, nothing passes after `from` up to and with `until`. */
interface Span {
  readonly version: string
  readonly from: number
  readonly until: number
  readonly marker: string
}

/** Reads data versions and deadlines of the whole book: nothing of them leaves this folder but a hash. */
const READER: Actor = { role: 'government', person: 'tiles', grids: [] }

/** Remembers the span between two deadlines, so that most moments cost no reading. */
export function deadlines(pool: pg.Pool): Deadlines {
  let span: Span | undefined
  async function read(version: string, at: number): Promise<Span | undefined> {
    const edges = await inScope(pool, READER, (db) => db.one(Edges, edgesAt(at)))
    const found = spanOf(edges)
    if (edges.version !== version) return undefined
    return (span = found)
  }
  const known = (version: string, at: number) => (span?.version === version && span.from < at && at <= span.until ? span : undefined) // prettier-ignore
  return {
    passed: (version, at) => known(version, at)?.marker ?? read(version, at).then((found) => found?.marker),
    span: async (version, at) => known(version, at) ?? read(version, at),
  }
}

function spanOf({ version, lastDue, nextDue, lastSoon, nextSoon }: z.output<typeof Edges>): Span {
  return {
    version,
    from: Math.max(Number(lastDue ?? -Infinity), Number(lastSoon ?? -Infinity)),
    until: Math.min(Number(nextDue ?? Infinity), Number(nextSoon ?? Infinity)),
    marker: `${lastDue ?? ''}/${lastSoon ?? ''}`,
  }
}

/** A hazard is overdue where due_at < at, due soon where due_at < at + 7 days: two edges on each side of the time. */
function edgesAt(at: number): Sql {
  const time = sql`(timestamptz 'epoch' + ${at}::float8 * interval '1 microsecond')`
  const week = sql`interval '7 days'`
  const edge = (moment: Sql, where: Sql) => sql`
    (select (extract(epoch from ${moment}) * 1000000)::bigint::text from hazard h where ${hazardOpen} and ${where} limit 1)`
  return sql`select (select version::text from layer_version where layer = 'hazards') as version,
    ${edge(sql`h.due_at`, sql`h.due_at < ${time} order by h.due_at desc`)} as "lastDue",
    ${edge(sql`h.due_at`, sql`h.due_at >= ${time} order by h.due_at`)} as "nextDue",
    ${edge(sql`(h.due_at - ${week})`, sql`h.due_at < ${time} + ${week} order by h.due_at desc`)} as "lastSoon",
    ${edge(sql`(h.due_at - ${week})`, sql`h.due_at >= ${time} + ${week} order by h.due_at`)} as "nextSoon"`
}
