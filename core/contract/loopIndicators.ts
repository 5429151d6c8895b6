import type { IndicatorDefinition } from './indicatorDefinition.ts'

/** Days back from now within which a clock has to have stopped to be counted. */
export const CLOCK_DAYS = 90
/** Enterprises that are ranked by repeats, at most. */
export const MOST_RANKED = 10

const OF_HAZARDS = { version: 1, rows: 'hazard', layers: ['hazards', 'enterprises'] } as const
const COUNT = { zh: '条', en: '' } as const
const SPAN = { zh: '中位数 | 90 分位', en: 'median | 90th percentile' } as const
const ranks = {
  zh: '中位数、90 分位：至少一半、九成的隐患不超过此时长。',
  en: 'Median and 90th percentile: at least half, or nine tenths, took no longer.',
}

/** Figures of the loop of hazards 闭环: its clocks, the other rates of rectification, what comes back, where it stands. */
export const LOOP_INDICATORS = {
  'clock-dispatch': {
    ...OF_HAZARDS,
    name: { zh: '发现→派发', en: 'Found → dispatched' },
    unit: SPAN,
    shape: 'duration',
    part: 'all',
    better: 'less',
    definition: {
      zh: `近 ${CLOCK_DAYS} 天内派发、未作废的隐患，从发现到（最后一次）派发的时长。现场整改和补录的没有派发，不计。${ranks.zh}`,
      en: `From finding to the last dispatch, of hazards dispatched within ${CLOCK_DAYS} days and not voided; what was fixed on the spot or recorded has no dispatch. ${ranks.en}`,
    },
  },
  'clock-submit': {
    ...OF_HAZARDS,
    name: { zh: '派发→提交', en: 'Dispatched → submitted' },
    unit: SPAN,
    shape: 'duration',
    part: 'all',
    better: 'less',
    definition: {
      zh: `近 ${CLOCK_DAYS} 天内（最后一次）提交、现为待复查或已闭环的隐患，从派发到该次提交的时长；被退回的仍在走时，不计。${ranks.zh}`,
      en: `From dispatch to the last submission, of hazards last submitted within ${CLOCK_DAYS} days that await review or are closed; of those sent back the clock runs on. ${ranks.en}`,
    },
  },
  'clock-close': {
    ...OF_HAZARDS,
    name: { zh: '提交→闭环', en: 'Submitted → closed' },
    unit: SPAN,
    shape: 'duration',
    part: 'all',
    better: 'less',
    definition: {
      zh: `近 ${CLOCK_DAYS} 天内闭环的隐患，从最后一次提交（含现场整改）到闭环的时长，即复查方用时；未经提交的不计。${ranks.zh}`,
      en: `From the last submission (or fixing on the spot) to closing, of hazards closed within ${CLOCK_DAYS} days: the reviewer's time. ${ranks.en}`,
    },
  },
  'review-waiting': {
    ...OF_HAZARDS,
    name: { zh: '待复查已等', en: 'Waiting for review' },
    unit: SPAN,
    shape: 'duration',
    part: 'all',
    better: 'less',
    definition: {
      zh: `此刻待复查的隐患，从最后一次提交到此刻已等的时长；提交时间未知（补录）的不计。${ranks.zh}`,
      en: `How long hazards that await review now have waited since they were last submitted; recorded ones without a time are left out. ${ranks.en}`,
    },
  },
  'hazards-rectified': {
    ...OF_HAZARDS,
    version: 2,
    name: { zh: '整改率', en: 'Rectification rate' },
    unit: { zh: '%', en: '%' },
    shape: 'rate',
    part: 'month',
    better: 'more',
    definition: {
      zh: '口径（a）：期限落在当月（且已到期）的隐患中，截至月末（本月到此刻）已闭环的占比，不论是否逾期；期限以月末（本月为此刻）当时有效的为准；0/0 记为 —。',
      en: 'Definition (a): of hazards due in the month up to now, those closed by the month end (or now), late or not; by the due times in force at that end (or now); 0/0 is —.',
    },
  },
  'hazards-settled': {
    ...OF_HAZARDS,
    version: 2,
    name: { zh: '销号率', en: 'Closing rate' },
    unit: { zh: '%', en: '%' },
    shape: 'rate',
    part: 'month',
    better: 'more',
    definition: {
      zh: '口径（c）：当月闭环 ÷（当月闭环 + 截至月末（本月到此刻）超期未闭环），超期以月末（本月为此刻）当时有效的期限为准；0/0 记为 —。',
      en: 'Definition (c): closed in the month ÷ (closed in the month + overdue and open at its end, or now, by the due times in force then); 0/0 is —.',
    },
  },
  'hazards-review-late': {
    ...OF_HAZARDS,
    version: 2,
    name: { zh: '按期提交、复查未按期', en: 'Submitted in time, reviewed late' },
    unit: COUNT,
    shape: 'n',
    part: 'month',
    better: 'less',
    definition: {
      zh: '期限落在当月（且已到期）、企业在期限内完成最后一次提交且未被退回，但到期时尚未闭环的隐患数：迟在复查方。期限以月末（本月为此刻）当时有效的为准。已计入各口径的未按期。',
      en: "Hazards due in the month up to now whose last submission was in time and not sent back, but not closed when due: the reviewer's delay; by the due times in force at its end (or now). The rates count them as late all the same.",
    },
  },
  'hazards-repeat': {
    ...OF_HAZARDS,
    name: { zh: '重复隐患', en: 'Repeat hazards' },
    unit: COUNT,
    shape: 'n',
    part: 'enterprise',
    better: 'less',
    definition: {
      zh: '此前一年内发现、未作废，且同一单位、同一类别在其发现前一年内已有隐患的隐患数；未定类别的不计。',
      en: 'Hazards found within the year before now, not voided, with an earlier one of the same kind at the same enterprise within the year before it; those without a kind are left out.',
    },
  },
  'hazards-rebound': {
    ...OF_HAZARDS,
    name: { zh: '反弹', en: 'Rebounds' },
    unit: COUNT,
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '此前一年内发现、未作废，由已闭环隐患反弹而来的隐患数。',
      en: 'Hazards found within the year before now, not voided, as the return of a closed one.',
    },
  },
  'hazards-state': {
    ...OF_HAZARDS,
    name: { zh: '未闭环各环节', en: 'Open hazards by step' },
    unit: COUNT,
    shape: 'n',
    part: 'state',
    better: 'neither',
    definition: {
      zh: '此刻未闭环且未作废的隐患，按所处环节计数；各环节之和即未闭环隐患。',
      en: 'Hazards neither closed nor voided now, by the step they stand at; together they are the open hazards.',
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
