import { z } from 'zod'
import { AuditRoot, AuditRow, type auditFields, ChainRow } from '#core/contract/audits.ts'
import { GENESIS } from '#core/domain/auditChain.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'

/** What is asked for, parsed. */
export type AuditFilter = z.output<z.ZodObject<typeof auditFields>>

/** Columns of AuditRow over the audit `a`. */
export const auditColumns = sql`
  a.id::float8 as id, app.micros(a.at) as at, a.account, a.person, a.post, a.address, a.request, a.act, a.topic,
  to_jsonb(a.ids) as ids, a.before, a.after, a.count, encode(a.digest, 'hex') as digest,
  (select s.seal::float8 from audit_seal s where s.audit = a.id) as seal`

/** Rows of a filter. Of many rows that one statement changed only the lowest and the highest id are kept. */
export function auditWhere({ from, until, who, act, topic, id }: AuditFilter): Sql {
  const conditions = [
    from !== undefined && sql`a.at >= ${from}::timestamptz`,
    until !== undefined && sql`a.at < ${until}::timestamptz`,
    who !== undefined && sql`(position(lower(${who}) in lower(a.person)) > 0 or a.account::text = ${who})`,
    act !== undefined && sql`a.act = ${act}`,
    topic !== undefined && sql`a.topic = ${topic}`,
    id !== undefined &&
      sql`(${id}::bigint = any (a.ids) or a.digest is not null and ${id}::bigint between a.ids[1] and a.ids[cardinality(a.ids)])`,
  ].filter((condition) => condition !== false)
  return conditions.length === 0 ? sql`true` : join(conditions, sql` and `)
}

/** The latest rows first. @param after id that the page before ended with */
export const auditPage = (db: Db, filter: AuditFilter, after: number | undefined, limit: number) =>
  db.many(
    AuditRow,
    sql`select ${auditColumns} from audit a
      where ${auditWhere(filter)} and a.id < ${after ?? Number.MAX_SAFE_INTEGER}::bigint order by a.id desc limit ${limit + 1}`,
  )

/** A link of the chain over the seal `s` and the audit `a`: every field as the text that is hashed. */
const linkColumns = sql`
  s.seal::float8 as seal, s.audit::text as audit, app.micros(s.sealed_at) as "sealedAt", app.micros(s.at) as at,
  encode(s.hash, 'hex') as hash,
  case when a.id is not null then json_build_object('account', a.account::text, 'person', a.person, 'post', a.post,
    'address', a.address, 'request', a.request, 'act', a.act, 'topic', a.topic, 'ids', array_to_string(a.ids, ','),
    'before', a.before::text, 'after', a.after::text, 'count', a.count::text, 'digest', encode(a.digest, 'hex')) end as row`

/** Links after a seal, in order. */
export const links = (db: Db, seal: number, limit: number) =>
  db.many(
    ChainRow,
    sql`select ${linkColumns} from (select * from audit_seal where seal > ${seal}::bigint order by seal limit ${limit}) s
      left join audit a on a.id = s.audit and a.at = s.at order by s.seal`,
  )

const State = z.object({ previous: z.string(), last: z.number(), droppedUntil: z.string().nullable() })

/** The hash of a seal, the last seal of all, and until when months were dropped. */
export const chainState = (db: Db, seal: number) =>
  db.one(
    State,
    sql`select coalesce((select encode(hash, 'hex') from audit_seal where seal = ${seal}::bigint), ${GENESIS.hash}) as previous,
      coalesce((select max(seal) from audit_seal), 0)::float8 as last,
      (select max(after ->> 'until') from audit where act = 'retention' and topic = 'audit') as "droppedUntil"`,
  )

/** Ids of rows that were there before the last seal was made, and for which no seal stands. */
export const unsealed = async (db: Db): Promise<string[]> => {
  const rows = await db.many(
    z.object({ id: z.string() }),
    sql`select a.id::text as id from audit a
      where a.id < (select max(audit) from audit_seal) and not exists (select from audit_seal s where s.audit = a.id)
      order by a.id limit 20`,
  )
  return rows.map(({ id }) => id)
}

/** Roots of days, latest first. */
export const rootsBefore = (db: Db, day: string | undefined, limit: number) =>
  db.many(
    AuditRoot,
    sql`select day, first::float8 as first, last::float8 as last, encode(hash, 'hex') as hash from audit_root
      where ${day === undefined ? sql`true` : sql`day < ${day}::date`} order by day desc limit ${limit}`,
  )
