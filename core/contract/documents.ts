import { z } from 'zod'
import { FILE_SECTIONS } from '../domain/fileSections.ts'
import type { PostKind } from '../domain/posts.ts'
import { DOCUMENT_RIGHTS } from '../domain/documentRights.ts'
import { decimalText, Id, IdText, Instant, lineText, Position, route } from './route.ts'

/** What may be kept, as it is found in the bytes, and the endings that a name of it may bear; the first is given where it has none. */
export const MEDIA = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
} as const satisfies Record<string, readonly [string, ...string[]]>
export type MediaType = keyof typeof MEDIA
export const MEDIA_TYPES = Object.keys(MEDIA) as [MediaType, ...MediaType[]]

export const DOCUMENT_KINDS = ['licence', 'certificate', 'report', 'plan', 'contract', 'photo', 'other'] as const

/** Metres of accuracy at most: no two places of Earth lie farther apart. */
export const MOST_ACCURACY_M = 20_100_000

/** Where and when a photograph was taken, as the device that took it says; null where it says nothing. */
export const Taken = z.object({
  /** By the clock of the device, which may be wrong. */
  takenAt: Instant.nullable(),
  position: Position.nullable(),
  /** Radius around it, metres. */
  accuracyM: z.number().nullable(),
})

/** A photograph beside what it is of; its bytes are those of a document. */
export const Photograph = z.object({
  id: Id,
  ...Taken.shape,
  /** The document with the bytes as the camera made them, where somebody kept it. */
  original: Id.nullable(),
  madeBy: z.string(),
  madeAt: Instant,
})

/** A document of the file; its bytes are had at `/enterprises/:id/documents/:document`. */
export const DocumentRow = z.object({
  id: Id,
  section: z.enum(FILE_SECTIONS).nullable(),
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
  fileName: z.string(),
  /** As found in the bytes. */
  mediaType: z.enum(MEDIA_TYPES),
  bytes: z.number().int().positive(),
  sha256: z.string(),
  /** When a virus scanner found nothing; null where none is set up. */
  scannedAt: Instant.nullable(),
  note: z.string().nullable(),
  ...Taken.shape,
  /** The hazard of which it is a photograph. */
  hazard: Id.nullable(),
  /** The inspection at which it was taken, and the item of the checklist that it shows. */
  inspection: z.uuid().nullable(),
  checklistItem: Id.nullable(),
  /** The photograph of which these are the bytes as the camera made them. */
  originalOf: Id.nullable(),
  madeBy: z.string(),
  madeAt: Instant,
})
export type DocumentRow = z.infer<typeof DocumentRow>

/** Who deletes documents: the data steward everywhere, a safety manager at the own enterprise. */
const written = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const

export const documents = {
  list: route({
    method: 'GET',
    path: '/enterprises/:id/documents',
    summary: 'Documents of the file of one enterprise, the latest first, and how large one may be',
    params: z.object({ id: IdText }),
    response: z.object({ rows: z.array(DocumentRow), mostBytes: z.number().int().positive() }),
  }),
  drop: route({
    ...written,
    method: 'DELETE',
    path: '/enterprises/:id/documents/:document',
    summary: 'Delete a document of the file; what its row was stays in the history',
    params: z.object({ id: IdText, document: IdText }),
    response: z.object({ done: z.boolean() }),
  }),
}

const PAIR = '经度和纬度须同时给出。\nLongitude and latitude go together.'
const ALONE = '精度须与经纬度同时给出。\nAn accuracy needs longitude and latitude.'
const NO_PHOTO = '只有照片能归到一条隐患；请用 kind=photo。\nOnly a photograph is of a hazard: say kind=photo.'
const NO_EVIDENCE = '只有照片能归到一次检查，或作为另一张照片的原图；请用 kind=photo。\nOnly a photograph is of an inspection, or the original of another: say kind=photo.' // prettier-ignore
const NO_INSPECTION = '检查项须与检查同时给出。\nAn item of a checklist needs the inspection.'
const OF_ITSELF = '原图随它的照片，不另归隐患或检查；请只给 originalOf。\nAn original goes with its photograph and is of no hazard or inspection by itself: give originalOf alone.' // prettier-ignore
const BEFORE_1970 = '拍摄时间早于 1970 年；请检查设备的时钟。\nTaken before 1970: check the clock of the device.'

/**
 * Where a document is added: `POST` with its bytes as the body, `application/octet-stream`, and what it is in the query. Who may add what
 * is said by DOCUMENT_RIGHTS.
 */
export const UPLOAD = {
  only: ['government', 'department', 'grid', 'enterprise', 'expert'],
  posts: Object.keys(DOCUMENT_RIGHTS) as PostKind[],
  path: '/enterprises/:id/documents',
  params: z.object({ id: IdText }),
  query: z
    .strictObject({
      /** Name of the file; a path before it is dropped, and what the bytes are is never taken from it. */
      name: lineText(260),
      kind: z.enum(DOCUMENT_KINDS).default('other'),
      /** The name without its ending unless given. */
      title: lineText(120).optional(),
      section: z.enum(FILE_SECTIONS).optional(),
      note: lineText(300).optional(),
      /** The caller's own id: of the same file sent twice it makes one document. */
      request: z.uuid().optional(),
      /** The hazard of this enterprise that is photographed. */
      hazard: IdText.optional(),
      /** The inspection made here, of this enterprise and by the caller, at which it was taken. */
      inspection: z.uuid().optional(),
      /** The item of that inspection's checklist that it shows. */
      checklistItem: IdText.optional(),
      /** The photograph by the caller of which these are the bytes as the camera made them; whatever the camera wrote into them stays. */
      originalOf: IdText.optional(),
      /** By the clock of the device. */
      takenAt: Instant.refine((at) => !(Date.parse(at) < 0), BEFORE_1970).optional(),
      lng: decimalText(-180, 180).optional(),
      lat: decimalText(-90, 90).optional(),
      accuracyM: decimalText(0, MOST_ACCURACY_M).optional(),
    })
    .superRefine((asked, { addIssue }) => {
      const { kind, hazard, inspection, checklistItem, originalOf, lng, lat, accuracyM } = asked
      const refuse = (at: string, message: string) => addIssue({ code: 'custom', path: [at], message })
      if (hazard !== undefined && kind !== 'photo') refuse('hazard', NO_PHOTO)
      if (inspection !== undefined && kind !== 'photo') refuse('inspection', NO_EVIDENCE)
      if (originalOf !== undefined && kind !== 'photo') refuse('originalOf', NO_EVIDENCE)
      if (checklistItem !== undefined && inspection === undefined) refuse('checklistItem', NO_INSPECTION)
      if (originalOf !== undefined && (hazard !== undefined || inspection !== undefined))
        refuse('originalOf', OF_ITSELF)
      if ((lng === undefined) !== (lat === undefined)) refuse(lng === undefined ? 'lng' : 'lat', PAIR)
      if (accuracyM !== undefined && (lng === undefined || lat === undefined)) refuse('accuracyM', ALONE)
    }),
  response: z.object({ document: Id }),
} as const
export type DocumentAsked = z.output<typeof UPLOAD.query>
