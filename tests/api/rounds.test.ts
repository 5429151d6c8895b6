import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Output } from '#core/contract/route.ts'
import type { rounds } from '#core/contract/rounds.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'

type Round = Output<typeof rounds.read>
type Changes = Output<typeof rounds.changes>
/** 09:00 in China on a Monday. */
const NOW = new Date('2026-03-02T01:00:00Z')
const DAY_MS = 86_400_000

let book: FreshDatabase
let government: Desk
let grids: number[]
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })
const read = async (desk: Desk, grid: number, more: Record<string, string> = {}) => {
  const { body, status } = await desk.get('/rounds').query({ grid: String(grid), ...more })
  expect(status, JSON.stringify(body)).toBe(200)
  return body as Round
}
const changesOf = async (desk: Desk, grid: number) => {
  const { body, status } = await desk.get('/round-changes').query({ grid: String(grid) })
  expect(status, JSON.stringify(body)).toBe(200)
  return body as Changes
}
const ids = (round: Round, state: string) => round.ranked.filter((one) => one.state === state).map(({ id }) => id).toSorted((a, b) => a - b) // prettier-ignore
const rowsOf = (desk: Desk, figure: string, grid: number) =>
  everyPage(desk, `/indicators/${figure}/rows`, { part: 'all', grid: String(grid) }, (body: { rows: { items: { id: number; enterprise: number }[] } }) => body.rows.items) // prettier-ignore
const sorted = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b)

beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  await book.clock.set(NOW)
  government = as({ role: 'government' })
  grids = (await many<{ id: number }>(`select g.id from grid g join enterprise e on e.grid = g.id where g.level = 3 and e.status = 'active' and e.class is not null
    group by g.id order by count(*) desc, g.id limit 5`)).map(({ id }) => id) // prettier-ignore
  // visits on every side of the ends of cycles, in a pattern of the ids; one enterprise in seven was never visited
  await many(`delete from inspection`)
  await many(`insert into inspection (enterprise, kind, inspector, inspected_at) select e.id, 'patrol', '甲', $1::timestamptz - make_interval(days => case e.class
      when 'A' then 15 + e.id % 40 when 'B' then 70 + e.id % 50 else 150 + e.id % 80 end) from enterprise e where e.class is not null and e.id % 7 <> 0`, [NOW.toISOString()]) // prettier-ignore
  // one that was visited lately has an overdue hazard
  await many(`insert into hazard (enterprise, description, major, source, found_at, due_at) select id, '护栏缺失', true, 'patrol', $2::timestamptz - interval '9 days', $2::timestamptz - interval '2 days'
    from enterprise where grid = $1 and status = 'active' and class = 'C' and visited_at > $2::timestamptz - interval '160 days' order by id limit 1`, [grids[1], NOW.toISOString()]) // prettier-ignore
  // closed ones, and some without a position, in the first grid
  await many(`update enterprise set status = 'closed' where id in (select id from enterprise where grid = $1 and status = 'active' and class is not null order by id limit 3)`, [grids[0]]) // prettier-ignore
})
afterAll(() => book.drop())

describe('where the round begins', () => {
  const away = (metres: number) => many<{ lng: number; lat: number }>(`select st_x(p.at) as lng, st_y(p.at) as lat from (select st_project(st_startpoint(st_exteriorring(st_envelope(d.geom)))::geography, $1, radians(225))::geometry as at from district d) p`, [metres]) // prettier-ignore
  const distance = async ([lng, lat]: readonly number[]) => (await many<{ m: number }>('select st_distance(d.geom::geography, st_setsrid(st_makepoint($1, $2), 4326)::geography) as m from district d', [lng, lat]))[0]!.m // prettier-ignore

  test('is a point within the grid, or the place that is said: ways from it and back are those of that place', async () => {
    const own = await read(government, grids[0]!)
    expect(own.startIs).toBe('grid')
    const there = [121.5012, 37.4507]
    const round = await read(government, grids[0]!, { from: there.join(',') })
    expect([round.startIs, round.start]).toEqual(['said', there])
    expect(round.start).not.toEqual(own.start)
    expect(round.stops.length).toBeGreaterThan(1)
    const positionOf = (id: number) => round.ranked.find((one) => one.id === id)!.position!
    const value = (kind: string) => round.rules.find((one) => one.kind === kind)!.value
    const minutes = async (to: readonly number[]) => {
      const [{ m } = { m: NaN }] = await many<{ m: number }>('select st_distancesphere(st_makepoint($1, $2), st_makepoint($3, $4)) as m', [...there, ...to]) // prettier-ignore
      return (m * value('detour')) / 1000 / value('speed') * 60 // prettier-ignore
    }
    const first = await minutes(positionOf(round.stops[0]!.enterprise))
    const last = await minutes(positionOf(round.stops.at(-1)!.enterprise))
    expect(Math.abs(round.stops[0]!.travel - Math.ceil(first))).toBeLessThanOrEqual(first % 1 < 0.02 || first % 1 > 0.98 ? 1 : 0) // prettier-ignore
    expect(Math.abs(round.back!.travel - Math.ceil(last))).toBeLessThanOrEqual(
      last % 1 < 0.02 || last % 1 > 0.98 ? 1 : 0,
    )
    // the list is of the grid, wherever it begins
    expect(round.ranked.map(({ id, score }) => [id, score])).toEqual(own.ranked.map(({ id, score }) => [id, score]))
  })

  test('is refused too far from the district, and where it is no place', async () => {
    for (const [metres, status] of [
      [4900, 200],
      [5100, 400],
    ] as const) {
      const { lng, lat } = (await away(metres))[0]!
      const m = await distance([lng, lat])
      // the corner of the envelope may itself lie outside
      const { status: answered, body } = await government
        .get('/rounds')
        .query({ grid: String(grids[0]), from: `${lng},${lat}` })
      expect([answered, answered === 400 && body.issues[0].at], String(m)).toEqual([
        m <= 5000 ? 200 : 400,
        m > 5000 && 'query.from',
      ])
      if (status === 400) expect(body.detail).toMatch(/超过 5 公里.*\n.*more than 5 km/)
    }
    for (const from of ['0,0', '121.5', '121.5,37.4,1', '121.5,x', '181,37', '37.4,121.5', ''])
      expect((await government.get('/rounds').query({ grid: String(grids[0]), from })).status, from).toBe(400)
    await many('create temporary table kept as select geom from district; update district set geom = null')
    const anywhere = await government.get('/rounds').query({ grid: String(grids[0]), from: '120.1,36.1' })
    await many('update district set geom = (select geom from kept); drop table kept')
    expect(anywhere.status).toBe(200)
  })
})

describe('the list of a grid', () => {
  test('tells overdue and due exactly as the figures do, and beside them those with overdue hazards', async () => {
    for (const grid of grids) {
      const round = await read(government, grid)
      const [overdue, due, hazards] = await Promise.all(['visits-overdue', 'visits-due', 'hazards-overdue-now'].map((figure) => rowsOf(government, figure, grid))) // prettier-ignore
      expect(round.total).toBe(round.ranked.length)
      expect(ids(round, 'overdue')).toEqual(sorted(overdue!.map(({ id }) => id)))
      expect(ids(round, 'due')).toEqual(sorted(due!.map(({ id }) => id)))
      const listed = round.ranked.filter((one) => one.overdueHazards > 0).map(({ id }) => id)
      const active = await many<{ id: number }>(`select id from enterprise where status = 'active' and class is not null and id = any ($1)`, [hazards!.map((one) => one.enterprise)]) // prettier-ignore
      expect(sorted(listed)).toEqual(sorted(active.map(({ id }) => id)))
      expect(ids(round, 'done').every((id) => listed.includes(id))).toBe(true)
    }
    const all = await Promise.all(grids.map((grid) => read(government, grid)))
    for (const state of ['overdue', 'due', 'done'])
      expect(all.flatMap((one) => ids(one, state)).length, state).toBeGreaterThan(0)
  })

  test('says of each the open and overdue hazards that the figures count', async () => {
    const [grid] = grids
    const [open, overdue] = await Promise.all(['hazards-open', 'hazards-overdue-now'].map((figure) => rowsOf(government, figure, grid!))) // prettier-ignore
    for (const { id, hazards, overdueHazards } of (await read(government, grid!)).ranked)
      expect([id, hazards, overdueHazards]).toEqual([id, open!.filter((one) => one.enterprise === id).length, overdue!.filter((one) => one.enterprise === id).length]) // prettier-ignore
  })

  test('never has an enterprise that closed or has no class, and routes none without a position', async () => {
    const [grid] = grids
    const before = await read(government, grid!)
    const gone = before.stops[0]!.enterprise
    await many(`update enterprise set geom = null, footprint = null where id = $1`, [gone]) // with an outline it would lie within
    await many(`update enterprise set grid = $2 where id = $1`, [gone, grid])
    const nowhere = await read(government, grid!)
    await many(`update enterprise set status = 'closed' where id = $1`, [gone])
    const closed = await read(government, grid!)
    expect(nowhere.ranked.find(({ id }) => id === gone)).toMatchObject({ position: null })
    expect(nowhere.stops.map((stop) => stop.enterprise)).not.toContain(gone)
    expect(closed.ranked.map(({ id }) => id)).not.toContain(gone)
    const stray = await many(`select from enterprise where id = any ($1) and (status <> 'active' or class is null)`, [closed.ranked.map(({ id }) => id)]) // prettier-ignore
    expect(stray).toEqual([])
  })

  test('has scores that are the product of the rules, the highest first', async () => {
    const { ranked, rules } = await read(government, grids[1]!)
    const value = Object.fromEntries(rules.map((rule) => [rule.kind, rule.value])) as Record<string, number>
    for (const { class: group, risk, state, terms, score } of ranked) {
      const told = terms.reduce((product, term) => product * term.value, 1)
      const ground = (group === 'C' ? value['class-c']! : 1) * (risk === 4 ? value['risk-blue']! : 1) * (state === 'done' ? value.visited! : 1) // prettier-ignore
      expect(score).toBeCloseTo(told * ground, 9)
    }
    expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).toSorted((a, b) => b - a))
  })
})

/** Minutes of the ways between places in the order given, by PostGIS on the sphere. */
async function minutesOf(places: readonly (readonly number[])[]): Promise<number[]> {
  const points = places.map(([lng, lat]) => `st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`)
  const legs = points.slice(1).map((to, at) => `(${at}, st_distancesphere(${points[at]}, ${to}))`)
  const rows = await many<{ metres: number }>(
    `select metres from (values ${legs.join(', ')}) leg (at, metres) order by at`,
  )
  return rows.map(({ metres }) => Math.ceil((metres * 1.4 * 60) / 20_000))
}

describe('the round of a day', () => {
  test('keeps ways, opening hours and the end of the day, and comes back', async () => {
    for (const grid of grids) {
      const { stops, ranked, start, begins, ends, back } = await read(government, grid)
      const byId = new Map(ranked.map((one) => [one.id, one]))
      expect([begins, ends]).toEqual([540, 990]) // 09:00, the clock; 08:30 and eight hours
      expect(stops.length).toBeGreaterThan(2)
      expect(new Set(stops.map((stop) => stop.enterprise)).size).toBe(stops.length)
      const ways = await minutesOf([start, ...stops.map((stop) => byId.get(stop.enterprise)!.position!), start])
      let clock = begins
      for (const [at, stop] of stops.entries()) {
        expect(Math.abs(stop.travel - ways[at]!)).toBeLessThanOrEqual(1) // metres that end within rounding of a minute
        clock += stop.travel
        const minutes = { A: 60, B: 45, C: 30 }[byId.get(stop.enterprise)!.class]
        expect([stop.arrives, stop.begins, stop.leaves]).toEqual([clock, Math.max(clock, 510), Math.max(clock, 510) + minutes]) // prettier-ignore
        expect(stop.leaves).toBeLessThanOrEqual(1050)
        clock = stop.leaves
      }
      expect(back).toEqual({ travel: back!.travel, arrives: clock + back!.travel })
      expect(back!.arrives).toBeLessThanOrEqual(ends)
    }
  })

  test('is the same whenever it is asked, and tells only reasons that the stop has', async () => {
    const [one, other] = [await read(government, grids[2]!), await read(government, grids[2]!)]
    expect(other).toEqual(one)
    for (const { enterprise, kept } of one.stops) {
      const reasons = one.ranked.find(({ id }) => id === enterprise)!.terms.map(({ reason }) => reason)
      expect(reasons).toEqual(expect.arrayContaining(kept))
    }
  })

  test('a visit takes a stop off the list where only being late kept it there', async () => {
    const [, , , grid] = grids
    const { stops, ranked } = await read(government, grid!)
    const stop = stops.find(({ enterprise }) => ranked.find(({ id }) => id === enterprise)!.overdueHazards === 0)!
    const state = ranked.find(({ id }) => id === stop.enterprise)!.state
    expect(stop.kept).toContain(state === 'due' ? 'due' : ranked.find(({ id }) => id === stop.enterprise)!.visitedAt ? 'overdue' : 'never-visited') // prettier-ignore
    await many(`insert into inspection (enterprise, kind, inspector, inspected_at) values ($1, 'patrol', '甲', $2)`, [stop.enterprise, NOW.toISOString()]) // prettier-ignore
    expect((await read(government, grid!)).ranked.map(({ id }) => id)).not.toContain(stop.enterprise)
  })

  test('of today begins now and ends with the day; of another day at the hour of the rule, judged by who is late then', async () => {
    const tomorrow = await read(government, grids[4]!, { on: '2026-03-03' })
    expect([tomorrow.begins, tomorrow.judgedAt, tomorrow.today]).toEqual([510, '2026-03-03T00:30:00.000Z', '2026-03-02']) // prettier-ignore
    await book.clock.set(new Date('2026-03-02T08:15:30Z')) // 16:15:30, half an hour before the end
    const late = await read(government, grids[4]!)
    expect([late.begins, late.stops.every((stop) => stop.arrives >= 976)]).toEqual([976, true])
    await book.clock.set(new Date('2026-03-02T09:00:00Z'))
    expect((await read(government, grids[4]!)).stops).toEqual([])
    await book.clock.set(new Date('2026-03-03T00:30:00Z'))
    expect((await read(government, grids[4]!)).stops).toEqual(tomorrow.stops)
    await book.clock.set(NOW)
    for (const on of ['2026-03-01', '2026-03-10'])
      expect((await government.get('/rounds').query({ grid: String(grids[4]), on })).body).toMatchObject({ code: 'invalid-request' }) // prettier-ignore
    await read(government, grids[4]!, { on: '2026-03-09' })
  })
})

describe('who sees it', () => {
  test('a chief the own grids alone, a unit what it leads for, an enterprise nothing', async () => {
    const [own, other] = grids
    const chief = as({ role: 'grid', grids: [own!] })
    expect((await read(chief, own!)).ranked).toEqual((await read(government, own!)).ranked)
    for (const path of ['/rounds', '/round-changes'])
      expect((await chief.get(path).query({ grid: String(other) })).status).toBe(404)
    const [{ lead }] = (await many<{ lead: number }>(`select lead_department as lead from enterprise where grid = $1 and lead_department is not null and status = 'active' group by 1 order by count(*) desc limit 1`, [other])) as [{ lead: number }] // prettier-ignore
    const unit = as({ role: 'department', department: lead })
    const seen = (await read(unit, other!)).ranked.map(({ id }) => id)
    const led = await many<{ id: number }>(`select id from enterprise where lead_department = $1`, [lead])
    const all = (await read(government, other!)).ranked.map(({ id }) => id)
    expect(sorted(seen)).toEqual(sorted(all.filter((id) => led.some((one) => one.id === id))))
    expect(seen.length).toBeGreaterThan(0)
    const [one] = all
    expect((await as({ role: 'enterprise', enterprise: one! }).get('/rounds').query({ grid: String(other) })).status).toBe(403) // prettier-ignore
  })

  test('a rule that changes is another version, and what makes no sense is refused', async () => {
    await many(`update visit_round_rule set value = 25 where kind = 'speed'`)
    const { rules } = await read(government, grids[1]!)
    expect(rules.find(({ kind }) => kind === 'speed')).toMatchObject({ value: 25, version: 2 })
    for (const [kind, value] of [['speed', 0], ['detour', 0.9], ['starts', 510.5], ['class-a', 0], ['most-routed', 41]]) // prettier-ignore
      await expect(many(`update visit_round_rule set value = $2 where kind = $1`, [kind, value])).rejects.toMatchObject({ constraint: 'visit_round_rule_value' }) // prettier-ignore
    await many(`update visit_round_rule set value = 20 where kind = 'speed'`)
  })
})

describe('what changed', () => {
  const opened = (at: string) => `timestamptz '${at}'`
  test('since the beginning of yesterday is told once each, the latest first, and nothing from before', async () => {
    const [, , , , grid] = grids
    const chief = as({ role: 'grid', grids: [grid!] })
    const [some] = await many<{ id: number; class: string }>(`select e.id, e.class from enterprise e where e.grid = $1 and e.status = 'active' and e.class = 'B' order by e.id limit 1`, [grid]) // prettier-ignore
    const now = NOW.getTime() + DAY_MS
    await book.clock.set(new Date(now))
    const before = (await changesOf(chief, grid!)).changes.filter(({ enterprise }) => enterprise === some!.id)
    await many(`insert into inspection (enterprise, kind, inspector, inspected_at) values ($1, 'patrol', '甲', ${opened('2026-03-01T15:59:59Z')}), ($1, 'patrol', '甲', ${opened('2026-03-01T16:00:00Z')}), ($1, 'self', '甲', ${opened('2026-03-02T02:00:00Z')})`, [some!.id]) // prettier-ignore
    await many(`insert into hazard (enterprise, description, major, source, found_at, due_at) values ($1, '通道堵塞', false, 'patrol', ${opened('2026-03-02T03:00:00Z')}, ${opened('2026-03-20T03:00:00Z')})`, [some!.id]) // prettier-ignore
    await many(`update enterprise set class_override = 'A', class_override_reason = '试', class_override_by = '某', class_override_at = app.now(), class_override_until = app.today() where id = $1`, [some!.id]) // prettier-ignore
    const { changes, since } = await changesOf(chief, grid!)
    expect(since).toBe('2026-03-01T16:00:00.000Z')
    const own = changes.filter(({ enterprise }) => enterprise === some!.id)
    const added = own.filter((one) => !before.some((other) => JSON.stringify(other) === JSON.stringify(one)))
    expect(added.map(({ kind, at, before: from, after }) => [kind, at, from, after])).toEqual([
      ['class', new Date(now).toISOString(), 'B', 'A'],
      ['hazard-found', '2026-03-02T03:00:00.000Z', null, '通道堵塞'],
      ['visited', '2026-03-01T16:00:00.000Z', null, 'patrol'],
    ])
    expect(changes.map(({ at }) => at)).toEqual(
      changes
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
    await book.clock.set(NOW)
  })
})
