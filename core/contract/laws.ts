import { z } from 'zod'
import { clauseWords } from '../domain/clauseWords.ts'
import { Id, IdText, Instant, lineText, linesText, MOST_ID, route } from './route.ts'

const Day = z.iso.date()
export const LAW_KINDS = ['law', 'administrative-regulation', 'local-regulation', 'rule', 'document'] as const
/** 第十条, with 之一, 款 and 项 where there are; what is sent in Arabic numbers, 第10条, is kept like this. */
export const CLAUSE_NUMBER =
  /^第[零〇一二三四五六七八九十百千]+条(之[一二三四五六七八九十]+)?(第[一二三四五六七八九十]+款)?(第[一二三四五六七八九十]+项)?$/

/** What of the library was taken out again before its day came: the thing itself, or its repeal. */
export const WITHDRAWALS = ['entry', 'repeal'] as const
const Withdrawal = z.object({
  what: z.enum(WITHDRAWALS),
  /** null where it was of the law whole. */
  clause: Id.nullable(),
  /** The day that was still to come. */
  day: Day,
  reason: z.string(),
  at: Instant,
  by: z.string(),
})
export type Withdrawal = z.infer<typeof Withdrawal>

/** A clause of a law with the words that matter. */
export const LawClause = z.object({
  id: Id,
  number: z.string(),
  text: z.string(),
  inForceFrom: Day,
  /** First day no longer in force; null while no repeal is written. */
  repealedOn: Day.nullable(),
  /** Its repeal is that of its law. */
  withLaw: z.boolean(),
  /** Taken out before its first day: in force on no day. */
  withdrawn: z.boolean(),
  /** In force on the day asked for. */
  inForce: z.boolean(),
  /** Rules of supervision in force that rest on it. */
  rules: z.number().int(),
})
export type LawClause = z.infer<typeof LawClause>

/** A law 法规 with its clauses. */
export const Law = z.object({
  id: Id,
  name: z.string(),
  shortName: z.string().nullable(),
  kind: z.enum(LAW_KINDS),
  inForceFrom: Day,
  repealedOn: Day.nullable(),
  withdrawn: z.boolean(),
  inForce: z.boolean(),
  source: z.string(),
  madeAt: Instant,
  madeBy: z.string(),
  clauses: z.array(LawClause),
  /** The latest first. */
  withdrawals: z.array(Withdrawal),
})
export type Law = z.infer<typeof Law>

const keeping = { only: ['government'], posts: ['data-steward'] } as const
const repeal = z.strictObject({ repealedOn: Day.describe('first day no longer in force') })

export const laws = {
  list: route({
    only: ['government', 'department', 'grid'],
    method: 'GET',
    path: '/laws',
    summary: 'The library of laws with their clauses: in force on a day, or all; those that hold the text asked for, of these the clauses that do', // prettier-ignore
    query: z.object({
      on: Day.optional().describe('only what is in force on this day'),
      search: lineText(60).optional().describe('part of a name, a number or the words of a clause'),
    }),
    response: z.object({ at: Instant, today: Day, keeps: z.boolean(), laws: z.array(Law) }),
  }),
  add: route({
    ...keeping,
    method: 'POST',
    path: '/laws',
    summary: 'Add a law to the library; an edition that is in force is repealed first',
    body: z.strictObject({
      name: lineText(120).min(2),
      shortName: lineText(60).min(2).nullable().default(null),
      kind: z.enum(LAW_KINDS),
      inForceFrom: Day,
      source: lineText(300),
    }),
    response: Law,
  }),
  addClause: route({
    ...keeping,
    method: 'POST',
    path: '/laws/:id/clauses',
    summary: 'Add a clause to a law, in force from a day',
    params: z.object({ id: IdText }),
    body: z.strictObject({ number: z.string().max(40).transform(clauseWords).pipe(z.string().regex(CLAUSE_NUMBER, '条款号应写作“第十条”“第三十六条第二款”；请改正。\nWrite the number as 第十条 or 第三十六条第二款: correct it.')), text: linesText(600).min(2), inForceFrom: Day }), // prettier-ignore
    response: Law,
  }),
  repeal: route({
    ...keeping,
    method: 'POST',
    path: '/laws/:id/repeal',
    summary: 'Write down from which day a law is repealed, and with it its clauses; nothing is deleted',
    params: z.object({ id: IdText }),
    body: repeal,
    response: Law,
  }),
  repealClause: route({
    ...keeping,
    method: 'POST',
    path: '/laws/:id/clauses/repeal',
    summary: 'Write down from which day one clause of a law is repealed',
    params: z.object({ id: IdText }),
    body: repeal.extend({ clause: Id.max(MOST_ID) }),
    response: Law,
  }),
  withdraw: route({
    ...keeping,
    method: 'POST',
    path: '/laws/:id/withdraw',
    summary: 'Take out what was mistyped while its day is still to come and nothing rests on it: a law or clause, or the repeal of one; the history keeps it', // prettier-ignore
    params: z.object({ id: IdText }),
    body: z.strictObject({
      what: z.enum(WITHDRAWALS),
      clause: Id.max(MOST_ID).nullable().default(null).describe('of this clause alone; null is of the law whole'),
      reason: lineText(300),
    }),
    response: Law,
  }),
}
