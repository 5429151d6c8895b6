import { z } from 'zod'
import { ENTERPRISE_FIELDS } from '#core/domain/enterpriseFields.ts'
import { Problem, type ProblemCode } from '#core/contract/problem.ts'
import { BOUNDARY_BOUNDS } from '#core/domain/plantBoundary.ts'
import { problem } from '../../http/problems.ts'

/** What the database says when it refuses. */
interface Refusal {
  readonly code?: unknown
  readonly constraint?: unknown
  readonly detail?: unknown
}
type Words = readonly [zh: string, en: string]
type Told = Words | ((detail: string) => Words)

const { largest, beyond, farthest } = BOUNDARY_BOUNDS
const LARGEST = `${largest / 1e6} km²`

/** Refusals by the name of the constraint, with better words and the place where there are any. */
const BY_CONSTRAINT: Readonly<Record<string, readonly [code: ProblemCode, words?: Told, at?: string]>> = {
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
  enterprise_footprint_too_large: [
    'field-refused',
    (area) => [
      `厂界面积 ${area} km²，超过 ${LARGEST}，没有这么大的厂区；请核对顶点和坐标系，只画本单位的厂界。`,
      `The boundary covers ${area} km², more than ${LARGEST}, and no plant is that large: check corners and datum, and draw this plant alone.`,
    ],
    'body.fields.footprint',
  ],
  enterprise_footprint_outside_district: [
    'field-refused',
    [
      `厂界超出辖区 ${beyond} m 以上；请核对顶点和坐标系，把厂界画在辖区内。`,
      `The boundary reaches more than ${beyond} m out of the district: check corners and datum, and draw it within the district.`,
    ],
    'body.fields.footprint',
  ],
  enterprise_footprint_far: [
    'field-refused',
    (away) => [
      `厂界离单位位置 ${away} m，超过 ${farthest} m；请核对两者，位置不对就一并改正。`,
      `The boundary lies ${away} m from the position, more than ${farthest} m: check both, and correct the position along with it where that is wrong.`,
    ],
    'body.fields.footprint',
  ],
  enterprise_position_with_footprint: [
    'field-refused',
    [
      '有厂界的单位不能清空位置，清空后又会取厂界内一点；请改为正确的位置，或连同厂界一起清空。',
      'A position cannot be emptied while there is a boundary, for a point inside it would take its place: give the right position, or empty the boundary too.',
    ],
    'body.fields.position',
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
    throw code ? problem(code, typeof words === 'function' ? words(String(detail)) : words, at) : error
  }
}
