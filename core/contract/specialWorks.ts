import { z } from 'zod'
import { WORK_KINDS, WORK_LEVELS, WORK_STATES, WORK_STEPS, WORK_ZONES, type WorkStep } from '../domain/specialWorks.ts'
import { pageFields } from './filter.ts'
import { Id, IdText, Instant, lineText, MOST_ID, route } from './route.ts'

/** Gas as it was tested at a work 气体分析. */
export const GasTest = z.object({
  id: Id,
  at: Instant,
  point: z.string(),
  oxygen: z.number().meta({ 'x-unit': '%' }),
  combustible: z.number().meta({ 'x-unit': '%LEL' }),
  toxic: z.number().meta({ 'x-unit': '%OEL' }).nullable(),
  /** Within the limits of its kind of work. */
  passes: z.boolean(),
  tester: z.string(),
  madeBy: z.string(),
})
export type GasTest = z.infer<typeof GasTest>

/** A special work 特殊作业. */
export const SpecialWork = z.object({
  id: Id,
  enterprise: Id,
  enterpriseName: z.string(),
  source: Id.nullable(),
  sourceName: z.string().nullable(),
  kind: z.enum(WORK_KINDS),
  level: z.enum(WORK_LEVELS).nullable(),
  /** Of hot work; null in tickets from before it was asked for. */
  zone: z.enum(WORK_ZONES).nullable(),
  /** Hot work of now that is managed one level higher, for it is night or weekend. */
  upgraded: z.boolean(),
  place: z.string(),
  fromAt: Instant,
  untilAt: Instant,
  extended: z.string().nullable(),
  responsible: z.string(),
  guardian: z.string(),
  state: z.enum(WORK_STATES),
  startedAt: Instant.nullable(),
  pausedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Still begun, or not begun at all, after the ticket ran out. */
  overrun: z.boolean(),
  note: z.string().nullable(),
  version: z.number().int(),
  madeAt: Instant,
  madeBy: z.string(),
  tests: z.array(GasTest),
  /** Gas is fit now to begin, or to go on after a long break; null where none is tested. */
  gasFit: z.boolean().nullable(),
})
export type SpecialWork = z.infer<typeof SpecialWork>

export const WORK_SHARES = ['now', 'filed', 'over'] as const
const read = { only: ['government', 'department', 'grid', 'enterprise'] } as const
const kept = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const
const params = z.object({ id: IdText })

export const specialWorks = {
  list: route({
    ...read,
    method: 'GET',
    path: '/special-works',
    summary: 'Special works of the enterprises in scope: who works where now, what is filed, what is over, paged by key',
    query: z.object({
      ...pageFields,
      share: z.enum(WORK_SHARES).default('now').describe('now: begun and not ended; filed: not begun; over: ended or cancelled'),
      kind: z.enum(WORK_KINDS).optional(),
      source: IdText.optional().describe('at this hazard source'),
    }),
    response: z.object({
      at: Instant,
      total: z.number().int(),
      /** All of each share, whatever kind is asked for. */
      shares: z.object({ now: z.number().int(), filed: z.number().int(), over: z.number().int() }),
      rows: z.array(SpecialWork),
      next: z.string().nullable(),
      /** It is night or weekend: hot work is managed one level higher. */
      upgrading: z.boolean(),
    }),
  }), // prettier-ignore
  read: route({
    ...read,
    method: 'GET',
    path: '/special-works/:id',
    summary: 'One special work with its gas tests',
    params,
    response: SpecialWork,
  }),
  file: route({
    ...kept,
    method: 'POST',
    path: '/special-works',
    summary: 'File a special work as its ticket says',
    body: z.object({
      request: z.uuid().describe('the caller’s own id: the same again files nothing'),
      enterprise: Id.max(MOST_ID),
      source: Id.max(MOST_ID).nullable(),
      kind: z.enum(WORK_KINDS),
      level: z.enum(WORK_LEVELS).nullable(),
      zone: z
        .enum(WORK_ZONES)
        .nullable()
        .default(null)
        .describe('where hot work is done, of which its least level follows'),
      place: lineText(120),
      fromAt: Instant,
      untilAt: Instant,
      extended: lineText(200).nullable(),
      responsible: lineText(80),
      guardian: lineText(80),
    }),
    response: SpecialWork,
  }),
  step: route({
    ...kept,
    method: 'POST',
    path: '/special-works/:id/steps',
    summary: 'Begin, pause, resume, end or cancel a special work, as of now',
    params,
    body: z.object({
      step: z.enum(Object.keys(WORK_STEPS) as [WorkStep, ...WorkStep[]]),
      seen: z.number().int().min(1).max(MOST_ID).describe('version as it was read; changed since, it is refused'),
      note: lineText(300).optional(),
    }),
    response: SpecialWork,
  }),
  test: route({
    ...kept,
    method: 'POST',
    path: '/special-works/:id/gas-tests',
    summary: 'Write down a gas test at a special work',
    params,
    body: z.object({
      at: Instant,
      point: lineText(80),
      oxygen: z.number().min(0).max(100),
      combustible: z.number().min(0).max(100),
      toxic: z.number().min(0).max(100_000).nullable(),
      tester: lineText(80),
    }),
    response: SpecialWork,
  }),
}
