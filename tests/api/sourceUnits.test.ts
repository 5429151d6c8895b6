import { expect, test } from 'vitest'
import type { Position } from '#core/contract/route.ts'
import type { SourceUnit } from '#core/contract/sourceUnits.ts'
import type { TankRow } from '#core/contract/tanks.ts'
import { BOUND_RULE } from '#core/domain/sourceBound.ts'
import { fullVolume } from '#core/domain/tanks.ts'
import { randomFrom } from '../../scripts/demo/random.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { deskOf } from './desk.ts'
import { sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const STEWARD: Actor = { role: 'government', person: '数据员', grids: [], account: 1, post: 'data-steward' }
const OFFICER: Actor = { role: 'government', person: '值班员', grids: [], account: 2, post: 'duty-officer' }
const ofPlant = (i: 0 | 1, post: Actor['post'] = 'safety-manager'): Actor => ({ role: 'enterprise', person: '安管员', grids: [], enterprise: it.sources[i].enterprise, account: 3, post }) // prettier-ignore
const ofGrid = (): Actor => ({ role: 'grid', person: '网格员', grids: [it.sources[0].grid], account: 4, post: 'grid-worker' }) // prettier-ignore
const expert = (): Actor => ({ role: 'expert', person: '专家', grids: [], enterprises: [it.sources[0].enterprise], account: 5, post: 'expert' }) as Actor // prettier-ignore

/** The first plant stands here; a degree in metres on the ellipsoid at this latitude (WGS 84), for places some hundred metres away. */
const [LNG, LAT] = [120.5, 37.5]
const A = 6_378_137
const E2 = 0.006_694_379_990_14
const bend = 1 - E2 * Math.sin((LAT * Math.PI) / 180) ** 2
const NORTH = (Math.PI / 180) * ((A * (1 - E2)) / bend ** 1.5)
const EAST = (Math.PI / 180) * (A / Math.sqrt(bend)) * Math.cos((LAT * Math.PI) / 180)
const at = (x: number, y: number): Position => [LNG + x / EAST, LAT + y / NORTH]
const box = (x: number, y: number, w: number, h: number) => [at(x, y), at(x + w, y), at(x + w, y + h), at(x, y + h)]

const UNIT = (name: string, ring: readonly Position[], more: object = {}) => ({ name, unitKind: 'storage', form: 'dike', bound: { ring, datum: 'wgs84' }, reason: null, ...more }) // prettier-ignore
const plant = () => it.sources[0].enterprise
const add = (body: object, actor = STEWARD) => deskOf(it.book, actor).post(`/enterprises/${plant()}/hazard-sources`).send(body) // prettier-ignore
const unitOf = async (id: number, actor = STEWARD) => (await deskOf(it.book, actor).get(`/hazard-sources/${id}/unit`)).body as SourceUnit // prettier-ignore
const change = (id: number, body: object, actor = STEWARD) => deskOf(it.book, actor).post(`/hazard-sources/${id}/unit`).send(body) // prettier-ignore
const fence = (ring: readonly Position[]) => it.run(`update enterprise set footprint = st_geomfromgeojson($2) where id = $1`, [plant(), JSON.stringify({ type: 'Polygon', coordinates: [[...ring, ring[0]]] })]) // prettier-ignore
const refusal = async (asked: ReturnType<typeof add>) => {
  const { status, body } = (await asked) as { status: number; body: { issues?: { at: string }[]; code?: string } }
  return [status, body.issues?.[0]?.at ?? body.code]
}

test('whoever writes the files adds a source with its bound, of the own plant alone; without a plant boundary α is provisional', async () => {
  for (const [i, actor] of [STEWARD, ofPlant(0)].entries()) {
    const { status, body } = await add(UNIT(`新罐区${i}`, box(i * 200 - 300, 300, 60, 40)), actor)
    expect(status).toBe(201)
    const source = (await deskOf(it.book, actor).get(`/hazard-sources/${body.id}`)).body
    expect(source).toMatchObject({ name: `新罐区${i}`, alpha: 2, alphaPeople: null, provisional: true, level: null, exact: true }) // prettier-ignore
    const unit = await unitOf(body.id, actor)
    expect(unit.bound).toMatchObject({ form: 'dike', beyond: false, area: expect.closeTo(2400, 0) })
    // its point lies within its bound
    expect(Math.abs((source.position[0] - at(i * 200 - 270, 0)[0]) * EAST)).toBeLessThan(30)
    expect(Math.abs((source.position[1] - at(0, 320)[1]) * NORTH)).toBeLessThan(20)
  }
  const own = it.sources[0].id
  const again = UNIT('罐区', box(0, 0, 10, 10), { seen: (await unitOf(own)).seen })
  for (const actor of [OFFICER, ofPlant(0, 'worker' as Actor['post']), ofGrid()]) {
    expect((await add(UNIT('不许', box(0, 0, 10, 10)), actor)).status, actor.person).toBe(403)
    expect((await change(own, again, actor)).status, actor.person).toBe(403)
  }
  expect((await add(UNIT('别家', box(0, 0, 10, 10)), ofPlant(1))).status).toBe(404)
  expect((await change(own, again, ofPlant(1))).status).toBe(404)
})

test('a bound that cannot be is refused at its field; one beyond the plant boundary needs a reason, which stays', async () => {
  await fence(box(-400, -400, 800, 800))
  const [cross] = [[at(0, 0), at(40, 40), at(40, 0), at(0, 40)]]
  const wrong: [string, object][] = [
    ['body.bound', UNIT('叉', cross!)],
    ['body.bound', UNIT('小', box(0, 0, 1.9, 2))],
    ['body.bound', UNIT('大', box(-399, -399, 1000, 1010), { reason: '沿既有防火堤外缘测绘' })],
    ['body.bound', UNIT('远', box(1500, 0, 40, 40), { reason: '沿既有防火堤外缘测绘' })],
    ['body.bound', UNIT('区外', box(-60_000, 0, 40, 40), { reason: '沿既有防火堤外缘测绘' })],
    ['body.form', UNIT('阀', box(0, 0, 40, 40), { form: 'valves' })],
    ['body.form', UNIT('堤', box(0, 0, 40, 40), { unitKind: 'production' })],
    ['body.name', UNIT('新罐区0', box(0, 0, 40, 40))],
    ['body.reason', UNIT('越界', box(380, 0, 40, 40))],
    ['body.bound', UNIT('重叠', box(-280, 320, 40, 40))],
  ]
  const said = new Set<string>()
  for (const [field, body] of wrong) {
    const answer = await add(body)
    expect([answer.status, answer.body.issues?.[0]?.at], JSON.stringify(body).slice(0, 40)).toEqual([422, field])
    said.add(answer.body.detail as string)
  }
  // each says what is wrong with it and nothing else; both forms are told alike
  expect(said.size).toBe(wrong.length - 1)
  expect((await add(UNIT('两点', [at(0, 0), at(9, 9), at(0, 0)]))).status).toBe(400)
  // a metre is how both are drawn
  expect((await add(UNIT('贴边', box(360, 100, 40.9, 40)))).status).toBe(201)
  const { body } = await add(UNIT('码头', box(380, 0, 40, 40), { reason: '码头罐组建在厂界外的岸线上' }))
  expect((await unitOf(body.id)).bound).toMatchObject({ beyond: true, reason: '码头罐组建在厂界外的岸线上' })
})

/** Area that two convex rings share, m²: one is cut along each edge of the other. Both run against the clock. */
type Point = readonly [x: number, y: number]
function shared(one: readonly Point[], other: readonly Point[]): number {
  let left: Point[] = [...one]
  for (const [i, [x1, y1]] of other.entries()) {
    const [x2, y2] = other[(i + 1) % other.length]!
    const side = ([x, y]: Point) => (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
    left = left.flatMap((to, k) => {
      const from = left.at(k - 1)!
      const [s, e] = [side(from), side(to)]
      const cut: Point = [from[0] + ((to[0] - from[0]) * s) / (s - e), from[1] + ((to[1] - from[1]) * s) / (s - e)]
      return [...(s >= 0 !== e >= 0 ? [cut] : []), ...(e >= 0 ? [to] : [])]
    })
  }
  return Math.abs(left.reduce((sum, [x, y], k) => sum + left.at(k - 1)![0] * y - x * left.at(k - 1)![1], 0)) / 2
}

test('no ground belongs to two units: of random bounds those are taken that share none with one before, and of two at once one', async () => {
  await it.run('delete from source_bound')
  const random = randomFrom(75)
  const taken: Point[][] = []
  const outcomes = new Set<number>()
  for (let i = 0; i < 40; i += 1) {
    const [x, y, r, turn] = [random.whole(-250, 250), random.whole(-250, 250), random.whole(15, 60), random.next() * 2]
    const corners = random.whole(3, 7)
    const ring = Array.from({ length: corners }, (_, k): Point => [x + r * Math.cos(turn + (2 * Math.PI * k) / corners), y + r * Math.sin(turn + (2 * Math.PI * k) / corners)]) // prettier-ignore
    const most = Math.max(0, ...taken.map((one) => shared(one, ring)))
    if (most > 0.3 && most < 0.8) continue
    const { status } = await add(UNIT(`随机${i}`, ring.map(([px, py]) => at(px, py))))
    expect([i, status]).toEqual([i, most > BOUND_RULE.overlap ? 422 : 201])
    outcomes.add(status)
    if (status === 201) taken.push(ring)
  }
  expect(outcomes.size).toBe(2)
  await it.run('delete from source_bound')
  const twins = await Promise.all([1, 2, 3].map((n) => add(UNIT(`同时${n}`, box(n, n, 40, 40)))))
  expect(twins.map(({ status }) => status).sort()).toEqual([201, 422, 422])
  // the same ground is free for another enterprise to say otherwise, and for this one once the bound was taken back
  const { id } = twins.find(({ status }) => status === 201)!.body
  const seen = (await unitOf(id)).seen
  expect((await change(id, { name: '撤', unitKind: 'storage', form: null, bound: null, reason: null, seen })).status).toBe(201)
  expect((await add(UNIT('替', box(2, 2, 40, 40)))).status).toBe(201)
}) // prettier-ignore

test('a bound waits for one that is just being drawn, and then sees it', async () => {
  await it.run('delete from source_bound')
  const [one, two] = [(await add(UNIT('甲', box(0, 0, 30, 30)))).body.id as number, (await add(UNIT('乙', box(100, 0, 30, 30)))).body.id as number] // prettier-ignore
  const [first, second] = [(await unitOf(one)).seen, (await unitOf(two)).seen]
  const ring = JSON.stringify({ type: 'Polygon', coordinates: [[...box(50, 0, 30, 30), at(50, 0)]] })
  let status: number | undefined
  let other: Promise<void> | undefined
  await inScope(it.book.pool, STEWARD, async (db) => {
    await db.run(sql`select app.place_source(${one}::integer, '甲', 'storage', 'dike', st_setsrid(st_geomfromgeojson(${ring}), 4326), 'wgs84', null, ${first}::timestamptz)`) // prettier-ignore
    other = change(two, UNIT('乙', box(60, 0, 30, 30), { seen: second })).then((answer) => void (status = answer.status)) // prettier-ignore
    const waits = async () => (await it.many('select pid from pg_locks where not granted')).length > 0
    await expect.poll(async () => status !== undefined || (await waits()), { timeout: 30_000 }).toBe(true)
  })
  await other
  expect(status).toBe(422)
})

test('α after each change of bound or plant boundary is that of people counted one by one', async () => {
  await it.run('delete from source_bound')
  const random = randomFrom(76)
  const people = Array.from({ length: 60 }, () => ({ n: random.whole(1, 6), x: random.whole(-900, 900), y: random.whole(-900, 900) })) // prettier-ignore
  const places = people.map(({ x, y }) => at(x, y))
  await it.run('insert into population_point (people, geom) select n, st_setsrid(st_makepoint(lng, lat), 4326) from unnest($1::int[], $2::float8[], $3::float8[]) p(n, lng, lat)', [people.map(({ n }) => n), places.map(([lng]) => lng), places.map(([, lat]) => lat)]) // prettier-ignore
  const { id } = (await add(UNIT('变动', box(0, 0, 40, 40)))).body
  const alphas = new Set<number>()
  for (let i = 0; i < 8; i += 1) {
    const [x, y, w, h] = [random.whole(-300, 100), random.whole(-300, 100), random.whole(60, 500), random.whole(60, 500)] // prettier-ignore
    await fence(box(x, y, w, h))
    const body = UNIT('变动', box(x + 10, y + 10, 30, 30), { seen: (await unitOf(id)).seen })
    expect((await change(id, body)).status).toBe(201)
    const away = (p: { x: number; y: number }) => Math.hypot(Math.max(x - p.x, 0, p.x - x - w), Math.max(y - p.y, 0, p.y - y - h)) // prettier-ignore
    expect(people.filter((p) => Math.abs(away(p) - 500) < 0.05)).toEqual([])
    const around = people.filter((p) => away(p) > 0 && away(p) <= 500).reduce((sum, { n }) => sum + n, 0)
    const alpha = around >= 100 ? 2 : around >= 50 ? 1.5 : around >= 30 ? 1.2 : around >= 1 ? 1 : 0.5
    const source = (await deskOf(it.book, STEWARD).get(`/hazard-sources/${id}`)).body
    expect(source).toMatchObject({ alphaPeople: around, alpha, provisional: false })
    alphas.add(alpha)
  }
  expect(alphas.size).toBeGreaterThan(1)
})

test('nothing is written over what was not seen, a file moves no point out of a bound, and each writing is on the record', async () => {
  const { id } = (await add(UNIT('见证', box(-50, -120, 40, 40), { reason: '沿既有防火堤外缘测绘' }))).body
  const { seen } = await unitOf(id)
  const body = UNIT('见证', box(-50, -130, 40, 40), { reason: '沿既有防火堤外缘测绘', seen })
  await it.book.clock.set(new Date('2026-06-15T02:01:00Z'))
  expect((await change(id, body)).status).toBe(201)
  expect(await refusal(change(id, body))).toEqual([409, 'entry-changed'])
  const point = () => it.many<{ at: string }>('select st_astext(geom) as at from hazard_source where id = $1', [id])
  const before = await point()
  await it.run('update hazard_source set geom = st_translate(geom, 0.01, 0) where id = $1', [id])
  expect(await point()).toEqual(before)
  // a file that makes it another kind of unit leaves open what bounds it
  await it.run(`update hazard_source set unit_kind = 'production' where id = $1`, [id])
  expect((await unitOf(id)).bound).toMatchObject({ form: null })
  const kept = await it.many<{ n: number }>(`select count(*)::int as n from audit where topic = 'source_bound' and person = '数据员' and act in ('insert', 'update')`) // prettier-ignore
  expect(kept[0]!.n).toBeGreaterThan(10)
})

const TANK = { tag: 'V-101', kind: 'vertical', diameter: 10, extent: 12, capacity: 900, density: 0.79, substance: null, heading: 0, position: { at: at(5, 5), datum: 'wgs84' } } // prettier-ignore
test('tanks are written by who keeps the sensors; none stands outside the bound, and none is left outside of it', async () => {
  await it.run('delete from source_bound; update enterprise set footprint = null')
  const { id } = (await add(UNIT('罐组', box(0, 0, 60, 60)))).body as { id: number }
  const tank = (body: object, actor = STEWARD) => deskOf(it.book, actor).post(`/hazard-sources/${id}/tanks`).send({ ...TANK, ...body }) // prettier-ignore
  const made = await tank({}, ofPlant(0))
  expect(made.status).toBe(201)
  for (const actor of [OFFICER, ofGrid()]) expect((await tank({ tag: 'x' }, actor)).status).toBe(403)
  expect((await tank({ tag: 'x' }, ofPlant(1))).status).toBe(404)
  const others = await it.many<{ id: number }>(`insert into hazard_source_substance (hazard_source, name, category, quantity, critical, beta, beta_reason) values ($1, '甲醇', 'W5.3', 100, 1000, 1, '表 4') returning id`, [it.sources[1].id]) // prettier-ignore
  const wrong: [string, object][] = [
    ['body.tag', {}],
    ['body.extent', { tag: 'a', extent: null }],
    ['body.extent', { tag: 'a', kind: 'sphere' }],
    ['body.capacity', { tag: 'a', capacity: 1226 }],
    ['body.substance', { tag: 'a', substance: others[0]!.id }],
    ['body.position', { tag: 'a', position: { at: at(61, 5), datum: 'wgs84' } }],
  ]
  for (const [field, body] of wrong) expect(await refusal(tank(body)), JSON.stringify(body)).toEqual([422, field])
  const { seen } = await unitOf(id)
  expect(await refusal(change(id, UNIT('罐组', box(10, 0, 60, 60), { seen })))).toEqual([422, 'body.bound'])
  // its middle is within, its shell is not
  expect(await refusal(change(id, UNIT('罐组', box(0.6, 0, 60, 60), { seen })))).toEqual([422, 'body.bound'])
  expect((await change(id, UNIT('罐组', box(0.4, 0, 60, 60), { seen }))).status).toBe(201)

  const other = await it.sensor()
  const own = await it.sensor({ hazard_source: id, tank: made.body.id })
  const update = (sensor: number) => it.run('update sensor set tank = $2 where id = $1', [sensor, made.body.id])
  await expect(update(other)).rejects.toMatchObject({ constraint: 'sensor_tank_own' })
  const list = async (actor: Actor) => (await deskOf(it.book, actor).get(`/hazard-sources/${id}/tanks`)).body.rows as TankRow[] // prettier-ignore
  const [row] = await list(STEWARD)
  const gone = (stamp: string, actor = STEWARD) => deskOf(it.book, actor).delete(`/tanks/${made.body.id}`).query({ seen: stamp }) // prettier-ignore
  expect((await gone('2026-01-01T00:00:00Z')).status).toBe(409)
  expect((await gone(row!.changedAt, OFFICER)).status).toBe(403)

  // a store that is guarded shows its ground to none but those who may know it, and no quantity to a grid worker
  expect(await list(ofGrid())).toMatchObject([{ diameter: 10, extent: null, capacity: null, density: null, position: expect.anything() }]) // prettier-ignore
  await it.run(`insert into hazard_source_substance (hazard_source, name, category, quantity, critical, beta, beta_reason) values ($1, '硝化甘油', 'W1.1', 1, 1, 2, '表 4')`, [id]) // prettier-ignore
  for (const actor of [expert(), ofGrid()]) {
    expect(await unitOf(id, actor)).toMatchObject({ bound: null, exact: false, mayPlace: false })
    expect((await list(actor))[0]!.position).toBeNull()
  }
  expect((await list(expert()))[0]).toMatchObject({ capacity: 900, density: 0.79 })
  expect((await unitOf(id, ofPlant(0))).bound).not.toBeNull()
  expect((await gone(row!.changedAt)).status).toBe(200)
  expect(await it.many('select tank from sensor where id = $1', [own])).toEqual([{ tank: null }])
})

/** What a tank covers as a ring, m: a lying one by its corners, along its axis and across; others as a polygon of many corners. */
function covers({ kind, diameter, extent, heading }: { kind: string; diameter: number; extent: number | null; heading: number }, x: number, y: number): Point[] {
  const r = diameter / 2
  if (kind !== 'horizontal') return Array.from({ length: 256 }, (_, k): Point => [x + r * Math.cos((Math.PI * k) / 128), y + r * Math.sin((Math.PI * k) / 128)])
  const [half, turn] = [extent! / 2, (heading * Math.PI) / 180]
  const [along, across] = [[Math.sin(turn) * half, Math.cos(turn) * half], [Math.cos(turn) * r, -Math.sin(turn) * r]] as const
  const corner = (a: number, c: number): Point => [x + a * along[0] + c * across[0], y + a * along[1] + c * across[1]]
  return [corner(-1, 1), corner(1, 1), corner(1, -1), corner(-1, -1)]
} // prettier-ignore

test('of random tanks those are written whose ground lies within the bound, to half a metre, and under no tank before', async () => {
  await it.run('delete from source_bound; delete from tank; update enterprise set footprint = null')
  const { id } = (await add(UNIT('随机罐组', box(0, 0, 80, 60)))).body as { id: number }
  const random = randomFrom(90)
  const taken: Point[][] = []
  const outcomes: Record<string, number> = {}
  for (let i = 0; i < 70; i += 1) {
    const kind = random.pick(['vertical', 'horizontal', 'sphere'] as const)
    const shape = { kind, diameter: random.whole(3, 14), extent: kind === 'sphere' ? null : random.whole(4, 24), heading: random.whole(0, 179) } // prettier-ignore
    const [x, y] = [random.whole(1, 79), random.whole(1, 59)]
    const ring = covers(shape, x, y)
    const beyond = Math.max(...ring.flatMap(([px, py]) => [-px, px - 80, -py, py - 60]))
    const most = Math.max(0, ...taken.map((one) => Math.min(shared(one, ring), shared(ring, one))))
    if (Math.abs(beyond - 0.5) < 0.02 || (most > 0 && most < 0.05)) continue
    const wanted = beyond > 0.5 ? '422 外缘' : most > 0 ? '422 重叠' : '201'
    const { status, body } = await deskOf(it.book, STEWARD).post(`/hazard-sources/${id}/tanks`).send({ ...TANK, ...shape, tag: `R${i}`, capacity: 10, position: { at: at(x, y), datum: 'wgs84' } }) // prettier-ignore
    expect([i, status, wanted === '201' || String(body.detail).includes(wanted.slice(4))]).toEqual([i, Number(wanted.slice(0, 3)), true]) // prettier-ignore
    outcomes[wanted] = (outcomes[wanted] ?? 0) + 1
    if (status === 201) taken.push(ring)
  }
  for (const wanted of ['201', '422 外缘', '422 重叠']) expect(outcomes[wanted] ?? 0, wanted).toBeGreaterThan(4)
})

test('the database and the core hold bounds and tanks by the same rules', async () => {
  for (const [name, value] of Object.entries(BOUND_RULE))
    expect(await it.many(`select app.bound_rule($1) as value`, [name])).toEqual([{ value }])
  for (const [kind, diameter, extent] of [['vertical', 7, 9], ['horizontal', 3, 11], ['sphere', 15, null]] as const) {
    const rows = await it.many<{ value: number }>('select app.tank_volume($1, $2, $3) as value', [kind, diameter, extent])
    expect(rows[0]!.value).toBeCloseTo(fullVolume({ kind, diameter, extent }), 8)
  }
}) // prettier-ignore
