import type { FilePreview, ImportMapping } from '#core/contract/importShapes.ts'
import { IMPORT_FIELDS, type Importable } from '#core/domain/importFields.ts'
import type { z } from 'zod'

type Preview = z.infer<typeof FilePreview>

/** A field of the book that a file may fill. */
export interface Field {
  readonly name: string
  readonly required: boolean
  /** Part of what a row is known again by. */
  readonly key: boolean
}

/** Formats whose rows are drawn: their positions and areas are in the file without a column. */
const DRAWN: readonly string[] = ['geojson', 'shapefile', 'kml', 'geopackage']
const PLACE: readonly string[] = ['lng', 'lat']

export const isDrawn = (format: string): boolean => DRAWN.includes(format)

/** The fields of a capability, required ones first; where the file draws its rows, no column holds a position. */
export function fieldsOf(capability: Importable, format: string): Field[] {
  const { required, optional, key } = IMPORT_FIELDS[capability]
  const made = (name: string, isRequired: boolean): Field => ({ name, required: isRequired, key: key.includes(name) })
  const all = [...required.map((name) => made(name, true)), ...optional.map((name) => made(name, false))]
  return isDrawn(format) ? all.filter(({ name }) => !PLACE.includes(name)) : all
}

const filled = (mapping: ImportMapping, field: string) =>
  field in mapping.columns || (mapping.constants[field] ?? '').trim() !== ''

/** Why a mapping cannot be used yet. */
export interface Gap {
  readonly field: string
  /** `pair`: longitude without latitude or the other way; `unknown`: the file has no such column. */
  readonly is: 'required' | 'pair' | 'unknown'
}

/** Whether rows are known by a key in a scheme, of their own or of an enterprise that they name. */
export const isKeyed = ({ capability, columns }: Pick<ImportMapping, 'capability' | 'columns'>): boolean =>
  IMPORT_FIELDS[capability].required.some((field) => field === 'key' || field === 'enterprise') ||
  'enterprise' in columns

/** What is missing before a file can be checked with this mapping. */
export function gapsOf(mapping: ImportMapping, { format, columns }: Pick<Preview, 'format' | 'columns'>): Gap[] {
  const fields = fieldsOf(mapping.capability, format)
  const has = (field: string) => filled(mapping, field)
  const required = fields.filter(({ name, required }) => required && !has(name)).map(({ name }) => name)
  const pair = isDrawn(format) || has('lng') === has('lat') ? [] : PLACE.filter((name) => !has(name))
  const unknown = Object.entries(mapping.columns).filter(([, { column }]) => !columns.includes(column))
  const unnamed = isKeyed(mapping) && mapping.scheme === ''
  return [
    ...(unnamed ? [{ field: 'scheme', is: 'required' as const }] : []),
    ...required.map((field) => ({ field, is: 'required' as const })),
    ...pair.filter((field) => !required.includes(field)).map((field) => ({ field, is: 'pair' as const })),
    ...unknown.map(([field]) => ({ field, is: 'unknown' as const })),
  ]
}

/** Whether rows of the file lie somewhere by what is mapped, so that its datum has to be known. */
export function lies(mapping: ImportMapping, format: string): boolean {
  if (IMPORT_FIELDS[mapping.capability].lies === 'nowhere') return false
  return isDrawn(format) || PLACE.every((field) => filled(mapping, field))
}

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))

/** The mapping with a field read from a column; translations belong to the column they were made for. */
export const withColumn = (mapping: ImportMapping, field: string, column: string): ImportMapping => ({
  ...mapping,
  columns: { ...mapping.columns, [field]: { column } },
  constants: without(mapping.constants, field),
})

/** The mapping with one value of a field for all rows. */
export const withConstant = (mapping: ImportMapping, field: string, text: string): ImportMapping => ({
  ...mapping,
  columns: without(mapping.columns, field),
  constants: { ...mapping.constants, [field]: text },
})

/** The mapping with a field left out. */
export const withNothing = (mapping: ImportMapping, field: string): ImportMapping => ({
  ...mapping,
  columns: without(mapping.columns, field),
  constants: without(mapping.constants, field),
})

/** The mapping with the values of a field's column translated; none at all means that they are read as they are. */
export function withTranslation(
  mapping: ImportMapping,
  field: string,
  translate: Readonly<Record<string, string>> | undefined,
): ImportMapping {
  const mapped = mapping.columns[field]
  if (!mapped) return mapping
  const { column } = mapped
  return {
    ...mapping,
    columns: { ...mapping.columns, [field]: translate ? { column, translate: { ...translate } } : { column } },
  }
}

const SAMPLES = 3
const cellsOf = ({ columns, rows }: Pick<Preview, 'columns' | 'rows'>, column: string): string[] => {
  const place = columns.indexOf(column)
  return place < 0 ? [] : rows.map(({ cells }) => (cells[place] ?? '').trim())
}

/** The first values that a column has among the rows shown, each once; empty cells say nothing. */
export const samplesOf = (preview: Pick<Preview, 'columns' | 'rows'>, column: string): string[] =>
  [...new Set(cellsOf(preview, column))].filter((cell) => cell !== '').slice(0, SAMPLES)

/** Every value that a column has among the rows shown, and those that are translated already. */
export const valuesOf = (
  preview: Pick<Preview, 'columns' | 'rows'>,
  { column, translate = {} }: ImportMapping['columns'][string],
): string[] => [...new Set([...Object.keys(translate), ...cellsOf(preview, column)])]
