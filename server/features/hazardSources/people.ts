import type { hazardSourceFiles } from '#core/contract/hazardSourceFiles.ts'
import type { Input } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { expectSource } from './inventory.ts'
import { refusing } from './refusals.ts'

/** Says by hand who lives around; the database says who may. @throws Problem not-found, not-allowed, entry-changed, entry-refused */
export async function countByHand(
  db: Db,
  id: number,
  { people, reason, until, seen }: Input<typeof hazardSourceFiles.count>['body'],
): Promise<Record<string, never>> {
  await expectSource(db, id)
  await refusing(
    db.run(
      sql`select app.count_by_hand(${id}::integer, ${people}::integer, ${reason}, ${until}::date, ${seen}::timestamptz)`,
    ),
  )
  return {}
}

/** Takes that back. @throws Problem not-found, not-allowed, entry-changed, entry-refused where nothing was counted */
export async function uncount(db: Db, id: number, seen: string | null): Promise<Record<string, never>> {
  await expectSource(db, id)
  await refusing(db.run(sql`select app.count_by_hand(${id}::integer, null, null, null, ${seen}::timestamptz)`))
  return {}
}
