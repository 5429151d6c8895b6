import { SearchHit } from '#core/contract/enterprises.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { groundOf, reach } from '../../filter/ground.ts'

/** Hits of one search, of all kinds together, and of one kind before ranking. */
const MOST_HITS = 20

/** A name that begins with the text stands before one that holds it, shorter before longer. */
const ranking = sql`not starts_with(lower(name), lower(searched)), length(name), id`

/** Hits of one kind; `rows` has id, name, enterprise, note and geom. */
const hits = (kind: string, order: number, rows: Sql): Sql => sql`
  (select ${kind} as kind, ${order}::int as kind_order, id, name, enterprise, note,
     case when geom is not null then json_build_array(st_x(geom), st_y(geom)) end as position
   from (${rows}) found, asked order by ${ranking} limit ${MOST_HITS}::integer)`

/** Enterprises, hazard sources, grids and places in scope by part of name, pinyin initials, code or identifier. */
export async function search(db: Db, text: string): Promise<SearchHit[]> {
  const ground = await groundOf(db)
  const named = (name: Sql) => sql`position(lower(asked.searched) in lower(${name})) > 0`
  return db.many(
    SearchHit,
    sql`with asked as materialized (select ${text}::text as searched), hit as (
      ${hits(
        'enterprise',
        1,
        sql`select e.id, e.name, e.id as enterprise, e.identifier as note, e.geom from enterprise e
        where e.id = any ((select app.enterprises_named(${text}))::integer[])`,
      )}
      union all
      ${hits(
        'hazard-source',
        2,
        sql`select s.id, s.name, e.id as enterprise, e.name as note, s.geom
        from hazard_source s join enterprise e on e.id = s.enterprise, asked
        where ${named(sql`s.name`)} and ${reach(ground, 's')}`,
      )}
      union all
      ${hits(
        'grid',
        3,
        sql`select g.id, g.name, null::integer as enterprise, g.person as note,
        st_pointonsurface(g.geom) as geom from grid g, asked where ${named(sql`g.name`)} or starts_with(g.code, asked.searched)`,
      )}
      union all
      ${hits(
        'place',
        4,
        sql`select p.id, p.name, null::integer as enterprise,
        (select g.name from grid g where g.id = p.grid) as note, st_pointonsurface(p.geom) as geom
        from place p, asked where ${named(sql`p.name`)}`,
      )})
    select kind, id, name, enterprise, note, position from hit, asked
    order by not starts_with(lower(name), lower(searched)), kind_order, length(name), id limit ${MOST_HITS}::integer`,
  )
}
