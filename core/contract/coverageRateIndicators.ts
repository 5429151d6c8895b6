import type { IndicatorDefinition } from './indicatorDefinition.ts'

const PERCENT = { zh: '%', en: '%' } as const

/** Figures of how much is covered: land, enterprises, people, and the visits of a month. What a cycle asks now is `grid-coverage`. */
export const COVERAGE_RATE_INDICATORS = {
  'visit-coverage': {
    version: 1,
    name: { zh: '月检查覆盖率', en: 'Monthly visit coverage' },
    unit: PERCENT,
    rows: 'enterprise',
    shape: 'rate',
    part: 'class-month',
    better: 'more',
    definition: {
      zh: '当月应查单位中当月查过的占比，一家只计一次，自查、未完成的不算。当月应查：A 类每月；B 类此前 2 个自然月、C 类此前 5 个自然月没有查过的。类别按当月第一刻（此后才建档的不计），并须在当月第一刻和月末（本月为此刻）都在营，按变更记录回算；网格、主管部门按现在归属。0/0 记为 —。',
      en: 'Of enterprises due in the month those visited in it, each once; self-checks and unfinished inspections are no visits. Due: class A every month; B and C where the 2 or 5 calendar months before had no visit. Class as of the first moment of the month (files opened later do not count), active then and at its end (or now), from the record of changes; grid and lead unit are those of now. 0/0 is —.',
    },
    layers: ['inspections', 'enterprises', 'grids'],
  },
  'enterprise-coverage': {
    version: 1,
    name: { zh: '单位覆盖率', en: 'Enterprise coverage' },
    unit: PERCENT,
    rows: 'enterprise',
    shape: 'rate',
    part: 'all',
    better: 'more',
    definition: {
      zh: '未关停单位中，位于网格内、且该网格责任人可以联系到（有人、有电话、未离岗，同盲点规则 node-person）的占比。',
      en: 'Of enterprises that are not closed, those in a grid whose person can be called (somebody, with a phone, who has not left: the rule node-person of the blind spots).',
    },
    layers: ['enterprises', 'grids'],
  },
  'territory-coverage': {
    version: 1,
    name: { zh: '区域覆盖率', en: 'Territorial coverage' },
    unit: PERCENT,
    rows: 'fault',
    shape: 'share',
    part: 'fault-kind',
    better: 'more',
    definition: {
      zh: '区划面积（m²，椭球面）中恰好属于一个网格的占比；选了网格时，为这些网格面积中在区内且不与他格重叠的占比。只随网格条件。打开的是其中的空白、重叠和区外各处；窄于盲点规则宽度的缝隙不计。',
      en: 'Of the area of the district (m², on the ellipsoid) what lies in exactly one grid; with grids chosen, of their area what lies in the district and in no other grid. It follows the condition on grids alone. Opened are the gaps, overlaps and grounds outside; slivers narrower than the rule of blind spots asks do not count.',
    },
    layers: ['grids', 'district'],
  },
  'people-coverage': {
    version: 1,
    name: { zh: '人员覆盖率', en: 'People coverage' },
    unit: PERCENT,
    rows: 'fault',
    shape: 'share',
    part: 'fault-kind',
    better: 'more',
    definition: {
      zh: '网格节点（一、二、三级）中责任人可以联系到的占比（有人、有电话、未离岗）。只随网格条件。打开的是联系不到责任人的节点。',
      en: 'Of nodes of the grid (levels 1, 2, 3) those whose person can be called: somebody, with a phone, who has not left. It follows the condition on grids alone. Opened are the nodes where nobody can be.',
    },
    layers: ['grids'],
  },
} as const satisfies Record<string, IndicatorDefinition>
