import { z } from 'zod'
import { FILE_SECTIONS } from '../domain/fileSections.ts'
import { ClassAccount } from './classes.ts'
import { EnterpriseFile, InspectionRow } from './enterprises.ts'
import { ENTRY_KINDS, ENTRY_ROWS, EntryBody } from './fileEntries.ts'
import { pageFields } from './filter.ts'
import { Id, IdText, Instant, route } from './route.ts'

/** One section of the file: it answers, or says what it lacks, who fills that and by when, or why it does not apply. */
export const FileSection = z.object({
  section: z.enum(FILE_SECTIONS),
  state: z.enum(['filled', 'missing', 'due', 'not-applicable']),
  /** Who fills it. */
  by: z.enum(['enterprise', 'supervisor']),
  /** When what is missing must be there, or when the answer runs out; past where that is overdue. */
  dueAt: Instant.nullable(),
  /** Codes of what is missing. */
  lacks: z.array(z.string()),
  /** Code of why it does not apply. */
  reason: z.string().nullable(),
})
export type FileSection = z.infer<typeof FileSection>

/** The whole file 一企一档 of one enterprise, with the state of each section. */
export const WholeFile = z.object({
  id: Id,
  /** The server's clock by which the states were told. */
  at: Instant,
  /** Code of the rule that says which sections apply, and for how long. */
  rule: z.string(),
  openedAt: Instant,
  standardizationUntil: z.iso.date().nullable(),
  file: EnterpriseFile,
  classified: ClassAccount,
  /** Further keys by which files know it, of rows that were merged with it: by whom, when and with which file; the latest first. */
  aliases: z.array(
    z.object({ scheme: z.string(), identifier: z.string(), by: z.string(), at: Instant, fileName: z.string() }),
  ),
  sections: z.array(FileSection),
  /** n of the `of` sections that apply answer, with nothing in them run out. */
  completeness: z.object({ n: z.number().int(), of: z.number().int() }),
  /** By kind; people in the order of their offices, all others the latest first. */
  entries: z.object({
    person: z.array(ENTRY_ROWS.person),
    licence: z.array(ENTRY_ROWS.licence),
    certificate: z.array(ENTRY_ROWS.certificate),
    equipment: z.array(ENTRY_ROWS.equipment),
    insurance: z.array(ENTRY_ROWS.insurance),
    fund: z.array(ENTRY_ROWS.fund),
    plan: z.array(ENTRY_ROWS.plan),
    penalty: z.array(ENTRY_ROWS.penalty),
    accident: z.array(ENTRY_ROWS.accident),
    declaration: z.array(ENTRY_ROWS.declaration),
  }),
})
export type WholeFile = z.infer<typeof WholeFile>

/** Who writes entries: the data steward all of them, a safety manager those of the own enterprise that are not the supervisor's. */
const written = { only: ['government', 'enterprise'], posts: ['data-steward', 'safety-manager'] } as const
const params = z.object({ id: IdText })
const oneEntry = z.object({ id: IdText, kind: z.enum(ENTRY_KINDS), entry: IdText })
const Written = z.object({ entry: Id })
/** Level of work-safety standardization, 1 the highest, and the last day on which it holds; both null where none was passed. */
export const Standardization = z.object({
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  until: z.iso.date().nullable(),
})
export type Standardization = z.infer<typeof Standardization>

export const enterpriseFiles = {
  read: route({
    method: 'GET',
    path: '/enterprises/:id/file',
    summary:
      'The whole file of one enterprise: every section with its state, who fills it and by when, and its entries',
    sensitive: 'enterprise',
    params,
    response: WholeFile,
  }),
  inspections: route({
    method: 'GET',
    path: '/enterprises/:id/inspections',
    summary: 'Inspections of an enterprise, latest first, paged by key',
    sensitive: 'enterprise',
    params,
    query: z.object(pageFields),
    response: z.object({
      id: Id,
      total: z.number().int(),
      rows: z.array(InspectionRow),
      next: z.string().nullable(),
    }),
  }),
  add: route({
    ...written,
    method: 'POST',
    path: '/enterprises/:id/entries',
    summary: 'Write an entry into the file',
    params,
    body: EntryBody,
    response: Written,
  }),
  change: route({
    ...written,
    method: 'POST',
    path: '/enterprises/:id/entries/:kind/:entry',
    summary: 'Write an entry of the file anew; what it was stays in the history',
    params: oneEntry,
    body: EntryBody,
    response: Written,
  }),
  drop: route({
    ...written,
    method: 'DELETE',
    path: '/enterprises/:id/entries/:kind/:entry',
    summary: 'Delete an entry of the file; what it was stays in the history',
    params: oneEntry,
    response: z.object({ done: z.boolean() }),
  }),
  standardize: route({
    ...written,
    method: 'POST',
    path: '/enterprises/:id/standardization',
    summary: 'Write the level of standardization and its last day; what it was stays in the history',
    params,
    body: Standardization,
    response: z.object({ done: z.boolean() }),
  }),
}
