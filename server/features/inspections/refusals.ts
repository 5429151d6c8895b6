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
  taken: ['inspection-refused', '此编号已用于另一次检查；请换一个新编号。', 'This id belongs to another inspection: take a new one.', 'params.request'],
} as const satisfies Record<string, Told> // prettier-ignore

/** A refusal of an inspection, named; `at` where it is in another place than it says itself. */
export function refused(reason: keyof typeof TOLD, at?: string): Problem {
  const [code, zh, en, place] = TOLD[reason]
  return problem(code, [zh, en], at ?? place)
}
