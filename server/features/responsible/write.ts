import type { responsible, Responsible } from '#core/contract/responsible.ts'
import type { Input } from '#core/contract/route.ts'
import { MOST_CHECK_DAYS, type SourceOffice } from '#core/domain/responsible.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { changedSince, refusing, type RefusalWords } from '../../http/refusing.ts'
import { readResponsible } from './read.ts'

const WORDS: RefusalWords = {
  source_responsible_day: ['body.fromOn', '任职首日不能晚于今天；请改为今天或更早。', 'Nobody is appointed ahead: choose today or a day before.'],
  source_responsible_one: ['body.fromOn', '这一岗位当时已有人；请改为前任离任之后的日期。', 'Somebody else held the office then: choose a day after they left.'],
  source_responsible_days: ['body.fromOn', '任职首日早于前任任职首日；请改为之后的日期。', 'The first day lies before that of the one who held the office: choose a later day.'],
  responsible_check_day: ['body.doneOn', `检查日期须在今天或此前 ${MOST_CHECK_DAYS} 天内；请改正，更早的交由数据管理员。`, `A check is of today or of the ${MOST_CHECK_DAYS} days before: correct the day, or leave older ones to the data steward.`],
  responsible_check_office: ['body.doneOn', '那一天现任还没有任职；请改正日期。', 'Whoever holds the office did not hold it on that day: correct the day.'],
  responsible_check_hazard: ['body.hazard', '没有这条隐患，或不属于这家单位；请重新填写。', 'No such hazard of this enterprise: choose another.'],
  responsible_check_hazard_fkey: ['body.hazard', '没有这条隐患，或不属于这家单位；请重新填写。', 'No such hazard of this enterprise: choose another.'],
  responsible_check_once: ['body.doneOn', '这一岗位那一天已有检查记录；请改正日期。', 'A check of that office and day is written down already: correct the day.'],
  source_filing_day: ['body', '登记、备案、核销日期不能晚于今天；请改正。', 'None of these days lies ahead: correct them.'],
  source_filing_live: ['body.cancelledOn', '这一危险源仍有等级，不能核销；请先按现存量重新辨识分级。', 'The source is graded and so it is live: have it identified anew from what it holds before it is cancelled.'],
  source_filing_order: ['body.filedOn', '备案不能早于登记，核销不能早于备案；请改正日期。', 'Filing follows registration, and cancelling follows both: correct the days.'],
  source_filing_number: ['body.filingNumber', '有备案编号就须有备案日期；请补填。', 'A filing number goes with the day of filing: fill that in.'],
  source_filing_cancelled: ['body.cancelReason', '核销须同时写明日期和原因；请补填，或都留空。', 'Cancelling says both the day and the reason: fill in both or neither.'],
} // prettier-ignore

/** @throws Problem not-found, not-allowed */
async function expectKept(db: Db, source: number): Promise<Responsible> {
  // whoever writes of one source at once waits here, so that each sees what the other made
  await db.run(sql`select pg_advisory_xact_lock(61, ${source}::integer)`)
  const present = await readResponsible(db, source)
  if (!present.writes) throw problem('not-allowed')
  return present
}
const inOffice = ({ offices }: Responsible, office: SourceOffice) =>
  offices.find((one) => one.office === office)?.present ?? undefined

type Appointed = Input<typeof responsible.appoint>
/** Puts somebody into an office. @throws Problem not-found, not-allowed, responsible-changed, responsible-refused */
export async function appoint(
  db: Db,
  { params: { id, office }, body: { person, phone, fromOn, seen } }: Appointed,
): Promise<Responsible> {
  const present = await expectKept(db, id)
  const holder = inOffice(present, office)
  if ((holder?.id ?? null) !== seen) throw changedSince('responsible-changed', present)
  // the same person again: a phone that was corrected
  const isSame = holder?.person === person && holder.fromOn === fromOn
  const write = async () => {
    if (isSame) {
      await db.run(sql`update source_responsible set phone = ${phone} where id = ${holder.id}::integer`)
      return
    }
    if (holder) await db.run(sql`update source_responsible set until_on = ${fromOn}::date where id = ${holder.id}::integer`)
    await db.run(sql`insert into source_responsible (hazard_source, office, person, phone, from_on)
      values (${id}::integer, ${office}, ${person}, ${phone}, ${fromOn}::date)`)
  } // prettier-ignore
  await refusing('responsible-refused', WORDS, write())
  return readResponsible(db, id)
}

const NOBODY = [
  '这一岗位没有人；请先登记包保责任人。',
  'Nobody holds that office: write down who answers first.',
] as const
type Checked = Input<typeof responsible.check>
/** Writes down a check by who was in office. @throws Problem not-found, not-allowed, responsible-refused */
export async function addCheck(
  db: Db,
  { params: { id }, body: { office, doneOn, note, hazard } }: Checked,
): Promise<Responsible> {
  const present = await expectKept(db, id)
  const { present: now, former } = present.offices.find((one) => one.office === office)!
  const held = [...(now ? [now] : []), ...former]
  if (held.length === 0) throw problem('responsible-refused', NOBODY, 'body.office')
  // who held it on that day, which may be who left it since
  const holder = held.find(({ fromOn, untilOn }) => (fromOn ?? '') <= doneOn && doneOn < (untilOn ?? '9999-12-31')) ?? held[0]! // prettier-ignore
  const made = db.run(sql`insert into responsible_check (responsible, hazard_source, office, done_on, note, hazard)
    values (${holder.id}::integer, ${id}::integer, ${office}, ${doneOn}::date, ${note}, ${hazard ?? null}::integer)`)
  await refusing('responsible-refused', WORDS, made)
  return readResponsible(db, id)
}

type Dated = Input<typeof responsible.date>
/** Writes the dates of a source. @throws Problem not-found, not-allowed, responsible-changed, responsible-refused */
export async function writeDates(db: Db, { params: { id }, body }: Dated): Promise<Responsible> {
  const present = await expectKept(db, id)
  if (present.filing.version !== body.seen) throw changedSince('responsible-changed', present)
  if (body.assessedOn !== null && body.assessedOn > present.today)
    throw problem('responsible-refused', ['评估日期不能晚于今天；请改正。', 'The day of assessment does not lie ahead: correct it.'], 'body.assessedOn') // prettier-ignore
  const { registeredOn, filedOn, filingNumber, cancelledOn, cancelReason, assessedOn } = body
  const write = async () => {
    await db.run(sql`insert into source_filing as f (hazard_source, registered_on, filed_on, filing_number, cancelled_on, cancel_reason)
      values (${id}::integer, ${registeredOn}::date, ${filedOn}::date, ${filingNumber}, ${cancelledOn}::date, ${cancelReason})
      on conflict (hazard_source) do update set registered_on = excluded.registered_on, filed_on = excluded.filed_on,
        filing_number = excluded.filing_number, cancelled_on = excluded.cancelled_on, cancel_reason = excluded.cancel_reason`)
    // the moment stays where the day is the same
    await db.run(sql`update hazard_source set assessed_at = ${assessedOn}::date::timestamp at time zone 'Asia/Shanghai'
      where id = ${id}::integer and app.day_of(assessed_at) is distinct from ${assessedOn}::date`)
  }
  await refusing('responsible-refused', WORDS, write())
  return readResponsible(db, id)
}
