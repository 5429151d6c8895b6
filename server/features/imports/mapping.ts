import { z } from 'zod'
import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import { DATUMS } from '../../files/datum.ts'
import { ENCODINGS } from '../../files/encoding.ts'
import { FileRefused } from '../../files/rows.ts'

/** `[west, south, east, north]`, degrees, WGS 84. */
export const Bounds = z
  .tuple([
    z.number().min(-180).max(180),
    z.number().min(-90).max(90),
    z.number().min(-180).max(180),
    z.number().min(-90).max(90),
  ])
  .refine(([west, south, east, north]) => west < east && south < north, 'west < east, south < north')
export type Bounds = z.infer<typeof Bounds>

export const Datum = z.enum(DATUMS)

/** A column of the file, by its name; `translate` turns its values into ours ('' stands for an empty cell). */
const Column = z.union([
  z
    .string()
    .min(1)
    .transform((column) => ({ column, translate: undefined })),
  z.strictObject({ column: z.string().min(1), translate: z.record(z.string(), z.string()).optional() }),
])
export type Column = z.output<typeof Column>

/** The district a book is kept for, made by the first import into an empty one. */
export const District = z.strictObject({
  code: z.string().regex(/^[0-9]{6}$|^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1).max(120),
})
export type District = z.infer<typeof District>

const reading = {
  name: z.string().min(1).max(80),
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().min(1).optional(),
  district: District.optional(),
}

/** By what system keys tell enterprises apart. */
const Scheme = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)

/** Fields of an enterprise that a file may fill, beside its key and position. */
const FIELDS = [
  'name', 'industry', 'status', 'address', 'legalPerson', 'safetyManager', 'safetyManagerPhone', 'staff', 'crowded',
  'highRisk', 'standardization',
] as const // prettier-ignore
export type Field = (typeof FIELDS)[number]

const EnterpriseColumns = z.strictObject({
  name: Column,
  lng: Column.optional(),
  lat: Column.optional(),
  ...(Object.fromEntries(FIELDS.slice(1).map((field) => [field, Column.optional()])) as Record<
    Exclude<Field, 'name'>,
    z.ZodOptional<typeof Column>
  >),
})

/** How a file of enterprises is to be read: which column is what, the key by which a row is known again, its own rules. */
export const EnterpriseMapping = z.strictObject({
  ...reading,
  capability: z.literal('enterprises'),
  scheme: Scheme,
  key: Column,
  columns: EnterpriseColumns,
  constants: z.partialRecord(z.enum(FIELDS), z.string()).optional(),
  rules: z.strictObject({ positiveLongitude: z.boolean().optional(), bounds: Bounds.optional() }).optional(),
})
export type EnterpriseMapping = z.output<typeof EnterpriseMapping>

/** How a file of territories is to be read. Feature ids are a column `id`. */
export const GridMapping = z.strictObject({
  ...reading,
  capability: z.literal('grids'),
  columns: z.strictObject({
    code: Column,
    name: Column,
    person: Column.optional(),
    phone: Column.optional(),
  }),
  constants: z.partialRecord(z.enum(['person', 'phone']), z.string()).optional(),
})
export type GridMapping = z.output<typeof GridMapping>

/** Kinds of rows beside enterprises and grids; how their fields are read stands in kinds/kinds.ts. */
export const KINDS = [
  'departments', 'people', 'inspections', 'risk-points', 'population', 'hazards', 'hazard-sources', 'substances', 'resources',
  'places', 'tenants',
] as const // prettier-ignore
export type KindName = (typeof KINDS)[number]

/** How a file of another kind is to be read. `scheme` is that of the enterprises to which its rows belong. */
export const KindMapping = z
  .strictObject({
    ...reading,
    capability: z.enum(KINDS),
    scheme: Scheme.default('uscc'),
    columns: z.record(z.string(), Column),
    constants: z.record(z.string(), z.string()).optional(),
  })
  .superRefine(({ capability, columns, constants = {} }, { addIssue }) => {
    const { required, optional, lies } = IMPORT_FIELDS[capability]
    const fields = [...required, ...optional]
    const given = { columns, constants: constants as Readonly<Record<string, unknown>> }
    for (const part of ['columns', 'constants'] as const) {
      for (const field of Object.keys(given[part]).filter((name) => !fields.includes(name)))
        addIssue({
          code: 'custom',
          path: [part, field],
          message: `只能是 ${fields.join(', ')}；请从中选择。\nOne of ${fields.join(', ')}: choose among them.`,
        })
    }
    for (const field of required.filter((name) => columns[name] === undefined)) {
      const constant =
        constants[field] !== undefined && !((lies === 'point' || lies === 'ground') && PLACE.includes(field))
      if (!constant)
        addIssue({ code: 'custom', path: ['columns', field], message: '必填；请补上。\nRequired: give it.' })
    }
  })
const PLACE: readonly string[] = ['lng', 'lat']
export type KindMapping = z.output<typeof KindMapping>

export const Mapping = z.discriminatedUnion('capability', [EnterpriseMapping, GridMapping, KindMapping])
/** How a file is to be read, whatever it is a list of. */
export type Mapping = z.output<typeof Mapping>

/** Rules on where rows lie, which may be set aside for all rows of a file at once. */
export const WHERE = ['outside-bounds', 'outside-district'] as const

/** A rule set aside for one row, named by its number or its key, or for every row, and why. */
const Override = z.union([
  z.strictObject({ row: z.number().int().positive(), rule: z.string(), reason: z.string().trim().min(1) }),
  z.strictObject({ key: z.string().min(1), rule: z.string(), reason: z.string().trim().min(1) }),
  z.strictObject({ every: z.literal(true), rule: z.enum(WHERE), reason: z.string().trim().min(1) }),
])
export const Overrides = z.array(Override)
export type Override = z.infer<typeof Override>

/**
 * The JSON of a mapping or of overrides, checked.
 * @throws FileRefused naming each place that does not fit
 */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string, path: string): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FileRefused(`${path} 不是有效的 JSON。`, `${path} is not valid JSON: ${(error as Error).message}`)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path: at, message }) => [at.join('.') || '(root)', ...message.split('\n')])
  const lines = (said: 1 | 2) => faults.map((fault) => `  ${fault[0]}: ${fault[said] ?? fault[1]}`).join('\n')
  throw new FileRefused(
    `${path} 有 ${faults.length} 处不符合要求，请按下列位置改正：\n${lines(1)}`,
    `${path} does not fit in ${faults.length} place(s); correct them:\n${lines(2)}`,
  )
}
