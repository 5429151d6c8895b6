import { LATE_CADENCES, SILENT_CADENCES } from '../domain/sensors.ts'
import type { IndicatorDefinition } from './indicatorDefinition.ts'

const OF_SENSORS = {
  version: 1,
  rows: 'sensor',
  part: 'all',
  layers: ['hazard-sources', 'enterprises', 'readings'],
} as const

/** Figures of live values: by age against the cadence of each sensor, by the server's clock. */
export const SENSOR_INDICATORS = {
  'sensors-online': {
    ...OF_SENSORS,
    name: { zh: '监测在线率', en: 'Sensors live' },
    unit: { zh: '%', en: '%' },
    shape: 'rate',
    better: 'more',
    definition: {
      zh: `启用的监测点中，最新值的值龄不超过 ${LATE_CADENCES} 个上报周期的占比；值龄按服务器时钟，从测量与收到中较早者起算。0/0 记为 —。`,
      en: `Of sensors in use, those whose newest value is at most ${LATE_CADENCES} agreed intervals old, by the server's clock, from when it was measured or received, whichever is earlier. 0/0 is —.`,
    },
  },
  'sensors-silent': {
    ...OF_SENSORS,
    name: { zh: '静默监测点', en: 'Silent sensors' },
    unit: { zh: '个', en: '' },
    shape: 'n',
    better: 'less',
    definition: {
      zh: `启用而超过 ${SILENT_CADENCES} 个上报周期没有数据的监测点数，含从未上报的。`,
      en: `Sensors in use that sent nothing for more than ${SILENT_CADENCES} agreed intervals, those that never did among them.`,
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
