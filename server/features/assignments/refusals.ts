import type { Assignment } from '#core/contract/assignments.ts'
import { problem } from '../../http/problems.ts'
import { changedSince, refusing, type RefusalWords } from '../../http/refusing.ts'

/** Refusals of the database by constraint. */
const WORDS: RefusalWords = {
  assignment_days: ['body', '结束或接手的日期早于现任分包的首日；请改为当天或之后。', 'That day lies before the first day of the assignment in force: choose it or a later one.'],
  assignment_refused_ahead: ['body', '日期不能晚于今天；请改为今天或更早。', 'The day does not lie ahead: choose today or a day before.'],
  assignment_refused_closed: ['body.enterprise', '单位已关停，不再分包；请另选单位。', 'The enterprise is closed and nobody is assigned to it: choose another.'],
  assignment_refused_leader: ['body.leader', '此人现在没有领导岗位（账号已离岗，或岗位已结束）；请另选，或先请安全管理员任命。', 'That person does not hold the post of leader now: choose another, or have the security administrator appoint them first.'],
  assignment_account_fkey: ['body.leader', '没有这个账号；请重新选择领导。', 'No such account: choose the leader again.'],
  assignment_person_check: ['body.leader', '姓名须写明且不超过 80 字；请改正。', 'A name has 1 to 80 characters: correct it.'],
} // prettier-ignore

/** What is refused by days of others is a race, or a history that the caller did not see: 409 with what stands now. */
export async function refusingAssignment<T>(work: Promise<T>, present: unknown): Promise<T> {
  try {
    return await refusing('assignment-refused', WORDS, work)
  } catch (error) {
    const { constraint } = error as { constraint?: unknown }
    throw constraint === 'assignment_one' ? changed(present) : error
  }
}

/** Who answers is another than whoever wrote had seen. */
export const changed = (present: unknown) => changedSince('assignment-changed', present)

/** @throws Problem assignment-refused where the day lies before the end of an earlier assignment */
export function refuseOverlap(fromOn: string, earlier: Pick<Assignment, 'untilOn'> | undefined): void {
  if (earlier?.untilOn && fromOn < earlier.untilOn)
    throw problem('assignment-refused', ['那几天已有领导分包；请改为前一段分包结束之日或之后。', 'A leader answered for it on those days: choose the day on which that ended, or a later one.'], 'body.fromOn') // prettier-ignore
}
