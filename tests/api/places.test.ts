import { describe, expect, test } from 'vitest'
import type { PostKind } from '#core/domain/posts.ts'
import { knowledgeOf, POSTS } from '#core/domain/posts.ts'
import { fromWgs84 } from '../../server/files/datum.ts'
import { BARE, NOW, placesBook, uscc } from './placesBook.ts'

const places = placesBook()
const { one, fileOf, tower, as } = places
const RING = [[121.46, 37.41], [121.461, 37.41], [121.461, 37.411], [121.46, 37.411]] as [number, number][] // prettier-ignore
const boundary = { ring: RING, datum: 'wgs84' }
const write = (body: object, id?: number) =>
  places.desk
    .post(id === undefined ? '/places' : `/places/${id}`)
    .send({ ...BARE, boundary, ...(id !== undefined && { seen: NOW.toISOString() }), ...body })
const told = ({ status, body }: { status: number; body: { code?: string; issues?: { at: string }[] } }) => [status, body.code, body.issues?.[0]?.at] // prettier-ignore

describe('GET /places/:id', () => {
  test('tells the file of a tower with what its tenants count', async () => {
    const file = await fileOf(tower.id)
    const counted = await one<object>(
      `select (select count(*)::int from enterprise where place = $1) as tenants,
        (select count(*)::int from tenant where place = $1 and enterprise is null and coalesce(until > '2026-06-15', true)) as "tenantsWithoutFile",
        (select count(*)::int from hazard h join enterprise e on e.id = h.enterprise where e.place = $1 and h.closed_at is null and h.state <> 'voided') as "hazardsOpen",
        (select count(distinct e.id)::int from inspection i join enterprise e on e.id = i.enterprise where e.place = $1 and i.kind <> 'self'
          and i.inspected_at > app.now() - interval '12 months' and i.inspected_at <= app.now()) as visited`,
      [tower.id],
    )
    expect(file).toMatchObject({ kind: 'tower', name: tower.name, rule: 'PF-1', at: NOW.toISOString(), ...counted })
    expect(file.tenants).toBeGreaterThan(0)
    expect(file.tenantsWithoutFile).toBeGreaterThan(0)
    expect(file.sections.find(({ section }) => section === 'tenants')).toMatchObject({
      lacks: ['files'],
      state: 'missing',
    })
  })

  test('says of a bare file what is missing, who fills it and by when', async () => {
    const { body } = await write({ name: '空档案' })
    const { sections, completeness } = await fileOf(body.id)
    const identity = sections.find(({ section }) => section === 'identity')!
    expect(identity).toMatchObject({ state: 'missing', by: 'data-steward', lacks: ['code', 'address', 'floors', 'area'] }) // prettier-ignore
    expect(identity.dueAt).toBe(new Date(NOW.getTime() + 30 * 86_400_000).toISOString())
    expect(completeness).toEqual({ n: sections.filter(({ state }) => state === 'filled').length, of: sections.length })
  })

  test('names the manager by its file to whoever sees that, and says to others that there is one', async () => {
    const found = await one<{ id: number; name: string; code: string; manager: number; department: number }>(
      `select p.id, e.name, e.identifier as code, e.id as manager, d.id as department from place p join enterprise e on e.id = p.manager_enterprise
        join department d on d.id is distinct from e.lead_department order by p.id, d.id limit 1`,
    )
    const seen = { managerName: found.name, managerCode: found.code, managerEnterprise: found.manager }
    expect(await fileOf(found.id)).toMatchObject({ ...seen, manager: null, managerHidden: false })
    const other = as({ role: 'department', post: 'department-officer', department: found.department })
    const told = await fileOf(found.id, other)
    expect(told).toMatchObject({ managerName: null, managerCode: null, managerEnterprise: null, managerHidden: true })
    expect(told.sections.find(({ section }) => section === 'manager')!.lacks).toEqual([])
  })

  test('is not for a block, nor for a chief or an enterprise elsewhere', async () => {
    const block = await one<{ id: number }>(`select id from place where kind = 'block' limit 1`)
    expect((await places.desk.get(`/places/${block.id}`)).status).toBe(404)
    const grid = await one<{ id: number }>('select id from grid where level = 3 and id <> $1 limit 1', [tower.grid])
    const stranger = await one<{ id: number }>('select id from enterprise where place is distinct from $1 limit 1', [tower.id]) // prettier-ignore
    for (const outside of [as({ role: 'grid', grids: [grid.id] }), as({ role: 'enterprise', enterprise: stranger.id })])
      for (const path of ['', '/tenants']) expect((await outside.get(`/places/${tower.id}${path}`)).status).toBe(404)
    expect((await as({ role: 'grid', grids: [tower.grid] }).get(`/places/${tower.id}`)).status).toBe(200)
  })

  const KINDS = ['leader', 'duty-officer', 'data-steward', 'department-officer', 'grid-chief', 'grid-worker', 'safety-manager', 'worker'] as const // prettier-ignore
  test.each(KINDS)('tells phones to whom they are for, and the same gaps to all: %s', async (post: PostKind) => {
    await places.book.owner.query(
      `update place set phone = '0535-0000901', safety_manager_phone = '0535-0000902', emergency_phone = '0535-0000903' where id = $1`,
      [tower.id],
    )
    const own = await one<{ id: number; department: number }>('select id, lead_department as department from enterprise where place = $1 limit 1', [tower.id]) // prettier-ignore
    const role = POSTS[post].scope
    const by = as({ role, post, grids: [tower.grid], department: own.department, enterprise: own.id })
    const file = await fileOf(tower.id, by)
    const knows = knowledgeOf({ role, post }).includes('phones')
    expect([file.phone, file.safetyManagerPhone]).toEqual(knows ? ['0535-0000901', '0535-0000902'] : [null, null])
    expect(file.emergencyPhone).toBe('0535-0000903')
    expect(file.sections.find(({ section }) => section === 'people')!.lacks).not.toContain('phone')
    // what somebody may not see is no gap: how whole the file is does not depend on who looks
    const whole = await fileOf(tower.id)
    expect([file.completeness, file.sections]).toEqual([whole.completeness, whole.sections])
  })
})

describe('GET /places', () => {
  test('lists parks and towers by kind and name, filtered and paged', async () => {
    const all = await one<{ ids: number[]; n: number }>(
      `select array_agg(id order by kind, name, id) as ids, count(*)::int as n from place where kind <> 'block'`,
    )
    const first = (await places.desk.get('/places').query({ limit: '5' })).body
    const second = (await places.desk.get('/places').query({ limit: '5', after: first.next })).body
    expect([first.total, second.total]).toEqual([all.n, all.n])
    expect([...first.rows, ...second.rows].map(({ id }: { id: number }) => id)).toEqual(all.ids.slice(0, 10))
    const towers = (await places.desk.get('/places').query({ kind: 'tower', grid: String(tower.grid) })).body
    expect(towers.rows.map(({ id }: { id: number }) => id)).toContain(tower.id)
    expect(towers.rows.every((row: { kind: string; grid: number }) => row.kind === 'tower' && row.grid === tower.grid)).toBe(true) // prettier-ignore
    const [{ position }] = towers.rows
    const box = [position[0] - 1e-6, position[1] - 1e-6, position[0] + 1e-6, position[1] + 1e-6].join(',')
    expect((await places.desk.get('/places').query({ bbox: box })).body.total).toBe(1)
  })

  test('finds by name, number and manager', async () => {
    const { name, code, manager } = await one<Record<string, string>>(
      'select name, code, manager from place where manager is not null and code is not null order by id limit 1',
    )
    for (const search of [name, code, manager]) {
      const { rows } = (await places.desk.get('/places').query({ search: search! })).body
      expect(rows, search).toContainEqual(expect.objectContaining({ name, code, managerName: manager }))
    }
  })
})

describe('POST /places', () => {
  test('stores a boundary of another datum within a metre, in its grid, and keeps who opened it', async () => {
    const ring = RING.map((at) => fromWgs84(at, 'gcj02'))
    const { status, body } = await write({ name: '火星楼', boundary: { ring, datum: 'gcj02' } })
    expect(status).toBe(201)
    const kept = await one<{ away: number; datum: string; grid: number | null; right: number | null; by: string }>(
      `select st_hausdorffdistance(geom, st_geomfromtext($2, 4326)) * 111000 as away, source_datum as datum, grid,
        app.grid_at(st_pointonsurface(geom)) as right, (select person from audit where topic = 'place' and act = 'insert' order by id desc limit 1) as by
        from place where id = $1`,
      [body.id, `POLYGON((${[...RING, RING[0]!].map((at) => at.join(' ')).join(',')}))`],
    )
    expect(kept.away).toBeLessThan(1)
    expect(kept).toMatchObject({ datum: 'gcj02', by: '数据管理员', grid: kept.right })
  })

  test('writes nothing over what somebody else changed since it was read', async () => {
    const { body } = await write({ name: '两人同改' })
    const later = new Date(NOW.getTime() + 60_000)
    await places.book.clock.set(later)
    expect((await write({ name: '两人同改', person: '先到' }, body.id)).status).toBe(201)
    const second = await write({ name: '两人同改', units: 99 }, body.id)
    expect([second.status, second.body.code]).toEqual([409, 'entry-changed'])
    expect(await fileOf(body.id)).toMatchObject({ person: '先到', units: null, changedAt: later.toISOString() })
    expect((await write({ name: '两人同改', person: '先到', units: 99, seen: later.toISOString() }, body.id)).status).toBe(201) // prettier-ignore
    await places.book.clock.set(NOW)
  })

  test('writes facts anew, leaves the ground without a boundary, and keeps what was', async () => {
    const { body } = await write({ name: '改建楼', phone: '0535-0000555' })
    const wanted = { name: '改建后', code: 'X-1', manager: '某物业', managerCode: uscc(1), floors: 9, area: 1200.5 }
    expect((await write({ ...wanted, boundary: null }, body.id)).status).toBe(201)
    expect(await fileOf(body.id)).toMatchObject({ ...wanted, managerName: '某物业', phone: null, source: 'person' })
    const { before, audited } = await one<{ before: { name: string }; audited: string }>(
      `select (select before from history where table_name = 'place' and row_id = $1 order by id desc limit 1) as before,
        (select before ->> 'phone' from audit where topic = 'place' and act = 'update' and ids = array[$1::bigint] order by id desc limit 1) as audited`,
      [body.id],
    )
    expect([before.name, audited]).toEqual(['改建楼', '[secret]'])
  })

  test.each<[string, object, string]>([
    ['a name that another of its kind bears', { name: '同名楼' }, 'body.name'],
    ['a number that another bears', { code: 'N-1' }, 'body.code'],
    ['a code whose check digits are wrong', { manager: '甲', managerCode: uscc(1).replace(/.$/, (digit) => (digit === 'A' ? 'B' : 'A')) }, 'body.managerCode'],
    ['a code without a name', { managerCode: uscc(1) }, 'body.manager'],
    ['a manager said twice', { manager: '甲', managerEnterprise: 1 }, 'body.managerEnterprise'],
    ['a manager that nobody is', { managerEnterprise: 999_999 }, 'body.managerEnterprise'],
    ['a unit that is none', { leadDepartment: 999_999 }, 'body.leadDepartment'],
    ['a boundary that crosses itself', { boundary: { datum: 'wgs84', ring: [[121, 37], [121.01, 37.01], [121.01, 37], [121, 37.01]] } }, 'body.boundary'],
  ])('refuses %s', async (what, body, at) => {
    await write({ name: '同名楼' })
    await write({ name: '编号楼', code: 'N-1' })
    expect(told(await write({ name: `楼：${what}`, ...body }))).toEqual([422, 'entry-refused', at])
  }) // prettier-ignore

  test.each(['leader', 'duty-officer'] as const)('is not for a %s', async (post) => {
    const by = as({ post })
    for (const path of ['/places', `/places/${tower.id}`])
      expect(
        (await by.post(path).send({ ...BARE, boundary, ...(path !== '/places' && { seen: NOW.toISOString() }) }))
          .status,
      ).toBe(403)
  })
})
