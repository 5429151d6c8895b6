import { MOST_RECORDS, SIGNATURE } from '#core/contract/inspectionRecords.ts'
import type { Problem, ProblemCode } from '#core/contract/problem.ts'
import { MOST_AHEAD_HOURS, MOST_KEPT_DAYS } from '#core/domain/inspections.ts'
import { problem } from '../../http/problems.ts'

type Told = readonly [code: ProblemCode, zh: string, en: string, at: string]

/** Each refusal with its remedy. */
const TOLD = {
  'not-allowed': ['not-allowed', '当前岗位不能做这一类检查；请换一类，或交由有权限的岗位。', 'This post makes no inspections of that kind: choose another kind, or leave it to a post that does.', 'body.kind'],
  'not-own': ['not-allowed', '这次检查是他人开始的；请另做一次检查。', 'Somebody else began this inspection: make one of your own.', 'params.request'],
  finished: ['inspection-refused', '检查已完成，内容不再改动；隐患和记录仍可补充。', 'The inspection is finished and no longer changed; findings and records can still be added.', 'body.finished'],
  moved: ['inspection-refused', '检查不能改到另一家单位；请另做一次检查。', 'An inspection stays at its enterprise: make another one there.', 'body.enterprise'],
  'other-kind': ['inspection-refused', '检查开始后不能改类别；请另做一次检查。', 'The kind of an inspection stays: make another one.', 'body.kind'],
  'checked-in': ['inspection-refused', '签到一经记录不再改动；请按原样发送。', 'A check-in stays as it was recorded: send it as it is.', 'body.checkIn'],
  ahead: ['inspection-refused', `设备时间比服务器快 ${MOST_AHEAD_HOURS} 小时以上；请校准设备时钟后重试。`, `The device’s clock is more than ${MOST_AHEAD_HOURS} hours ahead of the server’s: set it, then try again.`, 'body.deviceAt'],
  old: ['inspection-refused', `已超过 ${MOST_KEPT_DAYS} 天，不能再作为现场检查录入；请交由数据管理员导入。`, `That is more than ${MOST_KEPT_DAYS} days ago and no longer taken from a device: have the data steward import it.`, 'body.deviceAt'],
  'no-checklist': ['inspection-refused', '没有这份检查表，或已停用；请重新选择。', 'There is no such checklist in force: choose another.', 'body.checklist'],
  'no-item': ['inspection-refused', '答案不属于所选检查表，或重复；请按检查表逐项作答一次。', 'The answer is of no item of the chosen checklist, or comes twice: answer each item once.', 'body.answers'],
  'nothing-seen': ['inspection-refused', '没有检查表时，须写明检查情况才能完成；请补写。', 'Without a checklist, what was seen has to be written down before it is finished: write it.', 'body.note'],
  unanswered: ['inspection-refused', '检查表还有未答的项，不能完成；请逐项作答，不适用的选“不涉及”。', 'Items of the checklist are not answered yet, so it cannot be finished: answer each, “not applicable” among them.', 'body.answers'],
  'major-unsaid': ['inspection-refused', '重大项不符合，却既没有报隐患，也没有说明；请先报隐患，或在该项写明不报的原因。', 'A major item is wrong, with neither a hazard nor a word: report the hazard first, or say at the item why there is none.', 'body.answers'],
  'no-check-in': ['inspection-refused', '没有签到，不能完成；请签到，或写明未签到的原因。', 'Nobody checked in, so it cannot be finished: check in, or say why not.', 'body.noCheckIn'],
  'checked-in-and-not': ['inspection-refused', '已签到，就不写未签到的原因；请删去其一。', 'There is a check-in and a reason why there is none: leave out one.', 'body.noCheckIn'],
  'list-named': ['inspection-refused', '已有隐患或照片属于原检查表的项，检查表不能再换；请另做一次检查。', 'A hazard or a photograph is of an item of the checklist, which stays: make another inspection.', 'body.checklist'],
  taken: ['inspection-refused', '此编号已用于另一次检查；请换一个新编号。', 'This id belongs to another inspection: take a new one.', 'params.request'],
  'record-not-allowed': ['not-allowed', '当前岗位不能给这次检查加这一类记录；请交由有权限的岗位。', 'This post adds no record of that kind to this inspection: leave it to a post that does.', 'body.kind'],
  'record-not-own': ['not-allowed', '签名、拒签和备注由开始这次检查的人记录；请由其本人办理。', 'Signatures, refusals to sign and remarks are recorded by whoever began the inspection: leave it to them.', 'body.kind'],
  'advice-elsewhere': ['inspection-refused', '专家意见只写在专家诊断上；请先做一次专家诊断。', 'Advice is given on an expert diagnosis: make one first.', 'body.kind'],
  'advice-past': ['inspection-refused', '跟踪期限不能早于今天；请另选日期。', 'The day by which advice is followed up cannot be past: choose another.', 'body.dueOn'],
  'no-advice': ['inspection-refused', '所答复的不是这次检查的专家意见；请重新选择。', 'What is answered is no advice of this inspection: choose again.', 'body.answers'],
  'no-signature': ['inspection-refused', `签名须为 8 位 PNG 图片，不超过 ${SIGNATURE.mostBytes / 1024} KB，边长不超过 ${SIGNATURE.mostSide} 像素；请重签。`, `A signature is a PNG of eight bits, at most ${SIGNATURE.mostBytes / 1024} KB and ${SIGNATURE.mostSide} pixels to a side: sign again.`, 'body.image'],
  'blank-signature': ['inspection-refused', '签名是空白的；请签名，或如实记为拒签。', 'The signature is blank: sign, or record truly that it was refused.', 'body.image'],
  'too-many-records': ['inspection-refused', `一次检查最多 ${MOST_RECORDS} 条记录；请另做一次检查。`, `An inspection has at most ${MOST_RECORDS} records: make another inspection.`, 'params.record'],
} as const satisfies Record<string, Told> // prettier-ignore

/** A refusal of an inspection, named; `at` where it is in another place than it says itself. */
export function refused(reason: keyof typeof TOLD, at?: string): Problem {
  const [code, zh, en, place] = TOLD[reason]
  return problem(code, [zh, en], at ?? place)
}
