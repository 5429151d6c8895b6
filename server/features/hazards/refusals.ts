import type { Problem, ProblemCode } from '#core/contract/problem.ts'
import { HAZARD_ACT_WORDS, type HandAct } from '#core/domain/hazardActs.ts'
import type { HazardRefusal, LoopHazard } from '#core/domain/hazardLoop.ts'
import { HAZARD_STATE_WORDS } from '#core/domain/hazardStates.ts'
import { problem } from '../../http/problems.ts'

type Told = readonly [code: ProblemCode, zh: string, en: string, at?: string]

/** Each refusal with its remedy; `illegal` names state and act. */
const TOLD: Readonly<Record<Exclude<HazardRefusal, 'illegal'>, Told>> = {
  'not-allowed': ['not-allowed', '当前岗位不能对这条隐患做这一步；请交由有权限的岗位办理。', 'This post may not do that to this hazard: leave it to one that may.'],
  due: ['hazard-refused', '期限不合要求：须晚于此刻和现期限，一年之内，且不超过申请的期限；请另选。', 'The time does not fit: it has to lie after now and after the present one, within a year, and no later than what was asked for. Choose another.', 'body.dueAt'],
  clause: ['hazard-refused', '定为重大隐患须写明判定依据的条款；请填写。', 'To grade it major, name the clause by which it is: give it.', 'body.clause'],
  'five-fixed': ['hazard-refused', '重大隐患须落实责任、措施、资金、时限、预案五项；请补齐资金和预案。', 'A major hazard needs all five fixed, who, what, money, time and the plan for an emergency: give funds and plan.', 'body.funds'],
  'major-on-spot': ['hazard-refused', '重大隐患不能当场销号；请派发整改。', 'A major hazard is not done with on the spot: dispatch it.'],
  overdue: ['hazard-refused', '已超期，不能再申请延期；请尽快提交整改。', 'It is overdue, and time can no longer be asked for: submit the rectification.'],
  'own-submission': ['hazard-own', '整改是您提交的，须由他人复查；请交给同事。', 'You submitted the rectification, and somebody else has to review it: leave it to a colleague.'],
  'own-finding': ['hazard-own', '重大和专家发现的隐患，发现人不能复查；请交给同事。', 'Whoever found a major hazard, or an expert’s, does not review it: leave it to a colleague.'],
  unsupervised: ['hazard-refused', '重大隐患尚未挂牌督办，不能销号；请先挂牌。', 'Nobody supervises this major hazard yet, and it cannot be closed: put it under supervision first.'],
  'not-supervising': ['hazard-refused', '只有挂牌督办的单位能销号或同意复工；请联系该单位。', 'Only the body that supervises it may close it or allow work again: ask them.'],
  'not-major': ['hazard-refused', '只有重大隐患需要挂牌督办。', 'Only major hazards are put under supervision.'],
  supervised: ['hazard-refused', '已由一个单位挂牌督办。', 'A body supervises it already.'],
  'not-stopped': ['hazard-refused', '没有责令停产停业，无需复工。', 'Work was not stopped: there is nothing to allow again.'],
  'no-revisit': ['hazard-refused', '没有安排回头看；重大和专家发现的隐患销号时须定下日期。', 'No look-back is planned; a major hazard, or an expert’s, needs its day when it is closed.', 'body.revisitOn'],
  'due-stands': ['hazard-refused', '已超期，派发不能改动期限；请按现期限派发。', 'It is overdue, and dispatching it does not move its due time: dispatch it with the one that stands.', 'body.dueAt'],
  'due-later': ['hazard-refused', '企业自行派发不能晚于现期限；请选现期限或更早，需要更多时间的请在整改中申请延期。', 'An enterprise dispatches to itself no later than the due time that stands: choose that or an earlier one, and ask for an extension if more is needed.', 'body.dueAt'],
  'void-overdue': ['hazard-refused', '已超期，企业不能自行作废；请整改，或请监管人员核实后作废。', 'It is overdue, and the enterprise does not void it itself: rectify it, or ask who supervises to look at it.'],
  attended: ['hazard-refused', '该单位有自己的在用账号，由其接收和提交；请通知其安全管理人员办理。', 'The enterprise has an active account of its own, which accepts and submits: tell its safety manager.'],
  evidence: ['hazard-refused', '须有证据：提交整改要有未曾用过、不属于其他隐患的照片或文档，现场整改要有照片或文档；请拍摄上传后选入。', 'Evidence is needed: a submission by a photograph or document that was not cited before and is of no other hazard, fixing on the spot by any. Add one and choose it.', 'body.documents'],
  rebounded: ['hazard-refused', '已登记过反弹；请到新的一条办理。', 'Its return was noted already: go on with the hazard that followed.'],
} // prettier-ignore

/** A refusal of the loop, named. `hazard` is as it was, where that is known. */
export function refusedDeed(refusal: HazardRefusal, hazard: LoopHazard | undefined, act: HandAct): Problem {
  if (refusal === 'illegal') {
    const [done, state] = [HAZARD_ACT_WORDS[act], hazard && HAZARD_STATE_WORDS[hazard.state]]
    const [zh, en] = [state?.zh ?? '现在的状态', state?.en ?? 'its present state']
    return problem(
      'hazard-refused',
      [`“${zh}”的隐患不能“${done.zh}”；请刷新后按现在能做的办理。`, `A hazard in state “${en}” does not take “${done.en}”: look again at what it takes now.`],
      'body.act',
    ) // prettier-ignore
  }
  const [code, zh, en, at] = TOLD[refusal]
  return problem(code, [zh, en], at)
}
