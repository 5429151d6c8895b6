import { z } from 'zod'
import { HAND_ACTS, HAZARD_ACTS } from '../domain/hazardActs.ts'
import { HAZARD_KINDS } from '../domain/hazardKinds.ts'
import { DUE_BOUNDS, HAZARD_REFUSALS } from '../domain/hazardLoop.ts'
import { HAZARD_STATES } from '../domain/hazardStates.ts'
import { INSPECTION_KINDS } from '../domain/inspections.ts'
import { POST_KINDS } from '../domain/posts.ts'
import { Photograph } from './documents.ts'
import { Id, Instant, lineText, linesText, MOST_ID, Position } from './route.ts'

const Day = z.iso.date()
const note = linesText(500)
/** Yuan, to the fen. */
const Funds = z.number().min(0).max(999_999_999_999).multipleOf(0.01)

/** Each once: a document cited twice would pass for two. */
const ONCE = '同一文档列了两次；请只选一次。\nA document is cited twice: choose it once.'

/** What every deed bears. */
const borne = {
  /** The caller's own id of this deed: sent twice it is done once. */
  request: z.uuid(),
  /** `events` as it was read; where the hazard went on since, the deed is refused. */
  seen: z.number().int().min(1).max(32_000),
  /** Documents of the enterprise's file that are evidence. */
  documents: z
    .array(Id.max(MOST_ID))
    .max(20)
    .refine((all) => new Set(all).size === all.length, ONCE)
    .default([])
    .describe('each once; submit needs one that no event has cited, fix-on-spot one or a photograph of the hazard'),
}
const noted = <Act extends string>(act: Act) => z.strictObject({ ...borne, act: z.literal(act), note })

/** One act of the loop 闭环 with what it needs; core/domain/hazardLoop.ts judges it. */
export const HazardDeed = z.discriminatedUnion('act', [
  z.strictObject({
    ...borne,
    act: z.literal('verify'),
    major: z.boolean(),
    kind: z.enum(HAZARD_KINDS),
    /** The clause by which it is major: AQ 3067-2026, MEM Order 10 (2023) or the sector's own list. */
    clause: lineText(200).optional(),
    note: note.optional(),
  }),
  z.strictObject({
    ...borne,
    act: z.literal('dispatch'),
    responsibleUnit: lineText(80),
    responsiblePerson: lineText(80),
    measures: linesText(500),
    dueAt: Instant,
    funds: Funds.optional(),
    emergencyPlan: linesText(500).optional(),
    stopped: z.boolean().default(false),
  }),
  z.strictObject({ ...borne, act: z.literal('accept'), note: note.optional() }),
  z.strictObject({ ...borne, act: z.literal('ask-extension'), dueAt: Instant, note }),
  z.strictObject({ ...borne, act: z.literal('grant-extension'), dueAt: Instant, note: note.optional() }),
  z.strictObject({ ...borne, act: z.literal('pass'), revisitOn: Day.optional(), note: note.optional() }),
  z.strictObject({ ...borne, act: z.literal('rebound'), dueAt: Instant, note }),
  noted('void'),
  noted('fix-on-spot'),
  noted('refuse-extension'),
  noted('submit'),
  noted('reject'),
  noted('supervise'),
  noted('resume'),
  noted('revisit'),
])
export type HazardDeed = z.infer<typeof HazardDeed>

/** What was done once, as the log has it. What an act does not say is null. */
export const HazardEvent = z.object({
  n: z.number().int().positive(),
  act: z.enum(HAZARD_ACTS),
  from: z.enum(HAZARD_STATES).nullable(),
  to: z.enum(HAZARD_STATES),
  at: Instant,
  person: z.string(),
  post: z.enum(POST_KINDS).nullable(),
  /** Of an officer of a department. */
  departmentName: z.string().nullable(),
  note: z.string().nullable(),
  kind: z.enum(HAZARD_KINDS).nullable(),
  major: z.boolean().nullable(),
  clause: z.string().nullable(),
  dueAt: Instant.nullable(),
  responsibleUnit: z.string().nullable(),
  responsiblePerson: z.string().nullable(),
  measures: z.string().nullable(),
  funds: z.number().nullable(),
  emergencyPlan: z.string().nullable(),
  stopped: z.boolean().nullable(),
  revisitOn: Day.nullable(),
  documents: z.array(Id),
})
export type HazardEvent = z.infer<typeof HazardEvent>

/** The three clocks of a hazard, seconds; null where the act that stops a clock is not in its log. */
export const HazardClocks = z.object({
  foundToDispatched: z.number().nullable(),
  dispatchedToSubmitted: z.number().nullable(),
  submittedToClosed: z.number().nullable(),
})

/** What else the file of a hazard tells beside its row. */
export const hazardFileFields = {
  stopped: z.boolean(),
  /** The inspection that found it, and the item of the checklist that was wrong. */
  inspection: z
    .object({
      id: Id,
      request: z.uuid().nullable(),
      kind: z.enum(INSPECTION_KINDS),
      inspector: z.string(),
      inspectedAt: Instant,
    })
    .nullable(),
  checklistItem: z.object({ id: Id, n: z.number().int(), question: z.string(), clause: z.string() }).nullable(),
  /** Who supervises it 挂牌督办: a department, or the district where `department` is null. */
  supervising: z.object({ department: Id.nullable(), name: z.string(), nameEn: z.string().nullable() }).nullable(),
  revisitOn: Day.nullable(),
  /** The closed hazard of which this is the return, and the one that followed this. */
  reboundOf: Id.nullable(),
  reboundAs: Id.nullable(),
  rejections: z.number().int(),
  askedUntil: Instant.nullable(),
  /** What binds the due time of a dispatch by whoever asks: once it has passed it stands; an enterprise sets itself none that is later. */
  dueBound: z.enum(DUE_BOUNDS).nullable(),
  /** Others of the same kind at the same enterprise, found within the year before. */
  repeats: z.array(z.object({ id: Id, foundAt: Instant })),
  clocks: HazardClocks,
  /** When the report reached the server; null where it was found right then, or where that is not known. */
  receivedAt: Instant.nullable(),
  /** Where the device was that reported it, as it says, and how far that is from the enterprise, metres; null where either is unknown. */
  foundPlace: z.object({ position: Position, accuracyM: z.number(), distanceM: z.number().nullable() }).nullable(),
  /** Photographs of it among the documents of the enterprise, in the order they were taken, then added. */
  photos: z.array(Photograph),
  log: z.array(HazardEvent),
  /** What whoever asks has a right to do now; `refusal` says what bars it all the same. */
  may: z.array(z.object({ act: z.enum(HAND_ACTS), refusal: z.enum(HAZARD_REFUSALS).nullable() })),
}
