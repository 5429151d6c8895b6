import { z } from 'zod'
import { type duties, DutyHandover } from '#core/contract/duties.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'
import { refusing } from './refusals.ts'

const mine = sql`app.own_hand()`
const columns = sql`h.id, h.seat, (select f.person from duty f where f.id = h.from_duty) as "fromPerson", t.person as "toPerson", h.at, h.person,
  h.taker, h.reason, h.taker_reason as "takerReason", h.ender, h.end_reason as "endReason", h.notes, h.alarms, h.unacknowledged, h.state, h.ended_at as "endedAt", h.changed_at as "changedAt",
  case when h.state <> 'offered' or not app.may_duty('hand-over') then null
    when app.hand_key(h.account, h.person) = ${mine} then 'withdraw'
    when app.has_turn(t.id) or t.account is null and app.may_stand_in(h.seat) then 'take' end as may,
  t.from_at - app.duty_lead() as "takenFrom", not app.has_turn(t.id) as "inPlace",
  app.is_untaken(h) and coalesce(app.hand_post() = 'leader', false) and app.hand_key(h.account, h.person) <> ${mine} as ends`
const from = sql`duty_handover h join duty t on t.id = h.to_duty`
const handoverWhere = (db: Db, where: Sql) => db.maybe(DutyHandover, sql`select ${columns} from ${from} where ${where}`)

const Key = z.tuple([z.number().int()])

/** Handovers, the latest first. */
export async function listHandovers(
  db: Db,
  { after, limit }: Input<typeof duties.handovers>['query'],
): Promise<Output<typeof duties.handovers>> {
  const before = after === undefined ? sql`true` : sql`h.id < ${readKey(Key, after)[0]}::integer`
  const rows = await db.many(
    DutyHandover,
    sql`select ${columns} from ${from} where ${before} order by h.id desc limit ${limit + 1}::integer`,
  )
  return pageOf(rows, limit, ({ id }) => [id])
}

/** Hands a seat over to whoever is next. @throws Problem entry-refused, not-allowed, request-taken */
export async function giveDuty(db: Db, body: Input<typeof duties.give>['body']): Promise<DutyHandover> {
  await holdRequest(db, body)
  const { request, seat, notes, reason } = body
  const again = () =>
    handoverWhere(db, sql`h.request = ${request}::uuid and h.seat = ${seat} and h.notes = ${notes}
      and app.hand_key(h.account, h.person) = ${mine}`) // prettier-ignore
  const done = await again()
  if (done) return done
  const made = await refusing(
    db.run(sql`insert into duty_handover (request, seat, notes, reason) values (${request}::uuid, ${seat}, ${notes}, ${reason})
      on conflict (request) do nothing`), // prettier-ignore
  )
  const given = made > 0 ? await again() : undefined
  if (!given) throw requestTaken()
  return given
}

/** Takes a seat over, or takes a handover back. @throws Problem not-found, entry-changed, not-allowed */
export async function endHandover(
  db: Db,
  id: number,
  { act, seen, reason }: Input<typeof duties.end>['body'],
): Promise<DutyHandover> {
  const state = act === 'take' ? 'taken' : 'withdrawn'
  // whoever ends the same at once waits here
  await db.run(sql`select from duty_handover h where h.id = ${id}::integer for update`)
  if (await isEnded(db, id, { state, seen })) return handoverOf(db, id)
  const ended = await refusing(
    db.run(
      sql`update duty_handover h set state = ${state}, ${act === 'take' ? sql`taker_reason` : sql`end_reason`} = ${reason} where h.id = ${id}::integer and date_trunc('milliseconds', h.changed_at) = ${seen}::timestamptz`,
    ),
  )
  const now = await handoverOf(db, id)
  if (ended === 0) throw problem('entry-changed')
  return now
}

/** @throws Problem not-found */
async function handoverOf(db: Db, id: number): Promise<DutyHandover> {
  const found = await handoverWhere(db, sql`h.id = ${id}::integer`)
  if (!found) throw problem('not-found')
  return found
}

/** Whether whoever asks ended it by this very request: it was seen as it was given, and a handover ends once. */
const isEnded = async (db: Db, id: number, { state, seen }: { readonly state: string; readonly seen: string }) =>
  (await db.run(
    sql`select from duty_handover h where h.id = ${id}::integer and h.state = ${state} and date_trunc('milliseconds', h.at) = ${seen}::timestamptz
      and case when h.taker is not null then app.hand_key(h.taker_account, h.taker) when h.ender is not null then app.hand_key(h.ender_account, h.ender)
        else app.hand_key(h.account, h.person) end = ${mine}`,
  )) > 0
