import { type Sql, sql } from '../../db/sql.ts'

/** The limits of the rules by kind, as JSON. */
export const rulesJson: Sql = sql`(select json_object_agg(r.kind, r."limit") from patrol_rule r)`
/** The limit of one rule. */
export const limitOf = (kind: 'near' | 'recent' | 'keep'): Sql =>
  sql`(select r."limit" from patrol_rule r where r.kind = ${kind})`
