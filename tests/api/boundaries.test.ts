import { expect, test } from 'vitest'
import { BOUNDARY_BOUNDS } from '#core/domain/plantBoundary.ts'
import { alphaOf } from '#core/domain/majorHazard.ts'
import { proposalsBook } from './proposalsBook.ts'

type At = [lng: number, lat: number]

const book = proposalsBook()
const { one, by, factsOf, change, put, proposed, accept, told } = book

/** A square whose middle lies at `at`; about as many metres wide and high. */
function square([lng, lat]: At, metres: number): At[] {
  const high = metres / 2 / 111_320
  const wide = high / Math.cos((lat * Math.PI) / 180)
  return [
    [lng - wide, lat - high],
    [lng + wide, lat - high],
    [lng + wide, lat + high],
    [lng - wide, lat + high],
  ]
}
const drawn = (ring: At[]) => ({ footprint: { ring, datum: 'wgs84' } })
const home = (): At => [book.plant.lng, book.plant.lat]
const rehearsed = (fields: object) =>
  by('data-steward').post(`/enterprises/${book.plant.id}/rehearsal`).send({ fields })
const rules = (body: { warnings: { rule: string }[] }) => body.warnings.map(({ rule }) => rule)
const footprint = async () => (await factsOf()).facts.footprint

test('the database has the bounds of the core', async () => {
  for (const [name, bound] of Object.entries(BOUNDARY_BOUNDS))
    expect(await one('select app.boundary_bound($1) as bound', [name]), name).toEqual({ bound })
})

test.each<[string, () => At[]]>([
  ['larger than any plant', () => square(home(), 4600)],
  ['of half a province', () => [[120.5, 36.4], [122.5, 36.4], [122.5, 38.4], [120.5, 38.4]]],
  ['in France', () => square([2.3, 48], 300)],
  ['in the district, far from the position', () => square([home()[0] + 0.015, home()[1]], 300)],
])('a boundary %s is refused: changed, rehearsed, proposed, and past the server', async (_, ring) => {
  const before = await footprint()
  const { body, status } = await change(drawn(ring()))
  expect([status, body.code, body.issues[0].at]).toEqual([422, 'field-refused', 'body.fields.footprint'])
  expect(told(await rehearsed(drawn(ring())))).toEqual([422, 'field-refused'])
  expect(told(await put(drawn(ring())))).toEqual([422, 'field-refused'])
  await expect(
    book.book.owner.query(
      `update enterprise set footprint = st_geomfromgeojson($2) where id = $1`,
      [book.plant.id, JSON.stringify({ type: 'Polygon', coordinates: [[...ring(), ring()[0]]] })],
    ),
  ).rejects.toMatchObject({ code: '23514', constraint: expect.stringMatching(/^enterprise_footprint_/) })
  expect(await footprint()).toEqual(before)
}) // prettier-ignore

test('what a boundary does wrong is said with its figure', async () => {
  expect((await change(drawn(square(home(), 5000)))).body.detail).toMatch(/厂界面积 2[45]\.\d+ km²，超过 20 km²/)
  const { body } = await change(drawn(square([home()[0] + 0.015, home()[1]], 300)))
  expect(body.detail).toMatch(/离单位位置 1\d\d\d m，超过 1000 m/)
})

test('a boundary may reach over the outline by some metres, and no farther; without outline the grids say where the district ends', async () => {
  const client = await book.book.owner.connect()
  const draw = (metres: number) =>
    client.query(
      `with moved as (select st_translate(footprint, st_x(at) - st_x(centre), st_y(at) - st_y(centre)) as ring, at
        from (select e.footprint, st_centroid(e.footprint) as centre, st_project(
          (select st_pointn(st_exteriorring((st_dump(d.geom)).geom), 1) from district d limit 1)::geography, $2, radians(180))::geometry as at
          from enterprise e where e.id = $1) placed)
      update enterprise e set footprint = moved.ring, geom = moved.at from moved where e.id = $1`,
      [book.plant.id, metres],
    )
  // the outline is a square kilometre around the plant, and its southern edge is what the boundary moves over
  const outline = async (geom: string) => {
    await client.query('set local session_replication_role = replica') // nothing else need follow it
    await client.query(`update district set geom = ${geom}`)
    await client.query('set local session_replication_role = origin')
  }
  const [lng, lat] = home()
  try {
    await client.query('begin')
    await outline(`st_multi(st_makeenvelope(${lng - 0.1}, ${lat}, ${lng + 0.1}, ${lat + 0.1}, 4326))`)
    await client.query('savepoint outlined')
    await draw(100)
    await client.query('rollback to outlined')
    await expect(draw(2000)).rejects.toMatchObject({ constraint: 'enterprise_footprint_outside_district' })
    await client.query('rollback to outlined')
    await outline('null')
    await expect(client.query(
      `update enterprise set geom = st_translate(geom, 3, 3), footprint = st_translate(footprint, 3, 3) where id = $1`, [book.plant.id],
    )).rejects.toMatchObject({ constraint: 'enterprise_footprint_outside_district' })
  } finally {
    await client.query('rollback')
    client.release()
  }
}) // prettier-ignore

test('a boundary that lowers α or a level is told with what it lowers: rehearsed, proposed, before and when it is accepted', async () => {
  const facts = (await factsOf()).facts
  // all who are counted live within what is drawn
  await book.book.owner.query(
    `delete from population_point p using enterprise e where e.id = $1 and not st_dwithin(p.geom::geography, e.geom::geography, 900)`,
    [book.plant.id],
  )
  const wide = drawn(square(home(), 1900))
  const { people } = await one<{ people: number }>(
    'select alpha_people as people from hazard_source where enterprise = $1 limit 1',
    [book.plant.id],
  )
  const outcome = (await rehearsed(wide)).body
  expect(rules(outcome)).toContain('lowers-level')
  const counted = outcome.consequences.find(({ fact }: { fact: string }) => fact === 'alphaPeople')
  expect(counted.before).toBe(people)
  expect(alphaOf(counted.after)).toBeLessThan(alphaOf(people))
  const proposal = await proposed(wide)
  expect(rules(proposal.foreseen)).toContain('lowers-level')
  expect(proposal.foreseen.consequences).toEqual(outcome.consequences)
  const listed = (await by('grid-chief').get('/proposals')).body.rows[0]
  expect(listed.foreseen).toEqual(proposal.foreseen)
  const accepted = await accept(proposal.id)
  expect([accepted.status, accepted.body.warnings]).toEqual([201, outcome.warnings])
  // back again it is raised, which nobody needs to be warned of
  const back = await change({ footprint: { ring: facts.footprint.ring, datum: 'wgs84' } })
  expect([back.status, rules(back.body)]).toEqual([201, []])
})

test('a large boundary and one over that of another are warned of; the other is named to whoever sees it', async () => {
  const other = await one<{ id: number; name: string; lng: number; lat: number; grid: number }>(
    `select o.id, o.name, st_x(p.at) as lng, st_y(p.at) as lat, o.grid from enterprise e, enterprise o, lateral (select st_pointonsurface(o.footprint) as at) p
    where e.id = $1 and o.id <> e.id and o.footprint is not null order by o.footprint::geography <-> e.footprint::geography limit 1`,
    [book.plant.id],
  )
  const beside = {
    ...drawn(square([other.lng, other.lat], 40)),
    position: { at: [other.lng, other.lat], datum: 'wgs84' },
  }
  const over = { rule: 'overlapping-footprint', of: other.name }
  expect((await rehearsed(beside)).body.warnings).toContainEqual(over)
  const unseen = (await put(beside)).body.foreseen.warnings
  expect(unseen).toContainEqual({ ...over, of: null })
  const { lng, lat } = await one<{ lng: number; lat: number }>(
    'select st_x(c.center) as lng, st_y(c.center) as lat from district d, st_maximuminscribedcircle(d.geom) c',
  )
  const sized = async (metres: number) =>
    rules(
      (await rehearsed({ ...drawn(square([lng, lat], metres)), position: { at: [lng, lat], datum: 'wgs84' } })).body,
    )
  expect(await sized(2300)).toContain('large-footprint')
  expect(await sized(2200)).not.toContain('large-footprint')
})

test('a position is not emptied while there is a boundary, which has a point inside', async () => {
  const { body, status } = await change({ position: null })
  expect([status, body.code, body.issues[0].at]).toEqual([422, 'field-refused', 'body.fields.position'])
  expect(told(await put({ position: null }))).toEqual([422, 'field-refused'])
})

test('a boundary without position: the point inside is derived, warned of, and what was and is stays one chain', async () => {
  const { facts } = await factsOf()
  const emptied = await change({ position: null, footprint: null })
  expect([emptied.status, emptied.body.fields.position.after]).toEqual([201, null])
  expect((await factsOf()).facts.position).toBeNull()
  const given = { footprint: { ring: facts.footprint.ring, datum: 'wgs84' } }
  const { body } = await change(given)
  expect(rules(body)).toContain('derived-position')
  const now = await factsOf()
  expect([now.origins.position.source, now.origins.footprint.source]).toEqual(['derived', 'person'])
  const positions = (await by('data-steward').get(`/enterprises/${book.plant.id}/timeline`)).body.events.flatMap(
    ({ fields }: { fields?: { position?: unknown } | null }) => (fields?.position ? [fields.position] : []),
  )
  expect(positions[0]).toEqual({ before: null, after: { ...now.facts.position, derived: true } })
  expect(positions[1].after).toBeNull()
  await change({ position: { at: home(), datum: 'wgs84' } })
  expect((await factsOf()).origins.position.source).toBe('person')
})
