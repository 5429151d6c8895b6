import { z } from 'zod'
import { pageFields } from './filter.ts'
import { Id, Instant, lineText, route, wholeText } from './route.ts'

/** What was done. The first five are changes, which the database records by itself. */
export const ACTS = [
  'insert',
  'update',
  'delete',
  'import',
  'truncate',
  'read',
  'export',
  'refuse',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'wear',
  'identity',
  'retention',
] as const

/** What it was done to: tables of the book by their name, and the audit itself. */
export const TOPICS = [
  'accident',
  'account',
  'account_link',
  'api_token',
  'assignment',
  'assignment_rule',
  'audit',
  'basemap',
  'certificate',
  'checklist',
  'checklist_item',
  'coverage_certificate',
  'coverage_nobody',
  'coverage_rule',
  'coverage_task',
  'coverage_task_event',
  'coverage_task_rule',
  'daily_pledge',
  'demo_identity',
  'department',
  'district',
  'document',
  'duty',
  'duty_handover',
  'duty_log',
  'emergency_plan',
  'enterprise',
  'enterprise_change',
  'enterprise_alias',
  'enterprise_person',
  'expert_assignment',
  'file_declaration',
  'former_password',
  'gateway',
  'grid',
  'grid_draft',
  'grid_person',
  'alarm',
  'alarm_rule',
  'hazard',
  'hazard_source',
  'hazard_source_substance',
  'history',
  'import',
  'import_mapping',
  'ingest_rule',
  'inspection',
  'inspection_answer',
  'inspection_plan',
  'inspection_record',
  'inspection_target',
  'insurance',
  'law',
  'law_clause',
  'law_withdrawal',
  'licence',
  'maintenance_window',
  'password',
  'patrol_rule',
  'patrol_track',
  'penalty',
  'place',
  'population_point',
  'post',
  'proposal',
  'reading',
  'reading_rule',
  'reminder',
  'reminder_letter',
  'reminder_reading',
  'reminder_webhook',
  'report',
  'resource',
  'responsible_check',
  'risk_point',
  'safety_fund',
  'scene',
  'second_factor',
  'sensor',
  'session',
  'setup_token',
  'sign_in_guard',
  'single_sign_on',
  'source_bound',
  'source_filing',
  'source_responsible',
  'special_equipment',
  'special_work',
  'special_work_gas_test',
  'supervision_rule',
  'tank',
  'tenant',
  'visit_round_rule',
  'wall_token',
  'weather_warning',
] as const

const Fields = z.record(z.string(), z.unknown()).nullable()
/** Greatest id of an audit row that travels as a number. */
const MOST = 999_999_999_999_999
const Seal = z.number().int().positive()
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

export const AuditRow = z.object({
  id: Id,
  /** With microseconds. */
  at: Instant,
  account: Id.nullable(),
  person: z.string(),
  post: z.string().nullable(),
  address: z.string(),
  request: z.string().nullable(),
  act: z.string(),
  topic: z.string(),
  /** Of the rows; where `digest` is set the lowest and the highest. */
  ids: z.array(z.number().int()),
  before: Fields,
  after: Fields,
  count: z.number().int(),
  /** SHA-256 over the rows of a statement that changed more than fifty. */
  digest: z.string().nullable(),
  /** Its place in the chain; null for the moment until it is sealed. */
  seal: Seal.nullable(),
})
export type AuditRow = z.infer<typeof AuditRow>

/** What is asked for; fields are joined by AND. */
export const auditFields = {
  from: Instant.optional().describe('not before'),
  until: Instant.optional().describe('before'),
  who: lineText(80).optional().describe('part of the name, or the id of the account'),
  act: z.enum(ACTS).optional().describe('what was done'),
  topic: z.enum(TOPICS).optional().describe('what it was done to'),
  id: wholeText(1, MOST).optional().describe('id of the row it was done to; with topic'),
}

const text = z.string().nullable()
/** One link of the chain, its row spelled as it is hashed. */
export const ChainRow = z.object({
  seal: Seal,
  audit: z.string(),
  sealedAt: z.string(),
  at: z.string(),
  hash: Hash,
  /** null where the row is gone: dropped with its month, or taken away. */
  row: z
    .object({
      account: text,
      person: text,
      post: text,
      address: text,
      request: text,
      act: text,
      topic: text,
      ids: text,
      before: text,
      after: text,
      count: text,
      digest: text,
    })
    .nullable(),
})

export const AuditRoot = z.object({ day: z.iso.date(), first: Seal, last: Seal, hash: Hash })
export type AuditRoot = z.infer<typeof AuditRoot>

const only = ['audit'] as const

/** What the audit administrator looks at: who did what, and whether any of it was changed since. */
export const audits = {
  list: route({
    method: 'GET',
    path: '/audits',
    summary: 'The audit, latest first, paged by key; for the audit administrator',
    only,
    sensitive: 'audit',
    query: z.object({ ...pageFields, ...auditFields }),
    response: z.object({ rows: z.array(AuditRow), next: z.string().nullable() }),
  }),
  chain: route({
    method: 'GET',
    path: '/audits/chain',
    summary: 'The audit in the order of its seals, to be verified by whoever reads it: docs/audit.md',
    only,
    sensitive: 'audit',
    query: z.object({
      seal: wholeText(0, MOST).default(0).describe('the last seal of the page before'),
      limit: wholeText(1, 2000).default(1000),
    }),
    response: z.object({
      rows: z.array(ChainRow),
      /** The hash before the first row. */
      previous: Hash,
      /** The last seal of all. */
      last: z.number().int(),
      /** Months that ended by then were dropped; null where none was. */
      droppedUntil: text,
      /** On the last page: rows older than the last seal that no seal stands for. */
      unsealed: z.array(z.string()),
    }),
  }),
  roots: route({
    method: 'GET',
    path: '/audits/roots',
    summary:
      'The hash of each day that is over, latest first: written down elsewhere it holds the chain up to that day',
    only,
    query: z.object({
      limit: wholeText(1, 400).default(31),
      before: z.iso.date().optional().describe('days before this one'),
    }),
    response: z.array(AuditRoot),
  }),
}
