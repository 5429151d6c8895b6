import { GridVersion } from '#core/contract/gridDrafts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { Instants } from './drafts.ts'
import { polygonsIn } from './nodes.ts'

const Row = GridVersion.extend({ from: Instants, until: Instants.nullable() })

/** The nodes in scope as they were at noon of a day of China; none before the book knew of any. */
export const listVersions = (
  db: Db,
  { on, level }: { on: string; level?: string | undefined },
): Promise<GridVersion[]> =>
  db.many(
    Row,
    sql`select v.grid, v.level, v.code, v.name, v.parent, v.person, v.phone, v.valid_from as "from", v.valid_until as "until",
        st_area(v.geom::geography) as area, case when v.level = 3 then ${polygonsIn(sql`v.geom`)} end as polygons
      from grid_version v, (select (${on}::date + time '12:00') at time zone 'Asia/Shanghai' as noon) asked
      where v.valid_from <= asked.noon and (v.valid_until is null or v.valid_until > asked.noon)
        and (${level ?? null}::smallint is null or v.level = ${level ?? null}::smallint)
      order by v.level, v.code`,
  )
