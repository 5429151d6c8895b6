import { z } from 'zod'
import { FAULT_KINDS } from '../domain/coverage.ts'
import { CoverageFault, FaultOwner } from './coverage.ts'
import { pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

const Day = z.iso.date()
export const TASK_STATES = ['open', 'late', 'cleared', 'withdrawn'] as const
export const TASK_EVENTS = ['given', 'seen', 'answered', 'moved', 'late', 'cleared', 'returned', 'withdrawn'] as const

/** What became of a task. */
export const TaskEvent = z.object({
  kind: z.enum(TASK_EVENTS),
  at: Instant,
  by: z.string(),
  note: z.string().nullable(),
  /** Of a task that is given or moved its owner; of an answer the owner that is proposed instead. */
  owner: FaultOwner.nullable(),
  dueOn: Day.nullable(),
})
export type TaskEvent = z.infer<typeof TaskEvent>

/** A fault that somebody is to mend 补盲任务. Cleared where the prover no longer finds it, and by nothing else. */
export const CoverageTask = z.object({
  id: Id,
  /** Key of the fault. */
  fault: z.string(),
  kind: z.enum(FAULT_KINDS),
  /** The fault as it was when the task was given. */
  told: CoverageFault.omit({ shape: true, owner: true, task: true }),
  owner: FaultOwner,
  state: z.enum(TASK_STATES),
  dueOn: Day,
  /** Whole days until the due day; below 0 it is over. */
  daysLeft: z.number().int(),
  note: z.string().nullable(),
  /** Counts whatever becomes of it but that it is seen. */
  version: z.number().int(),
  givenAt: Instant,
  givenBy: z.string(),
  /** When its owner first had it before the eyes; until then whoever gave it may take it back without a word. */
  seenAt: Instant.nullable(),
  clearedAt: Instant.nullable(),
  /** It is for whoever asks to mend. */
  mine: z.boolean(),
  history: z.array(TaskEvent),
})
export type CoverageTask = z.infer<typeof CoverageTask>

/** Days within which a fault of a kind is to be mended. */
const TaskRule = z.object({ kind: z.enum(FAULT_KINDS), version: z.number().int(), days: z.number().int(), source: z.string() }) // prettier-ignore

/** Whose it is to be: a department or a grid with its id, the government without. */
export const TaskOwner = z
  .strictObject({ desk: z.enum(['government', 'department', 'grid']), id: Id.max(MOST_ID).nullable() })
  .refine(({ desk, id }) => (desk === 'government') === (id === null), '责任方与编号不配套；政府不带编号，部门、网格须带编号。\nOwner and id do not belong together: the government has none, a department or grid has one.') // prettier-ignore
export type TaskOwner = z.infer<typeof TaskOwner>

const OFFICE = { only: ['government', 'department', 'grid'] } as const
const GIVERS = { only: ['government'], posts: ['leader', 'duty-officer', 'data-steward'] } as const
const params = z.object({ id: IdText })
const SeenVersion = z
  .number()
  .int()
  .min(0)
  .max(MOST_ID)
  .describe('version as it was read; another by now, it is refused')

export const coverageTasks = {
  list: route({
    ...OFFICE,
    method: 'GET',
    path: '/coverage-tasks',
    summary: 'Tasks from what the proof of coverage finds, of whoever is to mend it, the latest first, paged by key; with the days that each kind is given', // prettier-ignore
    query: z.object({
      ...pageFields,
      state: z.enum(TASK_STATES).optional().describe('in this state alone; open includes late'),
      fault: lineText(300).optional().describe('of the fault with this key alone'),
    }),
    response: z.object({
      at: Instant,
      today: Day,
      gives: z.boolean(),
      rules: z.array(TaskRule),
      total: z.number().int(),
      rows: z.array(CoverageTask),
      next: z.string().nullable(),
    }),
  }),
  give: route({
    ...GIVERS,
    method: 'POST',
    path: '/coverage-tasks',
    summary: 'Gives a fault to whoever is proposed, or to another, to be mended by a day; refused where the prover does not find it', // prettier-ignore
    body: z.strictObject({
      request: z.uuid().describe('the caller’s own id: the same again gives nothing'),
      fault: lineText(300),
      owner: TaskOwner.nullable().default(null).describe('null: whoever the rule proposes'),
      dueOn: Day.nullable().default(null).describe('null: after the days of the rule'),
      note: lineText(300).nullable().default(null),
    }),
    response: CoverageTask,
  }),
  see: route({
    ...OFFICE,
    method: 'POST',
    path: '/coverage-tasks/:id/sight',
    summary: 'The owner has the task before the eyes; it can no longer be taken back without a word',
    params,
    body: z.strictObject({}),
    response: CoverageTask,
  }),
  answer: route({
    ...OFFICE,
    method: 'POST',
    path: '/coverage-tasks/:id/answers',
    summary: 'The owner says what was done, or whose it is instead; the task stays open until the prover no longer finds the fault', // prettier-ignore
    params,
    body: z.strictObject({ note: lineText(300), owner: TaskOwner.nullable().default(null) }),
    response: CoverageTask,
  }),
  move: route({
    ...GIVERS,
    method: 'POST',
    path: '/coverage-tasks/:id/owner',
    summary: 'Gives an open task to another owner, or another day',
    params,
    body: z.strictObject({
      seen: SeenVersion,
      owner: TaskOwner,
      dueOn: Day,
      note: lineText(300).nullable().default(null),
    }),
    response: CoverageTask,
  }),
  withdraw: route({
    ...GIVERS,
    method: 'POST',
    path: '/coverage-tasks/:id/withdraw',
    summary: 'Withdraws a task; without a reason only until its owner has seen it',
    params,
    body: z.strictObject({ seen: SeenVersion, reason: lineText(300).nullable().default(null) }),
    response: CoverageTask,
  }),
}
