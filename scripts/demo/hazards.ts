import { at, DAY, MONTHS, monthBefore, monthOfYear } from './calendar.ts'
import type { DemoEnterprise } from './enterprises.ts'
import { hazardText } from './hazardTexts.ts'
import type { Random } from './random.ts'

/** Findings in a usual month, and how the year moves them: summer heat and flood season up, Spring Festival down. */
const A_MONTH = 330
const SEASON = [0.86, 0.48, 0.92, 1, 1.08, 1.3, 1.42, 1.36, 1.08, 0.96, 1.02, 1.04] as const

const SOURCES = { self: 44, patrol: 21, enforcement: 12, expert: 8, 'third-party': 7, report: 4, sensor: 4 } as const
const TERMS = { 15: 30, 30: 50, 45: 20 } as const
const MAJOR_SHARE = 0.02
const VOIDED_SHARE = 0.007
const LATE_SHARE = 0.085
/** Findings nobody gets done: they stay overdue for months and keep the figure honest. */
const STUCK_SHARE = 0.012

type State = 'reported' | 'verified' | 'dispatched' | 'rectifying' | 'extension-requested' | 'pending-review' | 'rejected' | 'closed' | 'voided' // prettier-ignore

export interface HazardRow {
  readonly identifier: string
  readonly source: keyof typeof SOURCES
  readonly major: boolean
  readonly state: State
  readonly description: string
  readonly found_at: string
  readonly due_at: string
  readonly closed_at: string | null
}

/** Rows of `hazard` over 26 months up to midnight of `day`, oldest first. */
export function hazardRows(enterprises: readonly DemoEnterprise[], day: Date, random: Random): HazardRow[] {
  const urn = enterprises.flatMap((each) => Array.from({ length: weightOf(each) }, () => each))
  const rows: HazardRow[] = []
  for (let back = MONTHS - 1; back >= 0; back--) {
    const start = monthBefore(day, back)
    const end = back === 0 ? day : monthBefore(day, back - 1)
    const days = Math.round((end.getTime() - start.getTime()) / DAY)
    const growth = 1 + (MONTHS - back) * 0.004
    const count = Math.round((A_MONTH * growth * (SEASON[monthOfYear(start)] ?? 1) * days) / 30.4)
    for (let i = 0; i < count; i++) rows.push(finding(random.pick(urn), at(start, random.whole(0, days - 1), working(random)), day, random)) // prettier-ignore
  }
  return rows.sort((a, b) => (a.found_at < b.found_at ? -1 : a.found_at > b.found_at ? 1 : 0))
}

const working = (random: Random) => 8 + random.next() * 10

function weightOf({ risk, staff, plant }: DemoEnterprise): number {
  const base = risk === 1 ? 9 : risk === 2 ? 6 : risk === 3 ? 3 : 1
  return base + (staff > 100 ? 2 : 0) + (plant ? 6 : 0)
}

function finding(enterprise: DemoEnterprise, found: Date, day: Date, random: Random): HazardRow {
  const major = random.chance(
    enterprise.risk !== undefined && enterprise.risk <= 2 ? MAJOR_SHARE * 1.9 : MAJOR_SHARE * 0.7,
  )
  const term = major ? random.pick([45, 60, 90]) : Number(random.weighted(TERMS))
  const due = at(found, term, 18)
  const voided = random.chance(VOIDED_SHARE) && found.getTime() < day.getTime() - 3 * DAY
  const done = completion(found, due, term, random)
  const closed = voided || done.getTime() >= day.getTime() ? undefined : done
  return {
    identifier: enterprise.code,
    source: random.weighted(SOURCES),
    major,
    state: voided ? 'voided' : closed ? 'closed' : openState(found, done, day, random),
    description: hazardText(enterprise.trade.family, major, random),
    found_at: found.toISOString(),
    due_at: due.toISOString(),
    closed_at: closed?.toISOString() ?? null,
  }
}

/** When it will be put right: mostly in the last third of its term, some late, a few stuck. */
function completion(found: Date, due: Date, term: number, random: Random): Date {
  if (random.chance(STUCK_SHARE)) return at(due, random.whole(40, 260), working(random))
  if (random.chance(LATE_SHARE)) return at(due, random.whole(1, 22), working(random))
  const share = 0.45 + 0.5 * random.next()
  return at(found, Math.max(1, Math.floor(term * share)), working(random))
}

/** Where an open finding stands, by how long it has been known and how near its end is. */
function openState(found: Date, done: Date, day: Date, random: Random): State {
  const age = (day.getTime() - found.getTime()) / DAY
  const left = (done.getTime() - day.getTime()) / DAY
  if (age < 1) return 'reported'
  if (age < 2) return random.weighted({ reported: 2, verified: 5, dispatched: 3 })
  if (age < 5) return random.weighted({ verified: 2, dispatched: 6, rectifying: 4 })
  if (left < 3) return random.weighted({ 'pending-review': 7, rejected: 2, rectifying: 2 })
  return random.weighted({ rectifying: 12, 'extension-requested': 1, rejected: 1, dispatched: 1 })
}
