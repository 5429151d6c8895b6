import type { IndicatorDefinition } from './indicatorDefinition.ts'

const OF_ENTERPRISES = { version: 1, rows: 'enterprise', shape: 'n', part: 'all', better: 'less', unit: { zh: '家', en: '' } } as const // prettier-ignore

/** Figures of leaders' assignments 领导分包. */
export const ASSIGNMENT_INDICATORS = {
  'class-a-leaderless': {
    ...OF_ENTERPRISES,
    name: { zh: 'A 类无分包领导', en: 'Class A without leader' },
    definition: {
      zh: '未关停的 A 类单位中，此刻没有分包领导、或分包领导已不在任（账号离岗或领导岗位已结束）的单位数。',
      en: 'Enterprises of class A that are not closed and for which no leader answers now; one whose account left or whose post ended answers no longer.',
    },
    layers: ['assignments', 'enterprises'],
  },
  'assigned-visits-late': {
    ...OF_ENTERPRISES,
    name: { zh: '带队检查逾期', en: 'Led visits late' },
    definition: {
      zh: '未关停、有在任分包领导的 A 类单位中，距最近一次已完成的带队检查超过规则天数（本系统默认 90 天）的单位数；从未带队检查的，从首次分包之日起算。',
      en: 'Enterprises of class A that are not closed and have a leader, whose latest finished led visit is longer ago than the days of the rule (90 by default of this software); where there was none, the days count from the first day that anybody was assigned.',
    },
    layers: ['assignments', 'inspections', 'enterprises'],
  },
} as const satisfies Record<string, IndicatorDefinition>
