type Say = (key: string, values: { n: number }) => string

const UNITS = [
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
  ['seconds', 1],
] as const
/** Twice a unit at least, so that less than half is rounded away. */
const LEAST = 2

function inUnit(seconds: number): [unit: (typeof UNITS)[number][0], n: number] {
  const [unit, size] = UNITS.find(([, size]) => seconds >= LEAST * size) ?? UNITS[3]
  return [unit, Math.floor(seconds / size)]
}

/** `43 秒前`, `5 分前`: how long ago, never rounded up. */
export function spokenAge(seconds: number | null, t: Say): string {
  if (seconds === null) return t('sensors.age.never', { n: 0 })
  const [unit, n] = inUnit(seconds)
  return t(`sensors.age.${unit}`, { n })
}

/** `43 秒`, `5 分钟`: how long. */
export function spokenSpan(seconds: number, t: Say): string {
  const [unit, n] = inUnit(seconds)
  return t(`sensors.spans.${unit}`, { n })
}
