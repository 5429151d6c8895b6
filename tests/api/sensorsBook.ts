import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from './database.ts'

/** Ten in the morning in China. */
export const NOW = new Date('2026-06-15T02:00:00Z')
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** One value: of which sensor, epoch milliseconds, and what it read. */
export interface Read {
  readonly sensor: number
  readonly at: number
  readonly value: number
  /** When it came; now where it is not said. */
  readonly received?: number
}
interface Source {
  readonly id: number
  readonly enterprise: number
  readonly grid: number
  readonly department: number
}

/** A book at NOW with two plants of different grids and departments, a source each. Called once by a file of tests. */
export function sensorsBook() {
  let book: FreshDatabase
  let sources: readonly [own: Source, other: Source]
  const many = async <Row>(text: string, values: unknown[] = []) => (await book.owner.query(text, values)).rows as Row[]
  const run = (text: string, values: unknown[] = []) => book.owner.query(text, values)
  beforeAll(async () => {
    book = await freshDatabase()
    await book.clock.set(NOW)
    await run(`
      insert into district (code, name, geom) values ('test', '测试区', st_multi(st_makeenvelope(120, 37, 122, 38, 4326)));
      insert into department (code, name, person, phone, industries) values ('U1', '应急管理局', '钱', '0535-0000005', '{C}'),
        ('U2', '商务局', '孙', '0535-0000006', '{F}');
      insert into grid (level, code, name, person, phone) values (1, '1', '全区', '王', '0535-0000003');
      insert into grid (level, code, name, person, phone, parent, geom)
        select 3, '3' || i, '网格' || i, '赵', '0535-0000004', 1, st_multi(st_makeenvelope(120 + i, 37, 121 + i, 38, 4326)) from generate_series(0, 1) i;
      insert into enterprise (scheme, identifier, name, industry, geom)
        select 'demo', 'E' || i, '样板' || i || '厂', case i when 0 then 'C26' else 'F51' end, st_setsrid(st_makepoint(120.5 + i, 37.5), 4326)
        from generate_series(0, 1) i;
      insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区' || id, 'storage', geom from enterprise order by id`)
    const found = await many<Source>('select id, enterprise, grid, department from hazard_source order by id')
    sources = [found[0]!, found[1]!]
  }) // prettier-ignore
  afterAll(() => book.drop())

  /** A sensor as the operator would write it. */
  async function sensor(given: Record<string, unknown> = {}): Promise<number> {
    const row = { hazard_source: sources[0].id, code: randomUUID().slice(0, 8), name: '液位', kind: 'level', unit: 'm', range_low: 0, range_high: 20, cadence: 10, ...given } // prettier-ignore
    const names = Object.keys(row)
    const places = names.map((_, at) => `$${at + 1}`)
    const made = await many<{ id: number }>(
      `insert into sensor (${names.join(', ')}) values (${places.join(', ')}) returning id`,
      Object.values(row),
    )
    return made[0]!.id
  }
  /** Values as ingest writes them: all at once, what is there already stays. */
  async function write(reads: readonly Read[], client: { query: FreshDatabase['owner']['query'] } = book.owner) {
    const columns = [
      reads.map((one) => one.sensor),
      reads.map(({ at }) => new Date(at).toISOString()),
      reads.map(({ value }) => value),
      reads.map(({ received }) => (received === undefined ? null : new Date(received).toISOString())),
    ]
    const days = `select app.reading_partition(day) from (select distinct app.day_of(at) as day from unnest($1::timestamptz[]) at) d`
    await client.query(days, [columns[1]])
    const rows =
      'unnest($1::integer[], $2::timestamptz[], $3::double precision[], $4::timestamptz[]) r(sensor, at, value, received)'
    await client.query(`insert into reading (sensor, at, value, received_at) select sensor, at, value, coalesce(received, app.now()) from ${rows} on conflict do nothing`, columns) // prettier-ignore
    await client.query(
      `insert into sensor_now (sensor, at, value, received_at) select distinct on (sensor) sensor, at, value, coalesce(received, app.now())
        from ${rows} order by sensor, at desc
        on conflict (sensor) do update set at = excluded.at, value = excluded.value, received_at = excluded.received_at
        where excluded.at > sensor_now.at`,
      columns,
    )
  }
  return {
    get book() {
      return book
    },
    get sources() {
      return sources
    },
    many,
    run,
    sensor,
    write,
  }
}
