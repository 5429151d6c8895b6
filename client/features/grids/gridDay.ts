const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A day in the question part of an address; undefined where it is none. */
export function dayOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || !DAY.test(text)) return undefined
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}
