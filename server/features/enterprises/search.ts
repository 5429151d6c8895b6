import { z } from 'zod'
import { MOST_HITS, type SearchAnswer, SearchHit } from '#core/contract/enterprises.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { groundOf, reach } from '../../filter/ground.ts'
import { middle, present, supervised } from '../../filter/places.ts'
import { rememberedInitials } from '../../initials.ts'

const Named = z.object({ name: z.string() })

/** A name that begins with the text stands before one that holds it, shorter before longer. */
const ranking = sql`not starts_with(lower(name), lower(searched)), length(name), id`

/** Hits of one kind; `rows` has id, name, enterprise, place, note and geom. */
const hits = (kind: string, order: number, rows: Sql): Sql => sql`
  (select ${kind} as kind, ${order}::int as kind_order, id, name, enterprise, place, note,
     case when geom is not null then json_build_array(st_x(geom), st_y(geom)) end as position
   from (${rows}) found, asked order by ${ranking} limit ${MOST_HITS + 1}::integer)`

/** Names whose initials are looked at: the first time each takes a fifth of a millisecond. */
const MOST_NAMES = 5_000
/** Latin letters and digits are what initials are made of. */
const LIKE_INITIALS = /^[a-z0-9]+$/

/**
 * Names in scope of sources, grids, places and tenants whose initials hold the text. Unlike enterprises these are few and keep no
 * initials of their own: they are made here, so that a name is found whoever wrote it and however long ago.
 */
async function namesWithInitials(db: Db, text: string): Promise<string[]> {
  const searched = text.toLowerCase()
  if (!LIKE_INITIALS.test(searched)) return []
  const names = await db.many(
    Named,
    sql`select name from grid union all select name from place union all select name from hazard_source union all select name from tenant
      limit ${MOST_NAMES}::integer`,
  )
  return names.map(({ name }) => name).filter((name) => rememberedInitials(name).includes(searched))
}

/** Enterprises, hazard sources, grids, places and tenants without a file in scope by part of name, pinyin initials, code or identifier. */
export async function search(db: Db, text: string): Promise<SearchAnswer> {
  const ground = await groundOf(db)
  const byInitials = await namesWithInitials(db, text)
  const named = (name: Sql) =>
    sql`(position(lower(asked.searched) in lower(${name})) > 0 or ${name} = any (${byInitials}::text[]))`
  const found = await db.many(
    SearchHit,
    sql`with asked as materialized (select ${text}::text as searched), hit as (
      ${hits(
        'enterprise',
        1,
        sql`select e.id, e.name, e.id as enterprise, null::integer as place, e.identifier as note, e.geom from enterprise e
        where e.id = any ((select app.enterprises_named(${text}))::integer[])`,
      )}
      union all
      ${hits(
        'hazard-source',
        2,
        sql`select s.id, s.name, e.id as enterprise, null::integer as place, e.name as note, shown.geom
        from hazard_source s join enterprise e on e.id = s.enterprise
          left join hazard_source_place shown on shown.hazard_source = s.id, asked
        where ${named(sql`s.name`)} and ${reach(ground, 's')}`,
      )}
      union all
      ${hits(
        'grid',
        3,
        sql`select g.id, g.name, null::integer as enterprise, null::integer as place, g.person as note,
        st_pointonsurface(g.geom) as geom from grid g, asked where ${named(sql`g.name`)} or starts_with(g.code, asked.searched)`,
      )}
      union all
      ${hits(
        'place',
        4,
        sql`select p.id, p.name, null::integer as enterprise, case when ${supervised} then p.id end as place,
        (select g.name from grid g where g.id = p.grid) as note, st_pointonsurface(p.geom) as geom
        from place p, asked where ${named(sql`p.name`)}`,
      )}
      union all
      ${hits(
        'tenant',
        5,
        sql`select t.id, t.name, null::integer as enterprise, p.id as place, p.name as note, ${middle} as geom
        from tenant t join place p on p.id = t.place, asked where t.enterprise is null and ${present} and ${named(sql`t.name`)}`,
      )})
    select kind, id, name, enterprise, place, note, position from hit, asked
    order by not starts_with(lower(name), lower(searched)), kind_order, length(name), id limit ${MOST_HITS + 1}::integer`,
  )
  return { rows: found.slice(0, MOST_HITS), more: found.length > MOST_HITS }
}
