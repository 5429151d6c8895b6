import type { DocumentAsked, MediaType } from '#core/contract/documents.ts'
import { documentRight } from '#core/domain/documentRights.ts'
import type { Actor } from '../../db/actor.ts'
import { problem } from '../../http/problems.ts'

const PHOTOGRAPHS_ALONE = [
  '当前岗位只能上传照片；请改传照片（kind=photo），或交由企业安全管理人员、数据管理员上传。',
  'This post adds photographs alone: add one (kind=photo), or leave this to the safety manager or the data steward.',
] as const
const NO_PICTURE = [
  '照片须为 JPEG 或 PNG；请转换后上传。',
  'A photograph is a JPEG or a PNG: convert it and upload it again.',
] as const

/** What whoever asks may add. @throws Problem sign-in-needed, not-allowed where nothing */
export function expectWriter(actor: Actor): NonNullable<ReturnType<typeof documentRight>> {
  const right = documentRight(actor)
  if (right === undefined) throw problem(actor.role === 'public' ? 'sign-in-needed' : 'not-allowed')
  return right
}

/** The policy refuses it as well; here the refusal gets its name. @throws Problem not-allowed */
export function expectRight(right: ReturnType<typeof expectWriter>, { kind, section }: DocumentAsked): void {
  if (right === 'any') return
  if (kind !== 'photo') throw problem('not-allowed', PHOTOGRAPHS_ALONE, 'query.kind')
  if (section !== undefined && right.includes(section)) return
  const said = [
    `当前岗位的照片只能归入档案的 ${right.join('、')} 部分；请在 section 中注明。`,
    `This post adds photographs to ${right.join(', ')} of the file alone: say which in section.`,
  ] as const
  throw problem('not-allowed', said, 'query.section')
}

/** A photograph of a hazard or an inspection, an original, and what a post adds that adds no other, is a picture. @throws Problem document-refused */
export function expectPicture(
  right: ReturnType<typeof expectWriter>,
  { hazard, inspection, originalOf }: DocumentAsked,
  type: MediaType,
): void {
  const isPicture = type === 'image/jpeg' || type === 'image/png'
  const shall = right !== 'any' || [hazard, inspection, originalOf].some((one) => one !== undefined)
  if (!isPicture && shall) throw problem('document-refused', NO_PICTURE, 'body')
}
