import { type Sql, sql } from '../../db/sql.ts'

/** The limits of the rules by kind, as JSON. */
export const rulesJson: Sql = sql`(select json_object_agg(r.kind, r."limit") from patrol_rule r)`
