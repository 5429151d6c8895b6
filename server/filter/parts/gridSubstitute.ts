import { type Sql, sql } from '../../db/sql.ts'

/** Who stands in today in the node of that id, with the phone where the reader may know it; null where nobody does. */
export const gridSubstitute = (grid: Sql): Sql =>
  sql`(select json_build_object('name', t.name, 'phone', (select c.phone from grid_person_contact c where c.grid_person = t.id), 'untilOn', t.until_on)
    from grid_substitute t where t.grid = ${grid})`
