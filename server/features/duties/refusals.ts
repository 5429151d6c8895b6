import type { ProblemCode } from '#core/contract/problem.ts'
import { DUTY_PATIENCE_MINUTES, MOST_DUTY_AHEAD_DAYS, MOST_DUTY_LEAD_MINUTES } from '#core/domain/duties.ts'
import { problem } from '../../http/problems.ts'

type Told = readonly [code: ProblemCode, zh: string, en: string, at?: string]

/** Refusals of the database by the name of the constraint, each with its remedy. */
const TOLD: Readonly<Record<string, Told>> = {
  duty_officer_once: ['entry-refused', '这段时间已排有值班员；一个席位同时只能排一人，请改时间或先改原来的班。', 'A duty officer is planned for that time already: a seat has one person at a time. Choose another time, or change that turn first.', 'body.fromAt'],
  duty_leader_once: ['entry-refused', '这段时间已排有带班领导；一个席位同时只能排一人，请改时间或先改原来的班。', 'A leader is planned for that time already: a seat has one person at a time. Choose another time, or change that turn first.', 'body.fromAt'],
  duty_time: ['entry-refused', '一班须止于开始之后，最长 72 小时；请改正起止时间。', 'A turn ends after it begins and lasts 72 hours at most: correct its times.', 'body.untilAt'],
  duty_account_fkey: ['entry-refused', '没有这个账号；请重新选择值班人。', 'No such account: choose who is on duty again.', 'body.account'],
  duty_refused_holder: ['entry-refused', '此人届时没有该席位的岗位（值班员，或领导）；请另选，或先请安全管理员任命。', 'That person does not hold the post of the seat then (duty officer, or leader): choose another, or have the security administrator appoint them first.', 'body.account'],
  duty_refused_past: ['entry-refused', '已过去的值班不能再改，也不能补排 24 小时以前的班；请从现在排起。', 'What is past is not planned any more, nor a turn that began over 24 hours ago: plan from now on.', 'body.fromAt'],
  duty_refused_far: ['entry-refused', `每班最晚止于从现在起 ${MOST_DUTY_AHEAD_DAYS} 天；请减少班数或提早第一班，并核对年份。`, `Turns end within ${MOST_DUTY_AHEAD_DAYS} days from now: plan fewer or begin sooner, and check the year.`, 'body.untilAt'],
  duty_refused_begun: ['entry-refused', '这一班已经开始：只能改结束时间。换人请先把它结束在此刻，再排一班。', 'The turn has begun: its end alone can be changed. To replace the person end it now, and plan another turn.'],
  duty_refused_offered: ['entry-refused', '正在向此班交接，不能换人；请先由交班人撤回交接。', 'A handover to this turn is under way and the person cannot be changed: have it taken back by who gave it first.'],
  duty_handover_to_duty_fkey: ['entry-refused', '这一班有交接记录，不能删除；请改时间或换人。', 'A handover names this turn and it cannot be taken off: change its time or person.'],
  duty_handover_from_duty_fkey: ['entry-refused', '这一班有交接记录，不能删除；请改时间或换人。', 'A handover names this turn and it cannot be taken off: change its time or person.'],
  duty_refused_no_next: ['entry-refused', '三天内没有排下一班，无人可交；请先排班。', 'Nobody is planned for the next three days, and there is nobody to hand over to: plan the next turn first.', 'body.seat'],
  duty_refused_given: ['entry-refused', '下一班已接；请刷新后查看。', 'The next turn was taken over already: refresh to see.', 'body.seat'],
  duty_refused_early: ['entry-refused', `离下一班开始还早；交接和接班最早在开始前 ${MOST_DUTY_LEAD_MINUTES} 分钟。提前换人请先改排班。`, `The next turn is far off: a seat is handed over and taken ${MOST_DUTY_LEAD_MINUTES} minutes before it begins at the earliest. Change the rota first to replace somebody sooner.`],
  duty_refused_giver: ['entry-refused', '排班表上交出的一班不是您值班；代为交班请写明原因。', 'The rota has another person on the turn that ends: say why you hand it over in their place.', 'body.reason'],
  duty_refused_taker: ['entry-refused', '排班表上接班的不是您；接班人没有账号、由您代接的，请写明原因。', 'The rota names another person, who has no account: say why you take over in their place.', 'body.reason'],
  duty_refused_taken: ['entry-refused', '这一班已有人接班，不能再换人或改开始时间；换人请先把它结束在此刻，再排一班。', 'The turn was taken over, and neither its person nor its beginning changes: to replace them end it now, and plan another turn.'],
  duty_refused_own_next: ['entry-refused', '下一班就是您自己，不用交接；若要换人请先改排班。', 'The next turn is your own and needs no handover: change the rota first if somebody else is to take it.', 'body.seat'],
  duty_handover_open: ['entry-refused', '已有一次交接等待接班；请由接班人确认，或由交班人撤回。', 'A handover waits to be taken already: have it confirmed, or taken back by who gave it.', 'body.seat'],
  duty_handover_taken: ['entry-changed', '这一班已由他人接下；请刷新后查看。', 'The turn was taken over meanwhile: refresh to see.'],
  duty_refused_ended: ['entry-changed', '这次交接已经结束；请刷新后查看。', 'That handover has ended: refresh to see.'],
  duty_refused_not_giver: ['not-allowed', `只有交班人能撤回交接；下一班开始 ${DUTY_PATIENCE_MINUTES} 分钟仍无人接的，领导可以结束。请联系交班人或领导。`, `Only who gave it takes a handover back, or the leader once nobody took it ${DUTY_PATIENCE_MINUTES} minutes after the turn began: ask them.`],
  duty_refused_waits: ['entry-refused', `交接还在等人接：下一班开始 ${DUTY_PATIENCE_MINUTES} 分钟后仍无人接，领导才能结束；请先联系接班人，或由交班人撤回。`, `The handover still waits to be taken: the leader may end it ${DUTY_PATIENCE_MINUTES} minutes after the turn began. Call who takes it, or have who gave it take it back.`],
  duty_refused_ender: ['entry-refused', '交接不是您给出的；结束它请写明原因。', 'Another person gave this handover: say why you end it.', 'body.reason'],
  duty_refused_own: ['not-allowed', '交班人不能自己接班；须由下一班的人确认。', 'Who gave it does not take it: the person of the next turn confirms.'],
  duty_handover_two: ['not-allowed', '交班人不能自己接班；须由下一班的人确认。', 'Who gave it does not take it: the person of the next turn confirms.'],
  duty_refused_not_named: ['not-allowed', '排班表上下一班不是您；换班请先改排班，再由本人确认。', 'The rota names somebody else for that turn: change the rota first, then whoever it names confirms.'],
  duty_log_corrects_fkey: ['entry-refused', '没有要更正的那一条；请刷新后重选。', 'There is no such entry to put right: refresh and choose again.', 'body.corrects'],
} // prettier-ignore

/** Does it; a refusal of the database becomes a problem that a person can act on. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const [code, zh, en, at] = TOLD[String((error as { constraint?: unknown }).constraint)] ?? []
    throw code && zh && en ? problem(code, [zh, en], at) : error
  }
}
