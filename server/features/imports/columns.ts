import { FileRefused, type SourceRow, type Table } from '../../files/rows.ts'
import type { Column } from './mapping.ts'

/** Reads the cell that a mapped column names, or its constant. `rule` is broken where it cannot be translated. */
export type Cell = (row: SourceRow) => { readonly text: string; readonly column: string; readonly rule?: string }

/** The column's place in the file. @throws FileRefused where the file has no such column, or has it twice */
function placeOf(table: Pick<Table, 'columns'>, name: string): number {
  const place = table.columns.indexOf(name)
  if (place >= 0 && table.columns.indexOf(name, place + 1) < 0) return place
  const [zh, en] = place < 0 ? ['没有', 'has no'] : ['有两个', 'has twice the']
  throw new FileRefused(
    `文件${zh}列“${name}”。现有列：${table.columns.join('、')}。请改正映射；列名乱码时在映射中声明 encoding。`,
    `The file ${en} column "${name}". It has: ${table.columns.join(', ')}. Correct the mapping; where the names are garbled, declare their encoding in it.`,
  )
}

/** A reader for one mapped column of the table, translated where the mapping says how. */
export function cellOf(table: Pick<Table, 'columns'>, { column, translate }: Column): Cell {
  const place = placeOf(table, column)
  return ({ cells }) => {
    const text = (cells[place] ?? '').trim()
    if (!translate) return { text, column }
    const translated = Object.hasOwn(translate, text) ? translate[text] : undefined
    if (translated !== undefined) return { text: translated, column }
    return text === '' ? { text, column } : { text, column, rule: 'not-translated' }
  }
}

/** A reader that gives the same text for every row. */
export const constantCell = (field: string, text: string): Cell => {
  const cell = { text: text.trim(), column: field }
  return () => cell
}
