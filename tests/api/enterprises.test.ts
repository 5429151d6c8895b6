import { pinyin } from 'pinyin-pro'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EnterpriseFile, EnterprisePage, type EnterpriseRow, type SearchHit } from '#core/contract/enterprises.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }

let book: FreshDatabase
let desk: Desk
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  desk = deskOf(book, leader)
})
afterAll(() => book.drop())

const one = async <Row>(text: string, values: unknown[] = []) =>
  (await book.owner.query(text, values)).rows[0] as unknown as Row
const rowsOf = (body: { rows: EnterpriseRow[] }) => body.rows

describe('GET /enterprises', () => {
  test('shows each enterprise with its grid, unit, sources, hazards and last visit', async () => {
    const { body } = await desk.get('/enterprises').query({ sourceLevel: '1' })
    const page = EnterprisePage.parse(body)
    expect(page.total).toBeGreaterThan(0)
    for (const row of page.rows) {
      const kept = await one<Record<string, unknown>>(
        `select e.name, g.name as grid, d.name as department,
          (select min(level) from hazard_source where enterprise = e.id) as level,
          (select count(*)::int from hazard where enterprise = e.id and state not in ('closed', 'voided')) as open,
          (select count(*)::int from hazard where enterprise = e.id and state not in ('closed', 'voided') and due_at < app.now()) as overdue,
          (select max(inspected_at) from inspection where enterprise = e.id) as inspected, st_x(e.geom) as x
         from enterprise e join grid g on g.id = e.grid join department d on d.id = e.lead_department where e.id = $1`,
        [row.id],
      )
      expect(row).toMatchObject({
        name: kept.name, gridName: kept.grid, departmentName: kept.department, sourceLevel: kept.level,
        hazardsOpen: kept.open, hazardsOverdue: kept.overdue, inspectedAt: kept.inspected, position: [kept.x, expect.any(Number)],
      }) // prettier-ignore
    }
  })

  test('keeps its place while rows come before it and go', async () => {
    const first = await desk.get('/enterprises').query({ limit: '60', risk: '2' })
    const rest = await desk.get('/enterprises').query({ limit: '200', risk: '2', after: first.body.next })
    const ids = (body: { rows: EnterpriseRow[] }) => body.rows.map(({ id }) => id)
    const others = ids(first.body)
    // one without a source: a sensor that was in use is not deleted
    const found = await book.owner.query<{ id: number }>('select e.id from enterprise e where e.id = any ($1) and not exists (select from hazard_source s where s.enterprise = e.id) limit 1', [others.slice(0, -1)])
    const gone = found.rows[0]!.id
    await book.owner.query(`delete from enterprise where id = ${gone}`)
    const come = await book.owner.query('update enterprise set risk = 2 where id = (select min(id) from enterprise where risk > 2 and id < $1)', [others.at(-1)])
    expect(come.rowCount).toBe(1)
    const again = await desk.get('/enterprises').query({ limit: '200', risk: '2', after: first.body.next })
    expect(ids(again.body)).toEqual(ids(rest.body))
    expect(again.body.version).toBeGreaterThan(rest.body.version)
  }) // prettier-ignore

  test('walks all pages without losing or doubling a row, whatever the length of a page', async () => {
    const { total } = (await desk.get('/enterprises').query({ limit: '1', class: 'A' })).body
    for (const limit of ['1', '7', '200']) {
      const rows = await everyPage(desk, '/enterprises', { limit, class: 'A' }, rowsOf)
      expect(rows.length).toBe(total)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(total)
    }
  })

  test.each(['!', 'bm9wZQ', Buffer.from('[9,"x"]').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'refuses the key %s',
    async (after) => {
      const { status, body } = await desk.get('/enterprises').query({ after })
      expect([status, body.code, body.issues[0].at]).toEqual([400, 'invalid-request', 'query.after'])
    },
  )

  test.each([
    ['a polygon that crosses itself', { polygon: '121.48,37.38;121.55,37.46;121.55,37.38;121.48,37.46' }],
    ['a polygon of no area', { polygon: '121.48,37.38;121.49,37.38;121.50,37.38' }],
    ['wildcards', { search: '%_\\' }],
    ['a quote', { search: "'; drop table enterprise --" }],
  ])('answers %s', async (_, filter) => {
    expect((await desk.get('/enterprises').query(filter)).status).toBe(200)
  })

  test('takes the edge of a box exactly', async () => {
    const { id, x, y } = await one<{ id: number; x: number; y: number }>(
      'select id, st_x(geom) as x, st_y(geom) as y from enterprise limit 1',
    )
    const ids = async (west: number) =>
      (await desk.get('/enterprises').query({ bbox: `${west},${y - 1e-6},${x + 1e-6},${y + 1e-6}` })).body.rows.map(
        (row: EnterpriseRow) => row.id,
      )
    expect(await ids(x)).toContain(id)
    expect(await ids(x + 1e-9)).not.toContain(id)
  })
})

describe('GET /enterprises/:id', () => {
  test('lists every inspection that its figure of twelve months counts', async () => {
    const { id } = await one<{ id: number }>(`select enterprise as id from inspection
      where inspected_at > app.now() - interval '12 months' group by enterprise order by count(*) desc limit 1`)
    const { inspections, inspectionsInYear } = EnterpriseFile.parse((await desk.get(`/enterprises/${id}`)).body)
    expect(inspectionsInYear).toBeGreaterThan(12)
    const yearAgo = new Date()
    yearAgo.setFullYear(yearAgo.getFullYear() - 1)
    expect(inspections.filter(({ inspectedAt }) => new Date(inspectedAt) > yearAgo)).toHaveLength(inspectionsInYear)
  })

  test('holds everything that is kept of it', async () => {
    const { id } = await one<{ id: number }>('select enterprise as id from hazard_source order by level limit 1')
    const { body } = await desk.get(`/enterprises/${id}`)
    const file = EnterpriseFile.parse(body)
    const kept = await one<Record<string, number>>(
      `select (select count(*)::int from risk_point where enterprise = $1) as points,
        (select count(*)::int from hazard_source where enterprise = $1) as sources,
        (select count(*)::int from hazard where enterprise = $1) as hazards,
        (select count(*)::int from inspection where enterprise = $1 and inspected_at > app.now() - interval '1 year') as inspections`,
      [id],
    )
    expect([file.riskPoints.length, file.hazardSources.length, file.hazardsTotal, file.inspectionsInYear]).toEqual(
      [kept.points, kept.sources, kept.hazards, kept.inspections],
    )
    expect(file.hazardSources[0]!.substances.length).toBeGreaterThan(0)
    expect(Math.min(...file.riskPoints.map(({ level }) => level))).toBe(file.risk)
    const open = file.hazards.filter(({ state }) => state !== 'closed' && state !== 'voided')
    expect(file.hazards.slice(0, open.length)).toEqual(open)
    expect(open.map(({ dueAt }) => dueAt)).toEqual(open.map(({ dueAt }) => dueAt).sort())
  }) // prettier-ignore

  test('says not-found where there is none', async () => {
    expect((await desk.get('/enterprises/999999999')).body.code).toBe('not-found')
  })
})

describe('GET /search', () => {
  const hits = async (text: string) => (await desk.get('/search').query({ text })).body.rows as SearchHit[]
  const named = () =>
    one<{ id: number; name: string; initials: string; identifier: string }>(
      "select id, name, initials, identifier from enterprise where name ~ '^[^（]{4}' order by id desc limit 1",
    )

  test('finds an enterprise by name, by initials and by identifier', async () => {
    const { id, name, initials, identifier } = await named()
    for (const text of [name, initials, identifier, identifier.toLowerCase()])
      expect(await hits(text), text).toContainEqual(expect.objectContaining({ kind: 'enterprise', id, name }))
  })

  test('finds a single character, and at most 20 hits', async () => {
    const { name } = await named()
    const found = await hits(name.slice(1, 2))
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThanOrEqual(20)
    for (const hit of found) expect(hit.name).toContain(name.slice(1, 2))
  })

  test.each(['hazard_source', 'grid', 'place'])('finds a %s by name', async (table) => {
    const { id, name } = await one<{ id: number; name: string }>(`select id, name from ${table} order by id desc limit 1`)
    expect(await hits(name)).toContainEqual(
      expect.objectContaining({ kind: table.replace('_', '-'), id, name, position: [expect.any(Number), expect.any(Number)] }),
    )
  }) // prettier-ignore

  test.each(['hazard_source', 'grid', 'place'])('finds a %s by its initials', async (table) => {
    const { id, name } = await one<{ id: number; name: string }>(`select id, name from ${table} where name ~ '^[一-龥]{3}' order by id desc limit 1`)
    const initials = pinyin(name.slice(0, 3), { pattern: 'first', toneType: 'none', type: 'array' }).join('')
    for (const text of [initials, initials.toUpperCase()])
      expect(await hits(text), `${name} ${text}`).toContainEqual(expect.objectContaining({ kind: table.replace('_', '-'), id, name }))
  }) // prettier-ignore

  test('says whether there are more than it shows', async () => {
    const { body: many } = await desk.get('/search').query({ text: '演示' })
    expect([many.rows.length, many.more]).toEqual([20, true])
    await book.owner.query(`insert into enterprise (scheme, identifier, name) select 'count', i::text, '二十家整' from generate_series(1, 20) i`)
    const { body: exactly } = await desk.get('/search').query({ text: '二十家整' })
    expect([exactly.rows.length, exactly.more]).toEqual([20, false])
  }) // prettier-ignore

  test('shows a grid chief by initials only what lies in the own grid', async () => {
    const { grid, name } = await one<{ grid: number; name: string }>("select grid, name from place where name ~ '^[一-龥]{3}' order by id limit 1")
    const other = await one<{ id: number }>(`select id from grid where level = 3 and id <> ${grid} limit 1`)
    const text = pinyin(name.slice(0, 3), { pattern: 'first', toneType: 'none', type: 'array' }).join('')
    const names = async (own: number) =>
      (await deskOf(book, { role: 'grid', person: '网格长', grids: [own] }).get('/search').query({ text })).body.rows.map((hit: SearchHit) => hit.name)
    expect(await names(grid)).toContain(name)
    expect(await names(other.id)).not.toContain(name)
  }) // prettier-ignore

  test('finds nothing where there is nothing', async () => {
    expect(await hits('查无此名')).toEqual([])
  })
})
