import { usccFault, usccText } from '#core/domain/uscc.ts'
import type { Report } from '../../files/checkRows.ts'
import type { SourceRow } from '../../files/rows.ts'
import type { Cell } from './columns.ts'

/** Fields that name an organisation by its code, or may. */
const MAY_BE_CODES: readonly string[] = ['key', 'enterprise', 'managerCode', 'owner']
/** Characters of a code, and of one with blanks between its parts. */
const [LEAST, MOST] = [18, 30]

const isUscc = (text: string): boolean =>
  text.length >= LEAST && text.length <= MOST && usccFault(usccText(text)) === undefined

/**
 * Warns of unified social credit codes where a mapping takes them for something else: a key of a source of its own, or another field. By the
 * code the row would be known to the book; by what it is taken for it is not.
 */
export function strayUscc(readers: Readonly<Partial<Record<string, Cell>>>, scheme: string) {
  const others = Object.entries(readers).flatMap(([field, cell]) => (cell && !MAY_BE_CODES.includes(field) ? [cell] : []))
  const keys = scheme === 'uscc' ? [] : [readers['key'], readers['enterprise']].filter((cell) => cell !== undefined)
  return (row: SourceRow, report: Report): void => {
    for (const [rule, cells] of [['uscc-as-source-key', keys], ['uscc-elsewhere', others]] as const) {
      for (const cell of cells) {
        const { text, column } = cell(row)
        if (isUscc(text)) report(column, rule, text)
      }
    }
  }
} // prettier-ignore
