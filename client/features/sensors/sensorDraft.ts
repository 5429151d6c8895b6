import { SensorBody, type SensorRow } from '#core/contract/sensors.ts'
import { standardLimits } from '#core/domain/gasLimits.ts'
import type { SensorKind } from '#core/domain/sensors.ts'

/** Fields of text, in the order of the form. */
export const TEXT_FIELDS = ['code', 'name', 'gas', 'unit', 'rangeLow', 'rangeHigh', 'limitLowLow', 'limitLow', 'limitHigh', 'limitHighHigh', 'limitsBasis', 'cadence', 'part'] as const // prettier-ignore
export type TextField = (typeof TEXT_FIELDS)[number]
const NUMBERS: readonly TextField[] = [
  'rangeLow',
  'rangeHigh',
  'limitLowLow',
  'limitLow',
  'limitHigh',
  'limitHighHigh',
  'cadence',
]
export const OPTIONAL: readonly TextField[] = [
  'gas',
  'limitLowLow',
  'limitLow',
  'limitHigh',
  'limitHighHigh',
  'limitsBasis',
  'part',
]

/** A sensor as it is typed. */
export type SensorDraft = Record<TextField, string> & {
  kind: SensorKind
  gateway: string
  tank: string
  enabled: boolean
}

const UNITS: Readonly<Record<SensorKind, string>> = { temperature: '℃', pressure: 'MPa', level: 'm', flow: 'm³/h', combustible: '%LEL', toxic: 'mg/m³', oxygen: '%VOL', fire: '—' } // prettier-ignore

/** What the form begins with: the sensor as it is, or a new one. */
export function draftOf(row?: SensorRow): SensorDraft {
  const texts = TEXT_FIELDS.map((field) => [
    field,
    row?.[field] === null || row === undefined ? '' : String(row[field]),
  ])
  const draft = Object.fromEntries(texts) as Record<TextField, string>
  if (row)
    return {
      ...draft,
      kind: row.kind,
      gateway: String(row.gateway ?? ''),
      tank: String(row.tank ?? ''),
      enabled: row.enabled,
    }
  return { ...draft, kind: 'level', unit: UNITS.level, cadence: '60', gateway: '', tank: '', enabled: true }
}

const plainNumber = /^-?\d+(\.\d+)?$/
function valueOf(field: TextField, text: string): string | number | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (!NUMBERS.includes(field)) return trimmed
  return plainNumber.test(trimmed) ? Number(trimmed) : Number.NaN
}

/** The body that a draft stands for, or what is wrong with it. */
export function bodyOf(draft: SensorDraft) {
  const chosen = (id: string) => (id === '' ? null : Number(id))
  const typed = Object.fromEntries(TEXT_FIELDS.map((field) => [field, valueOf(field, draft[field])]))
  return SensorBody.safeParse({
    ...typed,
    kind: draft.kind,
    enabled: draft.enabled,
    gateway: chosen(draft.gateway),
    tank: chosen(draft.tank),
  })
}

/** Limits, unit and basis as the standard has them for the kind and gas; undefined where it has none. */
export function byStandard({ kind, gas }: Pick<SensorDraft, 'kind' | 'gas'>): Partial<SensorDraft> | undefined {
  const standard = standardLimits(kind, gas.trim() || null)
  if (!standard) return undefined
  const text = (value: number | null) => (value === null ? '' : String(value))
  return {
    unit: standard.unit,
    limitLowLow: '',
    limitLow: text(standard.low),
    limitHigh: text(standard.high),
    limitHighHigh: text(standard.highHigh),
    limitsBasis: standard.basis,
  }
}

/** Unit that a kind is usually measured in. */
export const usualUnit = (kind: SensorKind): string => UNITS[kind]
