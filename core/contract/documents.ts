import { z } from 'zod'
import { FILE_SECTIONS } from '../domain/fileSections.ts'
import { Id, IdText, Instant, lineText, route } from './route.ts'

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
  madeBy: z.string(),
  madeAt: Instant,
})
export type DocumentRow = z.infer<typeof DocumentRow>

/** Who adds and deletes documents: the data steward everywhere, a safety manager at the own enterprise. */
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

/** Where a document is added: `POST` with its bytes as the body, `application/octet-stream`, and what it is in the query. */
export const UPLOAD = {
  ...written,
  path: '/enterprises/:id/documents',
  params: z.object({ id: IdText }),
  query: z.strictObject({
    /** Name of the file; a path before it is dropped, and what the bytes are is never taken from it. */
    name: lineText(260),
    kind: z.enum(DOCUMENT_KINDS).default('other'),
    /** The name without its ending unless given. */
    title: lineText(120).optional(),
    section: z.enum(FILE_SECTIONS).optional(),
    note: lineText(300).optional(),
  }),
  response: z.object({ document: Id }),
}
export type DocumentAsked = z.output<typeof UPLOAD.query>
