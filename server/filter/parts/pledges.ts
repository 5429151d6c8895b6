import { sql } from '../../db/sql.ts'

/** The enterprise `e` has to pledge each day: it is not closed, and has a graded hazard source. */
export const mustPledge = sql`(e.status <> 'closed' and exists (select from hazard_source o where o.enterprise = e.id and o.level is not null))`
