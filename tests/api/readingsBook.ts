import { afterAll, beforeAll } from 'vitest'
import type { SentReading, TakenReadings } from '#core/contract/readings.ts'
import { newToken, tokenHash } from '../../server/http/signIn/tokens.ts'
import { jsonOf, type WholeServer, wholeServer } from './asking.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE } from './people.ts'

/** The moment at which the clock of these books stands: 16:00 in China. */
export const NOW = Date.parse('2026-03-02T08:00:00Z')
/** An instant so many seconds from it. */
export const at = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString()

/** A gateway as it sends. */
export interface Sender {
  readonly id: number
  readonly token: string
  readonly enterprise: number
  readonly source: number
}

/** A plant with one hazard source, a gateway, and sensors `T1` … of 0 to 100 °C that it sends. */
export async function plantOf({ owner }: Pick<FreshDatabase, 'owner'>, name: string, sensors: number): Promise<Sender> {
  const token = `anjian_gw_${newToken()}`
  const { rows } = await owner.query<Omit<Sender, 'token'>>(
    `with plant as (insert into enterprise (scheme, identifier, name) values ('test', $1, $1) returning id),
      source as (insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区', 'storage', 'SRID=4326;POINT(121 37)' from plant returning id),
      made as (insert into gateway (enterprise, name, token_hash) select id, $1 || '网关', $2 from plant returning id)
     select made.id, plant.id as enterprise, source.id as source from plant, source, made`,
    [name, tokenHash(token)],
  )
  const made = { ...rows[0]!, token }
  await owner.query(
    `insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, cadence)
     select $1, $2, 'T' || n, '温度 ' || n, 'temperature', '℃', 0, 100, 10 from generate_series(1, $3::integer) n`,
    [made.source, made.id, sensors],
  )
  return made
}

/** Sends one message, said to be of now. */
export async function sendTo(server: WholeServer, token: string, readings: readonly Partial<SentReading>[], said: { sentAt?: string; replays?: string | undefined } = {}) {
  const headers = { ...HERE, authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await server.ask('/api/readings', headers, { method: 'POST', body: JSON.stringify({ sentAt: at(0), ...said, readings }) })
  return { status: answer.status, headers: answer.headers, body: jsonOf(answer) as TakenReadings & { code: string } }
} // prettier-ignore

/** A book whose clock stands at NOW, the whole server over it, and two plants. Called once by a file of tests. */
export function readingsBook() {
  const made = {} as { book: FreshDatabase; server: WholeServer; own: Sender; other: Sender }
  beforeAll(async () => {
    made.book = await freshDatabase()
    await made.book.clock.set(new Date(NOW))
    made.server = await wholeServer(kitOn(made.book))
    made.own = await plantOf(made.book, '甲厂', 6)
    made.other = await plantOf(made.book, '乙厂', 2)
  })
  afterAll(async () => {
    await made.server.close()
    await made.book.drop()
  })
  return made
}
