import { z } from 'zod'
import { Id, Instant, lineText } from './route.ts'

/** Entries of the file: what is written into its sections, each of one enterprise. */
const Day = z.iso.date()
const name = lineText(80)
const long = lineText(120)
const Money = z.number().min(0).max(999_999_999_999).multipleOf(0.01).meta({ 'x-unit': 'CNY' })
const Persons = z.number().int().min(0).max(100_000)

export const OFFICES = ['responsible-person', 'safety-manager', 'safety-director', 'safety-committee', 'contact', 'staff'] as const // prettier-ignore
export const LICENCE_KINDS = ['business', 'safety-production', 'dangerous-chemicals', 'discharge', 'fire', 'other'] as const // prettier-ignore
export const CERTIFICATE_KINDS = ['responsible-person', 'safety-manager', 'special-operation', 'special-equipment', 'training'] as const // prettier-ignore
export const EQUIPMENT_KINDS = ['boiler', 'pressure-vessel', 'pressure-pipe', 'lift', 'crane', 'site-vehicle', 'other'] as const // prettier-ignore
export const PLAN_KINDS = ['comprehensive', 'special', 'on-site'] as const
/** Sections that an enterprise may declare to have nothing of. */
export const DECLARABLE = ['equipment', 'certificates'] as const

/** Fields of each entry, as they are written. Days are those of China; the last day counts in full. */
export const ENTRY_FIELDS = {
  person: {
    office: z.enum(OFFICES),
    name,
    /** For posts that may know phones; null to all others. */
    phone: z
      .string()
      .regex(/^[0-9+ -]{5,20}$/)
      .nullable(),
    appointedOn: Day.nullable(),
  },
  licence: { kind: z.enum(LICENCE_KINDS), number: name, issuer: name, issuedOn: Day, expiresOn: Day.nullable() },
  certificate: {
    kind: z.enum(CERTIFICATE_KINDS),
    holder: name,
    subject: long.nullable(),
    number: name.nullable(),
    issuedOn: Day,
    expiresOn: Day.nullable(),
  },
  equipment: { kind: z.enum(EQUIPMENT_KINDS), name: long, registration: name, inspectionDueOn: Day },
  insurance: { insurer: name, policy: name, fromOn: Day, untilOn: Day },
  fund: { year: z.number().int().min(2000).max(2100), due: Money, spent: Money },
  plan: { kind: z.enum(PLAN_KINDS), name: long, filedOn: Day.nullable(), drilledOn: Day.nullable() },
  penalty: { decidedOn: Day, authority: name, document: name, reason: lineText(300), amount: Money },
  accident: {
    happenedOn: Day,
    deaths: Persons,
    seriousInjuries: Persons,
    directLoss: Money,
    description: lineText(300),
  },
  declaration: { section: z.enum(DECLARABLE), reason: lineText(200) },
} as const
export type EntryKind = keyof typeof ENTRY_FIELDS
export const ENTRY_KINDS = Object.keys(ENTRY_FIELDS) as [EntryKind, ...EntryKind[]]

/** What every entry carries beside its fields: where it came from, by whom and when. */
const Provenance = {
  id: Id,
  source: z.enum(['import', 'person', 'derived']),
  madeBy: z.string(),
  madeAt: Instant,
  changedAt: Instant,
  changedBy: z.string(),
}

const body = <const Kind extends EntryKind>(kind: Kind) =>
  z.object({ entry: z.literal(kind), ...ENTRY_FIELDS[kind] } as {
    entry: z.ZodLiteral<Kind>
  } & (typeof ENTRY_FIELDS)[Kind])

/** An entry as it is written: its kind as `entry`, and the fields of that kind. */
export const EntryBody = z.discriminatedUnion('entry', [
  body('person'),
  body('licence'),
  body('certificate'),
  body('equipment'),
  body('insurance'),
  body('fund'),
  body('plan'),
  body('penalty'),
  body('accident'),
  body('declaration'),
])
export type EntryBody = z.infer<typeof EntryBody>

/** Entries as they are read. */
export const ENTRY_ROWS = {
  person: z.object({ ...Provenance, ...ENTRY_FIELDS.person }),
  licence: z.object({ ...Provenance, ...ENTRY_FIELDS.licence }),
  certificate: z.object({ ...Provenance, ...ENTRY_FIELDS.certificate }),
  equipment: z.object({ ...Provenance, ...ENTRY_FIELDS.equipment }),
  insurance: z.object({ ...Provenance, ...ENTRY_FIELDS.insurance }),
  fund: z.object({ ...Provenance, ...ENTRY_FIELDS.fund }),
  plan: z.object({ ...Provenance, ...ENTRY_FIELDS.plan }),
  penalty: z.object({ ...Provenance, ...ENTRY_FIELDS.penalty }),
  /** grade: 1 特别重大 2 重大 3 较大 4 一般, by the regulation's article 3. */
  accident: z.object({ ...Provenance, ...ENTRY_FIELDS.accident, grade: z.number().int().min(1).max(4) }),
  declaration: z.object({ ...Provenance, ...ENTRY_FIELDS.declaration }),
} as const
