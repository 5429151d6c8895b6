import { TankBody, type TankRow } from '#core/contract/tanks.ts'
import type { TankKind } from '#core/domain/tanks.ts'

/** Fields of text. */
export type TankField = 'tag' | 'diameter' | 'extent' | 'capacity' | 'density' | 'heading' | 'position' | 'datum'
/** A tank as it is typed. */
type TankDraft = Record<TankField, string> & { kind: TankKind; substance: string }

/** What the form begins with: the tank as it is, or a new one. */
export function draftOf(row?: TankRow): TankDraft {
  const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
  return {
    tag: row?.tag ?? '',
    kind: row?.kind ?? 'vertical',
    diameter: text(row?.diameter),
    extent: text(row?.extent),
    capacity: text(row?.capacity),
    density: text(row?.density),
    heading: text(row?.heading ?? 0),
    substance: text(row?.substance),
    position: row?.position?.join(', ') ?? '',
    datum: row?.position ? 'wgs84' : '',
  }
}

const numberOf = (text: string) => {
  const trimmed = text.trim()
  if (trimmed === '') return null
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN
}
function positionOf({ position, datum }: TankDraft) {
  if (position.trim() === '') return null
  const at = position.trim().split(/[\s,，]+/).map(Number) // prettier-ignore
  return { at, datum }
}

/** The body that a draft stands for, or what is wrong with it. */
export function bodyOf(draft: TankDraft) {
  return TankBody.safeParse({
    tag: draft.tag.trim(),
    kind: draft.kind,
    diameter: numberOf(draft.diameter),
    extent: draft.kind === 'sphere' ? null : numberOf(draft.extent),
    capacity: numberOf(draft.capacity),
    density: numberOf(draft.density),
    substance: numberOf(draft.substance),
    heading: draft.kind === 'horizontal' ? numberOf(draft.heading) : 0,
    position: positionOf(draft),
  })
}
