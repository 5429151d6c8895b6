/** `[longitude, latitude]`, degrees, in the datum of the file. */
export type Position = readonly [number, number]
/** Polygons, each its outer ring and then its holes; every ring ends where it begins. */
export type Area = readonly (readonly (readonly Position[])[])[]
export type Value = string | number | null

/** A column of a written file. */
export interface WrittenColumn {
  readonly heading: string
  /** Name of at most ten ASCII characters, for formats that take no longer one. */
  readonly field: string
  /** Width of a sheet's column, in characters. */
  readonly width: number
  /** Its values are numbers; else text, also where they look like numbers. */
  readonly number: boolean
}

export interface WrittenRow {
  readonly values: readonly Value[]
  readonly position: Position | null
  /** Its land, where the table draws areas; the position is then a point of it. */
  readonly area?: Area
}

/** Rows to be written. Formats without geometry show the position in two columns more, headed `place`. */
export interface WrittenTable {
  readonly columns: readonly WrittenColumn[]
  readonly place: readonly [lng: string, lat: string]
  /** What formats with geometry draw; points where nothing is said. */
  readonly draws?: 'points' | 'areas'
  /** Lots of rows from the first on; each call begins anew and gives the same rows in the same order. */
  readonly rows: () => AsyncIterable<readonly WrittenRow[]>
}

/** The values of a row with its position as two numbers at the end. */
export const flat = ({ values, position }: WrittenRow): readonly Value[] => [...values, ...(position ?? [null, null])]
