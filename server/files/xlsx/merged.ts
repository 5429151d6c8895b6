import { MOST, tooManyCells } from '../limits.ts'
import { FileRefused, type SourceRow } from '../rows.ts'
import { placeOf } from './letters.ts'
import type { CellFault } from './sheet.ts'

/** A range of merged cells: rows and columns from and to, both included. */
interface Range {
  readonly text: string
  readonly rows: readonly [number, number]
  readonly places: readonly [number, number]
}

function rangeIn(text: string): Range[] {
  const [, from = '', top = '', to = '', bottom = ''] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(text) ?? []
  const [left, right] = [placeOf(from), placeOf(to)]
  if (left === undefined || right === undefined) return []
  return [{ text, rows: [Number(top), Number(bottom)], places: [left, right] }]
}

/** Ranges named in a message. */
const SHOWN = 8
/** Rows below one that only looks like a header in which the rest of it may stand. */
const BELOW = 3

/**
 * A header of merged cells does not name each column.
 * @throws FileRefused that names the ranges; `found` says that the row has all the names that are looked for
 */
export function checkHeader(merged: readonly string[], header: SourceRow, found: boolean): void {
  const last = header.row + (found ? 0 : BELOW)
  const touching = merged.flatMap(rangeIn).filter(({ rows: [top, bottom] }) => top <= last && bottom >= header.row)
  if (touching.length === 0) return
  const ranges = touching.slice(0, SHOWN).map(({ text }) => text)
  throw new FileRefused(
    `表头（第 ${header.row} 行）有合并单元格 ${ranges.join('、')}，无法确定各列名称。请取消合并，让表头只占一行、每列一个名称。`,
    `The header (row ${header.row}) has merged cells ${ranges.join(', ')}, so columns cannot be named. Unmerge them: one row of header, one name for each column.`,
  )
}

/** Numbers of rows, in an eighth of a byte each. */
export function rowNumbers() {
  const bits = new Uint8Array(MOST.rows / 8 + 1)
  let last = 0
  return {
    add(row: number): void {
      bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7))
      last = row
    },
    has: (row: number): boolean => ((bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0,
    /** The one that was added last. */
    last: () => last,
  }
}
type RowNumbers = ReturnType<typeof rowNumbers>

/** Cells that are gone over at most: real ranges do not overlap. */
const MOST_GONE_OVER = 2 ** 24

/** All but the first cell of a merged range are empty, though a person sees the value: each of its rows is a fault. */
export function mergedFaults(merged: readonly string[], rows: RowNumbers): CellFault[] {
  let goneOver = 0
  return merged.flatMap(rangeIn).flatMap(({ text, rows: [top, bottom], places: [left, right] }) => {
    const faults: CellFault[] = []
    for (let row = right > left ? top : top + 1; row <= Math.min(bottom, rows.last()); row++) {
      goneOver += 1
      if (goneOver > MOST_GONE_OVER) throw tooManyCells()
      if (rows.has(row)) faults.push({ row, place: row === top ? left + 1 : left, rule: 'merged-cell', found: text })
    }
    return faults
  })
}
