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
  law_refused_outside: ['body', '条款的施行与废止日期须在法规的有效期之内；请改正。', 'A clause is in force within the days of its law: correct the day.'],
} // prettier-ignore

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

async function repeal(db: Db, law: number, statement: Sql, clause?: number): Promise<Law> {
  const { clauses } = await readLaw(db, law)
  if (clause !== undefined && !clauses.some(({ id }) => id === clause)) throw problem('not-found')
  await told(db.run(statement))
  return readLaw(db, law)
}
