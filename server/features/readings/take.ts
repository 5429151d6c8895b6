import type pg from 'pg'
import { z } from 'zod'
import type { SentReadings, TakenReadings } from '#core/contract/readings.ts'
import { asGateway, type Db } from '../../db/db.ts'
import type { TakeReadings } from '../../http/kit.ts'
import { sql } from '../../db/sql.ts'
import { problem, tooMany } from '../../http/problems.ts'
import { tokenHash } from '../../http/signIn/tokens.ts'
import type { Judge } from '../../judging.ts'
import { advance, type Put, putReadings, quarantine, readyDays, sensorsOf } from './keep.ts'
import { type Candidate, type Refused, sortReadings } from './sort.ts'
import { places, turns } from './turns.ts'

const Entered = z.object({
  gateway: z.number().int().nullable(),
  enterprise: z.number().int().nullable(),
  skew: z.number().int().nullable(),
  wait: z.number().int().nullable(),
  replays: z.string().nullable(),
  first: z.number(),
  last: z.number(),
})

/** Lets the gateway of the token in. @throws Problem gateway-wrong, gateway-replays, too-many */
async function enter(db: Db, token: string, { sentAt, readings, replays }: SentReadings) {
  const {
    gateway,
    enterprise,
    skew,
    wait,
    replays: known,
    ...between
  } = await db.one(
    Entered,
    sql`select g.gateway, g.enterprise, g.skew, g.wait, app.gateway_replays(g.gateway) as replays,
        (extract(epoch from app.first_reading_day()::timestamp at time zone 'Asia/Shanghai') * 1000)::float8 as first,
        (extract(epoch from app.now() + make_interval(secs => (select ahead_seconds from ingest_rule))) * 1000)::float8 as last
      from app.enter_gateway(${tokenHash(token)}, ${sentAt}::timestamptz, ${readings.length}::integer) g`,
  )
  if (gateway === null || enterprise === null || skew === null) throw problem('gateway-wrong')
  if (known !== (replays ?? null)) throw problem('gateway-replays')
  if (wait !== null) throw tooMany(Math.max(1, wait))
  return { enterprise, skew, between }
}

/** What became of each candidate, and of what was sent beside it. */
function outcome(candidates: readonly Candidate[], put: Put) {
  const refused: Refused[] = []
  let repeated = 0
  for (const candidate of candidates) {
    const { row, value, again } = candidate
    const isFresh = put.fresh.has(candidate)
    const stands = isFresh ? value : put.stands.get(candidate)
    for (const one of isFresh ? again : [{ row, value }, ...again]) {
      if (one.value === stands) repeated += 1
      else refused.push({ row: one.row, reason: 'contradiction' })
    }
  }
  return { fresh: candidates.filter((one) => put.fresh.has(one)), repeated, refused }
}

/** What readings are kept with. */
export interface Taking {
  readonly pool: pg.Pool
  readonly judge: Judge
  /** Told whose readings have just been kept. */
  readonly onFresh: (enterprise: number) => void
}

/** Of the connections of the pool gateways hold half at most: where all of them send on the same second, pages are answered all the same. */
const shareOf = ({ options }: pg.Pool) => Math.max(1, Math.floor((options.max ?? 10) / 2))

/** Takes what gateways send: an answer comes once all of it is kept, and where none comes all of it may be sent again. */
export function takingReadings({ pool, judge, onFresh }: Taking): TakeReadings {
  const inTurn = turns()
  const inPlace = places(shareOf(pool))
  /** Days whose partitions are known to be there. */
  const ready = new Set<string>()

  async function keep(db: Db, token: string, sent: SentReadings, trusting: boolean) {
    const { enterprise, skew, between } = await enter(db, token, sent)
    const sensors = await sensorsOf(db, sent.readings.map(({ sensor }) => sensor)) // prettier-ignore
    const { candidates, refused, over } = sortReadings(sent.readings, sensors, between)
    const days = await readyDays(db, candidates, ready)
    const { fresh, repeated, refused: contradicting } = outcome(candidates, await putReadings(db, candidates, trusting))
    await advance(db, fresh)
    const rows = [...refused, ...contradicting].sort((a, b) => a.row - b.row)
    await quarantine(db, sent.readings, rows)
    const judged = [...fresh.map(({ sensor, at, value, late }) => ({ sensor, at, value, late })), ...over]
    if (judged.length > 0) await judge(db, judged)
    const late = fresh.filter((one) => one.late).length
    const answer: TakenReadings = { taken: fresh.length, late, repeated, refused: rows.length, rows, skewMs: skew }
    return { answer, days, enterprise }
  }

  const keepAll = (token: string, sent: SentReadings, trusting: boolean) =>
    asGateway(pool, (db) => keep(db, token, sent, trusting)).catch((error: unknown) => {
      ready.clear() // a day may have been dropped by its rule: the next try looks again
      throw error
    })

  /** @throws Problem gateway-wrong, too-many */
  return async (token, sent) =>
    inTurn(token, async () => {
      const { answer, days, enterprise } = await inPlace(() =>
        keepAll(token, sent, true).catch((error: unknown) => {
          if ((error as { code?: unknown }).code !== '23505') throw error
          return keepAll(token, sent, false) // something was there that the newest of its sensor did not tell of
        }),
      )
      for (const day of days) ready.add(day)
      if (answer.taken + answer.refused > 0) onFresh(enterprise)
      return answer
    })
}
