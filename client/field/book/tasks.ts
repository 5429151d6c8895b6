import type { EnterpriseRow } from '#core/contract/enterprises.ts'
import type { HazardRow } from '#core/contract/hazards.ts'
import type { Position } from '#core/contract/route.ts'
import { type Factors, factorsOf, metresBetween } from '#core/domain/dayOrder.ts'

const DAY_MS = 86_400_000
/** Visits that are due later than this many days are not told yet. */
export const AHEAD_DAYS = 7

/** One thing to do, with what made its place in the list. */
export interface FieldTask {
  readonly key: string
  readonly kind: 'hazard' | 'visit'
  /** Of the hazard or the enterprise. */
  readonly id: number
  readonly enterprise: number
  readonly title: string
  readonly enterpriseName: string
  readonly risk: number
  readonly major: boolean
  readonly state: HazardRow['state'] | undefined
  readonly turn: HazardRow['turn']
  readonly class: EnterpriseRow['class']
  readonly dueAt: string
  readonly isLate: boolean
  readonly position: Position | null
  readonly metres: number | undefined
  readonly factors: Factors
}

interface Book {
  readonly hazards: readonly HazardRow[]
  readonly enterprises: readonly EnterpriseRow[]
}

/**
 * What is to be done, the most urgent first: every open hazard, and visits that are late or due within the week.
 * @param now  the server's clock, epoch milliseconds: what was not overdue when the book came may be by now
 * @param here where the device is, if it knows
 */
export function tasksOf({ hazards, enterprises }: Book, now: number, here: Position | undefined): FieldTask[] {
  const byId = new Map(enterprises.map((one) => [one.id, one]))
  const place = (enterprise: EnterpriseRow | undefined) => {
    const position = enterprise?.position ?? null
    return { position, metres: here && position ? metresBetween(here, position) : undefined }
  }
  const urgency = (risk: number, dueAt: string, metres: number | undefined) =>
    factorsOf({ risk, metres, daysLate: (now - Date.parse(dueAt)) / DAY_MS })
  const ofHazards = hazards.map((one): FieldTask => {
    const { position, metres } = place(byId.get(one.enterprise))
    const { id, enterprise, enterpriseName, major, state, turn, dueAt } = one
    const risk = major ? 1 : 3
    return {
      key: `hazard-${id}`, kind: 'hazard', id, enterprise, enterpriseName, title: one.description, risk, major, state, turn, dueAt,
      class: byId.get(enterprise)?.class ?? null, isLate: Date.parse(dueAt) < now, position, metres, factors: urgency(risk, dueAt, metres),
    } // prettier-ignore
  })
  const ofVisits = enterprises.flatMap((one): FieldTask[] => {
    const { id, name, visitDueAt } = one
    if (visitDueAt === null || Date.parse(visitDueAt) > now + AHEAD_DAYS * DAY_MS) return []
    const { position, metres } = place(one)
    const risk = one.risk ?? 0
    return [{
      key: `visit-${id}`, kind: 'visit', id, enterprise: id, enterpriseName: name, title: name, risk, major: false, state: undefined,
      turn: null, dueAt: visitDueAt, class: one.class, isLate: Date.parse(visitDueAt) < now, position, metres,
      factors: urgency(risk, visitDueAt, metres),
    }] // prettier-ignore
  })
  return [...ofHazards, ...ofVisits].sort((a, b) => b.factors.urgency - a.factors.urgency || a.key.localeCompare(b.key))
}
