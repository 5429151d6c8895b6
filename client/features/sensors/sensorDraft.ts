import { SensorBody, type SensorRow, VideoBody, type VideoRow } from '#core/contract/sensors.ts'
import { standardLimits } from '#core/domain/gasLimits.ts'
import { type SensorKind, VIDEO } from '#core/domain/sensors.ts'
import { videoHost } from '#core/domain/videoLink.ts'

/** Fields of text, in the order of the form. */
export const TEXT_FIELDS = ['code', 'name', 'link', 'gas', 'unit', 'rangeLow', 'rangeHigh', 'limitLowLow', 'limitLow', 'limitHigh', 'limitHighHigh', 'limitsBasis', 'cadence', 'part'] as const // prettier-ignore
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

/** Fields of a camera, which measures nothing. */
const OF_VIDEO: readonly TextField[] = ['code', 'name', 'link', 'part']
/** Fields that are asked for of a kind. */
export const fieldsOf = (kind: SensorDraft['kind']): readonly TextField[] =>
  kind === VIDEO
    ? OF_VIDEO
    : TEXT_FIELDS.filter((field) => field !== 'link' && (field !== 'gas' || kind === 'combustible' || kind === 'toxic'))

/** A sensor as it is typed. */
export type SensorDraft = Record<TextField, string> & {
  kind: SensorKind | typeof VIDEO
  gateway: string
  tank: string
  enabled: boolean
}

const UNITS: Readonly<Record<SensorKind, string>> = { temperature: '℃', pressure: 'MPa', level: 'm', flow: 'm³/h', combustible: '%LEL', toxic: 'mg/m³', oxygen: '%VOL', fire: '—' } // prettier-ignore

/** What the form begins with: the sensor as it is, or a new one. */
export function draftOf(row?: SensorRow | VideoRow): SensorDraft {
  const told: Readonly<Record<string, unknown>> = { ...row }
  const texts = TEXT_FIELDS.map((field) => [field, String(told[field] ?? '')])
  const draft = Object.fromEntries(texts) as Record<TextField, string>
  if (row?.kind === VIDEO) return { ...draft, kind: VIDEO, gateway: '', tank: '', enabled: true }
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

/** What the server would refuse is said as it is typed. */
const LinkedVideo = VideoBody.refine(({ link }) => videoHost(link) !== undefined, { path: ['link'] })

/** The body that a draft stands for, or what is wrong with it. */
export function bodyOf(draft: SensorDraft) {
  const chosen = (id: string) => (id === '' ? null : Number(id))
  const typed = Object.fromEntries(fieldsOf(draft.kind).map((field) => [field, valueOf(field, draft[field])]))
  if (draft.kind === VIDEO) return LinkedVideo.safeParse({ ...typed, kind: VIDEO })
  return SensorBody.safeParse({
    gas: null,
    ...typed,
    kind: draft.kind,
    enabled: draft.enabled,
    gateway: chosen(draft.gateway),
    tank: chosen(draft.tank),
  })
}

/** Limits, unit and basis as the standard has them for the kind and gas; undefined where it has none. */
export function byStandard({ kind, gas }: Pick<SensorDraft, 'kind' | 'gas'>): Partial<SensorDraft> | undefined {
  if (kind === VIDEO) return undefined
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
export const usualUnit = (kind: SensorDraft['kind']): string => (kind === VIDEO ? '' : UNITS[kind])
