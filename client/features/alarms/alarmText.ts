import type { AlarmRow } from '#core/contract/alarms.ts'
import { term } from '#client/ui/format.ts'

/** Words of the page: `t` of vue-i18n. */
type Translate = (key: string, values?: Record<string, unknown>) => string

/** What alarms: the sensor, or the gateway. */
export const nameOf = ({ sensorName, sensorCode, gatewayName, sourceName }: AlarmRow, t: Translate): string =>
  gatewayName !== null && sensorName === null
    ? t('alarms.gateway', { name: gatewayName })
    : [sensorName, sensorCode].filter(Boolean).join(' ') || (sourceName ?? '—')

/** A value in its unit, `54.2 %LEL`; — where there is none. */
export const valueText = (value: number | null, unit: string | null): string =>
  value === null ? '—' : unit ? `${term(value)}\u2009${unit}` : term(value)

/** The value that alarmed: one beyond what the sensor can measure is told digit by digit as it was sent, and never without the word. */
export const sentText = ({ value, unit, overRange }: Pick<AlarmRow, 'value' | 'unit' | 'overRange'>, t: Translate) =>
  overRange ? `${t('alarms.overRange')} ${value}\u2009${unit ?? ''}` : valueText(value, unit)

/** The limit that was crossed, or the end of the range that the value is beyond. */
export function limitText({ limit, limitUnit, overRange, kind }: AlarmRow, t: Translate): string {
  if (limit === null) return ''
  const values = { value: limit, unit: limitUnit ?? '' }
  return overRange ? t(`alarms.rangeEnd.${kind}`, values) : t('alarms.limit', values)
}

/** Longest from the moment of an alarm to when the server knew, seconds, that is not worth a word. */
const PROMPT = 60
/** Seconds by which the server knew too late of an alarm; undefined where it knew in good time. */
export function toldLate({ raisedAt, toldAt }: Pick<AlarmRow, 'raisedAt' | 'toldAt'>): number | undefined {
  const seconds = Math.floor((Date.parse(toldAt) - Date.parse(raisedAt)) / 1000)
  return seconds > PROMPT ? seconds : undefined
}

/** All that one may look for in a list. */
export const isFound = (row: AlarmRow, text: string): boolean =>
  [row.enterpriseName, row.sourceName, row.sensorName, row.sensorCode, row.gatewayName].some((one) =>
    one?.toLowerCase().includes(text.trim().toLowerCase()),
  )

/** What waits to be acknowledged calls, and nothing else blinks. */
export const callsNow = ({ calls, state }: Pick<AlarmRow, 'calls' | 'state'>): boolean =>
  calls && state.endsWith('unacknowledged')
