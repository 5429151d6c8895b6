/** For how many days values are kept: as they came, by minutes, by hours; null is for ever. */
export interface KeptDays {
  readonly rawDays: number
  readonly minuteDays: number
  readonly hourDays: number | null
}

/** What is typed before anything is kept for a shorter time: whoever does so has read that values go for good. */
export const KEEP_LESS_WORDS = { zh: '缩短保存期限', en: 'keep less' } as const

/** Days for which values have to be kept as they came. */
export const LEAST_RAW_DAYS = 30

/** Whether anything is kept for a shorter time than before. */
export const keepsLess = (before: KeptDays, after: KeptDays): boolean =>
  after.rawDays < before.rawDays ||
  after.minuteDays < before.minuteDays ||
  (after.hourDays ?? Infinity) < (before.hourDays ?? Infinity)

/** Whether what was typed says so. */
export const saysLess = (typed: string | undefined): boolean =>
  Object.values<string | undefined>(KEEP_LESS_WORDS).includes(typed?.trim())

/** Of days that are kept those that a rule lets go, on a day of China `2026-11-27`: older than it keeps. */
export function goingDays(days: readonly string[], today: string, { rawDays }: Pick<KeptDays, 'rawDays'>): string[] {
  const first = new Date(Date.parse(`${today}T00:00:00Z`) - rawDays * 86_400_000).toISOString().slice(0, 10)
  return days.filter((day) => day < first)
}
