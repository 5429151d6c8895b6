const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** China keeps one offset all the year. */
const CHINA_MS = 8 * HOUR_MS

/** Which words say how a due time stands, `panels.due.*`; `n` counts the days or hours, `time` is the hour of the day that is due. */
export interface DueWords {
  readonly word: 'left' | 'today' | 'just' | 'hours' | 'overdue'
  readonly n: number
  readonly time: string
}

/**
 * How a due time is told, everywhere alike: by days of the calendar in China. Due today is told with the hour; what is late by less
 * than 24 hours is told in whole hours, "less than an hour" before the first is over, and after that again in days of the calendar.
 * @param due epoch milliseconds
 * @param now the server's clock, epoch milliseconds; the moment itself is still in time
 */
export function dueWords(due: number, now: number): DueWords {
  const dayOf = (at: number) => Math.floor((at + CHINA_MS) / DAY_MS)
  const days = dayOf(due) - dayOf(now)
  const time = new Date(due + CHINA_MS).toISOString().slice(11, 16)
  if (now <= due) return { word: days === 0 ? 'today' : 'left', n: days, time }
  const late = now - due
  if (late >= DAY_MS) return { word: 'overdue', n: -days, time }
  const n = Math.floor(late / HOUR_MS)
  return { word: n === 0 ? 'just' : 'hours', n, time }
}
