import type { EnterpriseFacts, WantedFacts, DATUMS } from '#core/contract/enterpriseFacts.ts'
import { WantedFacts as Wanted } from '#core/contract/enterpriseFacts.ts'
import type { Position } from '#core/contract/route.ts'
import { ENTERPRISE_FIELDS, type EnterpriseField } from '#core/domain/enterpriseFields.ts'

type Datum = (typeof DATUMS)[number]
/** Facts as they stand in a form: every value as text, '' where it is not filled in. */
export interface FactDraft {
  readonly texts: Record<EnterpriseField, string>
  /** Datum in which position and boundary are typed; '' until it is chosen. */
  datum: Datum | ''
}

const DEGREES = 7
/** `121.5, 37.4`, as both a field and the map write it. */
export const positionText = (at: Position): string => at.map((degrees) => Number(degrees.toFixed(DEGREES))).join(', ')
/** Corners one after another, not closed: `121.5, 37.4; 121.6, 37.4; …` */
export function ringText(ring: readonly Position[]): string {
  const [first, last] = [ring[0], ring.at(-1)]
  const isClosed = ring.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
  return (isClosed ? ring.slice(0, -1) : ring).map(positionText).join('; ')
}

/** A position as typed, `lng, lat`; undefined where it is none. */
export function readPosition(text: string): Position | undefined {
  const numbers = text.trim().split(/[\s,，]+/)
  const at = numbers.map((number) => (/^-?\d{1,3}(\.\d+)?$/.test(number) ? Number(number) : Number.NaN))
  return at.length === 2 && at.every(Number.isFinite) ? (at as Position) : undefined
}
/** Corners as typed; undefined where one of them is none. */
export function readRing(text: string): Position[] | undefined {
  const corners = text
    .split(/[;；\n]/)
    .filter((corner) => corner.trim() !== '')
    .map(readPosition)
  return corners.every((corner) => corner !== undefined) ? (corners as Position[]) : undefined
}

/** The facts as they are, to be written over. */
export function draftOf(facts: EnterpriseFacts): FactDraft {
  const texts = Object.fromEntries(
    ENTERPRISE_FIELDS.map((field) => {
      if (field === 'position') return [field, facts.position ? positionText(facts.position.at) : '']
      if (field === 'footprint') return [field, facts.footprint ? ringText(facts.footprint.ring) : '']
      return [field, String(facts[field] ?? '')]
    }),
  ) as Record<EnterpriseField, string>
  return { texts, datum: '' }
}

/** What is typed as the contract takes it; whatever cannot be read is left to the contract to refuse. */
function valueOf(field: EnterpriseField, { texts, datum }: FactDraft): unknown {
  const text = texts[field].trim()
  if (field === 'crowded' || field === 'highRisk') return text === 'true'
  if (text === '') return null
  if (field === 'staff' || field === 'standardization' || field === 'place')
    return /^\d+$/.test(text) ? Number(text) : text
  if (field === 'position') return { at: readPosition(text), datum }
  if (field === 'footprint') return { ring: readRing(text), datum }
  return text
}

/** What differs from the facts as they are, and which of it cannot be so. */
export function wantedOf(
  draft: FactDraft,
  facts: EnterpriseFacts,
): { changed: EnterpriseField[]; faults: EnterpriseField[]; wanted: WantedFacts } {
  const { texts: before } = draftOf(facts)
  const changed = ENTERPRISE_FIELDS.filter((field) => draft.texts[field].trim() !== before[field])
  const given = Object.fromEntries(changed.map((field) => [field, valueOf(field, draft)]))
  const faults = changed.filter((field) => !Wanted.safeParse({ [field]: given[field] }).success)
  return { changed, faults, wanted: given as WantedFacts }
}

/** Those of the wanted facts that are named. */
export const pick = (wanted: WantedFacts, fields: readonly EnterpriseField[]): WantedFacts =>
  Object.fromEntries(Object.entries(wanted).filter(([field]) => fields.includes(field as EnterpriseField)))
