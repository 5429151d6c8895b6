import type { IndicatorDefinition } from './indicatorDefinition.ts'
import { DUE_DAYS } from './inspectionPlans.ts'

/** Days back from now within which visits are counted for whoever made them. */
export const VISIT_DAYS = 30
/** Inspectors that are told of, at most; the rows of any open. */
export const MOST_INSPECTORS = 100

const OF_ENTERPRISES = { version: 1, rows: 'enterprise', layers: ['inspections', 'enterprises', 'grids'] } as const
const COUNT = { zh: '家', en: '' } as const
const CYCLE = {
  zh: '按类别周期（A 1 个月、B 3 个月、C 6 个月）从最近一次检查起算；自查、未完成的检查不算检查。',
  en: 'By the cycle of the class (A 1, B 3, C 6 months) from the latest visit on; self-checks and unfinished inspections are no visits.',
}
const BY_STATE = { ...OF_ENTERPRISES, unit: COUNT, shape: 'n', part: 'grid-or-none' } as const
const BY_INSPECTOR = { version: 1, shape: 'n', part: 'inspector', better: 'neither', layers: ['inspections', 'enterprises', 'hazards'] } as const // prettier-ignore
const MADE = {
  zh: `近 ${VISIT_DAYS} 天内（按检查时间）完成、非自查的检查`,
  en: `inspections of the last ${VISIT_DAYS} days, by the time of the visit, that are finished and no self-checks`,
}

/** Figures of visits: who is due, whether frequencies were kept, what each inspector did. */
export const VISIT_INDICATORS = {
  'visits-overdue': {
    ...BY_STATE,
    name: { zh: '超周期未查', en: 'Visit overdue' },
    better: 'less',
    definition: {
      zh: `在营、已分类单位中，周期已过或从未查过的。${CYCLE.zh}`,
      en: `Active, classed enterprises whose cycle has ended, or that were never visited. ${CYCLE.en}`,
    },
  },
  'visits-due': {
    ...BY_STATE,
    name: { zh: '即将到期', en: 'Visit due' },
    better: 'neither',
    definition: {
      zh: `在营、已分类单位中，周期在此后 ${DUE_DAYS} 天内结束的。${CYCLE.zh}`,
      en: `Active, classed enterprises whose cycle ends within ${DUE_DAYS} days. ${CYCLE.en}`,
    },
  },
  'visits-done': {
    ...BY_STATE,
    name: { zh: '周期内已查', en: 'Visited' },
    better: 'more',
    definition: {
      zh: `在营、已分类单位中，周期在 ${DUE_DAYS} 天之后才结束的。${CYCLE.zh}`,
      en: `Active, classed enterprises whose cycle lasts beyond ${DUE_DAYS} days. ${CYCLE.en}`,
    },
  },
  'frequency-kept': {
    ...OF_ENTERPRISES,
    name: { zh: '检查频次达标率', en: 'Frequency kept' },
    unit: { zh: '%', en: '%' },
    shape: 'rate',
    part: 'month',
    better: 'more',
    definition: {
      zh: '窗口：A 类自然月、B 类自然季、C 类自然半年。窗口在当月结束、且整个窗口内类别和在营状态未变的单位中，窗口内至少完成一次非自查检查的占比。类别、状态按变更记录回算，不用当前状态；未整窗的另计「频次未计入」。未结束的月和 0/0 记为 —。',
      en: 'Windows are the calendar month of A, quarter of B, half-year of C. Of enterprises whose window ended in the month, and which were active and of that class all through it, those with a finished visit within it that was no self-check. Class and status come from the record of their changes, never from how they stand now; others are in “left out”. A running month and 0/0 are —.',
    },
  },
  'frequency-left-out': {
    ...OF_ENTERPRISES,
    name: { zh: '频次未计入', en: 'Frequency left out' },
    unit: COUNT,
    shape: 'n',
    part: 'month',
    better: 'neither',
    definition: {
      zh: '窗口在当月结束时在营且已分类，但窗口内类别或状态变过，或建档晚于窗口起点（此前未知）的单位数；不计入达标率。',
      en: 'Enterprises active and classed at the end of their window in the month whose class or status changed within it, or whose file was opened after it began and so is unknown before; the rate leaves them out.',
    },
  },
  'visits-made': {
    ...BY_INSPECTOR,
    name: { zh: '完成检查', en: 'Visits made' },
    unit: { zh: '次', en: '' },
    rows: 'inspection',
    definition: { zh: `按检查人计：${MADE.zh}次数。`, en: `By inspector: ${MADE.en}.` },
  },
  'visits-made-at': {
    ...BY_INSPECTOR,
    name: { zh: '检查单位', en: 'Enterprises visited' },
    unit: COUNT,
    rows: 'enterprise',
    definition: {
      zh: `按检查人计：${MADE.zh}所到的单位数，一家只计一次。`,
      en: `By inspector: enterprises of ${MADE.en}, each once.`,
    },
  },
  'visits-found': {
    ...BY_INSPECTOR,
    name: { zh: '检查发现隐患', en: 'Findings' },
    unit: { zh: '条', en: '' },
    rows: 'hazard',
    definition: {
      zh: `按检查人计：${MADE.zh}中登记的隐患数，含之后作废的；随文件导入的检查不带隐患，不计。`,
      en: `By inspector: hazards reported from ${MADE.en}, voided ones too; inspections that came with a file bring none.`,
    },
  },
  'plan-visited': {
    ...OF_ENTERPRISES,
    name: { zh: '计划完成率', en: 'Plan done' },
    unit: { zh: '%', en: '%' },
    shape: 'rate',
    part: 'plan',
    better: 'more',
    definition: {
      zh: '计划名单中，自计划首日起有计划所要求类别的检查完成的占比，含逾期完成的。',
      en: 'Of the list of a plan, those with a finished inspection of its kinds since its first day, late ones among them.',
    },
  },
  'plan-late': {
    ...OF_ENTERPRISES,
    name: { zh: '计划逾期完成', en: 'Plan done late' },
    unit: COUNT,
    shape: 'n',
    part: 'plan',
    better: 'less',
    definition: {
      zh: '计划名单中，首次符合要求的检查晚于截止日的单位数。',
      en: 'Of the list of a plan, those first visited as it asks after the day they were due.',
    },
  },
  'plan-overdue': {
    ...OF_ENTERPRISES,
    name: { zh: '计划超期未查', en: 'Plan overdue' },
    unit: COUNT,
    shape: 'n',
    part: 'plan',
    better: 'less',
    definition: {
      zh: '计划名单中，截止日已过仍没有符合要求的检查的单位数。',
      en: 'Of the list of a plan, those past the day they were due without a visit as it asks.',
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
