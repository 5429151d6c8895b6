import { z } from 'zod'
import type { Law, laws } from '#core/contract/laws.ts'
import type { Input } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { refusing, type RefusalWords } from '../../http/refusing.ts'
import { readLaw } from './read.ts'

/** Refusals of the database by constraint. */
const WORDS: RefusalWords = {
  law_one_in_force: ['body.name', '库中已有同名且未废止的版本；请先写明它自哪天起废止，再加新版。', 'An edition of that name is in force: write its repeal first, then add the new one.'],
  law_one_short_name: ['body.shortName', '另一部现行法规已用这个简称；请换一个或不填。', 'Another law in force has that short name: choose another, or none.'],
  law_taken: ['body.inForceFrom', '库中已有同名、同一施行日期的版本；请核对。', 'An edition of that name and day is there already: check it.'],
  law_days: ['body.repealedOn', '废止日应晚于施行日；请改正。', 'It is repealed after the day it came into force: correct it.'],
  law_clause_days: ['body.repealedOn', '废止日应晚于施行日；请改正。', 'It is repealed after the day it came into force: correct it.'],
  law_clause_one_in_force: ['body.number', '这一条已有未废止的文本；请先写明它自哪天起废止。', 'That clause is in force with other words: write its repeal first.'],
  law_clause_taken: ['body.inForceFrom', '这一条已有同一施行日期的文本；请核对。', 'That clause is there with that day already: check it.'],
  law_refused_kept: ['body.repealedOn', '已写明废止，不再改动；请核对。', 'Its repeal is written down and stays: check it.'],
  law_refused_clause: ['body.clause', '这部法规没有这一条；请重新选择。', 'That law has no such clause: choose again.'],
  law_refused_withdrawn: ['body.what', '已经撤回；请核对。', 'It was withdrawn already: check it.'],
  law_refused_past: ['body.what', '施行日或废止日已到，不能再撤回；施行的可写明废止，废止的请另加一部新版。', 'Its day has come and it cannot be withdrawn any more: of what is in force write the repeal, after a repeal add a new edition.'],
  law_refused_no_repeal: ['body.what', '没有写明废止；请核对。', 'No repeal is written: check it.'],
  law_refused_with_law: ['body.what', '这一条随法规整部废止；请撤回整部法规的废止。', 'That clause is repealed with its law: withdraw the repeal of the law.'],
  law_refused_cited: ['body.what', '已有监管职责规则引用，不能撤回；请先结束并改引该规则。', 'A rule of supervision rests on it: it cannot be withdrawn.'],
  law_refused_outside: ['body', '条款的施行与废止日期须在法规的有效期之内；请改正。', 'A clause is in force within the days of its law: correct the day.'],
} // prettier-ignore

/** What was added since a repeal was written, which holds the place of what would be in force again. */
const AGAINST: RefusalWords = {
  law_one_in_force: [
    'body.what',
    '写明废止后已加了同名新版；请先撤回那个新版。',
    'A new edition of that name was added since: withdraw that one first.',
  ],
  law_one_short_name: [
    'body.what',
    '写明废止后这个简称已给了另一部法规；请先撤回那一部。',
    'Its short name was given to another law since: withdraw that one first.',
  ],
  law_clause_one_in_force: [
    'body.what',
    '写明废止后已加了这一条的新文本；请先撤回新文本。',
    'New words of that clause were added since: withdraw these first.',
  ],
}
const Kept = z.object({ id: z.number().int() })
const told = <T>(work: Promise<T>) => refusing('law-refused', WORDS, work)

/** @throws Problem not-allowed, law-refused */
export async function addLaw(db: Db, { name, shortName, kind, inForceFrom, source }: Input<typeof laws.add>['body']) {
  const insert = sql`insert into law (name, short_name, kind, in_force_from, source)
    values (${name}, ${shortName}, ${kind}, ${inForceFrom}::date, ${source}) returning id`
  return readLaw(db, (await told(db.one(Kept, insert))).id)
}

/** @throws Problem not-found, not-allowed, law-refused */
export async function addClause(
  db: Db,
  law: number,
  { number, text, inForceFrom }: Input<typeof laws.addClause>['body'],
): Promise<Law> {
  await readLaw(db, law)
  await told(
    db.run(sql`insert into law_clause (law, number, text, in_force_from) values (${law}::integer, ${number}, ${text}, ${inForceFrom}::date)`), // prettier-ignore
  )
  return readLaw(db, law)
}

/** Writes a repeal beside what was written. @throws Problem not-found, not-allowed, law-refused */
export async function repealLaw(db: Db, law: number, day: string): Promise<Law> {
  return repeal(db, law, sql`update law set repealed_on = ${day}::date where id = ${law}::integer`)
}

/** @throws Problem not-found, not-allowed, law-refused */
export async function repealClause(db: Db, law: number, clause: number, day: string): Promise<Law> {
  return repeal(
    db,
    law,
    sql`update law_clause set repealed_on = ${day}::date where id = ${clause}::integer and law = ${law}::integer`,
    clause,
  )
}

type Withdrawn = Input<typeof laws.withdraw>['body']
/** Takes out what is still to come; what else was added meanwhile may stand against it. @throws Problem not-found, not-allowed, law-refused */
export async function withdraw(db: Db, law: number, { what, clause, reason }: Withdrawn): Promise<Law> {
  await readLaw(db, law)
  const insert = sql`insert into law_withdrawal (law, clause, what, reason) values (${law}::integer, ${clause}::integer, ${what}, ${reason})`
  await refusing('law-refused', { ...WORDS, ...AGAINST }, db.run(insert))
  return readLaw(db, law)
}

async function repeal(db: Db, law: number, statement: Sql, clause?: number): Promise<Law> {
  const { clauses } = await readLaw(db, law)
  if (clause !== undefined && !clauses.some(({ id }) => id === clause)) throw problem('not-found')
  await told(db.run(statement))
  return readLaw(db, law)
}
