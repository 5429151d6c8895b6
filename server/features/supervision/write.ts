import { z } from 'zod'
import type { Input } from '#core/contract/route.ts'
import type { supervision, SupervisionRule, SupervisionTarget } from '#core/contract/supervision.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest } from '../../http/holdRequest.ts'
import { sql } from '../../db/sql.ts'
import { changedSince, refusing, type RefusalWords } from '../../http/refusing.ts'
import { readRule } from './rules.ts'

/** Refusals of the database by constraint. */
const WORDS: RefusalWords = {
  supervision_refused_clause: ['body.clause', '所引条款当日未在施行或已废止；请到法规库选择现行条款。', 'That clause is not in force on that day: choose one of the library that is.'],
  supervision_refused_ahead: ['body.fromOn', '日期不能晚于今天；请改为今天或更早。', 'The day does not lie ahead: choose today or a day before.'],
  supervision_refused_target: ['body.of', '没有这个园区、楼宇或三级网格；请重新选择。', 'No such park, tower or level-3 grid: choose again.'],
  supervision_rule_unit: ['body.department', '没有这个成员单位；请重新选择。', 'No such member unit: choose again.'],
  supervision_rule_department_fkey: ['body.department', '没有这个成员单位；请重新选择。', 'No such member unit: choose again.'],
  supervision_rule_clause_fkey: ['body.clause', '法规库中没有这一条；请重新选择。', 'The library has no such clause: choose again.'],
  supervision_rule_principle: ['body.principle', '这类对象不适用该原则；请改选。', 'That principle is not for what the rule is for: choose another.'],
  supervision_rule_days: ['body.untilOn', '结束日早于规则的首日；请改为当天或之后。', 'That day lies before the first day of the rule: choose it or a later one.'],
} // prettier-ignore

const Kept = z.object({ id: z.number().int() })
const columnsOf = (of: SupervisionTarget) => ({
  place: of.basis === 'place' ? of.place : null,
  placeKind: of.basis === 'place-kind' ? of.placeKind : null,
  grid: of.basis === 'grid' ? of.grid : null,
  licence: of.basis === 'licence' ? of.licence : null,
  industry: of.basis === 'industry' ? of.industry : null,
})

type Made = Input<typeof supervision.make>['body']
/** Writes a rule; every enterprise finds its unit in the same transaction. @throws Problem not-allowed, supervision-refused, request-taken */
export async function makeRule(db: Db, body: Made): Promise<SupervisionRule> {
  await holdRequest(db, body)
  const { request, part, of, department, principle, clause, fromOn, note } = body
  const before = await db.maybe(Kept, sql`select r.id from supervision_rule r where r.request = ${request}::uuid`)
  if (before) return readRule(db, before.id)
  const { place, placeKind, grid, licence, industry } = columnsOf(of)
  const insert = sql`insert into supervision_rule (request, part, basis, place, place_kind, grid, licence, industry, department, principle, clause, from_on, note)
    values (${request}::uuid, ${part}, ${of.basis}, ${place}::integer, ${placeKind}, ${grid}::integer, ${licence}, ${industry}, ${department}::integer, ${principle},
      ${clause}::integer, ${fromOn}::date, ${note}) returning id`
  return readRule(db, (await refusing('supervision-refused', WORDS, db.one(Kept, insert))).id)
} // prettier-ignore

type Ended = Input<typeof supervision.end>['body']
/** Ends a rule in force. @throws Problem not-found, not-allowed, supervision-refused, supervision-changed */
export async function endRule(db: Db, id: number, { untilOn, reason }: Ended): Promise<SupervisionRule> {
  const present = await readRule(db, id)
  if (present.untilOn !== null) throw changedSince('supervision-changed', present)
  const update = sql`update supervision_rule set until_on = ${untilOn}::date, ended_at = app.now(), ended_by = '—', end_reason = ${reason}
    where id = ${id}::integer and until_on is null`
  if ((await refusing('supervision-refused', WORDS, db.run(update))) === 0) throw changedSince('supervision-changed', null)
  return readRule(db, id)
} // prettier-ignore
