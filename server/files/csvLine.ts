/** What a sheet program would take for a formula at the beginning of a cell, or for one that was defused already. */
const FORMULA = /^'*[=+\-@\t\r]/
const DEFUSED = /^'+[=+\-@\t\r]/

/** Byte order mark, by which Excel knows UTF-8. */
export const BOM = '\uFEFF'

/** One cell: text that would run as a formula is defused by a leading apostrophe; numbers are numbers. */
export function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The way back: a cell without the apostrophe by which it was defused. What others begin with `'=` loses it likewise. */
export const undefused = (text: string): string =>
  text.charCodeAt(0) === 39 && DEFUSED.test(text) ? text.slice(1) : text

/** One line, ended as RFC 4180 has it. */
export const line = (values: readonly (string | number | null)[]): string => `${values.map(cell).join(',')}\r\n`
