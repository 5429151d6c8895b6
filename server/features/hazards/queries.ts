import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { hazards } from '#core/contract/hazards.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { TURNS } from '#core/domain/hazardActs.ts'
import { HAZARD_STATES } from '#core/domain/hazardStates.ts'
import type { Db } from '../../db/db.ts'
import { join, Sql, sql } from '../../db/sql.ts'
import { ask, hazardsAsked } from '../../filter/asked.ts'
import type { Ground } from '../../filter/ground.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { hazardPage } from '../../filter/rows/hazardRows.ts'
import { hazardOverdueAt } from '../../filter/predicate.ts'
import { ANY, countHazards } from '../../filter/sums/hazardSums.ts'

type Asked = Filter &
  PageAsked &
  Pick<Input<typeof hazards.list>['query'], 'enterprise' | 'state' | 'turn' | 'grade' | 'late' | 'order'>

/** One page of the hazards of the enterprises in scope and filter, latest first or soonest due first. */
export async function listHazards(
  db: Db,
  { after, limit, enterprise, state, turn, grade, late, order, ...filter }: Asked,
): Promise<Output<typeof hazards.list>> {
  const asked = await ask(db, filter)
  const beside = besides(asked.ground, { enterprise, state, turn, grade, late })
  const where = sql`${hazardsAsked(asked, filter)} and ${beside}`
  const page = await hazardPage(db, asked.ground, where, { after, limit, order, soonest: order === 'due' })
  return { total: await countHazards(db, asked, filter, beside), ...page }
}

/** Conditions beside the filter; ANY where there is none, so that sums can count. */
function besides({ now }: Ground, { enterprise, state, turn, grade, late }: Partial<Asked>): Sql {
  const open = HAZARD_STATES.filter((one) => (turn === 'anyone' ? TURNS[one] !== null : TURNS[one] === turn))
  const conditions = [
    enterprise !== undefined && sql`h.enterprise = ${enterprise}::integer`,
    state && sql`h.state = ${state}`,
    turn && sql`h.closed_at is null and h.state <> 'voided' and h.state = any (${open}::text[])`,
    grade && sql`h.major = ${grade === 'major'}::boolean`,
    late && hazardOverdueAt(now),
  ].filter((one) => one instanceof Sql)
  return conditions.length > 0 ? join(conditions, sql` and `) : ANY
}

type Report = z.output<typeof NewHazard>

/**
 * Keeps a hazard found now. The same request again answers with the hazard that it made.
 * @throws Problem hazard-enterprise-unknown where the enterprise lies outside the scope, not-allowed where the source is not the
 * role's to report
 */
export async function reportHazard(db: Db, report: Report): Promise<HazardRow> {
  const ground = await groundOf(db)
  const { request, enterprise, source, major, description, dueAt } = report
  const seen = await db.run(sql`select from enterprise where id = ${enterprise}::integer`)
  if (seen === 0) throw problem('hazard-enterprise-unknown')
  refuseForeignSource(ground, source)
  const found = await findingOf(db, report)
  const left = Date.parse(dueAt) - ground.at.getTime()
  // a time out of bounds never reaches Postgres, which knows no year 0; the condition below judges to the microsecond
  if (left >= 0 && left < MOST_DUE_MS) {
    await db.run(
      sql`insert into hazard (request, enterprise, source, major, description, found_at, due_at, changed_at, changed_by, inspection, checklist_item)
        select ${request}::uuid, ${enterprise}::integer, ${source}, ${major}::boolean, ${description}, ${ground.now},
          ${dueAt}::timestamptz, ${ground.now}, coalesce(app.person(), session_user), ${found}::integer, ${report.checklistItem ?? null}::integer
        where ${dueAt}::timestamptz >= ${ground.now}
        on conflict (request) do nothing`,
    )
  }
  const kept = await reportedBy(db, ground, request)
  if (kept) return kept
  if (left <= 0) throw refused('body.dueAt', DUE_PASSED)
  if (left >= MOST_DUE_MS) throw refused('body.dueAt', DUE_TOO_LATE)
  throw refused('body.request', REQUEST_USED)
}

const NOT_FOUND_THERE = '不是您在这家单位做的检查，或该项不在其检查表上；请从检查中上报。\nThat is no inspection of yours at this enterprise, or the item is not on its checklist: report it from the inspection.' // prettier-ignore
const Found = z.object({ id: z.number().int() })

/** The inspection that found it, where it says one. @throws Problem invalid-request where it is not one's own, there, of that item */
async function findingOf(db: Db, { inspection, checklistItem, enterprise }: Report): Promise<number | null> {
  if (inspection === undefined && checklistItem === undefined) return null
  const found = await db.maybe(
    Found,
    sql`select i.id from inspection i where i.request = ${inspection ?? null}::uuid and i.enterprise = ${enterprise}::integer
      and app.is_own_inspection(i.inspector_account, i.inspector) and (${checklistItem ?? null}::integer is null
        or exists (select from checklist_item c where c.id = ${checklistItem ?? null}::integer and c.checklist = i.checklist))`,
  )
  if (!found) throw refused('body.inspection', NOT_FOUND_THERE)
  return found.id
}

/** The policy refuses it as well; here the refusal gets its name. @throws Problem not-allowed */
function refuseForeignSource({ role }: Ground, source: HazardRow['source']): void {
  const own = REPORTABLE_SOURCES[role ?? 'public']
  if (own.includes(source)) return
  const choices = own.join(', ')
  throw problem(
    'not-allowed',
    [
      `当前身份不能上报来源为 ${source} 的隐患；请从 ${choices} 中选择。`,
      `This identity may not report a hazard of source ${source}: choose among ${choices}.`,
    ],
    'body.source',
  )
}

const refused = (at: string, message: string) => new Problem('invalid-request', message, [{ at, message }])

const reportedBy = (db: Db, ground: Ground, request: string) =>
  db.maybe(HazardRow, sql`select ${hazardColumns(ground)} from hazard h where h.request = ${request}::uuid`)
