import { createHash } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import { LAYERS, type Turned, type Versions } from '#core/contract/live.ts'
import { asSession } from '../db/db.ts'
import { sql } from '../db/sql.ts'
import type { Deadlines } from '../tiles/deadlines.ts'

/** What the database says of itself: its data versions, what time has turned, and the time by the one clock. */
export interface Told {
  readonly versions: Versions
  readonly turned: Turned
  readonly at: string
  /** Seconds until time alone turns something more. */
  readonly holds: number
}

const SECOND = 1_000_000
/** `midnight`: the next one in China. Microseconds since 1970, for milliseconds would put a due time that has passed before it. */
const Moment = z.object({ at: z.coerce.number(), day: z.string(), midnight: z.coerce.number() })
/** Of special works: the last moments that passed, and the next; the same microseconds. */
const Works = z.object({
  ranOut: z.string().nullable(),
  aged: z.string().nullable(),
  next: z.coerce.number().nullable(),
})
const VersionRow = z.object({ layer: z.enum(LAYERS), version: z.coerce.number().int() })

const read = (pool: pg.Pool) =>
  asSession(pool, async (db) => ({
    moment: await db.one(
      Moment,
      sql`select (extract(epoch from app.now()) * 1000000)::bigint as at, app.day_of(app.now())::text as day,
        (extract(epoch from (app.day_of(app.now()) + 1)::timestamp at time zone 'Asia/Shanghai') * 1000000)::bigint as midnight`,
    ),
    works: await db.one(Works, sql`select ran_out::text as "ranOut", aged::text as aged, next from app.work_turns()`),
    rows: await db.many(
      VersionRow,
      sql`select layer, version from layer_version where layer = any (${LAYERS}::text[])`,
    ),
  }))

/** A mark that tells nobody the due times it stands for. */
const mark = (...parts: readonly string[]) =>
  createHash('sha256').update(parts.join(' ')).digest('base64url').slice(0, 12)

/**
 * The data version of each layer as committed now, and the time; read on the primary. With it what has turned since nobody wrote anything:
 * hazards at their due times, and a week before; special works as their tickets run out and their gas tests grow old; all of these layers,
 * grids, inspections and pledges with the day.
 */
export async function readTold(pool: pg.Pool, deadlines: Deadlines): Promise<Told> {
  const { rows, works, moment } = await read(pool)
  const versions = Object.fromEntries(rows.map(({ layer, version }) => [layer, version])) as Versions
  const span = await deadlines.span(String(versions.hazards), moment.at)
  if (!span) return readTold(pool, deadlines) // hazards have changed in between
  const until = Math.min(moment.midnight, span.until, works.next ?? Infinity)
  return {
    versions,
    turned: {
      // who stands in does so by the day
      grids: mark(moment.day),
      hazards: mark(moment.day, span.marker),
      inspections: mark(moment.day),
      pledges: mark(moment.day),
      'special-works': mark(moment.day, works.ranOut ?? '', works.aged ?? ''),
    },
    at: new Date(Math.floor(moment.at / 1000)).toISOString(),
    holds: (until + 1 - moment.at) / SECOND,
  }
}
