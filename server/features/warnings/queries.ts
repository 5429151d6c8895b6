import { SourceColour, warnings } from '#core/contract/warnings.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Ground, reach } from '../../filter/ground.ts'
import { problem } from '../../http/problems.ts'

const said = sql`w.colour, w.causes, w.raised_by as "raisedBy", w.rule`

/** Colours of the graded sources in scope under `where`, worst first; those without a colour last. */
export const listColours = (db: Db, ground: Ground, where: Sql): Promise<SourceColour[]> =>
  db.many(
    SourceColour,
    sql`select s.id as source, s.name, s.enterprise, e.name as "enterpriseName", s.level, ${said}
      from hazard_source s join enterprise e on e.id = s.enterprise join hazard_source_warning w on w.hazard_source = s.id
      where s.level is not null and ${where} and ${reach(ground, 's')}
      order by w.colour nulls last, s.level, s.id`,
  )

/** The colour of one source. @throws Problem not-found where it lies outside the scope */
export async function readColour(db: Db, id: number) {
  const found = await db.maybe(
    warnings.read.response,
    sql`select s.level, ${said}
      from hazard_source s join hazard_source_warning w on w.hazard_source = s.id where s.id = ${id}::integer`,
  )
  if (!found) throw problem('not-found')
  return found
}
