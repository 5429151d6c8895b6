import type { HazardEvent } from '#core/contract/hazardLoop.ts'
import type { HazardAct } from '#core/domain/hazardActs.ts'
import { count } from '#client/ui/format.ts'

type Translate = (key: string, values?: Record<string, unknown>) => string
interface Fact {
  readonly name: string
  readonly value: string
}

/** Acts whose time is not yet, or no more, the due time that was ordered. */
const EXTENDING: readonly HazardAct[] = ['ask-extension', 'grant-extension']

/** What an act said beside its note, in words; what it did not say is left out. @param moment how a time is written */
export function factsOf(event: HazardEvent, t: Translate, moment: (at: string) => string): Fact[] {
  const said: readonly (readonly [name: string, value: string | null | false])[] = [
    ['field.grade', event.major !== null && t(`hazards.grade.${event.major ? 'major' : 'general'}`)],
    ['field.kind', event.kind && t(`hazards.kind.${event.kind}`)],
    ['field.clause', event.clause],
    ['fact.responsibleUnit', event.responsibleUnit],
    ['fact.responsiblePerson', event.responsiblePerson],
    ['fact.measures', event.measures],
    [EXTENDING.includes(event.act) ? `until.${event.act}` : 'fact.due', event.dueAt && moment(event.dueAt)],
    ['fact.funds', event.funds !== null && t('hazards.yuan', { n: count(event.funds) })],
    ['fact.emergencyPlan', event.emergencyPlan],
    ['fact.work', event.stopped === true && t('hazards.stopped')],
    ['fact.revisit', event.revisitOn],
  ]
  return said.flatMap(([name, value]) => (value ? [{ name: t(`hazards.${name}`), value }] : []))
}
