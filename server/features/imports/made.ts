/** What a row of a file becomes: its key, the columns of the book by name, and where it lies. */
export interface Made {
  readonly key: string
  readonly columns: Readonly<Record<string, string | number | boolean | null>>
  /** `[longitude, latitude]`, degrees WGS 84; null where it has no point of its own. */
  readonly at: readonly [number, number] | null
}
