import type { AlarmDeed, AlarmFile } from '#core/contract/alarms.ts'
import type { Problem } from '#core/contract/problem.ts'
import { ALARM_ACT_WORDS, ALARM_REFUSALS, ALARM_STATE_WORDS, type AlarmDeed as Deed, type AlarmHandAct, type AlarmRefusal, alarmRefusalOf, type AlarmState } from '#core/domain/alarmActs.ts' // prettier-ignore
import type { Db } from '../../db/db.ts'
import { holdRequest, requestTaken } from '../../http/holdRequest.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { livingOf, postOf, readAlarm } from './file.ts'

/**
 * Does an act to an alarm. The same request again answers with the alarm as it is now.
 * @throws Problem not-found, not-allowed, alarm-changed, alarm-refused, request-taken
 */
export async function actOn(db: Db, id: number, deed: AlarmDeed): Promise<AlarmFile> {
  await holdRequest(db, deed, { alarm: id })
  const alarm = await readAlarm(db, id)
  if (await isDone(db, id, deed)) return alarm
  if (alarm.events !== deed.seen) throw problem('alarm-changed')
  const post = await postOf(db)
  if (!post) throw problem('not-allowed')
  const refusal = alarmRefusalOf(livingOf(alarm), asJudged(deed), (await nowOf(db)).getTime(), post)
  if (refusal) throw refused(refusal, deed.act, alarm.state)
  await keep(db, id, deed)
  return readAlarm(db, id)
}

/** The deed as the core judges it. */
function asJudged(deed: AlarmDeed): Deed {
  if (deed.act === 'shelve') return { act: deed.act, until: Date.parse(deed.until) }
  if (deed.act === 'close') return { act: deed.act, cause: deed.cause, isExplained: deed.note !== undefined }
  return { act: deed.act }
}

const valueOf = (deed: AlarmDeed) => {
  const said: Partial<Record<string, unknown>> = deed
  return (name: string) => said[name] ?? null
}

/** Whether this very deed was done, by whoever asks: of another person, or saying something else, its id is taken. */
async function isDone(db: Db, id: number, deed: AlarmDeed): Promise<boolean> {
  const value = valueOf(deed)
  const same = sql`select from alarm_event e where e.request = ${deed.request}::uuid and e.alarm = ${id}::integer and e.act = ${deed.act}
    and app.hand_key(e.account, e.person) = app.hand_key(app.account(), coalesce(app.person(), session_user))
    and (e.note, e.handed_to, e.cause, e.shelved_until) is not distinct from
      (${value('note')}::text, ${value('to')}::text, ${value('cause')}::text, ${value('until')}::timestamptz)`
  return (await db.run(same)) > 0
}

/** Adds the event. @throws Problem as the database judges, which may differ from the core by what happened in between */
async function keep(db: Db, id: number, deed: AlarmDeed): Promise<void> {
  const value = valueOf(deed)
  try {
    await db.run(
      sql`insert into alarm_event (alarm, n, act, request, note, shelved_until, handed_to, cause)
        values (${id}::integer, ${deed.seen + 1}::smallint, ${deed.act}, ${deed.request}::uuid, ${value('note')}, ${value('until')}::timestamptz,
          ${value('to')}, ${value('cause')})`,
    )
  } catch (error) {
    throw asProblem(error, deed.act)
  }
}

/** What the database says when it refuses, as a problem that a person can act on. */
function asProblem(error: unknown, act: AlarmHandAct): unknown {
  const { constraint } = error as { readonly constraint?: string }
  if (constraint === 'alarm_event_request_key') return requestTaken()
  if (constraint === 'alarm_refused_changed') return problem('alarm-changed')
  if (constraint === 'alarm_event_other') return refused('unexplained', act)
  const reason = constraint?.startsWith('alarm_refused_') && constraint.slice(14).replaceAll('_', '-')
  const refusal = ALARM_REFUSALS.find((one) => one === reason)
  return refusal ? refused(refusal, act) : error
}

const TOLD: Readonly<Record<Exclude<AlarmRefusal, 'illegal'>, readonly [zh: string, en: string, at?: string]>> = {
  'not-allowed': ['当前岗位不能对这条报警做这一步；请交由有权限的岗位办理。', 'This post may not do that to this alarm: leave it to one that may.'],
  shelf: ['搁置须在此刻之后结束，最长 24 小时；请另选结束时间。', 'A shelving ends after now and within 24 hours: choose another end.', 'body.until'],
  shelved: ['已经搁置；如需改期请先取消搁置。', 'It is shelved already: unshelve it first to choose another end.'],
  'not-shelved': ['没有搁置，无需取消。', 'It is not shelved.'],
  unexplained: ['原因选“其他”的须写明是什么；请填写说明。', 'A cause that is none of the list has to be named: write what it was.', 'body.note'],
  marked: ['已判为误报。', 'It was judged false already.'],
} // prettier-ignore

/** A refusal, named; `state` is as it was, where that is known. */
function refused(refusal: AlarmRefusal, act: AlarmHandAct, state?: AlarmState): Problem {
  if (refusal === 'illegal') {
    const [done, was] = [ALARM_ACT_WORDS[act], state && ALARM_STATE_WORDS[state]]
    return problem('alarm-refused', [`“${was?.zh ?? '现在的状态'}”的报警不能“${done.zh}”；请刷新后按现在能做的办理。`, `An alarm in state “${was?.en ?? 'its present state'}” does not take “${done.en}”: look again at what it takes now.`], 'body.act') // prettier-ignore
  }
  const [zh, en, at] = TOLD[refusal]
  return problem(refusal === 'not-allowed' ? 'not-allowed' : 'alarm-refused', [zh, en], at)
}
