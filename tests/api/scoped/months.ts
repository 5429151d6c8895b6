/** Months back by the calendar of China, to the end of a shorter month. */
export function monthsBefore(moment: Date, months: number): Date {
  const local = new Date(moment.getTime() + 8 * 3_600_000)
  const day = local.getUTCDate()
  local.setUTCDate(1)
  local.setUTCMonth(local.getUTCMonth() - months)
  local.setUTCDate(Math.min(day, new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate()))
  return new Date(local.getTime() - 8 * 3_600_000)
}
