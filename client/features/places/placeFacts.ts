import type { PlaceFile } from '#core/contract/places.ts'
import { dayBefore } from '#client/ui/districtTime.ts'
import type { PlaceSectionName } from '#core/domain/placeSections.ts'

/** Words of the screen. */
type Say = (key: string, values?: Record<string, unknown>) => string
/** One line of a section; null is 未填. */
export interface Fact {
  readonly name: string
  readonly value: string | null
  readonly phone?: string | null
}

const number = (value: number | null) => (value === null ? null : value.toLocaleString('en'))

/** What stands in the sections that are facts; tenants, hazards and visits are lists and figures of their own. */
const FACTS: Readonly<Partial<Record<PlaceSectionName, (file: PlaceFile, say: Say) => readonly Fact[]>>> = {
  identity: (file, say) => [
    { name: say('places.field.code'), value: file.code },
    { name: say('places.field.address'), value: file.address },
    ...(file.kind === 'tower' ? [{ name: say('places.field.floors'), value: number(file.floors) }] : []),
    { name: say('places.field.area'), value: number(file.area) },
    { name: say('places.field.units'), value: number(file.units) },
    { name: say('places.field.leadDepartment'), value: file.leadDepartmentName ?? say('places.tradeLeads') },
  ],
  manager: (file, say) => [
    { name: say('places.field.manager'), value: file.managerHidden ? say('places.hidden') : file.managerName },
    ...(file.managerHidden ? [] : [{ name: say('places.field.managerCode'), value: file.managerCode }]),
  ],
  people: (file, say) => [
    { name: say('places.field.person'), value: file.person, phone: file.phone },
    { name: say('places.field.safetyManager'), value: file.safetyManager, phone: file.safetyManagerPhone },
    { name: say('places.field.emergencyContact'), value: file.emergencyContact, phone: file.emergencyPhone },
  ],
  position: (file, say) => [
    {
      name: say('places.field.grid'),
      value:
        file.gridName === null
          ? say('words.blind')
          : [
              file.gridName,
              file.gridPerson,
              file.gridSubstitute &&
                say('gridPeople.standsIn', {
                  name: file.gridSubstitute.name,
                  day: dayBefore(file.gridSubstitute.untilOn),
                }),
            ]
              .filter(Boolean)
              .join(' · '),
    },
    {
      name: say('places.field.ring'),
      value: say('places.corners', { n: file.ring.length - 1, datum: say(`proposals.datum.${file.sourceDatum}`) }),
    },
  ],
}

/** The facts of a section, in the words of the page. */
export const factsOf = (section: PlaceSectionName, file: PlaceFile, say: Say): readonly Fact[] =>
  FACTS[section]?.(file, say) ?? []
