import type { AlarmRow } from '#core/contract/alarms.ts'

/** Seconds from when an alarm was known to its first acknowledgement; undefined while it has none. */
export const answerSpan = ({ toldAt, answeredAt }: Pick<AlarmRow, 'toldAt' | 'answeredAt'>): number | undefined =>
  answeredAt === null ? undefined : (Date.parse(answeredAt) - Date.parse(toldAt)) / 1000
