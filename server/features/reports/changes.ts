import { z } from 'zod'
import type { ProblemCode } from '#core/contract/problem.ts'
import type { ReportHead } from '#core/contract/reports.ts'
import { Id } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { headOf } from './list.ts'

type Words = readonly [zh: string, en: string]

/** Refusals of the database by the name of the constraint, with better words where there are any. */
const REFUSALS: Readonly<Record<string, readonly [code: ProblemCode, words?: Words, at?: string]>> = {
  report_period_over: [
    'report-refused',
    ['这一期间尚未结束，期末状态还不知道；请在结束后编制。', 'The period is not over and nobody knows its end yet: prepare it afterwards.'],
    'body.period',
  ],
  report_reason_needed: [
    'report-refused',
    ['这一期间的报表已签发；更正须写明理由。', 'The report of this period is signed: a correction says why it is made.'],
    'body.reason',
  ],
  report_nothing_to_correct: [
    'report-refused',
    ['这一期间还没有已签发的报表，不需要更正理由；请去掉理由。', 'No report of this period is signed, so there is nothing to correct: leave the reason out.'],
    'body.reason',
  ],
  report_not_own: ['report-own'],
  report_changed: ['report-changed'],
  report_signed: ['report-signed'],
} // prettier-ignore

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const [code, words, at] = REFUSALS[String((error as { constraint?: unknown }).constraint)] ?? []
    throw code ? problem(code, words, at) : error
  }
}

const Made = z.object({ id: Id })
/** Counting all hazards of a large district takes longer than any question of a page may, milliseconds. */
const MOST_COUNTING_MS = 120_000

/** @throws Problem not-found */
async function seen(db: Db, id: number): Promise<ReportHead> {
  const head = await headOf(db, id)
  if (!head) throw problem('not-found')
  return head
}

/** Counts a period into its draft. @throws Problem report-refused, not-allowed */
export async function prepareReport(
  db: Db,
  { period, reason }: { readonly period: string; readonly reason?: string | undefined },
): Promise<ReportHead> {
  await db.run(sql`select set_config('statement_timeout', ${String(MOST_COUNTING_MS)}, true)`)
  const { id } = await refusing(db.one(Made, sql`select app.prepare_report(${period}, ${reason ?? null}) as id`))
  return seen(db, id)
}

/** Signs what was seen. @throws Problem not-found, not-allowed, report-own, report-changed, report-signed */
export async function signReport(db: Db, id: number, hash: string): Promise<ReportHead> {
  await seen(db, id)
  await refusing(db.run(sql`select app.sign_report(${id}::integer, ${hash})`))
  return seen(db, id)
}

/** Throws a draft away. @throws Problem not-found, not-allowed, report-signed */
export async function dropReport(db: Db, id: number): Promise<void> {
  await seen(db, id)
  await refusing(db.run(sql`select app.drop_report(${id}::integer)`))
}
