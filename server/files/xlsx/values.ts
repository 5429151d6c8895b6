/** How a number of a sheet is shown to people: as a day, a time, both, or with so many digits at least. */
export type NumberFormat = 'day' | 'time' | 'moment' | { readonly digits: number } | undefined

/** Formats that are known by their number alone; 27 to 58 are days of the East Asian editions. @see ECMA-376-1:2016 18.8.30 */
const builtIn = (id: number): NumberFormat => {
  if (id === 22) return 'moment'
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56)
    return 'time'
  return (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'day' : undefined
}

/** The kind of a number format. A span of hours (`[h]:mm`) is a number. */
export function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id)
  const [positive = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')
  if (/\[(h+|m+|s+)\]/i.test(positive)) return undefined
  const letters = positive.replace(/\[[^\]]*\]/g, '').replace(/general/i, '')
  if (/^0+$/.test(letters)) return { digits: letters.length }
  const clock = /[hs]/i.test(letters)
  const day = /[yd]/i.test(letters) || (/m/i.test(letters) && !clock)
  if (day) return clock ? 'moment' : 'day'
  return clock ? 'time' : undefined
}

const DAY = 86_400
/** 9999-12-31, the last day that a sheet can show. */
const LAST_DAY = 2_958_465

/** A serial number of days as ISO 8601 has it; undefined where the sheet shows no day for it. */
function momentText(serial: number, format: 'day' | 'time' | 'moment', from1904: boolean): string | undefined {
  if (serial < 0 || serial > LAST_DAY) return undefined
  // the count of 1900 holds a 29 February that never was
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const [day = '', clock = ''] = new Date(first + Math.round(serial * DAY) * 1000).toISOString().split(/[T.]/)
  return format === 'day' ? day : format === 'time' ? clock : `${day} ${clock}`
}

/** Integers from here on have lost digits: a sheet keeps fifteen. */
export const EXACT = 1e15

/** How a number is to be told. */
interface Showing {
  readonly format: NumberFormat
  readonly from1904: boolean
  /** Made by a formula: the residue beyond the fifteenth digit is none of it. */
  readonly computed: boolean
}

/** The text of a number as a person sees it, without grouping and rounding; undefined where the text is no number. */
export function numberText(text: string, { format, from1904, computed }: Showing): string | undefined {
  const number = text.trim() === '' ? NaN : Number(text)
  if (!Number.isFinite(number)) return undefined
  if (typeof format === 'string') return momentText(number, format, from1904) ?? text
  const shown = String(computed ? Number(number.toPrecision(15)) : number)
  return format && /^\d+$/.test(shown) ? shown.padStart(format.digits, '0') : shown
}

/** Characters that XML cannot hold are written `_x000D_`. */
export const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text
