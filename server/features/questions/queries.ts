import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Question } from '#core/contract/questions.ts'
import { type questions } from '#core/contract/questions.ts'
import type { Output } from '#core/contract/route.ts'
import { monthsBack } from '#core/domain/calendar.ts'
import { QUESTION_RULE, type QuestionKey } from '#core/domain/leaderQuestions.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, type Asked } from '../../filter/asked.ts'
import { type PartAsked, rowsOfPart } from '../../filter/parts/partRows.ts'
import { fallenGrid } from './fallenGrid.ts'

/** One question being asked: who asks it, and of what. */
export interface Asking {
  readonly db: Db
  readonly asked: Asked
  readonly filter: Filter
}
type Answer = Omit<Question, 'key'>
type FigureAsked = PartAsked & { readonly grid?: number }

const NONE: Answer = {
  by: null,
  subject: null,
  enterprise: null,
  seconds: null,
  times: null,
  rates: null,
  figure: null,
}
const Counted = z.object({ n: z.number().int() })
const OfHazard = z.object({
  id: z.number().int(),
  name: z.string(),
  enterprise: z.number().int(),
  enterpriseName: z.string(),
  seconds: z.number().nullable(),
  times: z.number().int().nullable(),
})
const Named = z.object({ id: z.number().int(), name: z.string(), seconds: z.number().nullable() })

const whole = (id: PartAsked['id']): PartAsked => ({ id, part: 'all', side: 'n' })
const rowsOf = ({ asked, filter }: Asking, wanted: FigureAsked): Sql =>
  rowsOfPart(asked, wanted.grid === undefined ? filter : { ...filter, grid: [wanted.grid] }, wanted).where

/** A figure with its number, counted by the predicate that opens its rows. */
async function figureOf(asking: Asking, wanted: FigureAsked, table: 'hazard h' | 'enterprise e') {
  const from = table === 'hazard h' ? sql`hazard h` : sql`enterprise e`
  const counted = sql`select count(*)::int as n from ${from} where ${rowsOf(asking, wanted)}`
  const { id, part, side, grid = null } = wanted
  return { id, part, side, grid, n: (await asking.db.one(Counted, counted)).n }
}

/** The first hazard of a figure by some order, as the subject of a question. */
async function hazardOf(
  asking: Asking,
  wanted: PartAsked,
  { by, seconds, times = sql`null::int`, order }: { by: Answer['by']; seconds: Sql; times?: Sql; order: Sql },
): Promise<Answer> {
  const found = await asking.db.maybe(
    OfHazard,
    sql`select id, name, enterprise, (select n.name from enterprise n where n.id = enterprise) as "enterpriseName", seconds, times
      from (select h.id, h.description as name, h.enterprise, h.due_at, h.submitted_at, extract(epoch from ${seconds})::float8 as seconds,
        ${times} as times from hazard h where ${rowsOf(asking, wanted)}) h order by ${order}, id limit 1`,
  )
  if (!found) return NONE
  const { id, name, enterprise, enterpriseName } = found
  return {
    ...NONE,
    by,
    subject: { kind: 'hazard', id, name },
    enterprise: { id: enterprise, name: enterpriseName },
    seconds: found.seconds,
    times: found.times,
    figure: await figureOf(asking, wanted, 'hazard h'),
  }
}

const overdueMajor = (asking: Asking) =>
  hazardOf(asking, whole('hazards-overdue-major'), {
    by: 'overdue-major',
    seconds: sql`${asking.asked.ground.now} - h.due_at`,
    order: sql`due_at`,
  })

/** How many closed ones a hazard is the return of, one after the other. */
const RETURNS = sql`(with recursive chain as (
    select h.rebound_of as id, 1 as times
    union all select o.rebound_of, chain.times + 1 from chain join hazard o on o.id = chain.id where o.rebound_of is not null)
  select max(times) from chain)`

async function rebound(asking: Asking): Promise<Answer> {
  const found = await hazardOf(asking, whole('hazards-rebound'), {
    by: 'rebound',
    seconds: sql`h.found_at - (select o.closed_at from hazard o where o.id = h.rebound_of)`,
    times: RETURNS,
    order: sql`times desc, seconds`,
  })
  return found.by ? found : repeat(asking)
}

async function repeat(asking: Asking): Promise<Answer> {
  const found = await asking.db.maybe(
    Named.extend({ times: z.number().int() }),
    sql`select c.enterprise as id, e.name, null::float8 as seconds, c.n as times
      from (select h.enterprise, count(*)::int as n from hazard h where ${rowsOf(asking, whole('hazards-repeat'))} group by h.enterprise) c
        join enterprise e on e.id = c.enterprise order by c.n desc, c.enterprise limit 1`,
  )
  if (!found) return NONE
  const { id, name, times } = found
  const figure = await figureOf(asking, { id: 'hazards-repeat', part: String(id), side: 'n' }, 'hazard h')
  return { ...NONE, by: 'repeat', subject: { kind: 'enterprise', id, name }, times, figure }
}

async function unvisited(asking: Asking): Promise<Answer> {
  const { now } = asking.asked.ground
  const found = await asking.db.maybe(
    Named,
    sql`select e.id, e.name, extract(epoch from ${now} - v.last)::float8 as seconds from enterprise e,
        lateral (select max(i.inspected_at) as last from inspection i where i.enterprise = e.id and i.kind <> 'self' and i.state = 'finished' and i.inspected_at <= ${now}) v
      where ${rowsOf(asking, whole('visits-overdue-a'))} order by v.last nulls first, e.id limit 1`,
  )
  if (!found) return NONE
  const { seconds, ...subject } = found
  const figure = await figureOf(asking, whole('visits-overdue-a'), 'enterprise e')
  return { ...NONE, by: 'unvisited', subject: { kind: 'enterprise', ...subject }, seconds, figure }
}

async function fallen(asking: Asking): Promise<Answer> {
  const [before = '', now = ''] = monthsBack(asking.asked.ground.at, 2)
  const found = await fallenGrid(asking, before, now)
  if (!found) return NONE
  const { id, name, rates } = found
  const figure = await figureOf(asking, { id: 'hazards-on-time', part: now, side: 'of', grid: id }, 'hazard h')
  return { ...NONE, by: 'fallen-grid', subject: { kind: 'grid', id, name }, rates, figure }
}

/** No alarms are connected: their place is filled by what has waited longest for its review. */
const waiting = (asking: Asking) =>
  hazardOf(asking, whole('review-waiting'), {
    by: 'review-waiting',
    seconds: sql`${asking.asked.ground.now} - h.submitted_at`,
    order: sql`submitted_at`,
  })

const ANSWERS: Readonly<Record<QuestionKey, (asking: Asking) => Promise<Answer>>> = {
  'overdue-major': overdueMajor,
  rebound,
  'fallen-grid': fallen,
  unvisited,
  alarm: waiting,
}

/** The five questions in scope and filter, all of one snapshot. */
export async function readQuestions(db: Db, filter: Filter): Promise<Output<typeof questions.read>> {
  const asked = await ask(db, filter)
  const told: Question[] = []
  for (const [key, answer] of Object.entries(ANSWERS))
    told.push({ key: key as QuestionKey, ...(await answer({ db, asked, filter })) })
  const { at, versions } = asked.ground
  return { at: at.toISOString(), versions, rule: QUESTION_RULE, questions: told }
}
