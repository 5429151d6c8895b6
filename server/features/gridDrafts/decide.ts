import { z } from 'zod'
import type { GridDraft } from '#core/contract/gridDrafts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { refusing } from '../../http/refusing.ts'
import { gridsNow, holdDraft, readDraft } from './drafts.ts'
import { CONSTRAINTS, refused } from './refusals.ts'

/** Longest that a draft may wait for its day. */
const MOST_DAYS = 366
interface Seen {
  readonly id: number
  readonly seen: number
}

/** Lets it take effect on a day: today, it does in the same transaction. @throws Problem grid-draft-changed, grid-draft-refused */
export async function planDraft(db: Db, { id, seen, effectiveOn }: Seen & { effectiveOn: string }): Promise<GridDraft> {
  const { outdated } = await holdDraft(db, { id, seen, states: ['open', 'failed'] })
  if (outdated) throw refused('outdated')
  const { days, changes } = await db.one(
    z.object({ days: z.number(), changes: z.boolean() }),
    sql`select ${effectiveOn}::date - app.day_of(app.now()) as days, exists (
        select from ${gridsNow} g full join (select * from grid_draft_node n where n.draft = ${id}::integer) n on n.node = g.id
        where (g.code, g.name, g.person, g.phone, g.geom::bytea) is distinct from (n.code, n.name, n.person, n.phone, n.geom::bytea)) as changes`,
  )
  if (days < 0 || days > MOST_DAYS) throw refused('day', 'body.effectiveOn')
  if (!changes) throw refused('unchanged')
  const planning =
    db.run(sql`update grid_draft set state = 'planned', effective_on = ${effectiveOn}::date, version = version + 1
    where id = ${id}::integer`)
  await refusing('grid-draft-refused', CONSTRAINTS, planning)
  return readDraft(db, id)
}

/** Takes a draft that is planned, or that failed on its day, back to be edited. */
export async function reopenDraft(db: Db, { id, seen }: Seen): Promise<GridDraft> {
  await holdDraft(db, { id, seen, states: ['planned', 'failed'] })
  await db.run(
    sql`update grid_draft set state = 'open', effective_on = null, version = version + 1 where id = ${id}::integer`,
  )
  return readDraft(db, id)
}

/** Gives it up; it stays to be read. */
export async function withdrawDraft(db: Db, { id, seen }: Seen): Promise<GridDraft> {
  await holdDraft(db, { id, seen, states: ['open', 'planned', 'failed'] })
  await db.run(
    sql`update grid_draft set state = 'withdrawn', effective_on = null, version = version + 1 where id = ${id}::integer`,
  )
  return readDraft(db, id)
}
