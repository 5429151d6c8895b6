import { sql } from '../../db/sql.ts'

/** Parks and towers `p` for which no unit leads, neither by their file nor by a rule. */
export const ownerlessPlace = sql`p.kind <> 'block' and p.lead_department is null
  and not exists (select from supervision_rule r where r.part = 'lead' and r.until_on is null and (r.place = p.id or r.place_kind = p.kind))`
