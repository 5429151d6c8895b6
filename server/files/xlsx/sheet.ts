import { MOST, rowBudget, tooManyColumns } from '../limits.ts'
import { FileRefused, type SourceRow } from '../rows.ts'
import { xmlSteps } from '../xml.ts'
import { placeOf } from './letters.ts'
import { EXACT, type NumberFormat, numberText, unescaped } from './values.ts'

/** What is wrong with a cell, by the place of its column. */
export interface CellFault {
  readonly row: number
  readonly place: number
  readonly rule: string
  readonly found: string
}

/** Told the rows of a sheet that hold something, each after its faults, and the ranges whose cells are merged. */
export interface SheetSink {
  fault(fault: CellFault): void
  row(row: SourceRow): void
  merged(range: string): void
}

/** What the sheet's cells refer to. */
export interface Context {
  readonly part: string
  /** The text that a cell refers to by its place. */
  stringAt(place: number): string | undefined
  readonly formats: readonly NumberFormat[]
  readonly from1904: boolean
}

interface Cell {
  readonly place: number
  readonly type: string
  readonly style: number
  value: string
  inline: string
  formula: boolean
}

function damaged({ part }: Context, why: string): FileRefused {
  return new FileRefused(
    `工作表 ${part} 的内容有误（${why}）。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。`,
    `The sheet ${part} is wrong (${why}). Open it in Excel or WPS, save it as .xlsx and import again.`,
  )
}

/** The text of a cell, and the rule that it breaks. Of a formula it is the value that was kept with it. */
function read(cell: Cell, context: Context): { text: string; rule?: string } {
  const { type, value, inline, formula } = cell
  if (type === 'inlineStr') return { text: unescaped(inline) }
  if (value === '') return formula && type !== 'str' ? { text: '', rule: 'formula-without-value' } : { text: '' }
  if (type === 's') {
    const text = context.stringAt(Number(value))
    if (text === undefined) throw damaged(context, `sharedStrings ${value}`)
    return { text }
  }
  if (type === 'str' || type === 'd') return { text: unescaped(value) }
  if (type === 'b') return { text: value === '1' || value === 'true' ? 'true' : 'false' }
  if (type === 'e') return { text: value, rule: 'cell-error' }
  const text = numberText(value, { format: context.formats[cell.style], from1904: context.from1904, computed: formula })
  if (text === undefined) return { text: value, rule: 'cell-error' }
  return Math.abs(Number(value)) >= EXACT ? { text, rule: 'digits-lost' } : { text }
}

/** Gathers the cells of rows as the parser comes by them. */
function gather(context: Context, sink: SheetSink) {
  const count = rowBudget()
  let number = 0
  let faulty = false
  let place = -1
  let cells: string[] = []
  return {
    openRow(given: string | undefined) {
      const next = given === undefined ? number + 1 : Number(given)
      if (!Number.isInteger(next) || next <= number || next > MOST.rows) throw damaged(context, `row ${given}`)
      number = next
      place = -1
      cells = []
      faulty = false
    },
    /** The place of a cell, which is the next one where it does not say. */
    placeOf(reference: string | undefined): number {
      const next = reference === undefined ? place + 1 : placeOf(reference)
      if (next === undefined || next <= place) throw damaged(context, `cell ${reference}`)
      place = next
      return next
    },
    take(cell: Cell) {
      const { text, rule } = read(cell, context)
      if (rule) sink.fault({ row: number, place: cell.place, rule, found: text })
      faulty ||= rule !== undefined
      if (text === '') return
      if (cell.place >= MOST.columns) throw tooManyColumns()
      while (cells.length < cell.place) cells.push('')
      cells.push(text)
    },
    closeRow() {
      if (cells.every((cell) => cell.trim() === '') && !faulty) return
      count(cells.length)
      sink.row({ row: number, cells })
    },
  }
}

/** Reads a sheet as it comes, and stops after each piece of it. @throws FileRefused where it is damaged or too large */
export function sheetSteps(chunks: AsyncIterable<Buffer>, context: Context, sink: SheetSink): AsyncGenerator<void> {
  const sheet = gather(context, sink)
  let cell: Cell | undefined
  let into: 'value' | 'inline' | undefined
  let reading = false
  return xmlSteps(chunks, context.part, {
    open(name, attributes) {
      if (name === 'c') {
        const { r, t = 'n', s = '0' } = attributes
        cell = { place: sheet.placeOf(r), type: t, style: Number(s), value: '', inline: '', formula: false }
      } else if (name === 'v') into = 'value'
      else if (name === 't') into = reading ? undefined : 'inline'
      else if (name === 'f' && cell) cell.formula = true
      else if (name === 'rPh') reading = true
      else if (name === 'row') sheet.openRow(attributes['r'])
      else if (name === 'mergeCell') sink.merged(attributes['ref'] ?? '')
    },
    text(text) {
      if (cell && into && cell[into].length <= MOST.cell) cell[into] += text.slice(0, MOST.cell + 1)
    },
    close(name) {
      if (name === 'c') {
        if (cell) sheet.take(cell)
        cell = undefined
      } else if (name === 'v' || name === 't') into = undefined
      else if (name === 'rPh') reading = false
      else if (name === 'row') sheet.closeRow()
    },
  })
}
