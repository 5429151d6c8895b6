import { z } from 'zod'
import { type Report, ReportFigure, ReportHead, ReportRow, type reports } from '#core/contract/reports.ts'
import { Id, type Output } from '#core/contract/route.ts'
import { periodBefore, periodDue, periodEnd, yearEarlier } from '#core/domain/reports.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { type FigureAsked, figureRows, reportColumns } from '../../filter/rows/reportRows.ts'
import { problem } from '../../http/problems.ts'
import { headColumns } from './list.ts'

const Whole = ReportHead.extend({
  rule: z.string(),
  versions: z.record(z.string(), z.number().int()),
  previous: Id.nullable(),
  yearBefore: Id.nullable(),
  supersededBy: Id.nullable(),
})

const Signed = z.object({ id: Id, period: z.string() })

/** A report as it was frozen. @throws Problem not-found */
export async function readReport(db: Db, id: number): Promise<Report> {
  const found = await db.maybe(
    Whole,
    sql`select ${headColumns}, p.rule, p.versions, p.previous, p.year_before as "yearBefore",
        (select n.id from report n where n.supersedes = p.id and n.state <> 'draft') as "supersededBy"
      from report p where p.id = ${id}::integer`,
  )
  if (!found) throw problem('not-found')
  const figures = await db.many(
    ReportFigure,
    sql`select f.section, f.key, f.label, f.measure, f.value from report_figure f
      left join grid g on f.section = 'grid' and g.id::text = f.key
      where f.report = ${id}::integer order by f.section, g.code nulls last, f.key collate "C", f.measure`,
  )
  const majors = await db.many(
    ReportRow,
    sql`select ${reportColumns} from report_hazard r where r.report = ${id}::integer and r.major
      order by r.closed_at is not null, r.due_at, r.hazard`,
  )
  const { period } = found
  const others = [periodBefore(period), yearEarlier(period)]
  const signed = await db.many(
    Signed,
    sql`select p.id, p.period from report p where p.state = 'signed' and p.period = any (${others}::text[])`,
  )
  const [signedBefore = null, signedYearBefore = null] = others.map((other) => signed.find((one) => one.period === other)?.id ?? null) // prettier-ignore
  return {
    ...found,
    signedBefore,
    signedYearBefore,
    endsAt: periodEnd(period).toISOString(),
    dueOn: periodDue(period),
    figures,
    majors,
  }
}

const Key = z.tuple([Id])
const Total = z.object({ n: z.number().int() })

/** One page of the rows that a figure counts, with the number of all pages. @throws Problem not-found */
export async function readReportRows(
  db: Db,
  id: number,
  { after, limit, ...figure }: PageAsked & FigureAsked,
): Promise<Output<typeof reports.rows>> {
  if ((await db.run(sql`select from report p where p.id = ${id}::integer`)) === 0) throw problem('not-found')
  const where = figureRows(id, figure)
  const { n } = await db.one(Total, sql`select count(*)::int as n from report_hazard r where ${where}`)
  const [from] = after === undefined ? [undefined] : readKey(Key, after)
  const rows = await db.many(
    ReportRow,
    sql`select ${reportColumns} from report_hazard r
      where ${where} and ${from === undefined ? sql`true` : sql`r.hazard < ${from}::bigint`}
      order by r.hazard desc limit ${limit + 1}::integer`,
  )
  return { total: n, ...pageOf(rows, limit, ({ id: hazard }) => [hazard]) }
}
