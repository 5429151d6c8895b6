import type { WallAlarm } from '#core/contract/walls.ts'

type Over = Pick<WallAlarm, 'overRange' | 'clearedAt'>
/**
 * Whether the message is that a value is beyond what its sensor can measure. It stays that until the alarm clears, which readings decide: a single
 * reading between values that are refused, as of a contact that is loose, must not stand there as if all were well.
 */
export const isOverNow = ({ overRange, clearedAt }: Over): boolean => overRange && clearedAt === null
