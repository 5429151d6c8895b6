import type { WallAlarm } from '#core/contract/walls.ts'

type Over = Pick<WallAlarm, 'overRange' | 'clearedAt' | 'newestAt' | 'reachedAt'>
/** Whether the newest that is known of the sensor is a value beyond what it can measure, and no reading. */
export const isOverNow = ({ overRange, clearedAt, newestAt, reachedAt }: Over): boolean =>
  overRange && clearedAt === null && (newestAt === null || Date.parse(newestAt) <= Date.parse(reachedAt))
