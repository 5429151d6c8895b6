import { z } from 'zod'
import {
  HazardRow,
  MOST_DUE_DAYS,
  MOST_OFFLINE_DAYS,
  type NewHazard,
  REPORTABLE_SOURCES,
} from '#core/contract/hazards.ts'
import { Problem } from '#core/contract/problem.ts'
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Ground, groundOf } from '../../filter/ground.ts'
import { hazardColumns } from '../../filter/rows/hazardRows.ts'
import { problem } from '../../http/problems.ts'

const DAY_MS = 86_400_000
const MOST_DUE_MS = MOST_DUE_DAYS * DAY_MS
const MOST_OFFLINE_MS = MOST_OFFLINE_DAYS * DAY_MS
const DUE_PASSED = '整改期限早于现在；请改为此刻之后的时间。\nThe due time has passed already: choose one after now.'
const DUE_BEFORE_FOUND =
  '整改期限不晚于发现时间；请改为发现之后的时间。\nThe due time does not lie after the finding: choose one that does.'
const DUE_TOO_LATE = `整改期限超过 ${MOST_DUE_DAYS} 天；请改为一年之内的时间。\nThe due time is more than ${MOST_DUE_DAYS} days ahead: choose one within a year.`
const SENT_BEFORE_FOUND =
  '发送时间早于发现时间，设备的时钟可能改动过；请核对后按现在的时间重新上报。\nSent before it was found: the clock of the device may have been set. Check it, and report anew as of now.'
const FOUND_TOO_LONG_AGO = `发现至今超过 ${MOST_OFFLINE_DAYS} 天；请到现场核实后重新上报。\nFound more than ${MOST_OFFLINE_DAYS} days ago: look at it again, and report what is there now.`

type Report = z.output<typeof NewHazard>

/** When it was found and is due as the server's clock has it, or what is wrong with what was said of it. */
type Times = { readonly foundAt: Sql; readonly dueAt: Sql } | { readonly wrong: Problem }

/**
 * Keeps a hazard found now, or as long ago as the clock of the device measured. The same request again answers with the hazard that it made,
 * whatever the time by then.
 * @throws Problem hazard-enterprise-unknown where the enterprise lies outside the scope, not-allowed where the source is not the
 * role's to report, invalid-request where the times do not fit, request-taken
 */
export async function reportHazard(db: Db, report: Report): Promise<HazardRow> {
  const { request, enterprise, source, description, major } = report
  // when it was found may be measured anew with each attempt, as when it is sent: that is no other report; another deadline is
  const deed = { request, enterprise, source, description, major }
  await holdRequest(db, deed, { deadline: report.dueAt })
  const ground = await groundOf(db)
  const seen = await db.run(sql`select from enterprise where id = ${enterprise}::integer`)
  if (seen === 0) throw problem('hazard-enterprise-unknown')
  refuseForeignSource(ground, source)
  const times = timesOf(ground, report)
  const inspection = await findingOf(db, report)
  if (!('wrong' in times)) await keep(db, { ...report, now: ground.now, inspection, ...times }).catch(refuseTwice)
  const kept = await reportedBy(db, ground, report)
  if (kept) return kept
  throw 'wrong' in times ? times.wrong : requestTaken()
}

/** A time out of bounds never reaches Postgres, which knows no year 0. */
const timesOf = (ground: Ground, { dueAt, foundAt, sentAt }: Report): Times =>
  foundAt === undefined || sentAt === undefined
    ? timesNow(ground, dueAt)
    : timesSince(ground, Date.parse(sentAt) - Date.parse(foundAt), Date.parse(dueAt) - Date.parse(foundAt))

function timesNow({ now, at }: Ground, dueAt: string): Times {
  const left = Date.parse(dueAt) - at.getTime()
  if (left <= 0) return { wrong: refused('body.dueAt', DUE_PASSED) }
  if (left >= MOST_DUE_MS) return { wrong: refused('body.dueAt', DUE_TOO_LATE) }
  return { foundAt: now, dueAt: sql`${dueAt}::timestamptz` }
}

/** Lengths alone are taken from the device, each measured by its one clock: how wrong that goes does not matter. */
function timesSince({ now }: Ground, offline: number, allowed: number): Times {
  if (offline < 0) return { wrong: refused('body.foundAt', SENT_BEFORE_FOUND) }
  if (offline > MOST_OFFLINE_MS) return { wrong: refused('body.foundAt', FOUND_TOO_LONG_AGO) }
  if (allowed <= 0) return { wrong: refused('body.dueAt', DUE_BEFORE_FOUND) }
  if (allowed > MOST_DUE_MS) return { wrong: refused('body.dueAt', DUE_TOO_LATE) }
  const foundAt = sql`(${now} - ${offline}::float8 * interval '1 millisecond')`
  return { foundAt, dueAt: sql`(${foundAt} + ${allowed}::float8 * interval '1 millisecond')` }
}

/** A report with its times by the server's clock, and the inspection that found it. */
type Kept = Omit<Report, 'foundAt' | 'dueAt' | 'inspection'> &
  Exclude<Times, { wrong: Problem }> & { readonly now: Sql; readonly inspection: number | null }

const keep = (
  db: Db,
  { request, enterprise, source, major, description, position, now, foundAt, dueAt, inspection, checklistItem }: Kept,
) =>
  db.run(
    sql`insert into hazard (request, enterprise, source, major, description, found_at, due_at, changed_at, changed_by, found_point,
        found_accuracy, inspection, checklist_item)
      select ${request}::uuid, ${enterprise}::integer, ${source}, ${major}::boolean, ${description}, ${foundAt},
        ${dueAt}, ${now}, coalesce(app.person(), session_user),
        st_setsrid(st_makepoint(${position?.lng ?? null}::float8, ${position?.lat ?? null}::float8), 4326),
        ${position?.accuracyM ?? null}::float8, ${inspection}::integer, ${checklistItem ?? null}::integer
      on conflict (request) do nothing`,
  )

const NOT_FOUND_THERE = '不是您在这家单位做的检查，或该项不在其检查表上；请从检查中上报。\nThat is no inspection of yours at this enterprise, or the item is not on its checklist: report it from the inspection.' // prettier-ignore
const SAME_AGAIN = '该检查项已有同样描述的隐患；确是另一处的，请写明不同之处。\nThat item has a hazard in the same words already: where this is another one, say how it differs.' // prettier-ignore
const Found = z.object({ id: z.number().int() })

/** @throws Problem invalid-request where the item has a hazard in the same words, else what came */
function refuseTwice(error: { readonly constraint?: string }): never {
  throw error.constraint === 'inspection_refused_item_twice' ? refused('body.description', SAME_AGAIN) : error
}

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

/** The hazard that this very report made: of another person, or saying something else, the id is taken. */
const reportedBy = (db: Db, ground: Ground, { request, enterprise, source, description }: Report) =>
  db.maybe(
    HazardRow,
    sql`select ${hazardColumns(ground)} from hazard h join hazard_event first on first.hazard = h.id and first.n = 1
      where h.request = ${request}::uuid and h.enterprise = ${enterprise}::integer and h.source = ${source} and h.description = ${description}
        and app.hand_key(first.account, first.person) = app.hand_key(app.account(), coalesce(app.person(), session_user))`,
  )
