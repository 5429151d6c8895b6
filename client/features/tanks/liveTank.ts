import type { TankRow } from '#core/contract/tanks.ts'
import type { SensorKind, SensorState } from '#core/domain/sensors.ts'
import { contentsOf, type TankContents } from '#core/domain/tanks.ts'

/** A sensor as the layout shows it. */
export interface LayoutSensor {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly kind: SensorKind
  readonly unit: string
  readonly value: number | null
  readonly tank: number | null
  readonly state: SensorState
  /** How old its value is, as it is told. */
  readonly age: string
}
/** A work that goes on at the unit. */
export interface LayoutWork {
  readonly id: number
  readonly place: string
  readonly text: string
  readonly overrun: boolean
}
/** A tank with its sensors and what is in it by them. */
export type LiveTank = TankRow & {
  readonly sensors: readonly LayoutSensor[]
  readonly contents: TankContents
  /** Works whose ticket names its tag. */
  readonly works: readonly LayoutWork[]
}

/** That a value still says what is so. */
export const isKnown = (state: SensorState): boolean => state === 'fresh' || state === 'late'

/** Tanks with what is known of them now. */
export function liveTanks(
  rows: readonly TankRow[],
  sensors: readonly LayoutSensor[],
  works: readonly LayoutWork[],
): LiveTank[] {
  return rows.map((row) => {
    const own = sensors.filter(({ tank }) => tank === row.id)
    const levels = own.filter(({ kind }) => kind === 'level')
    const contents = contentsOf(row, levels.map(({ value, unit, state }) => ({ value, unit, known: isKnown(state) }))) // prettier-ignore
    return { ...row, sensors: own, contents, works: works.filter(({ place }) => place.includes(row.tag)) }
  })
}

/** Half of what a tank covers, m east and m north of its middle; the length of a lying tank is told to whoever knows quantities. */
export function halves({ kind, diameter, extent, heading }: TankRow): readonly [east: number, north: number] {
  const r = diameter / 2
  if (kind !== 'horizontal' || extent === null) return [r, r]
  const turn = (heading * Math.PI) / 180
  const [sin, cos] = [Math.abs(Math.sin(turn)), Math.abs(Math.cos(turn))]
  return [(extent / 2) * sin + r * cos, (extent / 2) * cos + r * sin]
}
