import { z } from 'zod'
import { SensorRow } from '#core/contract/sensors.ts'
import { OVER_RANGE_WORDS } from '#core/domain/alarmActs.ts'
import { type Column, number, text } from './columns.ts'
import { say } from './words.ts'

const STATES = { fresh: ['实时', 'live'], late: ['迟到', 'late'], silent: ['静默', 'silent'], off: ['停用', 'off'] } as const // prettier-ignore

/** A sensor as lists are exported; it stands where its source does, which is not for all to know. */
export const ExportedSensor = SensorRow.extend({ position: z.null() })

export const SENSOR_COLUMNS: readonly Column<z.output<typeof ExportedSensor>>[] = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  text(['单位', 'Enterprise', 'ENTERPRISE', 32], ({ enterpriseName }) => enterpriseName),
  text(['危险源', 'Hazard source', 'SOURCE', 28], ({ sourceName }) => sourceName),
  text(['位号', 'Tag', 'CODE', 14], ({ code }) => code),
  text(['监测点', 'Sensor', 'NAME', 20], ({ name }) => name),
  text(['计量单位', 'Unit', 'UNIT', 10], ({ unit }) => unit),
  text(['状态', 'State', 'STATE', 18], ({ state, overRange }, language) =>
    [say(STATES[state], language), ...(overRange ? [OVER_RANGE_WORDS[language]] : [])].join(' · '),
  ),
  number(['最新值', 'Newest value', 'VALUE', 12], ({ value }) => value),
  text(['测量时间（UTC）', 'Measured (UTC)', 'AT', 24], ({ at }) => at),
  number(['值龄（秒）', 'Age (s)', 'AGE', 12], ({ age }) => age),
  number(['上报周期（秒）', 'Interval (s)', 'CADENCE', 12], ({ cadence }) => cadence),
]
