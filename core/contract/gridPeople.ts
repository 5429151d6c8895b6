import { z } from 'zod'
import { GRID_PHONE } from './gridDrafts.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

const Day = z.iso.date()
/** A worker of a node 网格员, or who stands in for the person who answers for it 代班. */
export const GRID_PARTS = ['worker', 'substitute'] as const
/** Days for which somebody stands in at most: who answers for longer is the person of the node. */
export const MOST_STOOD_IN = 366
/** In force today, from a day to come, over, or taken back before it began. */
export const GRID_PERSON_STATES = ['standing', 'coming', 'ended', 'withdrawn'] as const

/** Somebody who works or stands in in a node of the grid, from a day until a day. */
export const GridPerson = z.object({
  id: Id,
  grid: Id,
  /** null where the node is no more. */
  gridName: z.string().nullable(),
  part: z.enum(GRID_PARTS),
  name: z.string(),
  /** null for whoever may not know it. */
  phone: z.string().nullable(),
  fromOn: Day,
  /** First day no longer; null while no end is known, never null of a substitute. */
  untilOn: Day.nullable(),
  state: z.enum(GRID_PERSON_STATES),
  note: z.string().nullable(),
  madeAt: Instant,
  madeBy: z.string(),
  /** When, by whom and why the end was written; null where there is none, or it was known from the start. */
  endedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
})
export type GridPerson = z.infer<typeof GridPerson>

const editing = { only: ['government'], posts: ['leader', 'data-steward'] } as const

export const gridPeople = {
  list: route({
    only: ['government', 'department', 'grid'],
    method: 'GET',
    path: '/grid-people',
    summary: 'Who works and who stands in in the nodes in scope, today and to come; of one node with all that is over, or as it was on a day until today', // prettier-ignore
    query: z.object({
      grid: IdText.optional().describe('of this node alone, with what is over'),
      on: Day.optional().describe('in force on this day; one to come is refused'),
    }),
    response: z.object({
      at: Instant,
      today: Day,
      /** Whether the reader may add and end. */
      edits: z.boolean(),
      people: z.array(GridPerson),
    }),
    sensitive: 'grid',
  }),
  add: route({
    ...editing,
    method: 'POST',
    path: '/grid-people',
    summary: 'Add a worker to a node, or let somebody stand in for the person who answers for it, from a day until a day', // prettier-ignore
    body: z.strictObject({
      request: z.uuid().describe('the caller’s own id: the same again adds nobody'),
      grid: Id.max(MOST_ID),
      part: z.enum(GRID_PARTS),
      name: lineText(80),
      phone: z.string().trim().regex(GRID_PHONE),
      fromOn: Day,
      untilOn: Day.nullable().default(null).describe('first day no longer; asked for of a substitute'),
      note: lineText(300).nullable().default(null),
    }),
    response: GridPerson,
  }),
  end: route({
    ...editing,
    method: 'POST',
    path: '/grid-people/:id/end',
    summary:
      'End the part of a person of a node on a day, or take it back before it begins, with the reason; it stays in the history',
    params: z.object({ id: IdText }),
    body: z.strictObject({
      untilOn: Day.describe('first day no longer; the first day itself takes it back'),
      reason: lineText(300),
    }),
    response: GridPerson,
  }),
}
