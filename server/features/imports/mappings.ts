import { z } from 'zod'
import { ImportMapping } from '#core/contract/importShapes.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

const Kept = z.object({ name: z.string(), mapping: ImportMapping, madeAt: z.string(), madeBy: z.string() })

/** Mappings that were kept under a name. */
export const listMappings = (db: Db): Promise<z.output<typeof Kept>[]> =>
  db.many(Kept, sql`select name, mapping, made_at as "madeAt", made_by as "madeBy" from import_mapping order by name`)

/** Keeps a mapping under a name, in place of the one that had it. */
export const keepMapping = (db: Db, name: string, mapping: ImportMapping): Promise<number> =>
  db.run(sql`insert into import_mapping (name, mapping) values (${name}, ${JSON.stringify(mapping)}::jsonb)
    on conflict (name) do update set mapping = excluded.mapping, made_at = app.now(), made_by = coalesce(app.person(), session_user)`)

export const dropMapping = (db: Db, name: string): Promise<number> =>
  db.run(sql`delete from import_mapping where name = ${name}`)
