import type { IndicatorDefinition } from './indicatorDefinition.ts'

const WHOLE = { version: 1, shape: 'n', part: 'all' } as const
const OF_SOURCES = { ...WHOLE, rows: 'hazard-source', unit: { zh: '处', en: '' }, layers: ['hazard-sources', 'enterprises'] } as const // prettier-ignore
const OF_WORKS = { ...WHOLE, rows: 'enterprise', unit: { zh: '家', en: '' }, layers: ['special-works', 'enterprises'] } as const // prettier-ignore

/** Figures of who answers for hazard sources, of pledges and of special works. */
export const RESPONSIBLE_INDICATORS = {
  'responsible-missing': {
    ...OF_SOURCES,
    name: { zh: '包保责任人不全', en: 'Lacking who answers' },
    better: 'less',
    definition: {
      zh: '未关停单位的有等级重大危险源中，主要、技术、操作三名包保责任人没有配齐的。',
      en: 'Graded hazard sources of enterprises that are not closed, without all three who answer: principal, technical, operational.',
    },
  },
  'responsible-checks-late': {
    ...OF_SOURCES,
    name: { zh: '包保履职逾期', en: 'Checks late' },
    better: 'less',
    definition: {
      zh: '未关停单位的有等级重大危险源中，至少一个岗位的履职检查已过期限的（操作每 7 天、技术每 3 个月、主要每 6 个月，从上次检查起算，换人不重新起算；从未检查的从任职或录入日起算；期限当日不算逾期）。',
      en: 'Graded hazard sources of enterprises that are not closed, with a check of at least one office past its last day: 7 days, 3 and 6 months from the latest check on, whoever made it; before the first one from the first day in office, or from the day it was written down. The last day itself is in time.',
    },
  },
  'pledges-missing': {
    ...OF_WORKS,
    name: { zh: '今日未承诺', en: 'Not pledged today' },
    layers: ['pledges', 'enterprises', 'hazard-sources'],
    better: 'less',
    definition: {
      zh: '有等级重大危险源、未关停的单位中，今天（北京时间）还没有安全承诺公告的。',
      en: 'Enterprises with a graded hazard source, not closed, without a safety pledge of today, by the calendar of China.',
    },
  },
  'works-now': {
    ...OF_WORKS,
    name: { zh: '正在特殊作业', en: 'Special works now' },
    better: 'neither',
    definition: {
      zh: '此刻有特殊作业已开始而未结束（含中断）的单位数。',
      en: 'Enterprises with a special work that is begun and not ended now, paused ones among them.',
    },
  },
  'works-overrun': {
    ...OF_WORKS,
    name: { zh: '作业票超时', en: 'Ticket run out' },
    better: 'less',
    definition: {
      zh: '此刻有特殊作业已开始而未结束、作业票时限已过的单位数。',
      en: 'Enterprises with a special work that is begun and not ended now though its ticket ran out.',
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
