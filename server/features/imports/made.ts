/** A value ready for the database. */
export type Value = string | number | boolean | readonly string[] | null

/**
 * What a row of a file becomes: its key, the columns of the book by name, and where it lies. A column that is not there is unknown: its cell
 * was blank, and what the book has stays. Null says that there is none, as of the day on which an open hazard was closed.
 */
export interface Made {
  readonly key: string
  readonly columns: Readonly<Record<string, Value>>
  /** `[longitude, latitude]`, degrees WGS 84; null where it has no point of its own. */
  readonly at: readonly [number, number] | null
}
