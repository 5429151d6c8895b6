import { z } from 'zod'
import { type GridPerson, type gridPeople, MOST_STOOD_IN } from '#core/contract/gridPeople.ts'
import type { Input } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { changedSince, refusing, type RefusalWords } from '../../http/refusing.ts'
import { findGridPerson } from './read.ts'

/** Refusals of the database by constraint. */
const WORDS: RefusalWords = {
  grid_person_bounded: ['body.untilOn', '代班须写明到哪一天为止；请补上。', 'Who stands in does so until a day: name it.'],
  grid_person_refused_days: ['body.untilOn', '截止日期须晚于首日；请改正。', 'The end lies after the first day: correct it.'],
  grid_person_days: ['body.untilOn', '截止日期须晚于首日；请改正。', 'The end lies after the first day: correct it.'],
  grid_person_once: ['body.name', '此人在这些天里已是这个网格的网格员；请先结束原来的，或改日期。', 'That person is a worker of this node on those days already: end that first, or choose other days.'],
  grid_person_refused_grid: ['body.grid', '没有这个网格，或已撤并；请刷新后重选。', 'No such node of the grid, or no more: reload and choose another.'],
  grid_person_refused_nobody: ['body.name', '这不是一个人的姓名；请填真实姓名。', 'That names nobody: give the name of a person.'],
  grid_person_refused_phone: ['body.phone', '这个电话打不通（不足 7 位，或全是同一个数字）；请填能打通的电话。', 'That phone rings nowhere (fewer than 7 digits, or one digit again and again): give one that does.'],
  grid_person_refused_self: ['body.name', '这就是这个网格的责任人本人；请填另一个人。', 'That is the person of the node: name somebody else.'],
  grid_person_refused_past: ['body.fromOn', '代班不能从已过去的日子开始；请改为今天或以后。', 'Nobody stands in from a day gone by: choose today or a later one.'],
  grid_person_refused_far: ['body.fromOn', `日期太远：首日在过去 100 年至今后 ${MOST_STOOD_IN} 天之间，代班最长 ${MOST_STOOD_IN} 天（更久请改任网格长）；请改正。`, `Days too far off: the first lies within 100 years back and ${MOST_STOOD_IN} days ahead, and nobody stands in for more than ${MOST_STOOD_IN} days (for longer make them the chief). Correct them.`],
  grid_person_refused_longer: ['body.untilOn', '截止日期只能提前，不能推后；要延长请另加一段。', 'An end is only brought forward: to go on for longer add another stretch.'],
  grid_person_refused_coming: ['body.untilOn', '还没有开始，只能整段撤回：截止日期请填首日。', 'It has not begun, so it can only be taken back: give its first day.'],
  grid_person_refused_stood: ['body.untilOn', '已经代过的日子不能改；最早截止到今天。', 'The days that were stood in stay: end it today or later.'],
} // prettier-ignore

/** Of a substitute who stands in already: another desk was first, or was not seen. */
async function orTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await refusing('grid-person-refused', WORDS, work)
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint !== 'grid_person_one') throw error
    throw problem('grid-person-changed', ['这些天里已有人代班；请看清后改日期，或先结束原来的代班。', 'Somebody stands in on some of those days already: look, and choose other days or end that first.'], 'body.fromOn') // prettier-ignore
  }
}

const Kept = z.object({ id: z.number().int() })

type Added = Input<typeof gridPeople.add>['body']

/** Adds a worker or a substitute. @throws Problem grid-person-refused, grid-person-changed, not-allowed */
export async function addGridPerson(db: Db, body: Added): Promise<GridPerson> {
  const { request, grid, part, name, phone, fromOn, untilOn, note } = body
  await holdRequest(db, body)
  const before = await findGridPerson(db, { request })
  if (before) return before
  const write = db.one(
    Kept,
    sql`insert into grid_person (request, grid, part, name, phone, from_on, until_on, note)
      values (${request}::uuid, ${grid}::integer, ${part}, ${name}, ${phone}, ${fromOn}::date, ${untilOn}::date, ${note}) returning id`,
  )
  return (await findGridPerson(db, { id: (await orTaken(write)).id }))!
}

type Ended = Input<typeof gridPeople.end>['body']
/** Ends or takes back. @throws Problem not-found, grid-person-refused, grid-person-changed, not-allowed */
export async function endGridPerson(db: Db, id: number, { untilOn, reason }: Ended): Promise<GridPerson> {
  const present = await findGridPerson(db, { id })
  if (!present) throw problem('not-found')
  if (present.state === 'ended' || present.state === 'withdrawn') throw changedSince('grid-person-changed', present) // prettier-ignore
  const write = db.run(
    sql`update grid_person set until_on = ${untilOn}::date, ended_at = app.now(), ended_by = '—', end_reason = ${reason} where id = ${id}::integer and until_on is not distinct from ${present.untilOn}::date`,
  )
  if ((await refusing('grid-person-refused', WORDS, write)) === 0) throw changedSince('grid-person-changed', await findGridPerson(db, { id })) // prettier-ignore
  return (await findGridPerson(db, { id }))!
}
