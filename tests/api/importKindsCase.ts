import type { ImportMapping } from '#core/contract/importShapes.ts'
import { completeUscc } from '#core/domain/uscc.ts'

export const [A, B, NOBODY] = ['91370602MA3C0000', '91370602MA3C0001', '91370602MA3C0009'].map((code) => completeUscc(code)) as [string, string, string] // prettier-ignore

export type Capability = ImportMapping['capability']
type Rows = readonly (readonly string[])[]

/** A file of one kind, and what a person who reads it would write into the book. */
export interface KindCase {
  /** What the book has to hold before. */
  readonly before?: string
  readonly columns: Readonly<Record<string, string>>
  readonly good: Rows
  /** What the book then holds; every value written by hand. */
  readonly query: string
  readonly held: readonly Readonly<Record<string, unknown>>[]
  /** A row in place of the first good one, and what the wizard shows of it. */
  readonly changed: readonly string[]
  readonly diff: readonly object[]
  /** Rows that break a rule, with the column and the rule. */
  readonly broken: readonly (readonly [cells: readonly string[], column: string, rule: string])[]
}

export const long = (length: number) => '长'.repeat(length)
export const USCC = '统一社会信用代码'
