import type { Position } from '#core/contract/route.ts'
import { ChangedUnit, NewUnit, type SourceUnit } from '#core/contract/sourceUnits.ts'
import { FORMS_OF } from '#core/domain/sourceBound.ts'

/** The unit as it is typed. */
interface UnitDraft {
  name: string
  unitKind: 'production' | 'storage'
  form: string
  /** Corners, or a polygon as GeoJSON or WKT. */
  corners: string
  datum: string
  reason: string
}
export type UnitField = 'name' | 'form' | 'bound' | 'reason'

export const cornersText = (ring: readonly Position[]): string => {
  const isClosed = ring.length > 3 && String(ring[0]) === String(ring.at(-1))
  return (isClosed ? ring.slice(0, -1) : ring).map((at) => at.join(', ')).join('; ')
}

/** What the form begins with. */
export function draftOf(unit?: SourceUnit): UnitDraft {
  const drawn = unit?.bound
  return {
    name: unit?.name ?? '',
    unitKind: unit?.unitKind ?? 'storage',
    form: drawn?.form ?? (unit && unit.unitKind === 'production' ? 'valves' : 'dike'),
    corners: drawn ? cornersText(drawn.ring) : '',
    datum: drawn ? 'wgs84' : '',
    reason: drawn?.reason ?? '',
  }
}

/** The first ring of the only polygon within a piece of GeoJSON, whatever it is wrapped in. */
function ringOfGeoJson(text: string): Position[] | undefined {
  const found: unknown[] = []
  const visit = (one: unknown) => {
    if (typeof one !== 'object' || one === null) return
    const { type, coordinates, geometry, features } = one as Record<string, unknown>
    if (type === 'Polygon' && Array.isArray(coordinates)) found.push(coordinates[0])
    else if (type === 'MultiPolygon' && Array.isArray(coordinates))
      found.push(...coordinates.map((one: unknown[]) => one[0])) // prettier-ignore
    else if (Array.isArray(features)) features.forEach(visit)
    else visit(geometry)
  }
  try {
    visit(JSON.parse(text))
  } catch {
    return undefined
  }
  const [ring] = found
  return found.length === 1 && Array.isArray(ring) ? ring.map((at) => (at as number[]).slice(0, 2) as Position) : undefined // prettier-ignore
}

/** Corners as typed `lng, lat; …`, or those of a polygon as GeoJSON or WKT; undefined where they are none. */
export function readShape(text: string): Position[] | undefined {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return ringOfGeoJson(trimmed)
  const [, inside] = /^POLYGON\s*Z?\s*\(\(([^()]*)\)\)$/i.exec(trimmed) ?? []
  const corners = (inside === undefined ? trimmed.split(/[;；\n]/) : inside.split(','))
    .filter((corner) => corner.trim() !== '')
    .map((corner) => corner.trim().split(/[\s,，]+/).map(Number).slice(0, 2)) // prettier-ignore
  const isRing = corners.length >= 3 && corners.every((at) => at.length === 2 && at.every(Number.isFinite))
  return isRing ? (corners as unknown as Position[]) : undefined
}

/** What is typed as the contract takes it, and which fields it refuses. @param seen of the unit that it changes; a new one has none, and must have a bound */
export function bodyOf(draft: UnitDraft, seen?: string): { body: NewUnit | ChangedUnit; faults: UnitField[] } {
  const isNew = seen === undefined
  const isBare = draft.corners.trim() === '' && !isNew
  const body = {
    name: draft.name.trim(),
    unitKind: draft.unitKind,
    form: isBare ? null : draft.form,
    bound: isBare ? null : { ring: readShape(draft.corners), datum: draft.datum },
    reason: draft.reason.trim() === '' || isBare ? null : draft.reason.trim(),
    ...(!isNew && { seen }),
  }
  const { success, data, error } = (isNew ? NewUnit : ChangedUnit).safeParse(body)
  if (success) return { body: data, faults: [] }
  return { body: body as ChangedUnit, faults: [...new Set(error.issues.map(({ path }) => path[0] as UnitField))] }
}

/** The form of a unit of another kind: its own one where there is one alone, else the usual. */
export const formOf = (kind: UnitDraft['unitKind']): string => FORMS_OF[kind][0]
