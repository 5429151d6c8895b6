/** A value ready for the database. */
export type Value = string | number | boolean | readonly string[] | null

/** What a row of a file becomes: its key, the columns of the book by name, and where it lies. */
export interface Made {
  readonly key: string
  readonly columns: Readonly<Record<string, Value>>
  /** `[longitude, latitude]`, degrees WGS 84; null where it has no point of its own. */
  readonly at: readonly [number, number] | null
}
