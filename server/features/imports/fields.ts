import { INDUSTRY_SECTIONS, sectionOf } from '#core/domain/industry.ts'
import { numberIn } from '../../files/checkRows.ts'
import type { Value } from './made.ts'
import type { Field } from './mapping.ts'

/** A value ready for the database, or the rule that it breaks. */
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

export const whole = (column: string, type: string, least: number, most: number): FieldKind => ({
  column,
  type,
  read(given) {
    if (given === '') return { value: null }
    const value = numberIn(given)
    if (value === undefined || !Number.isInteger(value)) return { rule: 'number' }
    return value < least || value > most ? { rule: 'range' } : { value }
  },
})

export const YES = ['是', 'true', 'yes', 'y', '1']
export const NO = ['否', 'false', 'no', 'n', '0', '']
const flag = (column: string): FieldKind => ({
  column,
  type: 'boolean',
  read(given) {
    const word = given.toLowerCase()
    return YES.includes(word) ? { value: true } : NO.includes(word) ? { value: false } : { rule: 'choice' }
  },
})

const STATUSES: Readonly<Record<string, string>> = { '': 'active', active: 'active', suspended: 'suspended', closed: 'closed', 在业: 'active', 停业: 'suspended', 注销: 'closed' } // prettier-ignore

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
    read: (given) => (Object.hasOwn(STATUSES, given) ? { value: STATUSES[given] ?? null } : { rule: 'choice' }),
  },
  address: text('address', 300),
  legalPerson: text('legal_person', 80),
  safetyManager: text('safety_manager', 80),
  safetyManagerPhone: phone('safety_manager_phone'),
  staff: whole('staff', 'integer', 0, 10_000_000),
  crowded: flag('crowded'),
  highRisk: flag('high_risk'),
  standardization: whole('standardization', 'smallint', 1, 3),
}
