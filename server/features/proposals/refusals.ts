import { z } from 'zod'
import { ENTERPRISE_FIELDS } from '#core/domain/enterpriseFields.ts'
import { Problem, type ProblemCode } from '#core/contract/problem.ts'
import { problem } from '../../http/problems.ts'

/** What the database says when it refuses. */
interface Refusal {
  readonly code?: unknown
  readonly constraint?: unknown
  readonly detail?: unknown
}
type Words = readonly [zh: string, en: string]

/** Refusals by the name of the constraint, with better words and the place where there are any. */
const BY_CONSTRAINT: Readonly<Record<string, readonly [code: ProblemCode, words?: Words, at?: string]>> = {
  change_nothing: [
    'field-refused',
    ['与现值相同，没有要改的内容。', 'The values are what they were: there is nothing to change.'],
    'body.fields',
  ],
  proposal_decided: ['proposal-decided'],
  proposal_not_own: ['proposal-own'],
  enterprise_identifier_taken: [
    'field-refused',
    ['该代码已属于另一家单位；请核对。', 'The code belongs to another enterprise: check it.'],
    'body.fields.identifier',
  ],
  enterprise_uscc_check_digit: [
    'field-refused',
    ['统一社会信用代码校验不通过；请核对 18 位代码。', 'The check digits of the credit code are wrong: check its 18 characters.'],
    'body.fields.identifier',
  ],
  enterprise_standardization_until: [
    'field-refused',
    ['没有标准化等级就没有有效期；请先填等级，或清空有效期。', 'Without a level of standardization there is no last day of it: give the level, or empty the day.'],
    'body.fields.standardizationUntil',
  ],
  enterprise_place_fkey: [
    'field-refused',
    ['没有这处园区或楼宇；请重新选择。', 'No such park or tower: choose again.'],
    'body.fields.place',
  ],
  enterprise_footprint_check: [
    'field-refused',
    ['厂界自相交或没有面积；请调整顶点。', 'The boundary crosses itself or has no area: move its corners.'],
    'body.fields.footprint',
  ],
} // prettier-ignore

const Conflicted = z.array(z.object({ field: z.enum(ENTERPRISE_FIELDS), now: z.unknown() }))

/** Which values are others now, so that a page may point at them. */
function conflict(detail: unknown): Problem {
  const { message } = problem('proposal-conflict')
  const conflicts = Conflicted.parse(JSON.parse(String(detail)))
  return new Problem(
    'proposal-conflict',
    message,
    conflicts.map(({ field, now }) => ({ at: `fields.${field}`, message: JSON.stringify(now) })),
  )
}

/** Does it; a refusal of the database becomes a problem that a person can act on. */
export async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint, detail } = error as Refusal
    if (constraint === 'proposal_conflict') throw conflict(detail)
    const [code, words, at] = BY_CONSTRAINT[String(constraint)] ?? []
    throw code ? problem(code, words, at) : error
  }
}
