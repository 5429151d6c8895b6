import { ALARM_INDICATORS } from './alarmIndicators.ts'
import { QUALITY_INDICATORS } from './qualityIndicators.ts'
import { SENSOR_INDICATORS } from './sensorIndicators.ts'

/** Registered figures of what is measured live, and of its alarms. */
export const LIVE_INDICATORS = { ...SENSOR_INDICATORS, ...QUALITY_INDICATORS, ...ALARM_INDICATORS } as const
