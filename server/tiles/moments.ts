/**
 * How far the data has come: the version of each layer, and which deadlines have passed. A kept tile is shown only
 * while the moment it was made from is the present one.
 */
import type pg from 'pg'
import { z } from 'zod'
import type { Layer } from '#core/contract/live.ts'
import { momentColumns } from './ask.ts'
import { type Deadlines, deadlines } from './deadlines.ts'

/**
 * While many requests come, one reading of the present serves those that arrive within this many milliseconds after it
 * began. So a kept tile is never older than this, whatever notices came or were lost, and a notice ends it at once.
 */
const LEASE_MS = 10
/** Share of LEASE_MS after which the next reading begins, so that nobody waits for it. */
const AHEAD = 0.7
/**
 * That many requests within MANY_MS are many, more than one map asks for; below it every request is answered by a
 * reading begun after it came. Counted over several leases, so that a short standstill does not make many few.
 */
const MANY = 60
const MANY_MS = 50

/** One state of the data, as committed. Moments of the same state are one object, so that most need no comparing. */
export interface Moment {
  /** Version by layer of data. */
  readonly versions: ReadonlyMap<string, string>
  /** Changes when time alone makes a hazard overdue or due soon. */
  readonly deadlines: string
}

/** The columns of `momentColumns`, as text. */
export interface MomentRow {
  readonly versions: string
  /** Microseconds since 1970. */
  readonly at: string
}
const MomentRow = z.object({ versions: z.string(), at: z.string() })

export interface Moments {
  /** The present, read after the call or, where many call, at most LEASE_MS before; no promise where it is at hand. */
  present(): Moment | Promise<Moment>
  /** The moment of a statement's snapshot; undefined where hazards have changed since, so that it is gone for good. */
  of(row: MomentRow): Promise<Moment | undefined>
  /** Something changed: what was read before is no longer the present. */
  expire(): void
}

const parsed = (versions: string): ReadonlyMap<string, string> =>
  new Map(versions.split(',').map((part) => part.split(':', 2) as [string, string]))

interface Read {
  readonly begun: number
  readonly moment: Promise<Moment>
}

/** The moments of one database, for one process. */
export function moments(pool: pg.Pool): Moments {
  const momentOf = momentsOf(deadlines(pool))
  let held: { begun: number; moment: Moment } | undefined
  let reading: Read | undefined
  let next: Promise<Moment> | undefined
  let expired = -Infinity
  const busy = crowd()

  async function read(begun: number): Promise<Moment> {
    const moment = await readPresent(pool, momentOf)
    if (begun >= expired) held = { begun, moment }
    return moment
  }
  function begin(): Promise<Moment> {
    next = undefined
    const begun = performance.now()
    const started = { begun, moment: read(begun) }
    reading = started
    const ended = () => void (reading === started && (reading = undefined))
    started.moment.then(ended, ended)
    return started.moment
  }
  return {
    present() {
      const now = performance.now()
      const oldest = Math.max(busy(now) ? now - LEASE_MS : now, expired)
      if (held && held.begun >= oldest) {
        if (!reading && now - held.begun > LEASE_MS * AHEAD) void begin().catch(() => undefined)
        return held.moment
      }
      if (!reading) return begin()
      if (reading.begun >= oldest) return reading.moment
      return (next ??= reading.moment.then(begin, begin)) // begun after all who wait for it came
    },
    of: momentOf,
    expire: () => void (expired = performance.now()),
  }
}

/** Tells of each request, by its time, whether MANY came within MANY_MS. */
function crowd(): (now: number) => boolean {
  const arrivals = new Float64Array(MANY).fill(-Infinity)
  let turn = 0
  return (now) => {
    const earlier = arrivals[turn] ?? -Infinity
    arrivals[turn] = now
    turn = (turn + 1) % MANY
    return now - earlier <= MANY_MS
  }
}

type MomentOf = (row: MomentRow) => Promise<Moment | undefined>

function momentsOf(known: Deadlines): MomentOf {
  let last = { text: '', versions: parsed('') }
  let moment: Moment | undefined
  return async ({ versions: text, at }) => {
    const { versions } = text === last.text ? last : (last = { text, versions: parsed(text) })
    const marker = await known.passed(versions.get('hazards' satisfies Layer) ?? '', Number(at))
    if (marker === undefined) return undefined
    if (moment?.versions !== versions || moment.deadlines !== marker) moment = { versions, deadlines: marker }
    return moment
  }
}

/**
 * The present in one message, for it is asked on the way to every kept tile: it opens, narrows, reads and ends its
 * transaction by itself. Where any of it fails, the pool throws the connection away. There is no value in it.
 */
const PRESENT = `begin read only; set local role anjian_session; set local statement_timeout = 10000;
  select ${momentColumns.toQuery().text}; commit`

/** Versions first, then the deadlines that go with them; where hazards change in between, both again. */
async function readPresent(pool: pg.Pool, momentOf: MomentOf): Promise<Moment> {
  const results: unknown = await pool.query(PRESENT)
  const { rows } = (results as readonly pg.QueryResult[])[3] ?? { rows: [] }
  const moment = await momentOf(MomentRow.parse(rows[0]))
  return moment ?? readPresent(pool, momentOf)
}
