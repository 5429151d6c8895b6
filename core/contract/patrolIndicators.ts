import type { IndicatorDefinition } from './indicatorDefinition.ts'

/** Figures of patrol tracks 巡查轨迹. */
export const PATROL_INDICATORS = {
  'streets-unwalked': {
    version: 1,
    name: { zh: '未巡查街道', en: 'Streets not walked' },
    unit: { zh: '条', en: '' },
    rows: 'street',
    shape: 'share',
    part: 'grid',
    better: 'less',
    definition: {
      zh: '网格内的道路按不超过 50 米切段，规则天数（本系统默认 90 天）内 30 米以内没有走访签到也没有轨迹点的段为未巡查；条数为有未巡查路段的道路（一条路跨网格各计），比例为未巡查米数占全部米数。轨迹只留 90 天。随网格与图形筛选。',
      en: 'Roads of the grids are cut into stretches of 50 m at most; one without a check-in or a point of a track within 30 m in the days of the rule (90 by default of this software) is not walked. Counted are roads with such stretches (a road in each of its grids), the share is their metres of all. Tracks are kept for 90 days. Follows grid and shape.',
    },
    layers: ['patrols', 'grids', 'basemap', 'inspections'],
  },
} as const satisfies Record<string, IndicatorDefinition>
