import type { IndicatorDefinition } from './indicatorDefinition.ts'

/** Registered figures of parks, towers and their tenants. */
export const PLACE_INDICATORS = {
  places: {
    version: 1,
    name: { zh: '园区和楼宇', en: 'Parks and towers' },
    unit: { zh: '处', en: '' },
    rows: 'place',
    shape: 'n',
    part: 'all',
    better: 'neither',
    definition: {
      zh: '筛选范围内作为整体监管的园区和楼宇数，按其中心点判断位置；有单位条件时，至少有一家入驻单位符合。',
      en: 'Parks and towers supervised as one, in scope and filter by their middle; under conditions on enterprises those with one such tenant at least.',
    },
    layers: ['places', 'enterprises'],
  },
  'tenants-without-file': {
    version: 1,
    name: { zh: '无档案入驻单位', en: 'Tenants without a file' },
    unit: { zh: '家', en: '' },
    rows: 'tenant',
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '园区和楼宇中未迁出、尚未关联档案的入驻单位数；没有档案就没有类别、风险和隐患，有这些条件时为 0。',
      en: 'Tenants of parks and towers that have not left and are linked to no file; without one they have no class, risk or hazards, so under such conditions there are none.',
    },
    layers: ['places'],
  },
} as const satisfies Record<string, IndicatorDefinition>
