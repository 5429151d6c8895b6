import { expect, test } from 'vitest'
import type { Surroundings } from '#core/contract/hazardSourceFiles.ts'
import type { Actor } from '../../server/db/actor.ts'
import { sampleOf, proves } from '../sample.ts'
import { chemical, hazardSourceBook, leader, manager, steward } from './hazardSourceBook.ts'

const held = hazardSourceBook()
const around = async (actor: Actor, source = held.made.source): Promise<Surroundings> =>
  (await held.as(actor).get(`/hazard-sources/${source}/surroundings`)).body

test('neighbours, people and targets are those that distances on the spheroid find, one by one', async (context) => {
  const compared = proves(context, {
    claim: 'Around a hazard source: enterprises within 500 and 1,000 m, people, protected targets and units near enough for a domino',
    judged: 'GET /hazard-sources/:id/surroundings',
    judge: 'SQL of the test’s own: each against each on the spheroid, without index, box or function of the product',
  })
  const sources = await held.ask<{ id: number }>('select id from hazard_source order by id')
  let pairs = 0
  for (const { id } of sampleOf(sources, 6)) {
    const { people, neighbours, within, targets, from, domino } = await around(leader, id)
    const [right] = await held.ask<{ people: number | null; ids: number[]; near: number; far: number; nearest: number | null }>(
      `with own as (select e.id, coalesce(e.footprint, e.geom)::geography as ground, e.footprint from hazard_source s join enterprise e on e.id = s.enterprise where s.id = $1),
        each as (select n.id, st_distance(coalesce(n.footprint, n.geom)::geography, own.ground) as metres, n.crowded, st_distance(n.geom::geography, own.ground) as from_point, n.status
          from own, enterprise n where n.id <> own.id and abs(st_x(n.geom) - st_x(st_centroid(own.ground::geometry))) < 0.06 and abs(st_y(n.geom) - st_y(st_centroid(own.ground::geometry))) < 0.06)
      select case when own.footprint is not null then (select coalesce(sum(p.people), 0)::int from population_point p where abs(st_x(p.geom) - st_x(st_centroid(own.footprint))) < 0.02
          and abs(st_y(p.geom) - st_y(st_centroid(own.footprint))) < 0.02 and not st_covers(own.footprint, p.geom) and st_distance(p.geom::geography, own.ground) <= 500) end as people,
        array(select id from each where metres <= 1000 and status <> 'closed' order by metres, id limit 200) as ids,
        (select count(*)::int from each where metres <= 500 and status <> 'closed') as near, (select count(*)::int from each where metres <= 1000 and status <> 'closed') as far,
        (select min(from_point) from each where crowded and status = 'active') as nearest from own`,
      [id],
    )
    expect([people?.reduce((sum, one) => sum + one.people, 0) ?? null, from]).toEqual([right!.people, right!.people === null ? 'enterprise' : 'boundary'])
    expect([neighbours.map((one) => one.id), within.near, within.far]).toEqual([right!.ids, right!.near, right!.far])
    // every other unit against this one, with no box and no index
    const units = await held.ask<{ id: number; metres: number }>(
      `select other.id, st_distance(other.geom::geography, own.geom::geography, true) as metres from hazard_source own, hazard_source other where own.id = $1 and other.id <> own.id`,
      [id],
    )
    const near = units.filter(({ metres }) => metres <= 500).sort((a, b) => a.metres - b.metres || a.id - b.id)
    expect(domino.map((one) => [one.id, one.metres])).toEqual(near.map((one) => [one.id, one.metres]))
    pairs += near.length
    const crowded = targets.find(({ of }) => of === 'enterprise')
    if (crowded && right!.nearest !== null) expect(crowded.metres).toBeCloseTo(right!.nearest, 6)
    compared()
  }
  expect(pairs).toBeGreaterThan(0)
}) // prettier-ignore

test('of enterprises beyond the scope the number alone is told', async () => {
  const [told, all] = [await around(manager(held.made.enterprise)), await around(leader)]
  expect(told.within).toEqual(all.within)
  expect([told.neighbours, told.people?.length]).toEqual([[], 1])
  const other = await held.as(manager(held.made.enterprise)).get('/hazard-sources/1/surroundings')
  expect([other.status, other.body.code]).toEqual([404, 'not-found'])
})

test('no distance betrays where a guarded store stands: moved by 60 m, its surroundings and those beside it read the same', async () => {
  const [beside] = await held.ask<{ id: number; enterprise: number }>(
    `with plant as (insert into enterprise (scheme, identifier, name, industry, geom)
       select 'demo', 'M6B', '样板化工二厂', 'C2614', st_translate(geom, 0.002, 0) from enterprise where id = $1 returning id, geom)
     insert into hazard_source (enterprise, name, unit_kind, geom) select id, '罐区', 'storage', geom from plant returning id, enterprise`,
    [held.made.enterprise],
  )
  const { inventory } = (await held.as(steward).get(`/hazard-sources/${held.made.source}`)).body
  await held.as(steward).post(`/hazard-sources/${held.made.source}/substances`).send(chemical('砷化氢', 14, 2, inventory)) // prettier-ignore
  const expert: Actor = { role: 'expert', person: '专家', grids: [], enterprises: [held.made.enterprise, beside!.enterprise], account: 9, post: 'expert' } // prettier-ignore
  const seen = async (actor: Actor) => [await around(actor), await around(actor, beside!.id)]
  const [before, known] = [await seen(expert), await seen(steward)]
  expect(before[1]!.domino).toMatchObject([{ id: held.made.source, exact: false }])
  expect(before[0]!.domino).toMatchObject([{ id: beside!.id, exact: false }])
  await held.ask('update hazard_source set geom = st_translate(geom, 0.0006, 0.0002) where id = $1', [held.made.source])
  expect(await seen(expert)).toEqual(before)
  expect((await seen(steward))[1]!.domino[0]!.metres).not.toBeCloseTo(known[1]!.domino[0]!.metres, 0)
})

test('a file that tells another Q than the table ends what the substance counted by', async () => {
  await held.ask('update hazard_source_substance set critical = 2 where hazard_source = $1', [held.made.source])
  expect(await held.ask('select reference, mixture from hazard_source_substance where hazard_source = $1', [held.made.source])).toEqual([{ reference: null, mixture: null }]) // prettier-ignore
})
