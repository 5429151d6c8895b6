import type { Table } from '../../files/rows.ts'
import { lettersOf } from '../../files/xlsx/letters.ts'

/** The letters of the columns that an issue names, several of them with commas between; '' where they have none. */
function lettersIn({ of, columns }: Pick<Table, 'of' | 'columns'>, column: string): string {
  if (of !== 'cells') return ''
  const names = columns.includes(column) ? [column] : column.split(', ')
  const letters = names.map((name) => columns.indexOf(name)).filter((place) => place >= 0).map(lettersOf) // prettier-ignore
  return letters.length > 0 ? `${letters.join(', ')} 列 column ${letters.join(', ')} ` : ''
}

/** Where a row and a column are, as a person sees them in the file: a line, a cell of a sheet, or a feature. */
export function placeIn(table: Pick<Table, 'of' | 'columns'>, row: number, column: string): string {
  const at = table.of === 'features' ? `第 ${row} 个要素 feature ${row}` : `第 ${row} 行 row ${row}`
  return column === '' ? at : `${at} · ${lettersIn(table, column)}${column}`
}
