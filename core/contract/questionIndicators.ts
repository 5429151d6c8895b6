import type { IndicatorDefinition } from './indicatorDefinition.ts'

/** Figures that only the five questions 五问 stand on. */
export const QUESTION_INDICATORS = {
  'hazards-overdue-major': {
    version: 1,
    name: { zh: '重大隐患超期', en: 'Major hazards overdue' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '此刻期限已过、未闭环且未作废的重大隐患数。',
      en: 'Major hazards past due now, neither closed nor voided.',
    },
    layers: ['hazards', 'enterprises'],
  },
  'visits-overdue-a': {
    version: 1,
    name: { zh: 'A 类超周期未查', en: 'Class A, visit overdue' },
    unit: { zh: '家', en: '' },
    rows: 'enterprise',
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '在营、有网格的 A 类单位中，一个检查周期（1 个月）内没有被查过的单位数；自查不计。',
      en: 'Active class-A enterprises in a grid that were not visited within their cycle (1 month); self-checks do not count.',
    },
    layers: ['inspections', 'enterprises', 'grids'],
  },
} as const satisfies Record<string, IndicatorDefinition>
