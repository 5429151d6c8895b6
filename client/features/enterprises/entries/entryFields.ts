import {
  CERTIFICATE_KINDS,
  DECLARABLE,
  ENTRY_FIELDS,
  type EntryKind,
  EQUIPMENT_KINDS,
  LICENCE_KINDS,
  OFFICES,
  PLAN_KINDS,
} from '#core/contract/fileEntries.ts'

/** One field of a form: what is typed into it, and the words of its label and choices. */
export interface EntryField {
  readonly name: string
  /** Key of the label. */
  readonly label: string
  readonly as: 'text' | 'phone' | 'lines' | 'day' | 'choice' | 'money' | 'whole'
  /** May be left empty. */
  readonly optional?: true
  /** Longest text. */
  readonly most?: number
  readonly choices?: readonly string[]
  /** Where the words of the choices stand. */
  readonly words?: string
}

const text = (name: string, label: string, most = 80): EntryField => ({ name, label, as: 'text', most })
const lines = (name: string, label: string, most: number): EntryField => ({ name, label, as: 'lines', most })
const day = (name: string, label: string): EntryField => ({ name, label, as: 'day' })
const number = (name: string, label: string, as: 'money' | 'whole'): EntryField => ({ name, label, as })
const maybe = (field: EntryField): EntryField => ({ ...field, optional: true })
const choice = (name: string, label: string, choices: readonly string[], words: string): EntryField => ({ name, label, as: 'choice', choices, words }) // prettier-ignore
const kind = (choices: readonly string[], words: string) => choice('kind', 'file.head.kind', choices, words)

/** The form of each kind, in the order in which it is filled in. */
export const ENTRY_FORMS: Readonly<Record<EntryKind, readonly EntryField[]>> = {
  person: [
    choice('office', 'file.head.office', OFFICES, 'file.office'),
    text('name', 'file.head.fullName'),
    maybe({ name: 'phone', label: 'file.head.phone', as: 'phone', most: 20 }),
    maybe(day('appointedOn', 'file.head.appointed')),
  ],
  licence: [
    kind(LICENCE_KINDS, 'file.licence'),
    text('number', 'file.head.number'),
    text('issuer', 'file.head.issuer'),
    day('issuedOn', 'file.head.issued'),
    maybe(day('expiresOn', 'file.head.until')),
  ],
  certificate: [
    kind(CERTIFICATE_KINDS, 'file.certificate'),
    text('holder', 'file.head.holder'),
    maybe(text('subject', 'file.head.subject', 120)),
    maybe(text('number', 'file.head.number')),
    day('issuedOn', 'file.head.issued'),
    maybe(day('expiresOn', 'file.head.until')),
  ],
  equipment: [
    kind(EQUIPMENT_KINDS, 'file.equipment'),
    text('name', 'file.head.name', 120),
    text('registration', 'file.head.registration'),
    day('inspectionDueOn', 'file.head.inspectionDue'),
  ],
  insurance: [
    text('insurer', 'file.head.insurer'),
    text('policy', 'file.head.policy'),
    day('fromOn', 'file.head.from'),
    day('untilOn', 'file.head.until'),
  ],
  fund: [
    number('year', 'file.head.year', 'whole'),
    number('due', 'file.head.fundDue', 'money'),
    number('spent', 'file.head.fundSpent', 'money'),
  ],
  plan: [
    kind(PLAN_KINDS, 'file.plan'),
    text('name', 'file.head.plan', 120),
    maybe(day('filedOn', 'file.head.filed')),
    maybe(day('drilledOn', 'file.head.drilled')),
  ],
  penalty: [
    day('decidedOn', 'file.head.decided'),
    text('authority', 'file.head.authority'),
    text('document', 'file.head.document'),
    lines('reason', 'file.head.reason', 300),
    number('amount', 'file.head.amount', 'money'),
  ],
  accident: [
    day('happenedOn', 'file.head.day'),
    number('deaths', 'entries.deaths', 'whole'),
    number('seriousInjuries', 'entries.seriousInjuries', 'whole'),
    number('directLoss', 'file.head.loss', 'money'),
    lines('description', 'file.head.description', 300),
  ],
  declaration: [
    choice('section', 'entries.section', DECLARABLE, 'file.section'),
    lines('reason', 'file.head.reason', 200),
  ],
}

/** Names of the fields of a kind by the contract, with whether each may be empty. */
export const contractFields = (of: EntryKind): Readonly<Record<string, boolean>> =>
  Object.fromEntries(Object.entries(ENTRY_FIELDS[of]).map(([name, schema]) => [name, schema.safeParse(null).success]))
