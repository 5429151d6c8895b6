import { z } from 'zod'
import type { EntryBody, EntryKind } from '#core/contract/fileEntries.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { type EntriesOf, ENTRY_TABLES, provenance } from './entryTables.ts'

const NewId = z.object({ entry: z.number().int() })
/** SQLSTATE of a unique and of a check constraint. */
const [TAKEN, UNTRUE] = ['23505', '23514']
const taken = [
  '档案中已有同样的条目；请修改原有条目，或核对编号。',
  'The file holds such an entry already: change that one, or check the number.',
] as const

/** Entries of one kind of the enterprise, all of them. */
export async function entriesOf<Kind extends EntryKind>(
  db: Db,
  kind: Kind,
  enterprise: number,
): Promise<EntriesOf<Kind>> {
  const { row, read, table, order } = ENTRY_TABLES[kind]
  const statement = sql`select ${provenance}, ${read} from ${table} x where x.enterprise = ${enterprise}::integer order by ${order}`
  return (await db.many(row as z.ZodType, statement)) as EntriesOf<Kind>
}

/** Fields by the constraint that refuses them, so that a form shows the reason beside. */
const FIELDS: Readonly<Record<string, string>> = {
  licence_time: 'expiresOn',
  accident_has_happened: 'happenedOn',
  certificate_time: 'expiresOn',
  insurance_time: 'untilOn',
  enterprise_person_taken: 'name',
  licence_taken: 'number',
  certificate_taken: 'holder',
  special_equipment_taken: 'registration',
  insurance_taken: 'policy',
  safety_fund_taken: 'year',
  emergency_plan_taken: 'name',
  penalty_taken: 'document',
}

/** A refusal of the database as a sentence. */
async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: string }
    const field = FIELDS[constraint ?? '']
    const at = field === undefined ? 'body' : `body.${field}`
    if (code === TAKEN) throw problem('entry-refused', taken, at)
    throw code === UNTRUE ? problem('entry-refused', undefined, at) : error
  }
}

/** @throws Problem not-found where the enterprise lies outside the scope */
async function expectEnterprise(db: Db, id: number) {
  if ((await db.raw(sql`select from enterprise e where e.id = ${id}::integer`)).rowCount === 0)
    throw problem('not-found')
}

/** Writes an entry into the file of an enterprise. @throws Problem not-found, not-allowed, entry-refused */
export async function addEntry(
  db: Db,
  enterprise: number,
  { entry, ...fields }: EntryBody,
): Promise<{ entry: number }> {
  await expectEnterprise(db, enterprise)
  const { table, columns, values, record } = ENTRY_TABLES[entry]
  return refusing(
    db.one(
      NewId,
      sql`insert into ${table} (enterprise, ${columns})
        select ${enterprise}::integer, ${values} from jsonb_to_record(${JSON.stringify(fields)}::jsonb) r (${record})
        returning id as entry`,
    ),
  )
}

/** Which entry of which file. */
export interface EntryAsked {
  readonly id: number
  readonly kind: EntryKind
  readonly entry: number
}

/** Writes an entry anew. @throws Problem not-found, invalid-request where the kind is another, entry-refused */
export async function changeEntry(
  db: Db,
  { id, kind, entry }: EntryAsked,
  { entry: given, ...fields }: EntryBody,
): Promise<{ entry: number }> {
  if (given !== kind) throw problem('invalid-request', undefined, 'body.entry')
  const { table, columns, values, record } = ENTRY_TABLES[kind]
  const changed = await refusing(
    db.maybe(
      NewId,
      sql`update ${table} x set (${columns}) =
          (select ${values} from jsonb_to_record(${JSON.stringify(fields)}::jsonb) r (${record}))
        where x.id = ${entry}::integer and x.enterprise = ${id}::integer returning x.id as entry`,
    ),
  )
  if (!changed) throw problem('not-found')
  return changed
}

/** @throws Problem not-found */
export async function dropEntry(db: Db, { id, kind, entry }: EntryAsked): Promise<void> {
  const { table } = ENTRY_TABLES[kind]
  const dropped = await db.run(
    sql`delete from ${table} x where x.id = ${entry}::integer and x.enterprise = ${id}::integer`,
  )
  if (dropped === 0) throw problem('not-found')
}
