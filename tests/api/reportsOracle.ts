/*
 * Reports counted in memory from a log of events, by another hand than the SQL: nothing here reads the product's tables of history.
 */

/** What the book was told of a hazard, all of it each time, and when. */
export interface Telling {
  /** When it was told, milliseconds. */
  readonly at: number
  readonly enterprise: number
  readonly major: boolean
  readonly state: string
  readonly dueAt: number
  readonly closedAt: number | undefined
}
export interface LoggedHazard {
  readonly id: number
  readonly foundAt: number
  readonly tellings: readonly Telling[]
  readonly deleted: boolean
}
/** Where an enterprise belonged from each moment on; the first since ever. */
export interface Belonging {
  readonly at: number
  readonly name: string
  readonly industry: string | null
  readonly grid: number | null
  readonly department: number | null
}

export interface Counted {
  readonly id: number
  readonly enterprise: number
  readonly enterpriseName: string
  readonly industry: string | null
  readonly grid: number | null
  readonly department: number | null
  readonly major: boolean
  readonly dueAt: number
  readonly closedAt: number | undefined
  readonly state: string | undefined
  readonly measures: readonly string[]
}

/** The last of a log that was told before a moment; its first where there is none. */
const toldBefore = <One extends { readonly at: number }>(log: readonly One[], moment: number): One =>
  log.filter(({ at }) => at < moment).at(-1) ?? log[0]!

/** When it was closed so that it was so at `end`: a closing lasts until it is told to be open again. */
function closedBy(tellings: readonly Telling[], end: number): number | undefined {
  const spans: { closedAt: number; until: number }[] = []
  for (const [place, { closedAt }] of tellings.entries()) {
    if (closedAt === undefined) continue
    const next = tellings[place + 1]
    // told again with another date, still closed: the later telling corrects the former
    if (next?.closedAt !== undefined) continue
    spans.push({ closedAt, until: next?.at ?? Infinity })
  }
  const holding = spans.filter(({ closedAt, until }) => closedAt < end && until >= end)
  return holding.length === 0 ? undefined : Math.max(...holding.map(({ closedAt }) => closedAt))
}

function stateAt(tellings: readonly Telling[], told: Telling): string | undefined {
  if (told.state !== 'closed') return told.state
  const earlier = tellings.slice(0, tellings.indexOf(told)).filter(({ state }) => state !== 'closed' && state !== 'voided')
  return earlier.at(-1)?.state
} // prettier-ignore

/** What a report of `[start, end)` counts of a hazard; undefined where it counts nothing of it. */
export function countedOf(
  { id, foundAt, tellings, deleted }: LoggedHazard,
  belongings: ReadonlyMap<number, readonly Belonging[]>,
  [start, end]: readonly [number, number],
): Counted | undefined {
  if (deleted || foundAt >= end) return undefined
  const told = toldBefore(tellings, end)
  const closedAt = closedBy(tellings, end)
  const isOpen = closedAt === undefined
  if (isOpen && told.state === 'voided') return undefined
  const state = isOpen ? stateAt(tellings, told) : 'closed'
  const isDue = told.dueAt >= start && told.dueAt < end
  const isOverdue = isOpen && told.dueAt < end
  const holds: Readonly<Record<string, boolean>> = {
    found: foundAt >= start,
    closed: !isOpen && closedAt >= start,
    open: isOpen,
    overdue: isOverdue,
    waiting: isOverdue && state === 'pending-review',
    due: isDue,
    'on-time': isDue && !isOpen && closedAt <= told.dueAt,
  }
  const measures = Object.keys(holds).filter((measure) => holds[measure])
  if (measures.length === 0) return undefined
  const { at: _at, name, ...place } = toldBefore(belongings.get(told.enterprise)!, end)
  const { enterprise, major, dueAt } = told
  return { id, enterprise, enterpriseName: name, ...place, major, dueAt, closedAt, state, measures }
}

/** Figures of rows as `section key measure value`, those above nothing, sorted. */
export function figuresOf(rows: readonly Counted[]): string[] {
  const counts = new Map<string, number>()
  for (const { major, industry, grid, department, measures } of rows)
    for (const part of [`total `, `level ${major ? 'major' : 'general'}`, `industry ${industry?.[0] ?? '-'}`, `grid ${grid ?? 0}`, `department ${department ?? 0}`])
      for (const measure of measures) counts.set(`${part} ${measure}`, (counts.get(`${part} ${measure}`) ?? 0) + 1)
  return [...counts].map(([name, value]) => `${name} ${value}`).sort()
} // prettier-ignore
