/** Tanks 储罐 by their shape: vertical cylinder, horizontal cylinder with flat ends, sphere. */
export const TANK_KINDS = ['vertical', 'horizontal', 'sphere'] as const
export type TankKind = (typeof TANK_KINDS)[number]

/** Inside of a tank. */
export interface TankShape {
  readonly kind: TankKind
  /** d, m, > 0 */
  readonly diameter: number
  /** Height of the shell of a vertical tank, length of a horizontal one, m, > 0; null for a sphere. */
  readonly extent: number | null
}

/** Height up to which a tank can be full, m. */
export const tankHeight = ({ kind, diameter, extent }: TankShape): number =>
  kind === 'vertical' ? (extent ?? Number.NaN) : diameter

/**
 * What stands in a tank up to a level.
 *
 * vertical π d²/4 · h; horizontal L · (r² acos((r − h)/r) − (r − h) √(2 r h − h²)); sphere π h² (3 r − h)/3
 *
 * @param level h, m above the lowest point inside, 0 to the height of the tank
 * @returns m³
 * @throws RangeError where level or shape are out of range
 * @see the cylinder's segment and the ball's cap; dished heads, roofs and what is built in are not counted
 */
export function tankVolume(shape: TankShape, level: number): number {
  const { kind, diameter, extent } = shape
  const length = kind === 'sphere' ? 1 : (extent ?? Number.NaN)
  if (!(diameter > 0) || !(length > 0)) throw new RangeError(`no tank of ${diameter} m by ${extent} m`)
  if (!(level >= 0) || level > tankHeight(shape)) throw new RangeError(`no level of ${level} m in a tank`)
  const r = diameter / 2
  if (kind === 'vertical') return Math.PI * r * r * level
  if (kind === 'sphere') return (Math.PI * level * level * (3 * r - level)) / 3
  const middle = r - level
  return length * (r * r * Math.acos(middle / r) - middle * Math.sqrt(Math.max(0, 2 * r * level - level * level)))
}

/** m³ of a full tank. */
export const fullVolume = (shape: TankShape): number => tankVolume(shape, tankHeight(shape))

/** Metres that one of a unit is, of units that levels are measured in; others are no height. */
const METRES: Readonly<Record<string, number>> = { m: 1, cm: 0.01, mm: 0.001 }
/** A level as it was measured, in metres; undefined where its unit is no height. */
const levelMetres = (value: number, unit: string): number | undefined => {
  const metres = METRES[unit.trim()]
  return metres === undefined ? undefined : value * metres
}

/** A level sensor of a tank, as live as it is now. */
interface LevelRead {
  readonly value: number | null
  readonly unit: string
  /** It is live or late: what it read still says what is so. */
  readonly known: boolean
}
/** What is in a tank now. */
export type TankContents =
  /** No level sensor in a unit of height; none that is live; a level that the tank cannot have; posts that may not know, or no geometry. */
  | { readonly is: 'unmeasured' | 'silent' | 'impossible' | 'hidden' }
  | {
      readonly is: 'known'
      /** m */
      readonly level: number
      /** Of the height, 0 to 1. */
      readonly share: number
      /** m³ */
      readonly volume: number
      /** t; null where the density is not known. */
      readonly mass: number | null
      /** More than its file says it holds. */
      readonly overCapacity: boolean
    }

/** What may be known of a tank. */
type KnownTank = TankShape & { readonly capacity: number | null; readonly density: number | null }

/** What is in a tank by its level sensors; of several that are live the highest counts, which is the safe side. */
export function contentsOf(tank: KnownTank, reads: readonly LevelRead[]): TankContents {
  const levels = reads.filter(({ unit }) => levelMetres(0, unit) !== undefined)
  if (levels.length === 0) return { is: 'unmeasured' }
  const live = levels.filter(({ known, value }) => known && value !== null)
  if (live.length === 0) return { is: 'silent' }
  if (tank.capacity === null || (tank.kind !== 'sphere' && tank.extent === null)) return { is: 'hidden' }
  const level = Math.max(...live.map(({ value, unit }) => levelMetres(value!, unit)!))
  const height = tankHeight(tank)
  if (!(level >= 0) || level > height) return { is: 'impossible' }
  const volume = tankVolume(tank, level)
  const mass = tank.density === null ? null : volume * tank.density
  return { is: 'known', level, share: level / height, volume, mass, overCapacity: volume > tank.capacity }
}

/** Live tonnes of one substance in all its tanks, beside the quantity that it is graded by. */
interface LiveSum {
  readonly substance: number
  /** t: what is known, at least that much is there while `unknown` is not 0. */
  readonly tonnes: number
  readonly tanks: number
  /** Tanks whose contents are not known now. */
  readonly unknown: number
  /** The tonnes that are known are more than the design quantity already. */
  readonly over: boolean
}

/**
 * What the tanks of a substance hold when they are full, where that is more than the quantity that it is graded by.
 *
 * Σ capacity · density > q: the quantity of a storage unit is its design maximum, and a full tank is within the design.
 *
 * @param q t; null where whoever asks may not know it
 * @returns t; undefined where it is no more than q. Tanks without a density add nothing, so what is told is the least.
 * @see GB 18218-2018, 4.2.2
 */
export function overDesign(
  q: number | null,
  tanks: readonly Pick<KnownTank, 'capacity' | 'density'>[],
): number | undefined {
  const full = tanks.reduce((sum, { capacity, density }) => sum + (capacity ?? 0) * (density ?? 0), 0)
  // as exact as both are written: products of decimals are not
  return q !== null && Number(full.toPrecision(12)) > q ? full : undefined
}

/**
 * Adds up what is in the tanks of each substance.
 * @param design t by substance; null where whoever asks may not know it
 */
export function liveSums(
  design: ReadonlyMap<number, number | null>,
  tanks: readonly { readonly substance: number | null; readonly contents: TankContents }[],
): LiveSum[] {
  return [...design].flatMap(([substance, quantity]) => {
    const own = tanks.filter((tank) => tank.substance === substance)
    if (own.length === 0) return []
    const masses = own.flatMap(({ contents }) => (contents.is === 'known' && contents.mass !== null ? [contents.mass] : []))
    const tonnes = masses.reduce((sum, mass) => sum + mass, 0)
    return [{ substance, tonnes, tanks: own.length, unknown: own.length - masses.length, over: quantity !== null && tonnes > quantity }]
  }) // prettier-ignore
}
