/**
 * GCJ-02 and BD-09 as the public test vectors of many hands give them, each term as a row of a table, and their inverses by
 * Newton's method on the way there, which needs no formula for the way back.
 */

/** `[longitude, latitude]`, degrees. */
export type Position = readonly [number, number]

/** Krasovsky 1940. */
const AXIS = 6_378_245
const ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943

/** Waves of the shift: amplitude and wavelength in degrees from 105 E (east) or 35 N (north); common to both are those of x. */
const WAVES_OF_BOTH: readonly Position[] = [
  [20, 1 / 3],
  [20, 1],
]
const WAVES_EAST: readonly Position[] = [
  [20, 2],
  [40, 6],
  [150, 24],
  [300, 60],
]
const WAVES_NORTH: readonly Position[] = [
  [20, 2],
  [40, 6],
  [160, 24],
  [320, 60],
]
const waves = (rows: readonly Position[], at: number) =>
  rows.reduce((sum, [height, length]) => sum + (height * Math.sin((2 * Math.PI * at) / length) * 2) / 3, 0)

/** GCJ-02 of a position in WGS 84 in and around China. */
export function toGcj([longitude, latitude]: Position): Position {
  const [x, y] = [longitude - 105, latitude - 35]
  const root = Math.sqrt(Math.abs(x))
  const metresEast =
    300 + x + 2 * y + 0.1 * x ** 2 + 0.1 * x * y + 0.1 * root + waves(WAVES_OF_BOTH, x) + waves(WAVES_EAST, x)
  const metresNorth =
    -100 + 2 * x + 3 * y + 0.2 * y ** 2 + 0.1 * x * y + 0.2 * root + waves(WAVES_OF_BOTH, x) + waves(WAVES_NORTH, y)
  const phi = (latitude * Math.PI) / 180
  const bend = 1 - ECCENTRICITY_SQUARED * Math.sin(phi) ** 2
  const meridian = (AXIS * (1 - ECCENTRICITY_SQUARED)) / bend ** 1.5
  const parallel = (AXIS / Math.sqrt(bend)) * Math.cos(phi)
  return [longitude + (metresEast / parallel) * (180 / Math.PI), latitude + (metresNorth / meridian) * (180 / Math.PI)]
}

/** BD-09 of a position in GCJ-02: a turn and a stretch that swing with the position, then a fixed step. */
export function toBaidu([x, y]: Position): Position {
  const swing = (Math.PI * 3000) / 180
  const distance = Math.hypot(x, y) + 0.000_02 * Math.sin(y * swing)
  const angle = Math.atan2(y, x) + 0.000_003 * Math.cos(x * swing)
  return [distance * Math.cos(angle) + 0.0065, distance * Math.sin(angle) + 0.006]
}

/** Where `there` leads to the position, to 1e-12 degrees; Newton's method with slopes taken over a millionth of a degree. */
export function inverse(there: (from: Position) => Position, [longitude, latitude]: Position): Position {
  const STEP = 1e-6
  let [x, y] = [longitude, latitude]
  for (let round = 0; round < 20; round += 1) {
    const [east, north] = there([x, y])
    const [missingEast, missingNorth] = [longitude - east, latitude - north]
    if (Math.abs(missingEast) < 1e-12 && Math.abs(missingNorth) < 1e-12) break
    const [eastX, northX] = there([x + STEP, y])
    const [eastY, northY] = there([x, y + STEP])
    const [a, b, c, d] = [
      (eastX - east) / STEP,
      (eastY - east) / STEP,
      (northX - north) / STEP,
      (northY - north) / STEP,
    ]
    const area = a * d - b * c
    x += (d * missingEast - b * missingNorth) / area
    y += (a * missingNorth - c * missingEast) / area
  }
  return [x, y]
}
