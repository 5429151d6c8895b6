import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sql } from '../../db/sql.ts'
import type { Scope } from './staging.ts'

const Ids = z.object({ id: z.number() })

/**
 * Forgets files and staged rows that nobody touched for thirty days; commands that were killed leave theirs for a day, and so do files
 * that cannot be read. What was published stays as a record, with what it replaced.
 */
export async function tidyUp(scope: Scope, folder: string): Promise<void> {
  const kept = await scope(async (db) => {
    await db.run(sql`delete from import_stage where state not in ('publishing', 'published')
      and changed_at < app.now() - case when kept and (state <> 'failed' or mapping is not null) then interval '30 days' else interval '1 day' end`)
    const past = await db.many(
      Ids,
      sql`select id from import_stage s where state = 'published' and changed_at < app.now() - interval '30 days'
        and exists (select from import_row r where r.stage = s.id)`,
    )
    for (const { id } of past) await db.run(sql`select app.clear_stage(${id}::integer)`)
    return db.many(Ids, sql`select id from import_stage where kept and state <> 'published'`)
  })
  const ids = new Set(kept.map(({ id }) => String(id)))
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (/^\d+$/.test(name) && !ids.has(name)) await rm(join(folder, name), { force: true })
}
