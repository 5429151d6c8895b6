import { z } from 'zod'
import { GridVersion } from '#core/contract/gridDrafts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { Instants } from './drafts.ts'
import { polygonsIn } from './nodes.ts'

const Row = GridVersion.extend({ from: Instants, until: Instants.nullable() })

interface Asked {
  readonly on?: string | undefined
  readonly level?: string | undefined
}
/**
 * The nodes in scope as they are, or as they were at noon of a day of China; none before the book knew of any. Of a day to come nothing is
 * known: a planned draft may be withdrawn, or fail. @throws Problem invalid-request
 */
export async function listVersions(db: Db, { on, level }: Asked): Promise<GridVersion[]> {
  const { today } = await db.one(z.object({ today: z.string() }), sql`select app.day_of(app.now())::text as today`)
  if (on !== undefined && on > today)
    throw problem('invalid-request', [`${on} 还没有到（今天是 ${today}），那天的网格还没有定；请改查今天或更早，要看将来的网格请打开定于那天生效的草案。`, `${on} lies ahead (today is ${today}) and what the grid will be is not settled: ask for today or a day before, or open the draft that is planned for that day.`], 'query.on') // prettier-ignore
  return db.many(
    Row,
    sql`select v.grid, v.level, v.code, v.name, v.parent, v.person, v.phone, v.valid_from as "from", v.valid_until as "until",
        st_area(v.geom::geography) as area, case when v.level = 3 then ${polygonsIn(sql`v.geom`)} end as polygons
      from grid_version v, (select case when ${on ?? today}::date = ${today}::date then app.now() else (${on ?? today}::date + time '12:00') at time zone 'Asia/Shanghai' end as at) asked
      where v.valid_from <= asked.at and (v.valid_until is null or v.valid_until > asked.at)
        and (${level ?? null}::smallint is null or v.level = ${level ?? null}::smallint)
      order by v.level, v.code`,
  )
}
