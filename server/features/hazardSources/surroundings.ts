import { z } from 'zod'
import {
  DominoCandidate,
  Neighbour,
  ProtectedTarget,
  SourceAssessment,
  Surroundings,
} from '#core/contract/hazardSourceFiles.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { problem } from '../../http/problems.ts'
import { expectSource } from './inventory.ts'

/** Distances are told to the metre for what is asked; lists are as long as a page shows. */
const [NEAR, FAR, TARGETS, MOST, MOST_TARGETS, MOST_POINTS] = [500, 1000, 5000, 200, 20, 2000]

const Head = Surroundings.pick({ from: true, position: true, boundary: true, line: true, within: true }).extend({
  enterprise: z.number().int(),
})
const Person = z.object({ people: z.number().int(), metres: z.number(), at: Neighbour.shape.at })

const pointOf = (geometry: Sql): Sql => sql`json_build_array(st_x(${geometry}), st_y(${geometry}))`
const ringOf = (area: Sql): Sql => sql`st_asgeojson(st_exteriorring(${area}), 7)::json -> 'coordinates'`

const headOf = (id: number): Sql => sql`
  select s.enterprise, case when e.footprint is not null then 'boundary' when e.geom is not null then 'enterprise' else 'nowhere' end as from,
    case when place.geom is not null then ${pointOf(sql`place.geom`)} end as position,
    case when e.footprint is not null then ${ringOf(sql`e.footprint`)} end as boundary,
    case when e.footprint is not null then ${ringOf(sql`st_buffer(e.footprint::geography, ${NEAR}, 16)::geometry`)} end as line,
    json_build_object('near', app.neighbours_near(e.id, ${NEAR}), 'far', app.neighbours_near(e.id, ${FAR})) as within
  from hazard_source s join enterprise e on e.id = s.enterprise left join hazard_source_place place on place.hazard_source = s.id
  where s.id = ${id}::integer`

/** The ground from which distances are told. */
const ground = (enterprise: number): Sql =>
  sql`(select coalesce(e.footprint, e.geom) as at from enterprise e where e.id = ${enterprise}::integer) own`
/** Of a geometry near enough: a box first, which is wide enough at every latitude of China, then geodesic. */
const within = (geometry: Sql, metres: number): Sql =>
  sql`${geometry} && st_expand(own.at, ${metres / 40_000}::double precision) and st_dwithin(${geometry}::geography, own.at::geography, ${metres}::double precision)`
const metresTo = (geometry: Sql): Sql => sql`st_distance(${geometry}::geography, own.at::geography) as metres`

// what lies beside is shown to whoever sees it: row policies of each table say that
const neighboursOf = (enterprise: number): Sql => sql`
  select n.id, n.name, ${metresTo(sql`coalesce(n.footprint, n.geom)`)}, ${pointOf(sql`n.geom`)} as at
  from ${ground(enterprise)} join enterprise n on ${within(sql`n.geom`, FAR * 3)}
    and st_dwithin(coalesce(n.footprint, n.geom)::geography, own.at::geography, ${FAR})
  where n.id <> ${enterprise}::integer and n.status <> 'closed' order by metres, n.id limit ${MOST}`
const targetsOf = (enterprise: number): Sql => sql`
  select * from (
    select 'enterprise' as of, 'crowded' as kind, n.id, n.name, ${metresTo(sql`n.geom`)}, ${pointOf(sql`n.geom`)} as at
    from ${ground(enterprise)} join enterprise n on ${within(sql`n.geom`, TARGETS)}
    where n.crowded and n.status = 'active' and n.id <> ${enterprise}::integer
    union all
    select 'place', p.kind, p.id, p.name, ${metresTo(sql`p.geom`)}, ${pointOf(sql`st_pointonsurface(p.geom)`)}
    from ${ground(enterprise)} join place p on ${within(sql`p.geom`, TARGETS)} where p.kind <> 'block'
    union all
    select 'resource', r.kind, r.id, r.name, ${metresTo(sql`r.geom`)}, ${pointOf(sql`r.geom`)}
    from ${ground(enterprise)} join resource r on ${within(sql`r.geom`, TARGETS)} where r.kind in ('hospital', 'shelter')) t
  order by metres, of, id limit ${MOST_TARGETS}`
// from where each source is shown to whoever asks: a store whose place is guarded is told by that of its enterprise alone
const dominoOf = (id: number): Sql => sql`
  select s.id, s.name, e.name as "enterpriseName", s.level, there.exact and here.exact as exact,
    st_distance(there.geom::geography, here.geom::geography) as metres, ${pointOf(sql`there.geom`)} as at
  from hazard_source_place here
  join hazard_source_place there on there.hazard_source <> here.hazard_source
    and there.geom && st_expand(here.geom, ${NEAR / 40_000}::double precision)
    and st_dwithin(there.geom::geography, here.geom::geography, ${NEAR}::double precision)
  join hazard_source s on s.id = there.hazard_source join enterprise e on e.id = s.enterprise
  where here.hazard_source = ${id}::integer order by metres, s.id limit ${MOST}`

/** What lies around a source. @throws Problem not-found */
export async function surroundingsOf(db: Db, id: number): Promise<Surroundings> {
  const head = await db.maybe(Head, headOf(id))
  if (!head) throw problem('not-found')
  const { enterprise, ...around } = head
  const near = sql`select people, metres_away as metres, json_build_array(lng, lat) as at
    from app.people_near(${enterprise}::integer, ${NEAR}) limit ${MOST_POINTS}`
  return {
    ...around,
    people: around.from === 'boundary' ? await db.many(Person, near) : null,
    neighbours: await db.many(Neighbour, neighboursOf(enterprise)),
    targets: await db.many(ProtectedTarget, targetsOf(enterprise)),
    domino: await db.many(DominoCandidate, dominoOf(id)),
  }
}

const Total = z.object({ total: z.number().int() })
/** The latest assessments, newest first. @throws Problem not-found */
export async function assessmentsOf(db: Db, id: number): Promise<{ total: number; rows: SourceAssessment[] }> {
  await expectSource(db, id)
  const rows = await db.many(
    SourceAssessment,
    sql`select a.id, a.at, a.made_by as by, a.reasons, a.table_version as "tableVersion", held.sum_ratio as "sumRatio",
        held.sum_weighted as "sumWeighted", a.people, a.hand_people as "handPeople", a.hand_reason as "handReason", a.alpha, a.provisional,
        held.r, a.level, held.terms
      from hazard_source_assessment a left join assessment_inventory held on held.assessment = a.id
      where a.hazard_source = ${id}::integer order by a.id desc limit 100`,
  )
  const { total } = await db.one(
    Total,
    sql`select count(*)::int as total from hazard_source_assessment a where a.hazard_source = ${id}::integer`,
  )
  return { total, rows }
}
