import { z } from 'zod'
import { INSPECTION_RIGHTS, RECORD_KINDS, SIGNING_SIDES } from '../domain/inspections.ts'
import { POST_KINDS, type PostKind } from '../domain/posts.ts'
import { Id, Instant, lineText, linesText, MOST_ID, route } from './route.ts'

/** Most bytes of the image of a signature, a PNG of at most so many pixels to a side. */
export const SIGNATURE = { mostBytes: 100 * 1024, mostSide: 2000 } as const
/** Most records of one inspection. */
export const MOST_RECORDS = 200

const tooLarge = `签名图片不应超过 ${SIGNATURE.mostBytes / 1024} KB；请清除后重签。\nThe image of a signature may not exceed ${SIGNATURE.mostBytes / 1024} KB: clear it and sign again.` // prettier-ignore
const note = linesText(2000)
const name = lineText(80)
const Day = z.iso.date()

/** What whoever signs has before their eyes: where the inspection went on since, nothing is written. */
const Shown = z.strictObject({
  version: z.number().int().min(1).max(MOST_ID).describe('`version` of the inspection'),
  findings: z.number().int().min(0).max(MOST_ID).describe('how many findings it has'),
})

const answering = {
  note,
  /** The record of the advice that this answers, and how; both or neither. */
  answers: z.uuid().optional(),
  outcome: z.enum(['done', 'not-yet']).optional(),
}
const TOGETHER = '所答复的专家意见与结果须同时给出。\nThe advice that is answered and the outcome go together.'
const together = ({ answers, outcome }: { answers?: unknown; outcome?: unknown }) =>
  (answers === undefined) === (outcome === undefined)

/** One record as it is added; RECORD_RIGHTS says by whom. */
export const RecordWritten = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('signature'),
    side: z.enum(SIGNING_SIDES),
    /** Who signed. */
    named: name,
    image: z
      .base64()
      .min(1)
      .max(Math.ceil(SIGNATURE.mostBytes / 3) * 4, tooLarge)
      .describe(
        `a PNG of at most ${SIGNATURE.mostBytes / 1024} KB and ${SIGNATURE.mostSide} pixels to a side, in base64; its pixels are kept, whatever else it bears is dropped`,
      ),
    seen: Shown,
  }),
  z.strictObject({
    kind: z.literal('refusal'),
    /** Who of the enterprise refused to sign 拒签, why, and who saw it. */
    named: name,
    note,
    witness: name,
    seen: Shown,
  }),
  z.strictObject({
    kind: z.literal('advice'),
    note,
    /** Who follows it up 跟踪人, and by which day. */
    named: name,
    dueOn: Day,
  }),
  z.strictObject({ kind: z.literal('legal'), note }),
  z.strictObject({ kind: z.literal('tracking'), ...answering }).refine(together, { path: ['outcome'], message: TOGETHER }), // prettier-ignore
  z.strictObject({ kind: z.literal('revisit'), ...answering }).refine(together, { path: ['outcome'], message: TOGETHER }), // prettier-ignore
  z.strictObject({ kind: z.literal('remark'), note }),
])
export type RecordWritten = z.infer<typeof RecordWritten>

/** A record of an inspection. What a kind does not say is null. */
export const InspectionRecord = z.object({
  request: z.uuid(),
  kind: z.enum(RECORD_KINDS),
  at: Instant,
  /** Who added it, and by which post. */
  person: z.string(),
  post: z.enum(POST_KINDS).nullable(),
  note: z.string().nullable(),
  side: z.enum(SIGNING_SIDES).nullable(),
  /** Who signed or refused to, or who follows the advice up. */
  named: z.string().nullable(),
  witness: z.string().nullable(),
  dueOn: Day.nullable(),
  /** SHA-256 of the image as it is kept. */
  sha256: z.string().nullable(),
  /** Of a signature or refusal: what it was put to, and what became of that since. */
  signed: z
    .object({
      version: z.number().int(),
      findings: z.number().int(),
      /** SHA-256 of the content at that version, which the record itself gives as text. */
      sha256: z.string(),
      /** Whether what was written is different now; findings added, changed in words, grade or day, and gone. */
      rewritten: z.boolean(),
      added: z.number().int(),
      altered: z.number().int(),
      gone: z.number().int(),
    })
    .nullable(),
  answers: z.uuid().nullable(),
  outcome: z.enum(['done', 'not-yet']).nullable(),
  /** Of advice, by the latest record that answers it: done, left over, or left over past its day. */
  advice: z.enum(['done', 'left-over', 'overdue']).nullable(),
})
export type InspectionRecord = z.infer<typeof InspectionRecord>

const byRecord = z.object({ request: z.uuid(), record: z.uuid() })

export const inspectionRecords = {
  read: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    method: 'GET',
    path: '/inspections/:request/records/:record',
    summary: 'One record of an inspection; of a signature with its image, and the text whose hash was signed',
    params: byRecord,
    response: InspectionRecord.extend({
      /** PNG in base64. */
      image: z.string().nullable(),
      content: z.string().nullable(),
    }),
  }),
  add: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    posts: Object.keys(INSPECTION_RIGHTS) as PostKind[],
    method: 'PUT',
    path: '/inspections/:request/records/:record',
    summary: 'Add a record under the caller’s own id; the same again writes nothing, another one under that id is refused, and none is ever written over', // prettier-ignore
    params: byRecord,
    body: RecordWritten,
    response: InspectionRecord.extend({ inspection: Id }),
  }),
}
