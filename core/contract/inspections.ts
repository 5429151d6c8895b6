import { z } from 'zod'
import { HAZARD_KINDS } from '../domain/hazardKinds.ts'
import { HAZARD_STATES } from '../domain/hazardStates.ts'
import {
  ANSWERS,
  INSPECTION_KINDS,
  INSPECTION_RIGHTS,
  MOST_AHEAD_HOURS,
  MOST_KEPT_DAYS,
} from '../domain/inspections.ts'
import { MOST_REASON } from '../domain/inspectionFinish.ts'
import type { PostKind } from '../domain/posts.ts'
import { Photograph } from './documents.ts'
import { filterFields, pageFields } from './filter.ts'
import { InspectionRecord } from './inspectionRecords.ts'
import { Id, IdText, Instant, lineText, linesText, MOST_ID, route } from './route.ts'

/** Most items of a checklist. */
export const MOST_ITEMS = 300

/** One item of a checklist 检查表. */
export const ChecklistItem = z.object({
  id: Id,
  /** Its number in the list, from 1. */
  n: z.number().int().positive(),
  question: z.string(),
  /** 依据: the clause that asks for it. */
  clause: z.string(),
  /** What shows that it is so; null where nothing has to be shown. */
  evidence: z.string().nullable(),
  severity: z.enum(['general', 'major']),
  /** Kind of the hazard that it is where it is wrong. */
  kind: z.enum(HAZARD_KINDS),
})
export type ChecklistItem = z.infer<typeof ChecklistItem>

/** One version of a checklist; what was answered by it names it for ever. */
export const Checklist = z.object({
  id: Id,
  name: z.string(),
  version: z.number().int().positive(),
  /** GB/T 4754 section or division that it is for, by prefix; null for all. */
  industry: z.string().nullable(),
  source: z.string(),
  state: z.enum(['in-force', 'retired']),
  /** When it was put in force, and by whom. */
  madeAt: Instant,
  madeBy: z.string(),
  items: z.array(ChecklistItem),
})
export type Checklist = z.infer<typeof Checklist>

/** An inspection as a row of a list. */
export const InspectionListed = z.object({
  id: Id,
  /** Under which it is opened; null where it came with a file and there is no more of it than this row. */
  request: z.uuid().nullable(),
  enterprise: Id,
  enterpriseName: z.string(),
  kind: z.enum(INSPECTION_KINDS),
  inspector: z.string(),
  inspectedAt: Instant,
  /** Hazards that it found, whatever became of them, and how many of them were voided as no hazards; null where it came with a file. */
  findings: z.number().int(),
  voided: z.number().int().nullable(),
  state: z.enum(['open', 'finished']),
  version: z.number().int().positive(),
  /** Metres from the enterprise at the check-in; null where there was none, or the enterprise had no position. */
  distanceM: z.number().nullable(),
  /** Whether somebody checked in; null where it came with a file, which tells nothing of it. */
  checkedIn: z.boolean().nullable(),
  /** Why nobody checked in, as whoever inspected says. */
  noCheckIn: z.string().nullable(),
})
export type InspectionListed = z.infer<typeof InspectionListed>

const offEarth = '位置不在地球上：经度 −180 至 180，纬度 −90 至 90；请重新定位。\nThe position is not on earth, longitude −180 to 180, latitude −90 to 90: take it again.' // prettier-ignore
const badAccuracy =
  '定位精度应在 0 至 100 000 米；请重新定位。\nThe accuracy has to lie between 0 and 100 000 metres: take the position again.'
const accuracyM = z.number().min(0, badAccuracy).max(100_000, badAccuracy)

/** Where somebody checked in, and when by the device's clock. */
export const CheckIn = z.object({
  lng: z.number().min(-180, offEarth).max(180, offEarth),
  lat: z.number().min(-90, offEarth).max(90, offEarth),
  /** Metres, as the device says. */
  accuracyM,
  at: Instant,
})

export const InspectionAnswer = z.object({
  item: Id.max(MOST_ID),
  answer: z.enum(ANSWERS),
  note: linesText(500).optional(),
})

/** An inspection made here, whole. */
export const Inspection = InspectionListed.extend({
  request: z.uuid(),
  checklist: Checklist.nullable(),
  /** When it began by the device's clock and when the server had it first; `inspectedAt` is the earlier of the two. */
  deviceAt: Instant,
  receivedAt: Instant,
  /** As it was checked in, never corrected; `distanceM` beside it. */
  checkIn: CheckIn.extend({ receivedAt: Instant }).nullable(),
  answers: z.array(z.object({ item: Id, answer: z.enum(ANSWERS), note: z.string().nullable() })),
  note: z.string().nullable(),
  /** Unit or grid of the post by which it was begun; null for the district. */
  authority: z.string().nullable(),
  /** Its findings as hazards that are in scope. */
  hazards: z.array(
    z.object({
      id: Id,
      description: z.string(),
      state: z.enum(HAZARD_STATES),
      major: z.boolean(),
      dueAt: Instant,
      checklistItem: Id.nullable(),
    }),
  ),
  /** Photographs taken at it, each of an item of its checklist or of none. */
  photos: z.array(Photograph.extend({ checklistItem: Id.nullable() })),
  /** Signatures, advice and what else followed, in the order it was added. */
  records: z.array(InspectionRecord),
  /** Whoever asks began it: findings are theirs to add, and while it is open the rest. */
  own: z.boolean(),
})
export type Inspection = z.infer<typeof Inspection>

/** An inspection as its maker writes it, each time whole. */
export const InspectionWritten = z.strictObject({
  enterprise: Id.max(MOST_ID),
  kind: z.enum(INSPECTION_KINDS),
  checklist: Id.max(MOST_ID).optional(),
  deviceAt: Instant.describe(
    `when the visit began by the device's clock; that of the first writing is kept. At most ${MOST_AHEAD_HOURS} hours ahead of the server and ${MOST_KEPT_DAYS} days behind`,
  ),
  checkIn: CheckIn.optional().describe('kept as it first came: another later one is refused'),
  noCheckIn: lineText(MOST_REASON).optional().describe('why nobody checked in; only where nobody did'),
  answers: z.array(InspectionAnswer).max(MOST_ITEMS),
  note: linesText(2000).optional(),
  finished: z
    .boolean()
    .describe(
      'nothing of it is written over from then on; refused until every item is answered, or without a checklist there is a note, what is wrong and major became a hazard or has a note, and there is a check-in or the reason why not',
    ),
  seen: z.number().int().min(0).max(MOST_ID).describe('0 for a new one, else the version that it is based on'),
})
export type InspectionWritten = z.infer<typeof InspectionWritten>

/** Where checklists are imported: `POST` with a CSV or XLSX file as the body, `application/octet-stream`. */
export const CHECKLIST_FILE = {
  only: ['government'],
  posts: ['data-steward'],
  path: '/checklists',
  mostBytes: 2 * 2 ** 20,
  /** Faults that are told at once. */
  mostIssues: 500,
  /** Ids of those that are new; one that is the same as what is in force stays. */
  response: z.object({ checklists: z.array(Id) }),
} as const

const byRequest = z.object({ request: z.uuid() })

export const inspections = {
  checklists: route({
    method: 'GET',
    path: '/checklists',
    summary: 'Checklists in force, or those that are retired, with their items, for everybody in office',
    query: z.object({ state: z.enum(['in-force', 'retired']).default('in-force') }),
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    response: z.array(Checklist),
  }),
  list: route({
    method: 'GET',
    path: '/inspections',
    summary: 'Inspections of the enterprises in scope and filter, the latest first, paged by key',
    query: z.object({
      ...filterFields,
      ...pageFields,
      enterprise: IdText.optional(),
      kind: z.enum(INSPECTION_KINDS).optional().describe('of this kind alone'),
      state: z.enum(['open', 'finished']).optional().describe('in this state alone'),
      own: z.literal('1').optional().describe('begun by whoever asks'),
    }),
    response: z.object({ total: z.number().int(), rows: z.array(InspectionListed), next: z.string().nullable() }),
  }),
  read: route({
    method: 'GET',
    path: '/inspections/:request',
    summary: 'One inspection made here, with checklist, check-in, answers and findings',
    params: byRequest,
    response: Inspection,
  }),
  write: route({
    only: ['government', 'department', 'grid', 'enterprise', 'expert'],
    posts: Object.keys(INSPECTION_RIGHTS) as PostKind[],
    method: 'PUT',
    path: '/inspections/:request',
    summary:
      'Begin an inspection under the caller’s own id, or write it on; the same again writes nothing, and one that went on since is refused with what stands now',
    params: byRequest,
    body: InspectionWritten,
    response: Inspection,
  }),
}
