import { INDUSTRY_SECTIONS, sectionOf } from '#core/domain/industry.ts'
import { numberIn } from '../../files/checkRows.ts'
import type { Value } from './made.ts'
import type { Field } from './mapping.ts'

/** A value ready for the database, null where the cell is blank and says nothing, or the rule that it breaks. */
export type Read = { readonly value: Value } | { readonly rule: string }

/** A field of an enterprise: its column, the column's type, and how its text is read. */
interface FieldKind {
  readonly column: string
  readonly type: string
  read(text: string): Read
}

export const text = (column: string, most: number): FieldKind => ({
  column,
  type: 'text',
  read: (given) => (given.length > most ? { rule: 'text-too-long' } : { value: given === '' ? null : given }),
})

/** A whole number in digits of whatever width. */
export function wholeIn(given: string): number | undefined {
  const value = numberIn(given.normalize('NFKC'))
  return value !== undefined && Number.isInteger(value) ? value : undefined
}

export const whole = (column: string, type: string, least: number, most: number): FieldKind => ({
  column,
  type,
  read(given) {
    if (given === '') return { value: null }
    const value = wholeIn(given)
    if (value === undefined) return { rule: 'whole-number' }
    return value < least || value > most ? { rule: 'whole-range' } : { value }
  },
})

export const YES = ['是', 'true', 'yes', 'y', '1', '√', '✓']
export const NO = ['否', 'false', 'no', 'n', '0', '×', '✗']
const flag = (column: string): FieldKind => ({
  column,
  type: 'boolean',
  read(given) {
    const word = given.toLowerCase()
    if (word === '') return { value: null }
    return YES.includes(word) ? { value: true } : NO.includes(word) ? { value: false } : { rule: 'flag' }
  },
})

const STATUSES: Readonly<Record<string, string>> = {
  active: 'active', 在业: 'active', 在营: 'active', 存续: 'active', 开业: 'active', 正常: 'active',
  suspended: 'suspended', 停业: 'suspended', 停产: 'suspended', 歇业: 'suspended',
  closed: 'closed', 注销: 'closed',
} // prettier-ignore

const LEVELS = new Map(['一级', '二级', '三级'].flatMap((word, at) => [[word, at + 1] as const, [String(at + 1), at + 1] as const])) // prettier-ignore

/** Bare digits get the letter of their section; a letter must be the one its division belongs to. */
export function readIndustry(given: string): Read {
  if (given === '') return { value: null }
  const [, letter = '', digits = ''] = /^([A-Z]?)(\d*)$/.exec(given.toUpperCase()) ?? ['', '?']
  if (digits === '') return INDUSTRY_SECTIONS.some(({ code }) => code === letter) ? { value: letter } : { rule: 'industry' }
  const section = sectionOf(digits)
  if (section === undefined || (letter !== '' && letter !== section)) return { rule: 'industry' }
  return { value: `${section}${digits}` }
} // prettier-ignore

export const phone = (column: string): FieldKind => ({
  column,
  type: 'text',
  read: (given) => (given === '' ? { value: null } : isPhone(given) ? { value: given } : { rule: 'phone' }),
})

/** As every telephone number of the book. */
export const isPhone = (given: string): boolean => /^[0-9+ -]{5,20}$/.test(given)

/** How each field is read and where it goes. */
export const FIELD_KINDS: Readonly<Record<Field, FieldKind>> = {
  name: text('name', 200),
  industry: { column: 'industry', type: 'text', read: readIndustry },
  status: {
    column: 'status',
    type: 'text',
    read(given) {
      if (given === '') return { value: null }
      return Object.hasOwn(STATUSES, given) ? { value: STATUSES[given] ?? null } : { rule: 'status' }
    },
  },
  address: text('address', 300),
  legalPerson: text('legal_person', 80),
  safetyManager: text('safety_manager', 80),
  safetyManagerPhone: phone('safety_manager_phone'),
  staff: whole('staff', 'integer', 0, 10_000_000),
  crowded: flag('crowded'),
  highRisk: flag('high_risk'),
  standardization: {
    column: 'standardization',
    type: 'smallint',
    read(given) {
      const level = LEVELS.get(given.normalize('NFKC'))
      return given === '' ? { value: null } : level === undefined ? { rule: 'standardization' } : { value: level }
    },
  },
}
