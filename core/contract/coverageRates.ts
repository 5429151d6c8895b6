import { z } from 'zod'
import { filterFields } from './filter.ts'
import { Versions } from './live.ts'
import { Instant, route } from './route.ts'

/** Rates that are counted in enterprises, so that chance can be told from difference: the figures visit-coverage and enterprise-coverage. */
export const COMPARED_RATES = ['visit', 'enterprise'] as const
export const COMPARED_BY = ['grid', 'department', 'class', 'month'] as const
/** Figures that are told beside the rate of each grid. */
export const BESIDE_RATES = [
  'visits-overdue',
  'hazards-overdue-now',
  'hazards-overdue-major',
  'coverage-faults',
] as const

/** n of `of` with its interval of 95 % by Wilson; nulls over nothing. */
const Rate = z.object({
  n: z.number().int().min(0),
  of: z.number().int().min(0),
  low: z.number().min(0).max(1).nullable(),
  high: z.number().min(0).max(1).nullable(),
})
export type Rate = z.infer<typeof Rate>

const MonthRate = Rate.extend({ month: z.string() })
export type MonthRate = z.infer<typeof MonthRate>

export const CoverageRate = Rate.extend({
  /** Id of the grid or unit (0 is none), a class, or a month YYYY-MM. */
  key: z.string(),
  /** What a grid or unit is called; empty where the key says it. */
  name: z.string(),
  /** By the lower bound of the interval, 1 is the best; null where there are too few, and of months. */
  rank: z.number().int().min(1).nullable(),
  /** Counted over fewer than are ranked. */
  few: z.boolean(),
  /** The interval leaves out the rate of the whole. */
  outlier: z.enum(['above', 'below']).nullable(),
  /** Of visits by grid, unit or class: the twelve months up to the one that is asked for. */
  months: z.array(MonthRate),
  /** By grid alone: other figures of it, as they stand now. */
  beside: z.record(z.enum(BESIDE_RATES), z.number().int().min(0)).nullable(),
})
export type CoverageRate = z.infer<typeof CoverageRate>

export const coverageRates = {
  read: route({
    only: ['government', 'department', 'grid'],
    method: 'GET',
    path: '/coverage-rates',
    summary: 'Coverage rates of grids, units, classes or months beside each other: n of N, interval, rank by its lower bound, outliers', // prettier-ignore
    query: z.object({
      of: z.enum(COMPARED_RATES).default('visit').describe('visits of a month, or enterprises covered now'),
      by: z.enum(COMPARED_BY),
      month: z
        .string()
        .regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/)
        .optional()
        .describe('YYYY-MM of visits, up to the running one; the last that is over unless it is said'),
      ...filterFields,
    }),
    response: z.object({
      at: Instant,
      versions: Versions,
      of: z.enum(COMPARED_RATES),
      by: z.enum(COMPARED_BY),
      /** null where the rate is that of now. */
      month: z.string().nullable(),
      /** The month is not over. */
      running: z.boolean(),
      /** All of scope and filter together, which may hold what has no row. */
      whole: Rate,
      wholeMonths: z.array(MonthRate),
      /** Counted over fewer, a rate has no rank. */
      fewest: z.number().int(),
      rows: z.array(CoverageRate),
    }),
  }),
}
