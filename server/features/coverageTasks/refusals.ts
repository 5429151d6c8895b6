import { problem } from '../../http/problems.ts'
import { changedSince, refusing, type RefusalWords } from '../../http/refusing.ts'

/** Refusals of the database by constraint. */
const WORDS: RefusalWords = {
  coverage_task_refused_owner: ['body.owner', '没有这个责任方（部门或网格已撤并）；请另选。', 'There is no such department or grid: choose another owner.'],
  coverage_task_refused_due: ['body.dueOn', '期限须为今天起一年之内；请改正。', 'The due day is within a year from today: correct it.'],
  coverage_task_refused_same: ['body.owner', '建议的责任方就是现在的责任方；请另选，或不填。', 'The owner proposed is the one that has it: choose another, or none.'],
  coverage_task_refused_over: ['body', '任务已完成或已撤回，不再答复；请刷新后查看。', 'The task is done or withdrawn and takes no answer: look again.'],
  coverage_task_refused_kept: ['body', '任务已撤回，不能再改；请重新交办。', 'The task is withdrawn and stays as it is: give it anew.'],
  coverage_task_reason: ['body.reason', '责任方已看到任务，撤回须写明原因；请填写。', 'Its owner has seen the task: say why it is withdrawn.'],
} // prettier-ignore

export const refusingTask = <T>(work: Promise<T>): Promise<T> => refusing('coverage-task-refused', WORDS, work)

/** What stands is another than whoever wrote had seen. */
export const changed = (present: unknown) => changedSince('coverage-task-changed', present)

/** The prover does not find it, so there is nothing to mend. */
export const notFound = () =>
  problem('coverage-task-refused', ['核对没有找出这处盲点，可能刚被消除；请刷新后查看。', 'The proof does not find this blind spot; it may have been mended just now: look again.'], 'body.fault') // prettier-ignore

/** Whoever did not give it takes it back with a reason. */
export const needsReason = () =>
  problem('coverage-task-refused', ['别人交办的任务，撤回须写明原因；请填写。', 'Somebody else gave the task: say why it is withdrawn.'], 'body.reason') // prettier-ignore
