import type pg from 'pg'

/*
 * Which reminders of hazards must be there by rule HE-1 as docs/reminders.md says it, from hazards in memory. It shares nothing with the
 * server.
 */

export interface ModelHazard {
  readonly id: number
  readonly grid: number | null
  readonly department: number | null
  readonly state: string
  /** Since when it is in that state, and until when it has to be rectified; milliseconds. */
  readonly since: number
  readonly due: number
  readonly major: boolean
  /** 0 the district, a department, or nobody. */
  readonly supervising: number | null
}

const DAY = 24 * 3600 * 1000
const HAS_IT = new Set(['dispatched', 'rectifying', 'extension-requested', 'rejected'])
const WAITS: Readonly<Record<string, string>> = {
  reported: 'hazard-verify', verified: 'hazard-dispatch', 'extension-requested': 'hazard-extension', 'pending-review': 'hazard-review',
} // prettier-ignore

/** Every step of a hazard as it stands: of what, counted from when, whom it reaches, after how many days. */
export function stepsOf(h: ModelHazard): { kind: string; from: number; side: string; days: number }[] {
  if (h.state === 'closed' || h.state === 'voided') return []
  const lead = h.department === null ? 'district' : 'department'
  const chief = h.grid === null ? lead : 'grid'
  const body = h.supervising === 0 ? 'district' : lead
  const steps: { kind: string; from: number; side: string; days: number }[] = []
  const add = (kind: string, from: number, side: string, ...days: number[]) =>
    days.forEach((one) => steps.push({ kind, from, side, days: one }))
  if (HAS_IT.has(h.state)) add('hazard-due', h.due, 'enterprise', -3, -1, 0)
  if (h.major) add('hazard-due', h.due, body, 0, 1)
  add('hazard-due', h.due, chief, 1)
  add('hazard-due', h.due, lead, 3)
  add('hazard-due', h.due, 'leader', 7)
  const waits = WAITS[h.state]
  if (waits !== undefined) {
    add(waits, h.since, h.major ? body : chief, 1)
    add(waits, h.since, lead, 3)
    add(waits, h.since, 'leader', 7)
  }
  return steps
}

/** What a hazard has reached at `now`, of each side the latest, as text. */
export function reachedBy(h: ModelHazard, now: number): string[] {
  const latest = new Map<string, number>()
  for (const { kind, from, side, days } of stepsOf(h)) {
    if (from + days * DAY > now) continue
    const key = `${h.id} ${kind} ${from} ${side}`
    latest.set(key, Math.max(days, latest.get(key) ?? -99))
  }
  return [...latest].map(([key, days]) => `${key} ${days}`)
}

/** What was told of hazards so far, as the same text. */
export async function toldOf(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ row: string }>(
    `select hazard || ' ' || kind || ' ' || (extract(epoch from counted_from) * 1000)::bigint || ' ' || side || ' ' || days as row
     from reminder where hazard is not null`,
  )
  return rows.map(({ row }) => row).sort()
}
