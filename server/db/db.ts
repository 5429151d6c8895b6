import pg from 'pg'
import type { z } from 'zod'
import type { Actor, Origin } from './actor.ts'
import { statementTimeoutOf } from './pools.ts'
import type { Sql } from './sql.ts'

/** One transaction, already narrowed to what its actor may see. */
export interface Db {
  /** All rows, each parsed: a column that drifts from the schema fails here, not in a browser. */
  many<Row extends z.ZodType>(row: Row, statement: Sql): Promise<z.output<Row>[]>
  /** Exactly one row; anything else is a fault of ours. */
  one<Row extends z.ZodType>(row: Row, statement: Sql): Promise<z.output<Row>>
  /** The one row, or undefined where there is none. */
  maybe<Row extends z.ZodType>(row: Row, statement: Sql): Promise<z.output<Row> | undefined>
  /** @returns how many rows it touched */
  run(statement: Sql): Promise<number>
  /** Rows as they come, unparsed: for tiles, whose one column is bytes. */
  raw(statement: Sql): Promise<pg.QueryResult>
}

type Work<T> = (db: Db) => Promise<T>

/** A value as an SQL literal. A zero byte would end the message early, so it is refused. */
function literal(value: string): string {
  if (value.includes('\0')) throw new RangeError('a setting may not contain a zero byte')
  return pg.escapeLiteral(value)
}

/** `begin` and every local setting as one simple message: one round trip, and gone with the transaction. */
function opening(begin: string, settings: Readonly<Record<string, string>>): string {
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', ${literal(value)}, true)`)
  return `${begin}; select ${calls.join(', ')}`
}

/**
 * Runs `work` in one transaction: it commits where work resolves and rolls back where it throws. A connection that
 * cannot even roll back is destroyed, so a pooled one never carries anybody's rights onward.
 */
async function transaction<T>(pool: pg.Pool, first: string, work: Work<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(first)
    const result = await work(dbOver(client))
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure))
    throw error
  } finally {
    client.release(broken)
  }
}

/** Who acts, as the audit names it, where no row-level policy asks. */
export type Who = Origin & Partial<Pick<Actor, 'person' | 'account' | 'post'>>

const naming = ({ person, account, post, address, request }: Who): Record<string, string> => ({
  'app.person': person ?? '',
  'app.account': account?.toString() ?? '',
  'app.post': post ?? '',
  'app.address': address ?? '',
  'app.request': request ?? '',
})

/** `snapshot`: every statement of `work` sees the same committed state, and none may write; `steady`: the same, and they may. */
export interface ScopeOptions {
  readonly snapshot?: boolean
  readonly steady?: boolean
}

/** Runs `work` in one transaction as `actor`: the public as anjian_public, everybody else as anjian_actor. */
export function inScope<T>(
  pool: pg.Pool,
  actor: Actor,
  work: Work<T>,
  { snapshot, steady }: ScopeOptions = {},
): Promise<T> {
  const begin = snapshot || steady ? `begin isolation level repeatable read${snapshot ? ' read only' : ''}` : 'begin'
  const first = opening(begin, {
    role: actor.role === 'public' ? 'anjian_public' : 'anjian_actor',
    statement_timeout: statementTimeoutOf(pool),
    'app.role': actor.role,
    'app.grids': `{${actor.grids.join(',')}}`,
    'app.department': actor.department?.toString() ?? '',
    'app.enterprise': actor.enterprise?.toString() ?? '',
    'app.enterprises': `{${(actor.enterprises ?? []).join(',')}}`,
    'app.scenes': `{${(actor.scenes ?? []).join(',')}}`,
    ...naming(actor),
  })
  return transaction(pool, first, work)
}

/** Runs `work` as anjian_session: sign-in, data versions and the health of the book; no row of anybody. `who`: as the audit names it. */
export function asSession<T>(pool: pg.Pool, work: Work<T>, who: Who = {}): Promise<T> {
  const settings = { role: 'anjian_session', statement_timeout: statementTimeoutOf(pool), ...naming(who) }
  return transaction(pool, opening('begin', settings), work)
}

/** Runs `work` as anjian_gateway: nobody until `app.enter_gateway` has let in the gateway of a token. */
export function asGateway<T>(pool: pg.Pool, work: Work<T>, who: Who = {}): Promise<T> {
  const settings = { role: 'anjian_gateway', statement_timeout: statementTimeoutOf(pool), 'app.gateway': '' }
  return transaction(pool, opening('begin', { ...settings, ...naming(who) }), work)
}

/** Runs `work` of the operator's command line as anjian_steward, who writes the books under the name `person`. */
export function asSteward<T>(pool: pg.Pool, person: string, work: Work<T>): Promise<T> {
  return transaction(pool, opening('begin', { role: 'anjian_steward', ...naming({ person }) }), work)
}

function dbOver(client: pg.ClientBase): Db {
  const raw = (statement: Sql) => client.query(statement.toQuery())
  const db: Db = {
    raw,
    many: async (row, statement) => (await raw(statement)).rows.map((found) => row.parse(found)),
    async maybe(row, statement) {
      const found = await db.many(row, statement)
      if (found.length > 1) throw new Error(`expected at most one row, found ${found.length}`)
      return found[0]
    },
    async one(row, statement) {
      const { rows } = await raw(statement)
      if (rows.length !== 1) throw new Error(`expected one row, found ${rows.length}`)
      return row.parse(rows[0])
    },
    run: async (statement) => (await raw(statement)).rowCount ?? 0,
  }
  return db
}
