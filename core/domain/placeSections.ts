/**
 * Sections of the file of a supervised place 园区, 楼宇: what each needs, who fills a gap and by when. Rule PF-1 is the product's own;
 * days and states are those of the enterprise file.
 */
import { type SectionFacts, type SectionState, sectionState } from './fileSections.ts'

export const PLACE_RULE = 'PF-1'

/** Kinds of places that are supervised as one; a named block is none. */
export const PLACE_KINDS = ['park', 'tower'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

/** Who fills each section, in the order of the file. Hazards and visits are registers: nothing on record is an answer. */
export const PLACE_FILLERS = {
  identity: 'data-steward',
  manager: 'data-steward',
  people: 'data-steward',
  position: 'data-steward',
  tenants: 'data-steward',
  hazards: 'supervisor',
  inspections: 'supervisor',
} as const satisfies Record<string, 'data-steward' | 'supervisor'>
export type PlaceSectionName = keyof typeof PLACE_FILLERS
export const PLACE_SECTIONS = Object.keys(PLACE_FILLERS) as [PlaceSectionName, ...PlaceSectionName[]]

/** What the sections stand on; null and false are what nobody filled in. */
export interface PlaceFacts {
  readonly kind: PlaceKind
  readonly code: string | null
  readonly address: string | null
  /** Floors; asked of towers alone. */
  readonly floors: number | null
  /** m² */
  readonly area: number | null
  /** The manager has a file of its own, which says name and code to others than whoever asks. */
  readonly managerHidden: boolean
  readonly managerName: string | null
  readonly managerCode: string | null
  readonly person: string | null
  readonly reachable: boolean
  readonly safetyManager: string | null
  readonly safetyReachable: boolean
  readonly emergencyContact: string | null
  readonly grid: number | null
  /** A file told a point alone: where the boundary runs nobody has drawn yet. */
  readonly boundaryAssumed: boolean
  /** Tenants with a file, and without, whether or not whoever asks may see them. */
  readonly tenants: number
  readonly tenantsWithoutFile: number
}

const lacking = (of: Readonly<Record<string, boolean>>): string[] => Object.keys(of).filter((code) => !of[code])

/** What each section lacks, by codes. */
export function placeLacks(facts: PlaceFacts): Readonly<Record<PlaceSectionName, readonly string[]>> {
  const { kind, code, address, floors, area, managerHidden, managerName, managerCode, person, safetyManager } = facts
  return {
    identity: lacking({
      code: code !== null,
      address: address !== null,
      floors: kind !== 'tower' || floors !== null,
      area: area !== null,
    }),
    manager: lacking({
      manager: managerHidden || managerName !== null,
      'manager-code': managerHidden || managerCode !== null,
    }),
    people: lacking({
      person: person !== null,
      phone: facts.reachable,
      'safety-manager': safetyManager !== null,
      'safety-phone': facts.safetyReachable,
      emergency: facts.emergencyContact !== null,
    }),
    position: lacking({ grid: facts.grid !== null, boundary: !facts.boundaryAssumed }),
    tenants: lacking({
      tenants: facts.tenants + facts.tenantsWithoutFile > 0,
      files: facts.tenantsWithoutFile === 0,
    }),
    hazards: [],
    inspections: [],
  }
}

/** One section as it stands. */
export interface PlaceSection {
  readonly section: PlaceSectionName
  readonly state: SectionState
  readonly by: (typeof PLACE_FILLERS)[PlaceSectionName]
  /** Until when what is missing is to be filled: thirty days after the file was opened. */
  readonly dueAt: Date | null
  readonly lacks: readonly string[]
}

/** Every section of a place's file, in its order; none of them runs out. */
export function placeSections(facts: PlaceFacts, openedAt: Date, now: Date): PlaceSection[] {
  const lacks = placeLacks(facts)
  return PLACE_SECTIONS.map((section) => {
    const known: SectionFacts = { absent: null, lacks: lacks[section], until: null }
    return { section, by: PLACE_FILLERS[section], lacks: lacks[section], ...sectionState(known, openedAt, now) }
  })
}
