import { SILENT_CADENCES } from '../domain/sensors.ts'
import type { IndicatorDefinition } from './indicatorDefinition.ts'

/** Days of China over which the quality of live values is told, the running one included. */
export const QUALITY_DAYS = 30
/** Minutes after which what was counted of quality is no longer told as that of now. */
export const QUALITY_KEPT_MINUTES = 5
/** Hours in use, of all sensors of an enterprise together, under which its rate stands on too little to be ranked. */
export const FEW_SERVED_HOURS = 24

const LATELY = { zh: `近 ${QUALITY_DAYS} 日（北京时间，含今日至最近统计的整分钟）`, en: `In ${QUALITY_DAYS} days of China, today up to the last minute counted among them,` } // prettier-ignore
const COUNTED = {
  zh: `每分钟统计一次，统计停顿超过 ${QUALITY_KEPT_MINUTES} 分钟或 0/0 记为 —。`,
  en: `Counted once a minute; where that was more than ${QUALITY_KEPT_MINUTES} minutes ago, and for 0/0, it is —.`,
}
const APART = {
  zh: `检修中和停用的时间不在分母内，另列。${COUNTED.zh}`,
  en: `Time in maintenance or switched off is no part of it and told beside. ${COUNTED.en}`,
}
const BASE = { version: 2, layers: ['readings', 'hazard-sources', 'enterprises', 'alarms'] } as const
const OF_SENSORS = { ...BASE, rows: 'sensor', part: 'enterprise' } as const
const OF_ENTERPRISES = { ...BASE, rows: 'enterprise', part: 'enterprise' } as const
const PERCENT = { zh: '%', en: '%' } as const
const ONLINE = {
  zh: `在役监测点处于最近一个值之后 ${SILENT_CADENCES} 个上报周期以内的时长 ÷ 在役时长，按数据自身时间；测得后超过 ${SILENT_CADENCES} 个周期才收到的值（补传）不算在线；周期按当时的约定。${APART.zh}`,
  en: `time within ${SILENT_CADENCES} agreed intervals of a value ÷ time in use, by the time of the values and the interval agreed then; values received later than that after they were measured make nothing on line. ${APART.en}`,
}

/** Figures of how good live values are: on-line rate over time, what came of what was expected, refused, late, stuck, and clocks. */
export const QUALITY_INDICATORS = {
  'online-today': {
    ...OF_SENSORS,
    name: { zh: '今日在线率', en: 'On line today' },
    unit: PERCENT,
    shape: 'share',
    better: 'more',
    definition: {
      zh: `今日（北京时间 0 点至最近统计的整分钟）${ONLINE.zh}`,
      en: `Today, from midnight of China to the last minute counted, ${ONLINE.en}`,
    },
  },
  'online-month': {
    ...OF_SENSORS,
    name: { zh: `近 ${QUALITY_DAYS} 日在线率`, en: `On line in ${QUALITY_DAYS} days` },
    unit: PERCENT,
    shape: 'share',
    better: 'more',
    definition: { zh: `${LATELY.zh}${ONLINE.zh}`, en: `${LATELY.en} ${ONLINE.en}` },
  },
  'readings-received': {
    ...OF_SENSORS,
    name: { zh: '收到 / 应收', en: 'Received of expected' },
    unit: { zh: '条', en: '' },
    shape: 'share',
    better: 'more',
    definition: {
      zh: `${LATELY.zh}收到的数据条数（自监测点启用记录起），和应收条数（在役时长 ÷ 上报周期，逐点取整）。比约定报得密，或检修、停用中仍上报的，收到会多于应收，所以只列条数，不作比率。${COUNTED.zh}`,
      en: `${LATELY.en} values received since the sensor was first in use, and values expected: time in use ÷ agreed interval, a whole number of each sensor. Sensors that send more often, or while in maintenance or off, send more than expected; so it is told as two numbers, not as a rate. ${COUNTED.en}`,
    },
  },
  'readings-late': {
    ...OF_SENSORS,
    name: { zh: '迟到占比', en: 'Late share' },
    unit: PERCENT,
    shape: 'share',
    better: 'less',
    definition: {
      zh: `${LATELY.zh}测得后超过 ${SILENT_CADENCES} 个上报周期才收到的数据 ÷ 收到的数据；启用本统计以前的数据不计。${COUNTED.zh}`,
      en: `${LATELY.en} values received more than ${SILENT_CADENCES} agreed intervals after they were measured ÷ values received; those before this was kept are left out. ${COUNTED.en}`,
    },
  },
  'readings-refused': {
    ...OF_ENTERPRISES,
    name: { zh: '隔离占比', en: 'Refused share' },
    unit: PERCENT,
    shape: 'share',
    better: 'less',
    definition: {
      zh: `${LATELY.zh}被拒收而隔离的数据（同一条重发只计一次，按收到之日）÷（被隔离的 + 收到的）。点开列有数据被隔离的单位。${COUNTED.zh}`,
      en: `${LATELY.en} readings refused and kept aside, the same one sent again counted once, by the day they came ÷ these and those received. Its rows are the enterprises of whose readings some were refused. ${COUNTED.en}`,
    },
  },
  'sensors-stuck': {
    ...OF_SENSORS,
    name: { zh: '数值不变', en: 'Stuck sensors' },
    unit: { zh: '个', en: '' },
    shape: 'n',
    better: 'less',
    definition: {
      zh: '此刻有“数值不变”报警未消除的启用监测点数，疑为卡死。',
      en: 'Sensors in use of which the very same value stands by an alarm now: they may be stuck.',
    },
  },
  'clocks-skewed': {
    ...OF_ENTERPRISES,
    name: { zh: '网关时钟偏差', en: 'Clocks off' },
    unit: { zh: '家', en: '' },
    shape: 'n',
    better: 'less',
    definition: {
      zh: '有未吊销网关的时钟与服务器相差超过规则（ingest_rule，初为 5 秒）的单位数；偏差取近 10–20 分钟内最小者。',
      en: 'Enterprises with a gateway, not revoked, whose clock is off by more than the rule allows (ingest_rule, 5 seconds at first); the least within ten to twenty minutes.',
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
