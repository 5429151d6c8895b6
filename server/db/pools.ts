import pg from 'pg'

const TIMESTAMPTZ = pg.types.builtins.TIMESTAMPTZ
const DATE = pg.types.builtins.DATE
const DEFAULT_TIMEOUT_MS = 15_000

const parseInstant = pg.types.getTypeParser(TIMESTAMPTZ, 'text')
const asInstant = (text: string) => {
  const moment: unknown = parseInstant(text)
  return moment instanceof Date ? moment.toISOString() : text
}

/** Instants arrive as ISO 8601 UTC with milliseconds, dates as YYYY-MM-DD, int8 as text; the rest as pg has it. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMPTZ && format !== 'binary') return asInstant
    if (oid === DATE && format !== 'binary') return (text: string) => text
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

export interface PoolOptions {
  /** Connections at most. */
  readonly size: number
  /** Longest a statement in scope may take, in milliseconds. */
  readonly statementTimeoutMs?: number
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  readonly onError?: (error: Error) => void
}

const timeouts = new WeakMap<pg.Pool, number>()

/** Milliseconds a statement may take on this pool, as Postgres reads it. */
export const statementTimeoutOf = (pool: pg.Pool): string => String(timeouts.get(pool) ?? DEFAULT_TIMEOUT_MS)

/** A client that goes to each address in turn, one connection after another: the replicas share the reads. */
function clientInTurn(addresses: readonly string[]): typeof pg.Client {
  let made = 0
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: addresses[made++ % addresses.length]! })
    }
  }
}

/**
 * Connections to one database as one login, e.g. `postgresql://anjian_server@/anjian?host=%2Ftmp%2Fsocket`, or to
 * replicas of it by turns. A connection that breaks, idle or in use, fails its own work only and is replaced.
 */
export function makePool(
  address: string | readonly string[],
  { size, statementTimeoutMs, onError }: PoolOptions,
): pg.Pool {
  const pool = new pg.Pool({
    ...(typeof address === 'string' ? { connectionString: address } : { Client: clientInTurn(address) }),
    max: size,
    types,
    application_name: 'anjian',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  pool.on('error', (error) => onError?.(error))
  pool.on('connect', (client) => client.on('error', () => undefined)) // in use: the running query rejects as well
  timeouts.set(pool, statementTimeoutMs ?? DEFAULT_TIMEOUT_MS)
  return pool
}

/** The address of a database behind a unix socket folder, for pg, psql, pg_dump and ogr2ogr alike. */
export const socketUrl = (folder: string, user: string, database: string): string =>
  `postgresql://${user}@/${database}?host=${encodeURIComponent(folder)}`

/** One connection outside any pool, not yet connected: for LISTEN, which needs a session of its own. */
export const makeClient = (address: string): pg.Client =>
  new pg.Client({ connectionString: address, application_name: 'anjian', keepAlive: true })
