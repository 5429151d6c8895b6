import type { IndicatorDefinition } from './indicatorDefinition.ts'

/** Days back from now within which the quality of alarms is told. */
export const ALARM_DAYS = 30
/** Days of the trend, the running one included. */
export const ALARM_TREND_DAYS = 14
/** An alarm chatters that is the third or a later one of its sensor and kind within so many minutes. */
export const CHATTER = { alarms: 3, minutes: 10 } as const

const OF_ALARMS = { version: 1, rows: 'alarm', layers: ['alarms', 'enterprises'] } as const
const COUNT = { zh: '条', en: '' } as const
const LATELY = { zh: `近 ${ALARM_DAYS} 天内`, en: `within ${ALARM_DAYS} days` }

/** Figures of alarms 报警: what stands, what calls, and how good they are. They count alarms by their log, by the time the server knew. */
export const ALARM_INDICATORS = {
  'alarms-standing': {
    ...OF_ALARMS,
    name: { zh: '报警中', en: 'Alarms standing' },
    unit: COUNT,
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '此刻条件未消除的报警数，含已确认、已搁置和检修中的；一个监测点的同一种报警升级后仍是一条。',
      en: 'Alarms whose condition stands now, acknowledged, shelved and of maintenance too; one that got worse is the same alarm.',
    },
  },
  'alarms-unacknowledged': {
    ...OF_ALARMS,
    name: { zh: '待确认', en: 'To be acknowledged' },
    unit: COUNT,
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: '未确认且正在呼叫的报警数，含已消除而未确认的；搁置中、检修中、并入网关报警的不计。',
      en: 'Alarms that wait to be acknowledged and call, cleared ones too; those shelved, of maintenance or under the alarm of their gateway are left out.',
    },
  },
  'alarms-raised': {
    ...OF_ALARMS,
    name: { zh: '每日报警', en: 'Alarms by day' },
    unit: COUNT,
    shape: 'n',
    part: 'day',
    better: 'less',
    definition: {
      zh: `系统当日（北京时间）获知的报警数，按记录计，不用当前状态；列近 ${ALARM_TREND_DAYS} 天。`,
      en: `Alarms that the server came to know on the day, China time, by the log and never by how they stand now; the last ${ALARM_TREND_DAYS} days are listed.`,
    },
  },
  'alarms-kind': {
    ...OF_ALARMS,
    name: { zh: '报警种类', en: 'Alarms by kind' },
    unit: COUNT,
    shape: 'n',
    part: 'alarm-kind',
    better: 'neither',
    definition: { zh: `${LATELY.zh}获知的报警，按种类计。`, en: `Alarms known ${LATELY.en}, by kind.` },
  },
  'alarms-cause': {
    ...OF_ALARMS,
    name: { zh: '报警原因', en: 'Alarms by cause' },
    unit: COUNT,
    shape: 'n',
    part: 'alarm-cause',
    better: 'neither',
    definition: {
      zh: `${LATELY.zh}关闭的报警，按关闭时填写的原因计。`,
      en: `Alarms closed ${LATELY.en}, by the cause given then.`,
    },
  },
  'alarms-chattering': {
    ...OF_ALARMS,
    name: { zh: '抖动报警', en: 'Chattering' },
    unit: COUNT,
    shape: 'n',
    part: 'all',
    better: 'less',
    definition: {
      zh: `${LATELY.zh}获知、且是同一监测点同种报警在 ${CHATTER.minutes} 分钟内（按测量时间）第 ${CHATTER.alarms} 次及以后的报警数；迟到数据的不计。`,
      en: `Alarms known ${LATELY.en} that are the third or a later one of their sensor and kind within ${CHATTER.minutes} minutes, by the time of the readings; those of late readings are left out.`,
    },
  },
  'alarms-false': {
    ...OF_ALARMS,
    name: { zh: '误报率', en: 'False share' },
    unit: { zh: '%', en: '%' },
    shape: 'rate',
    part: 'all',
    better: 'less',
    definition: {
      zh: `${LATELY.zh}关闭的报警中被判为误报的占比；0/0 记为 —。`,
      en: `Of alarms closed ${LATELY.en}, those judged false; 0/0 is —.`,
    },
  },
  'alarms-answered': {
    ...OF_ALARMS,
    version: 2,
    name: { zh: '确认用时', en: 'Time to acknowledge' },
    unit: { zh: '中位数 | 90 分位', en: 'median | 90th percentile' },
    shape: 'duration',
    part: 'all',
    better: 'less',
    definition: {
      zh: `${LATELY.zh}获知的全部报警，从系统获知到首次确认的时长；未确认的按比已确认的都长计，并列出条数。至少一半、九成的报警不超过此时长；不到此比例已确认的记为 —。`,
      en: `From when the server knew to the first acknowledgement, of all alarms known ${LATELY.en}; those not acknowledged count as longer than any that is, and their number is told. At least half, or nine tenths, took no longer; — where fewer are acknowledged.`,
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
