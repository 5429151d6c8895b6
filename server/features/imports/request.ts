import type { Datum } from '../../files/datum.ts'
import type { Issue, Table } from '../../files/rows.ts'
import type { BlankCells } from '#core/contract/importShapes.ts'
import type { Merged } from './merged.ts'
import type { Repair } from './gridRows.ts'
import type { Bounds, District, Mapping as AnyMapping, Override } from './mapping.ts'
import type { UsedOverride } from './overrides.ts'

/** What is being done, and the share of it that is done, 0 to 1. */
export type Progress = (step: 'read' | 'write', share: number) => void

/** One file, how it is to be read, and what may be done with it. */
export interface ImportRequest<Mapping = AnyMapping> {
  readonly file: string
  readonly mapping: Mapping
  readonly datum: Datum
  /** Of a workbook; goes before the mapping's. */
  readonly sheet?: string | undefined
  readonly overrides?: readonly Override[] | undefined
  /** Of points: bounds of positions, or none; where left out, the mapping's, else the district's. */
  readonly bounds?: Bounds | 'none' | undefined
  /** Made where the book has none; goes before the mapping's. */
  readonly district?: District | undefined
  /** Take the good rows although others are not. */
  readonly acceptGood?: boolean
  /** Clear the demonstration first. */
  readonly replaceDemo?: boolean
  /** Do everything and take it back. */
  readonly dryRun?: boolean
  readonly onProgress?: Progress
}

/** Enterprises of the whole book that lie in no grid, how many of them have no position, and how many lie off the outline. */
export interface BlindSpots {
  readonly inNoGrid: number
  readonly unlocated: number
  readonly offDistrict: number
}

/** What became of a file. Rows are its records; where `written` is false the counts say what would have become of it. */
export interface ImportReport extends Merged {
  readonly rows: number
  /** Rows with a position or a shape. */
  readonly located: number
  readonly rejected: number
  readonly issues: readonly Issue[]
  /** Blank cells that leave what the book has, or take a default. */
  readonly blanks: readonly BlankCells[]
  readonly overridden: readonly UsedOverride[]
  readonly repairs: readonly Repair[]
  readonly written: boolean
  readonly replacedDemo: boolean
  readonly blindSpots: BlindSpots
  readonly seconds: number
  /** The heading of the file, and the rows of it that break a rule. */
  readonly table: Table
}
