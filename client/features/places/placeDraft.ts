import { ChangedPlace, NewPlace, type PlaceFile } from '#core/contract/places.ts'
import type { Position } from '#core/contract/route.ts'

/** Fields of the file as they are typed, in the order of the form; numbers and ids as text too, '' where not filled in. */
export const PLACE_FIELDS = [
  'kind',
  'name',
  'code',
  'address',
  'floors',
  'area',
  'units',
  'leadDepartment',
  'manager',
  'managerCode',
  'managerEnterprise',
  'person',
  'phone',
  'safetyManager',
  'safetyManagerPhone',
  'emergencyContact',
  'emergencyPhone',
  'boundary',
  'datum',
] as const
export type PlaceField = (typeof PLACE_FIELDS)[number]
export type PlaceDraft = Record<PlaceField, string>

const NUMBERS: readonly PlaceField[] = ['floors', 'area', 'units', 'leadDepartment', 'managerEnterprise']

/** The file as a draft; a new one where there is none. What a manager's file says is not typed again. */
export function draftOf(file?: PlaceFile): PlaceDraft {
  const value = (field: PlaceField) =>
    field === 'boundary' || field === 'datum'
      ? ''
      : String((file as Record<string, unknown> | undefined)?.[field] ?? '')
  const draft = Object.fromEntries(PLACE_FIELDS.map((field) => [field, value(field)])) as PlaceDraft
  if (file && file.manager === null) draft.managerCode = ''
  return file ? draft : { ...draft, kind: 'tower' }
}

/** Corners as they are typed; WGS 84 where they come from the map or the file. */
export const cornersText = (ring: readonly Position[]): string => ring.map((at) => at.join(', ')).join('; ')

/** Corners as typed, `lng, lat; lng, lat; …`; undefined where one of them is none. */
function ringOf(text: string): Position[] | undefined {
  const corners = text
    .split(/[;；\n]/)
    .filter((corner) => corner.trim() !== '')
    .map((corner) => corner.trim().split(/[\s,，]+/).map(Number))
  return corners.every((corner) => corner.length === 2 && corner.every(Number.isFinite)) ? (corners as Position[]) : undefined
} // prettier-ignore

/** What is typed as the contract takes it, and which fields it refuses. @param seen when what it changes was changed last; a new file has none, and must have a boundary */
export function bodyOf(draft: PlaceDraft, seen?: string): { body: NewPlace | ChangedPlace; faults: PlaceField[] } {
  const { boundary, datum, ...facts } = draft
  const given = Object.fromEntries(
    Object.entries(facts).map(([field, typed]) => {
      const text = typed.trim()
      if (text === '') return [field, null]
      return [field, NUMBERS.includes(field as PlaceField) && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text]
    }),
  )
  const isNew = seen === undefined
  const drawn = boundary.trim() === '' && !isNew ? null : { ring: ringOf(boundary), datum }
  const body = { ...given, boundary: drawn, ...(seen !== undefined && { seen }) }
  const { success, data, error } = (isNew ? NewPlace : ChangedPlace).safeParse(body)
  if (success) return { body: data, faults: [] }
  return { body: body as ChangedPlace, faults: [...new Set(error.issues.map(({ path }) => path[0] as PlaceField))] }
}
