import { usccFault, usccText } from '#core/domain/uscc.ts'
import { numberIn } from '../../../files/checkRows.ts'
import { NO, type Read, readIndustry, wholeIn, YES } from '../fields.ts'
import { DAY_MS, dayOf, instantOf, momentIn } from './moments.ts'
import { MAJOR } from './words.ts'

/** A field of a kind: its column, and how its text is read. `now` in milliseconds since 1970. */
export interface KindField {
  readonly column: string
  read(text: string, now: number): Read
}

const NONE: Read = { value: null }

/** A word for one of a few values, in Chinese or as the book has it; `rule` is what another word breaks. */
export function choice(column: string, words: Readonly<Record<string, string>>, rule = 'choice'): KindField {
  const values = new Map(
    Object.entries(words).flatMap(([value, said]) => [value, ...said.split(' ')].map((word) => [word.toLowerCase(), value] as const)), // prettier-ignore
  )
  const read = (given: string): Read => {
    const value = values.get(given.toLowerCase().replace(/[\s_]+/g, '-')) ?? values.get(given.toLowerCase())
    return given === '' ? NONE : value === undefined ? { rule } : { value }
  }
  return { column, read }
}

/** Yes where a hazard is a major one. */
export function major(column: string): KindField {
  const { read } = choice(column, { true: `${YES.join(' ')} ${MAJOR['true']}`, false: `${NO.join(' ')} ${MAJOR['false']}` }, 'hazard-level') // prettier-ignore
  return {
    column,
    read: (given, now) => {
      const found = read(given, now)
      return 'value' in found && found.value !== null ? { value: found.value === 'true' } : found
    },
  }
}

/** A number above zero. */
export const positive = (column: string): KindField => ({
  column,
  read(given) {
    if (given === '') return NONE
    const value = numberIn(given.normalize('NFKC'))
    if (value === undefined) return { rule: 'number' }
    return value > 0 && value <= 1e6 ? { value } : { rule: 'positive' }
  },
})

/** An area in m²; a unit behind the number is read over. */
export const squareMetres = (column: string): KindField => ({
  column,
  read(given) {
    if (given === '') return NONE
    const value = numberIn(given.normalize('NFKC').replace(/(平方米|m2|m²|平米)$/i, '').trim()) // prettier-ignore
    if (value === undefined) return { rule: 'number' }
    return value > 0 && value < 1e9 ? { value } : { rule: 'positive' }
  },
})

/** A unified social credit code. */
export const creditCode = (column: string): KindField => ({
  column,
  read(given) {
    const code = usccText(given)
    return code === '' ? NONE : usccFault(code) ? { rule: 'uscc-check-digit' } : { value: code }
  },
})

/** A number from zero on. */
export const atLeastZero = (column: string): KindField => ({
  column,
  read(given) {
    if (given === '') return NONE
    const value = numberIn(given)
    if (value === undefined) return { rule: 'number' }
    return value >= 0 && value <= 1e9 ? { value } : { rule: 'not-negative' }
  },
})

/** A whole number from none on. */
export const count = (column: string, most: number): KindField => ({
  column,
  read(given) {
    if (given === '') return NONE
    const value = wholeIn(given)
    if (value === undefined) return { rule: 'whole-number' }
    return value < 0 || value > most ? { rule: 'whole-range' } : { value }
  },
})

/** A day of the calendar. */
export const day = (column: string): KindField => ({
  column,
  read(given) {
    const moment = momentIn(given)
    return given === '' ? NONE : moment ? { value: dayOf(moment.at) } : { rule: 'date' }
  },
})

/** A day that has begun. */
export const pastDay = (column: string): KindField => ({
  column,
  read(given, now) {
    const moment = momentIn(given)
    if (given === '') return NONE
    if (!moment) return { rule: 'date' }
    return moment.at > now ? { rule: 'future' } : { value: dayOf(moment.at) }
  },
})

/** A moment that has been; of a day alone its beginning. */
export const past = (column: string): KindField => ({
  column,
  read(given, now) {
    const moment = momentIn(given)
    if (given === '') return NONE
    if (!moment) return { rule: 'date' }
    return moment.at > now ? { rule: 'future' } : { value: instantOf(moment.at) }
  },
})

/** A moment until which something is to be done; of a day alone its last second. */
export const until = (column: string): KindField => ({
  column,
  read(given) {
    const moment = momentIn(given)
    if (given === '') return NONE
    return moment ? { value: instantOf(moment.dayOnly ? moment.at + DAY_MS - 1000 : moment.at) } : { rule: 'date' }
  },
})

/** Codes of industries, with any of 、，,; between them. */
export const industries = (column: string): KindField => ({
  column,
  read(given) {
    if (given === '') return NONE
    const reads = given.split(/[、，,;；\s]+/).filter(Boolean).map(readIndustry) // prettier-ignore
    const codes = reads.map((read) => ('value' in read ? read.value : undefined))
    if (codes.some((code) => typeof code !== 'string')) return { rule: 'industry' }
    return { value: [...new Set(codes as string[])] }
  },
})
