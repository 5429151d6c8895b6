import type { IndicatorDefinition } from './indicatorDefinition.ts'

/** The figure of the proof of coverage: what is not covered, by kind. */
export const COVERAGE_INDICATORS = {
  'coverage-faults': {
    version: 3,
    name: { zh: '盲点', en: 'Blind spots' },
    unit: { zh: '处', en: '' },
    rows: 'fault',
    shape: 'n',
    part: 'fault-kind',
    better: 'less',
    definition: {
      zh: '无盲区证明的十三项规则此刻找出的盲点数，每项各计：一家单位既无网格又无主管部门计两处。单位、行业、重大危险源、园区楼宇随全部筛选条件，网格范围、网格节点、网格长只随网格和图上范围；网格长的月检查量按其全部网格计，不随筛选。',
      en: 'What the thirteen rules of the proof of coverage find now, each by itself: an enterprise without grid and without lead unit counts twice. Enterprises, industries, hazard sources and places follow every condition of the filter; territory, nodes and chiefs follow grid and shape alone, and the visits of a chief are those of all their grids whatever the filter.',
    },
    layers: [
      'grids',
      'district',
      'departments',
      'enterprises',
      'inspections',
      'places',
      'hazard-sources',
      'assignments',
      'supervision',
    ],
  },
} as const satisfies Record<string, IndicatorDefinition>
