import { z } from 'zod'
import { AlarmRow } from './alarms.ts'
import { ASSIGNMENT_INDICATORS } from './assignmentIndicators.ts'
import { ATTENDANCE_INDICATORS } from './attendanceIndicators.ts'
import { CoverageFault } from './coverage.ts'
import { COVERAGE_INDICATORS } from './coverageIndicators.ts'
import { COVERAGE_RATE_INDICATORS } from './coverageRateIndicators.ts'
import { COVERAGE_TASK_INDICATORS } from './coverageTaskIndicators.ts'
import { CoverageTask } from './coverageTasks.ts'
import { EnterpriseRow } from './enterprises.ts'
import { filterFields, pageFields } from './filter.ts'
import { HazardRow } from './hazards.ts'
import { HazardSourceRow } from './hazardSources.ts'
import type { IndicatorDefinition } from './indicatorDefinition.ts'
import { InspectionListed } from './inspections.ts'
import { Versions } from './live.ts'
import { LIVE_INDICATORS } from './liveIndicators.ts'
import { LOOP_INDICATORS } from './loopIndicators.ts'
import { PATROL_INDICATORS } from './patrolIndicators.ts'
import { PatrolStreet } from './patrols.ts'
import { PLACE_INDICATORS } from './placeIndicators.ts'
import { PlaceRow } from './places.ts'
import { QUESTION_INDICATORS } from './questionIndicators.ts'
import { RESPONSIBLE_INDICATORS } from './responsibleIndicators.ts'
import { Instant, lineText, route, wholeText } from './route.ts'
import { SensorRow } from './sensors.ts'
import { TenantRow } from './tenants.ts'
import { VISIT_INDICATORS } from './visitIndicators.ts'

const define = <const Definitions extends Record<string, IndicatorDefinition>>(definitions: Definitions) => definitions

/** Every figure that a screen may show. Its SQL lies in server/features/indicators, one predicate for count and rows. */
export const INDICATORS = define({
  enterprises: {
    version: 1,
    name: { zh: '生产经营单位', en: 'Enterprises' },
    unit: { zh: '家', en: '' },
    rows: 'enterprise',
    shape: 'n',
    part: 'all',
    better: 'neither',
    definition: { zh: '筛选范围内的生产经营单位数。', en: 'Enterprises in scope and filter.' },
    layers: ['enterprises'],
  },
  'risk-distribution': {
    version: 1,
    name: { zh: '风险等级分布', en: 'Risk distribution' },
    unit: { zh: '家', en: '' },
    rows: 'enterprise',
    shape: 'n',
    part: 'risk',
    better: 'neither',
    definition: {
      zh: '各风险等级的单位数；单位等级取其风险点中最重者，无风险点为未评级。',
      en: 'Enterprises by risk colour; the colour is the worst of the risk points, none is not rated.',
    },
    layers: ['enterprises', 'risk-points'],
  },
  'hazard-source-levels': {
    version: 1,
    name: { zh: '重大危险源', en: 'Major hazard sources' },
    unit: { zh: '处', en: '' },
    rows: 'hazard-source',
    shape: 'n',
    part: 'level',
    better: 'neither',
    definition: { zh: '按 GB 18218-2018 分级的重大危险源数。', en: 'Major hazard sources by level of GB 18218-2018.' },
    layers: ['hazard-sources', 'enterprises'],
  },
  'hazards-new': {
    version: 1,
    name: { zh: '新增隐患', en: 'New hazards' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    shape: 'n',
    part: 'month',
    better: 'neither',
    definition: { zh: '当月发现的隐患数，不含作废。', en: 'Hazards found in the month, voided ones left out.' },
    layers: ['hazards', 'enterprises'],
  },
  'hazards-closed': {
    version: 1,
    name: { zh: '已闭环', en: 'Closed' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    shape: 'n',
    part: 'month',
    better: 'more',
    definition: { zh: '当月闭环的隐患数。', en: 'Hazards closed in the month.' },
    layers: ['hazards', 'enterprises'],
  },
  'hazards-overdue': {
    version: 2,
    name: { zh: '月末超期', en: 'Overdue at month end' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    shape: 'n',
    part: 'month',
    better: 'less',
    definition: {
      zh: '到月末（本月到此刻）期限已过且其时未闭环的隐患数，按月末当时有效的期限与闭环时间回算：之后同意的延期不改变以往月份。',
      en: 'Hazards past due and not closed as of the month end (or now), recomputed from closing times and the due times in force at that end: what is granted later changes no month that is over.',
    },
    layers: ['hazards', 'enterprises'],
  },
  'hazards-on-time': {
    version: 2,
    name: { zh: '按期整改率', en: 'On-time rate' },
    unit: { zh: '%', en: '%' },
    rows: 'hazard',
    shape: 'rate',
    part: 'month',
    better: 'more',
    definition: {
      zh: '期限落在当月（且已到期）的隐患中按期闭环的占比，以月末（本月为此刻）当时有效的期限为准；0/0 记为 —。',
      en: 'Closed on time ÷ due in the month up to now, by the due times in force at its end (or now); 0/0 is —.',
    },
    layers: ['hazards', 'enterprises'],
  },
  'hazards-open': {
    version: 1,
    name: { zh: '未闭环隐患', en: 'Open hazards' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: { zh: '此刻未闭环且未作废的隐患数。', en: 'Hazards neither closed nor voided now.' },
    layers: ['hazards', 'enterprises'],
  },
  'hazards-overdue-now': {
    version: 1,
    name: { zh: '超期未整改', en: 'Overdue now' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '此刻期限已过、未闭环且未作废的隐患数。',
      en: 'Hazards past due now, neither closed nor voided.',
    },
    layers: ['hazards', 'enterprises'],
  },
  'hazards-due-soon': {
    version: 1,
    name: { zh: '7 日内到期', en: 'Due within 7 days' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    shape: 'n',
    part: 'all',
    better: 'neither',
    definition: { zh: '未闭环、未作废，期限在此后 7 日内的隐患数。', en: 'Open hazards due within the next 7 days.' },
    layers: ['hazards', 'enterprises'],
  },
  'grid-coverage': {
    version: 1,
    name: { zh: '网格检查覆盖率', en: 'Grid coverage' },
    unit: { zh: '%', en: '%' },
    rows: 'enterprise',
    shape: 'rate',
    part: 'grid',
    better: 'more',
    definition: {
      zh: '网格内在营且已分类单位中，按类别周期（A 1 个月、B 3 个月、C 6 个月）查过的占比；自查不计，一家只计一次。',
      en: 'Of active, classed enterprises of the grid, those visited within the cycle of their class (A 1, B 3, C 6 months); self-checks do not count, each enterprise once.',
    },
    layers: ['inspections', 'enterprises', 'grids'],
  },
  'standardization-passed': {
    version: 1,
    name: { zh: '标准化达标', en: 'Standardization passed' },
    unit: { zh: '家', en: '' },
    rows: 'enterprise',
    shape: 'n',
    part: 'all',
    better: 'more',
    definition: { zh: '安全生产标准化已达标的单位数。', en: 'Enterprises that passed work-safety standardization.' },
    layers: ['enterprises'],
  },
  'file-completeness': {
    version: 1,
    name: { zh: '档案完整率', en: 'Complete files' },
    unit: { zh: '%', en: '%' },
    rows: 'enterprise',
    shape: 'rate',
    part: 'all',
    better: 'more',
    definition: {
      zh: '档案完整的单位占筛选范围内全部单位的比例；完整指适用的各节（规则 EF-1）都已填写且无一过期。',
      en: 'Enterprises whose file is complete ÷ all in scope and filter; complete: every section that applies by rule EF-1 is answered, and none has run out.',
    },
    layers: ['enterprises', 'risk-points', 'hazard-sources', 'inspections'],
  },
  ...PLACE_INDICATORS,
  'file-due': {
    version: 1,
    name: { zh: '档案待补待续', en: 'Files to fill or renew' },
    unit: { zh: '家', en: '' },
    rows: 'enterprise',
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '档案中有适用的节（规则 EF-1）未填、已过期或 90 日内到期的单位数。',
      en: 'Enterprises with a section that applies by rule EF-1 and is missing, has run out, or runs out within 90 days.',
    },
    layers: ['enterprises', 'risk-points', 'hazard-sources', 'inspections'],
  },
  ...LOOP_INDICATORS,
  ...QUESTION_INDICATORS,
  ...VISIT_INDICATORS,
  ...ATTENDANCE_INDICATORS,
  ...RESPONSIBLE_INDICATORS,
  ...ASSIGNMENT_INDICATORS,
  ...LIVE_INDICATORS,
  ...COVERAGE_INDICATORS,
  ...PATROL_INDICATORS,
  ...COVERAGE_RATE_INDICATORS,
  ...COVERAGE_TASK_INDICATORS,
})
export type IndicatorId = keyof typeof INDICATORS
export const INDICATOR_IDS = Object.keys(INDICATORS) as [IndicatorId, ...IndicatorId[]]

/** One part of an indicator: n rows, of `of` where it is a rate. A rate over nothing has of = 0 and is shown as —. */
export const Part = z.object({
  part: z.string(),
  n: z.number().int(),
  of: z.number().int().nullable(),
  /** What the part is called where nothing else says it: an enterprise, an inspector, a plan. */
  name: z.string().optional(),
  /** Where an inspector is posted, where that is known. */
  unit: z.string().optional(),
  /** Of a share alone: seconds, readings or metres, and of how many; over 0 it is shown as —. */
  share: z.object({ n: z.number().min(0), of: z.number().min(0) }).optional(),
  /** Seconds, of a duration alone; null over no rows, shown as —. */
  span: z.object({ median: z.number().nullable(), p90: z.number().nullable() }).nullable().optional(),
  /** Of a duration that may go on: rows of n of which the end has not come, counted as longer than any that ended. A rank among them is null. */
  waiting: z.number().int().optional(),
})
export const Figure = z.object({ id: z.enum(INDICATOR_IDS), version: z.number().int(), parts: z.array(Part) })
export type Figure = z.infer<typeof Figure>

/** Figures of one snapshot: all of them agree with each other. */
export const Figures = z.object({ at: Instant, versions: Versions, figures: z.array(Figure) })
export type Figures = z.infer<typeof Figures>

/** The rows behind one part: of `side` n (counted) or of (counted over). */
export const Rows = z.object({
  total: z.number().int(),
  next: z.string().nullable(),
  rows: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('enterprise'), items: z.array(EnterpriseRow) }),
    z.object({ kind: z.literal('hazard'), items: z.array(HazardRow) }),
    z.object({ kind: z.literal('hazard-source'), items: z.array(HazardSourceRow) }),
    z.object({ kind: z.literal('place'), items: z.array(PlaceRow) }),
    z.object({ kind: z.literal('tenant'), items: z.array(TenantRow) }),
    z.object({ kind: z.literal('inspection'), items: z.array(InspectionListed) }),
    z.object({ kind: z.literal('sensor'), items: z.array(SensorRow) }),
    z.object({ kind: z.literal('alarm'), items: z.array(AlarmRow) }),
    z.object({ kind: z.literal('fault'), items: z.array(CoverageFault) }),
    z.object({ kind: z.literal('street'), items: z.array(PatrolStreet) }),
    z.object({ kind: z.literal('coverage-task'), items: z.array(CoverageTask) }),
  ]),
})
export type Rows = z.infer<typeof Rows>

/** Months a trend reaches back, the running one included. */
export const TREND_MONTHS = 12

export const indicators = {
  read: route({
    method: 'GET',
    path: '/indicators',
    wall: true,
    summary: 'Registered figures of scope and filter, all from one snapshot',
    query: z.object({
      ids: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.enum(INDICATOR_IDS)).min(1).max(INDICATOR_IDS.length)),
      months: wholeText(1, 60).default(TREND_MONTHS),
      ...filterFields,
    }),
    response: Figures,
  }),
  rows: route({
    method: 'GET',
    path: '/indicators/:id/rows',
    summary: 'Exactly the rows that one part of a figure counts',
    params: z.object({ id: z.enum(INDICATOR_IDS) }),
    query: z.object({
      part: lineText(100),
      side: z.enum(['n', 'of']).default('n'),
      ...filterFields,
      ...pageFields,
    }),
    response: Rows,
  }),
}
