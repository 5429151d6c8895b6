import { z } from 'zod'
import { ReportHead, type reports } from '#core/contract/reports.ts'
import { Instant, type Output } from '#core/contract/route.ts'
import { monthOf } from '#core/domain/calendar.ts'
import { daysLate, periodBefore, periodDue, periodEnd, periodsOf, yearOf } from '#core/domain/reports.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { groundOf } from '../../filter/ground.ts'

/** Whether whoever asks may sign the report `p`, as the table judges: never who prepared it. */
const maySign = sql`(p.state = 'draft' and app.may_report('sign') and case
  when p.prepared_account is null or app.account() is null then app.person() is distinct from p.prepared_by
  else app.account() <> p.prepared_account end)`

/** The head of a report `p`. */
export const headColumns = sql`p.id, p.period, p.state, p.supersedes, p.reason, p.prepared_by as "preparedBy",
  p.prepared_at as "preparedAt", p.signed_by as "signedBy", p.signed_at as "signedAt", encode(p.hash, 'hex') as hash,
  ${maySign} as "maySign"`

const Reach = z.object({ first: Instant.nullable(), years: z.array(z.number().int()) })

/** The year whose report was due last: in January that of the year before. */
const yearDue = (now: Date) => Number(periodBefore(`${yearOf(now)}-Q${Math.ceil(Number(monthOf(now).slice(5)) / 3)}`).slice(0, 4)) // prettier-ignore

/** Years from the first of which the book knows anything, latest first. */
function yearsOf({ first, years }: z.output<typeof Reach>, asked: number, now: Date): number[] {
  const known = [yearOf(now), yearDue(now), asked, ...years, ...(first === null ? [] : [yearOf(new Date(first))])]
  const least = Math.min(...known)
  return Array.from({ length: Math.max(...known) - least + 1 }, (_, at) => least + at).reverse()
}

/** The periods of a year with what there is of each. */
export async function listReports(
  db: Db,
  { year: wanted }: { readonly year?: number | undefined },
): Promise<Output<typeof reports.list>> {
  const { at } = await groundOf(db)
  const year = wanted ?? yearDue(at)
  const reach = await db.one(
    Reach,
    sql`select (select min(found_at) from hazard) as first, array(select distinct left(period, 4)::int from report) as years`,
  )
  const heads = await db.many(
    ReportHead,
    sql`select ${headColumns} from report p where left(p.period, 4) = ${String(year)} order by p.id desc`,
  )
  const periods = periodsOf(year).map((period) => {
    const ofIt = heads.filter((head) => head.period === period)
    const isOver = periodEnd(period) <= at
    const signed = ofIt.flatMap(({ signedAt }) => signedAt ?? []).map((moment) => Date.parse(moment))
    return {
      period,
      endsAt: periodEnd(period).toISOString(),
      dueOn: periodDue(period),
      isOver,
      daysLate: daysLate(period, signed.length > 0 ? new Date(Math.min(...signed)) : at),
      reports: ofIt,
    }
  })
  return { at: at.toISOString(), year, years: yearsOf(reach, year, at), periods }
}

export const headOf = (db: Db, id: number): Promise<ReportHead | undefined> =>
  db.maybe(ReportHead, sql`select ${headColumns} from report p where p.id = ${id}::integer`)
