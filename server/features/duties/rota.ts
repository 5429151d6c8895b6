import { z } from 'zod'
import { Duty, DutyDue, type duties, DutyGap, DutyNow } from '#core/contract/duties.ts'
import { type Input, Instant, type Output } from '#core/contract/route.ts'
import { DUTY_SEATS, type DutySeat } from '#core/domain/duties.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'

/** Columns of a turn of duty `d`. */
export const dutyColumns = sql`d.id, d.seat, d.account, d.person, app.duty_phone(d.id) as phone, d.from_at as "fromAt", d.until_at as "untilAt",
  d.note, d.changed_at as "changedAt"`
const Now = z.object({ at: Instant })
const nowOf = (db: Db) => db.one(Now, sql`select app.now() as at`)

const dutyWhere = (db: Db, where: Sql) =>
  db.maybe(Duty, sql`select ${dutyColumns} from duty d where ${where} order by d.from_at limit 1`)

const Giving = DutyNow.pick({ gives: true, givenFrom: true })
const Standing = z.object({ handover: DutyNow.shape.handover })

/** Whether the turn was handed over by whoever was on duty until it began; others than the government's side are not told. */
async function standingOf(db: Db, turn: number): Promise<DutyNow['handover']> {
  const { handover } = await db.one(
    Standing,
    sql`select case when app.role() <> 'government' then null
        when exists (select from duty_handover h where h.to_duty = ${turn}::integer and h.state = 'taken') then 'taken'
        when exists (select from duty_handover h where h.to_duty = ${turn}::integer and h.state = 'offered') then 'offered'
        when app.duty_awaited(${turn}::integer) is not null then 'awaited' else 'none' end as handover`,
  )
  return handover
}

async function seatNow(db: Db, seat: DutySeat): Promise<DutyNow> {
  const duty = await dutyWhere(db, sql`d.seat = ${seat} and d.from_at <= app.now() and d.until_at > app.now()`)
  const next = await dutyWhere(
    db,
    sql`d.seat = ${seat} and d.from_at > app.now() and d.from_at <= app.now() + interval '72 hours'`,
  )
  const giving = await db.one(
    Giving,
    sql`select app.has_turn(t.ends) as gives, (select d.from_at - app.duty_lead() from duty d where d.id = t.begins) as "givenFrom"
      from app.duty_turns(${seat}) t`,
  )
  return {
    seat,
    duty: duty ?? null,
    next: next ?? null,
    handover: duty ? await standingOf(db, duty.id) : null,
    ...giving,
  }
}

/** Who is on duty now and next. */
export async function dutyNow(db: Db): Promise<Output<typeof duties.now>> {
  const { at } = await nowOf(db)
  const rows: DutyNow[] = []
  for (const seat of DUTY_SEATS) rows.push(await seatNow(db, seat))
  return { at, rows }
}

const Planned = z.object({ officer: Instant.nullable(), leader: Instant.nullable() })

/** The rota of some days of China: turns that touch them, and the times within what is planned in which nobody has a seat. */
export async function listDuties(
  db: Db,
  { from, days }: Input<typeof duties.list>['query'],
): Promise<Output<typeof duties.list>> {
  const first = sql`(${from}::date::timestamp at time zone 'Asia/Shanghai')`
  const last = sql`((${from}::date + ${days}::integer)::timestamp at time zone 'Asia/Shanghai')`
  const plannedUntil = await db.one(
    Planned,
    sql`select max(until_at) filter (where seat = 'officer' and until_at > app.now()) as officer,
      max(until_at) filter (where seat = 'leader' and until_at > app.now()) as leader from duty`,
  )
  const gaps = await db.many(
    DutyGap,
    sql`with span as (select greatest(${first}, app.now()) as begins, least(${last}, coalesce((select max(until_at) from duty), app.now())) as ends)
      select s.seat, lower(g) as "fromAt", upper(g) as "untilAt"
      from span, unnest(${[...DUTY_SEATS]}::text[]) s (seat),
        unnest(tstzmultirange(tstzrange(span.begins, greatest(span.begins, span.ends))) - coalesce((select range_agg(tstzrange(d.from_at, d.until_at))
          from duty d where d.seat = s.seat and d.until_at > span.begins and d.from_at < span.ends), '{}')) g
      where span.ends > span.begins order by 2, 1`,
  )
  const rows = await db.many(
    Duty,
    sql`select ${dutyColumns} from duty d where d.until_at > ${first} and d.from_at < ${last} order by d.from_at, d.seat`,
  )
  return { ...(await nowOf(db)), rows, gaps, plannedUntil }
}

/** What of the rota presses now, the earliest first. */
export async function dutyDues(db: Db): Promise<Output<typeof duties.dues>> {
  const rows = await db.many(
    DutyDue,
    sql`select kind, seat, person, from_at as "fromAt", until_at as "untilAt", handover from app.duty_dues() order by from_at, seat, kind`,
  )
  return { ...(await nowOf(db)), rows }
}

const Candidate = z.object({ account: z.number().int(), person: z.string(), seat: z.enum(DUTY_SEATS) })

/** Who may be put on duty, by seat and name. */
export const dutyPeople = (db: Db): Promise<Output<typeof duties.people>> =>
  db.many(Candidate, sql`select account, person, seat from app.duty_people() order by seat, person, account`)
