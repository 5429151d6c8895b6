import { at, DAY, MONTHS, monthBefore } from './calendar.ts'
import type { DemoEnterprise } from './enterprises.ts'
import { personName } from './people.ts'
import type { Random } from './random.ts'

/** Days between visits by class: monthly, quarterly, half-yearly. */
const CYCLE = { A: 30, B: 91, C: 182 } as const

const KINDS = { patrol: 58, enforcement: 14, joint: 8, expert: 9, leader: 5, 're-inspection': 6 } as const
/** Grids whose chiefs fall behind: share of due visits really made; the others make 90 to 99 %. */
const BEHIND: Readonly<Record<string, number>> = {
  石门里: 0.66,
  果园里: 0.69,
  松岭北: 0.75,
  仓储园: 0.78,
  生物园: 0.8,
  航谷园: 0.84,
  渔港里: 0.86,
}
const SELF_SHARE = 0.12

export interface InspectionRow {
  readonly identifier: string
  readonly kind: string
  readonly inspector: string
  readonly inspected_at: string
  readonly findings: number
}

/** Rows of `inspection` over 26 months, oldest first: each enterprise's cycle counted back from `day`, with visits missed. */
export function inspectionRows(
  enterprises: readonly DemoEnterprise[],
  classes: ReadonlyMap<string, keyof typeof CYCLE>,
  day: Date,
  random: Random,
): InspectionRow[] {
  const first = monthBefore(day, MONTHS - 1).getTime()
  const teams = new Map<string, readonly string[]>()
  const team = (grid: string) => {
    const known = teams.get(grid) ?? Array.from({ length: 4 }, () => personName(random))
    teams.set(grid, known)
    return known
  }
  const rows = enterprises.flatMap((enterprise) => {
    const cycle = CYCLE[classes.get(enterprise.code) ?? 'C']
    const kept = BEHIND[enterprise.place.grid] ?? 0.93 + random.next() * 0.06
    const visits: InspectionRow[] = []
    const enter = (kind: string, inspector: string, when: Date) =>
      visits.push({
        identifier: enterprise.code,
        kind,
        inspector,
        inspected_at: when.toISOString(),
        findings: findings(enterprise, random),
      })
    for (let due = day.getTime(); due - cycle * DAY > first; due -= cycle * DAY) {
      if (!random.chance(kept)) continue
      const visited = at(new Date(due - random.whole(1, Math.floor(cycle * 0.94)) * DAY), 0, 8.5 + random.next() * 8)
      enter(random.weighted(KINDS), random.pick(team(enterprise.place.grid)), visited)
      if (random.chance(SELF_SHARE)) enter('self', enterprise.safetyManager, at(visited, -1, 10))
    }
    return visits
  })
  return rows.sort((a, b) => (a.inspected_at < b.inspected_at ? -1 : a.inspected_at > b.inspected_at ? 1 : 0))
}

/** How many things a visit finds: the more dangerous, the more often. */
function findings({ risk, plant }: DemoEnterprise, random: Random): number {
  const likely = risk === undefined ? 0.2 : ([0.75, 0.65, 0.5, 0.3][risk - 1] ?? 0.3)
  return random.chance(likely) ? random.whole(1, plant ? 5 : 3) : 0
}
