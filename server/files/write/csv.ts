import { BOM, line } from '../csvLine.ts'
import { flat, type WrittenTable } from './table.ts'

/** The rows as CSV, UTF-8, with formulas defused. */
export async function* csvOf({ columns, place, rows }: WrittenTable, marked: boolean): AsyncGenerator<string> {
  yield (marked ? BOM : '') + line([...columns.map(({ heading }) => heading), ...place])
  for await (const lot of rows()) yield lot.map((row) => line(flat(row))).join('')
}
