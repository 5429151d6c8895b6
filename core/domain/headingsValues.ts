import type { ValueKind } from './headingsTable.ts'
import { usccFault, usccText } from './uscc.ts'

const numberOf = (text: string) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN)
const between = (least: number, most: number) => (text: string) => numberOf(text) >= least && numberOf(text) <= most

/** Whether one value looks like that. China lies between 73° and 136° east, 3° and 54° north. */
const LOOKS: Readonly<Record<ValueKind, (text: string) => boolean>> = {
  uscc: (text) => usccFault(usccText(text)) === undefined,
  code: (text) => /^[0-9A-Z]{18}$/.test(usccText(text)),
  phone: (text) => /^(\+?86[ -]?)?(1[3-9]\d{9}|0\d{2,3}[ -]?\d{7,8}(-\d{1,5})?|\d{7,8})$/.test(text),
  lng: between(73, 136),
  lat: between(3, 54),
  count: (text) => /^\d+$/.test(text),
  amount: (text) => /^\d+(\.\d+)?\D{0,3}$/.test(text),
  date: (text) => /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/.test(text) || /^(19|20)\d{6}$/.test(text),
  industry: (text) => /^[A-T]?\d{2,4}$/i.test(text) || /^[A-T]$/i.test(text),
  flag: (text) => /^(是|否|有|无|yes|no|true|false|y|n|0|1)$/i.test(text),
}

/** Share of the values that look like that, 0 to 1; undefined where there is none. */
export function fitOf(kind: ValueKind, values: readonly string[]): number | undefined {
  if (values.length === 0) return undefined
  return values.filter(LOOKS[kind]).length / values.length
}

/** Whether values tell their kind without a heading: a number of people may be a latitude, but for its decimals. */
export const isDistinct = (kind: ValueKind, values: readonly string[]): boolean =>
  (kind !== 'lng' && kind !== 'lat') || values.every((value) => /\.\d{3,}$/.test(value))
