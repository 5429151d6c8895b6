import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

/** Says that a staged file is being published, as it was confirmed. @returns whether it was staged, and still is what was confirmed */
export async function publishingStage(db: Db, id: number, confirmed: number): Promise<boolean> {
  const told = await db.run(sql`
    update import_stage set state = 'publishing', progress = 0, failure = null, changed_at = app.now(), changed_by = coalesce(app.person(), session_user),
      account = app.account(), post = app.post()
    where id = ${id}::integer and state = 'staged' and revision = ${confirmed}::integer`)
  return told === 1
}

/** A file that was not published stays staged, with what hindered it; nothing of it is in the book. */
export const putBack = (
  db: Db,
  id: number,
  failure: { readonly zh: string; readonly en: string } | null,
): Promise<number> =>
  db.run(sql`update import_stage set state = 'staged', progress = null, failure = ${failure && JSON.stringify(failure)}::jsonb
    where id = ${id}::integer and state = 'publishing'`)

/** What was cut off while it was published was published not at all. */
export const interruptPublishing = (db: Db, id: number): Promise<number> =>
  putBack(db, id, {
    zh: '服务器在发布途中停止，没有写入任何数据；可再次发布。',
    en: 'The server stopped while it was published, and nothing was written: publish it again.',
  })

/** Stops the work at hand: reading ends where it is, publishing is taken back. @returns whether there was any */
export async function cancelStage(db: Db, id: number): Promise<boolean> {
  const stopped = await db.run(sql`
    update import_stage set state = case state when 'staging' then 'cancelled' else 'staged' end, progress = null,
      changed_at = app.now(), changed_by = coalesce(app.person(), session_user)
    where id = ${id}::integer and state in ('staging', 'publishing')`)
  return stopped === 1
}
