import { PLAIN_LINE, PLAIN_LINES, SOMETHING_SEEN } from '#core/contract/route.ts'
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

/** What nobody sees, by its number, so that whoever corrects it finds it. */
const shown = (text: string) =>
  text.replaceAll(/[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu, (sign) => {
    const number = sign.codePointAt(0) ?? 0
    return `⟨U+${number.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })

/** A reader for one mapped column of the table, translated where the mapping says how. `plain`: what texts of the book may hold. */
export function cellOf(table: Pick<Table, 'columns'>, { column, translate }: Column, plain = PLAIN_LINE): Cell {
  const place = placeOf(table, column)
  return ({ cells }) => {
    const text = (cells[place] ?? '').trim()
    if (!plain.test(text) || !SOMETHING_SEEN.test(text)) return { text: shown(text), column, rule: 'unseen-character' }
    if (!translate) return { text, column }
    const translated = Object.hasOwn(translate, text) ? translate[text] : undefined
    if (translated !== undefined) return { text: translated, column }
    return text === '' ? { text, column } : { text, column, rule: 'not-translated' }
  }
}

/** As cellOf, of a field that holds lines. */
export const linesOf = (table: Pick<Table, 'columns'>, column: Column): Cell => cellOf(table, column, PLAIN_LINES)

/** A reader that gives the same text for every row. */
export const constantCell = (field: string, text: string): Cell => {
  const cell = { text: text.trim(), column: field }
  return () => cell
}
