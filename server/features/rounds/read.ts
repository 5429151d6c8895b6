import { z } from 'zod'
import { DUE_DAYS } from '#core/contract/inspectionPlans.ts'
import { Id, type Input, type Output, Position } from '#core/contract/route.ts'
import { MOST_AWAY_M, MOST_LISTED, RoundRule, type rounds } from '#core/contract/rounds.ts'
import { planRound, type RoundSetting } from '#core/domain/visitRounds/plan.ts'
import { travelMinutes } from '#core/domain/visitRounds/round.ts'
import { ROUND_RULES, type RoundRules } from '#core/domain/visitRounds/rules.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { ask, type Asked } from '../../filter/asked.ts'
import { problem } from '../../http/problems.ts'
import { readKnown } from './entries.ts'

type Answer = Output<typeof rounds.read>

/** The rules in their order. @throws where one is missing: nothing may be ranked by half of them */
async function readRules(db: Db): Promise<{ rules: RoundRule[]; values: RoundRules }> {
  const found = await db.many(RoundRule, sql`select r.kind, r.version, r.value, r.source from visit_round_rule r`)
  const rules = ROUND_RULES.map((kind) => {
    const rule = found.find((one) => one.kind === kind)
    if (!rule) throw new Error(`no rule ${kind} of rounds`)
    return rule
  })
  return { rules, values: Object.fromEntries(rules.map(({ kind, value }) => [kind, value])) as RoundRules }
}

const Place = z.object({ id: Id, name: z.string(), person: z.string(), start: Position })
const Day = z.object({
  on: z.string(),
  today: z.string(),
  ahead: z.number().int(),
  minute: z.number().int(),
  moment: z.string(),
})

/** The day asked for, and the moment as of which it is judged. @throws Problem invalid-request */
async function dayOf(db: Db, { ground }: Asked, on: string | undefined, starts: number) {
  const day = await db.one(
    Day,
    sql`select d.on::text, d.today::text, d.on - d.today as ahead,
        ceil(extract(epoch from ${ground.now} - d.today::timestamp at time zone 'Asia/Shanghai') / 60)::integer as minute,
        to_char((case when d.on = d.today then ${ground.now} else d.on::timestamp at time zone 'Asia/Shanghai' + make_interval(mins => ${starts}::integer) end)
          at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment
      from (select coalesce(${on ?? null}::date, app.day_of(${ground.now})) as on, app.day_of(${ground.now}) as today) d`,
  )
  if (day.ahead < 0 || day.ahead > DUE_DAYS)
    throw problem(
      'invalid-request',
      [
        `走访安排只排今天和此后 ${DUE_DAYS} 天；请改选日期。`,
        `Rounds are for today and the ${DUE_DAYS} days after it: choose another day.`,
      ],
      'on',
    )
  return day
}

const Near = z.object({ near: z.boolean() })
/** @throws Problem invalid-request where a place is too far from the district for a round to begin there */
async function expectNear(db: Db, [lng, lat]: Position): Promise<void> {
  const { near } = await db.one(
    Near,
    sql`select not exists (select from district d where not st_dwithin(d.geom::geography, st_setsrid(st_makepoint(${lng}::float8, ${lat}::float8), 4326)::geography, ${MOST_AWAY_M}::float8)) as near`,
  )
  if (near) return
  throw problem(
    'invalid-request',
    [
      `出发地离本区超过 ${MOST_AWAY_M / 1000} 公里，不据此排路线；请到本区再试，或从网格内一点出发。`,
      `That place is more than ${MOST_AWAY_M / 1000} km from the district, and no round begins there: try again in the district, or begin at the point within the grid.`,
    ],
    'query.from',
  )
}

/** Whom to visit next in a grid, and the round of a day. @throws Problem not-found, invalid-request */
export async function readRound(
  db: Db,
  { grid, on: wanted, from }: Input<typeof rounds.read>['query'],
): Promise<Answer> {
  const asked = await ask(db, { grid: [grid] })
  const place = await db.maybe(
    Place,
    sql`select g.id, g.name, g.person, json_build_array(round(st_x(i.at)::numeric, 6)::float8, round(st_y(i.at)::numeric, 6)::float8) as start
      from grid g cross join lateral (select st_pointonsurface(g.geom) as at) i where g.level = 3 and g.id = ${grid}::integer`,
  )
  if (!place) throw problem('not-found')
  if (from) await expectNear(db, from)
  const start = from ?? place.start
  const { rules, values } = await readRules(db)
  const { on, today, ahead, minute, moment } = await dayOf(db, asked, wanted, values.starts)
  const known = await readKnown(db, asked, grid, sql`${moment}::timestamptz`)

  const ends = values.starts + values['day-minutes']
  const begins = ahead === 0 ? Math.max(values.starts, minute) : values.starts
  const setting: RoundSetting = { start, begins, ends, rules: values }
  const { ranked, stops } = planRound(
    known.map(({ candidate }) => candidate),
    setting,
  )
  const toldById = new Map(known.map(({ told }) => [told.id, told]))
  const positioned = known.filter(({ told }) => told.position !== null).length
  return {
    at: asked.ground.at.toISOString(),
    judgedAt: new Date(moment).toISOString(),
    on,
    today,
    grid: { id: place.id, name: place.name, person: place.person },
    start,
    startIs: from ? 'said' : 'grid',
    begins,
    ends,
    back: backOf(stops.at(-1), setting, toldById),
    stops: stops.map(({ id, ...stop }) => ({ enterprise: id, ...stop, kept: [...stop.kept] })),
    ranked: ranked
      .slice(0, MOST_LISTED)
      .map(({ id, score, terms }) => ({ ...toldById.get(id)!, score, terms: [...terms] })),
    total: ranked.length,
    untried: Math.max(0, positioned - values['most-routed']),
    rules,
  }
}

/** The way back from the last stop; null where there is none. */
function backOf(
  last: { readonly id: number; readonly leaves: number } | undefined,
  { start, rules }: RoundSetting,
  toldById: ReadonlyMap<number, { readonly position: Position | null }>,
): Answer['back'] {
  const position = last && toldById.get(last.id)?.position
  if (!last || !position) return null
  const travel = travelMinutes(position, start, rules)
  return { travel, arrives: last.leaves + travel }
}
