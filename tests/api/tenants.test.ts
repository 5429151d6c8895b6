import { describe, expect, test } from 'vitest'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { NOW, placesBook, steward, TENANT, uscc } from './placesBook.ts'

const places = placesBook()
const { one, tower, tenantsOf, add, enterprise, refusal, as } = places
const post = (path: string, body: object) => places.desk.post(`/places/${tower.id}/tenants${path}`).send(body)
const seen = NOW.toISOString()
const told = ({ status, body }: { status: number; body: { code?: string; issues?: { at: string }[] } }) => [status, body.code, body.issues?.[0]?.at] // prettier-ignore
const lineOf = async (tenant: number) => (await tenantsOf(tower.id)).find((row) => row.tenant === tenant)
const placeOf = async (id: number) =>
  (await one<{ place: number | null }>('select place from enterprise where id = $1', [id])).place

describe('a tenant without a file', () => {
  test('shows under its tower before those with one, with what its row knows and nothing else', async () => {
    const id = await add(tower.id)
    const all = await tenantsOf(tower.id)
    expect(await lineOf(id)).toEqual({
      ...TENANT, tenant: id, enterprise: null, class: null, risk: null, status: null, hazardsOpen: 0, hazardsOverdue: 0, inspectedAt: null, until: null, changedAt: seen,
    }) // prettier-ignore
    const first = all.findIndex((row) => row.enterprise !== null)
    expect(first).toBeGreaterThan(0)
    expect(all.slice(first).every((row) => row.enterprise !== null)).toBe(true)
    expect((await tenantsOf(tower.id, { file: 'without' })).length).toBe(first)
    expect((await tenantsOf(tower.id, { file: 'with' })).length).toBe(all.length - first)
  })

  test('is changed, leaves on a day, and comes back as another row', async () => {
    const id = await add(tower.id, { name: '知味快餐' })
    expect((await post(`/${id}`, { ...TENANT, name: '知味快餐', room: null, seen })).status).toBe(201)
    expect((await lineOf(id))?.room).toBeNull()
    expect(told(await post('', { ...TENANT, name: '知味快餐' }))).toEqual([422, 'entry-refused', 'body.name'])
    expect(told(await post(`/${id}/end`, { until: '2024-01-01' }))).toEqual([422, 'entry-refused', 'body.until'])
    expect((await post(`/${id}/end`, { until: '2026-06-15' })).status).toBe(201)
    expect(await lineOf(id)).toBeUndefined()
    expect(await tenantsOf(tower.id, { state: 'former' })).toContainEqual(
      expect.objectContaining({ tenant: id, until: '2026-06-15' }),
    )
    expect(told(await post(`/${id}/end`, { until: '2026-06-16' }))[0]).toBe(422)
    // it was here until that day: whoever comes back came no earlier
    expect(told(await post('', { ...TENANT, name: '知味快餐' }))).toEqual([422, 'entry-refused', 'body.name'])
    expect(await add(tower.id, { name: '知味快餐', since: '2026-06-15' })).not.toBe(id)
  })

  test('sits there once at a time, by its name: beside one that leaves later none of that name comes', async () => {
    const id = await add(tower.id, { name: '同名', since: '2025-01-01' })
    await post(`/${id}/end`, { until: '2026-07-01' })
    const { body } = await post('', { ...TENANT, name: '同名', since: null })
    expect([body.code, body.issues[0].at, body.detail]).toEqual(['entry-refused', 'body.name', expect.stringContaining('迁出')]) // prettier-ignore
    // nor by another name that is changed to it, nor by whoever writes without the form
    const other = await add(tower.id, { name: '异名', since: '2026-06-01' })
    expect(told(await post(`/${other}`, { ...TENANT, name: '同名', since: '2026-06-01', seen }))).toEqual([422, 'entry-refused', 'body.name']) // prettier-ignore
    const write = (name: string, since: string | null, until: string | null) =>
      refusal(`insert into tenant (place, name, since, until) values ($1, $2, $3, $4)`, [tower.id, name, since, until])
    expect(await write('同名', '2026-03-01', '2026-03-02')).toBe('tenant_taken')
    expect(await write('同名', '2024-01-01', '2025-01-01')).toBeUndefined()
    // of days that nobody knows, those are taken that are certain: the last one before it left
    expect(await write('同名', null, '2024-06-02')).toBe('tenant_taken')
    expect(await write('同名', null, '2023-12-31')).toBeUndefined()
    await post(`/${id}/end`, { until: '2026-06-15' })
    expect((await post('', { ...TENANT, name: '同名', since: '2026-06-15' })).status).toBe(201)
  })

  test('stays a tenant until the day on which it will leave', async () => {
    const id = await add(tower.id, { name: '将迁' })
    await post(`/${id}/end`, { until: '2026-06-16' })
    expect((await lineOf(id))?.until).toBe('2026-06-16')
    // to link it now would lose the day, and let two rows be one file
    const file = await enterprise(81, '将迁公司', tower.id)
    expect(told(await post(`/${id}/link`, { enterprise: file })).slice(0, 2)).toEqual([422, 'entry-refused'])
    expect(told(await post(`/${id}/file`, { identifier: uscc(82) })).slice(0, 2)).toEqual([422, 'entry-refused'])
    expect(await refusal('update tenant set enterprise = $2 where id = $1', [id, file])).toBe('tenant_leaves_later')
  })

  test('is none before the day on which it comes', async () => {
    expect(told(await post('', { ...TENANT, name: '未到', since: '2026-06-16' }))).toEqual([422, 'entry-refused', 'body.since']) // prettier-ignore
    const id = await add(tower.id, { name: '今到', since: '2026-06-15' })
    expect(told(await post(`/${id}`, { ...TENANT, name: '今到', since: '2031-01-01', seen }))).toEqual([422, 'entry-refused', 'body.since']) // prettier-ignore
  })

  test('is not written over by one who read it before somebody else changed it', async () => {
    const id = await add(tower.id, { name: '两人同改' })
    await places.book.clock.set(new Date(NOW.getTime() + 60_000))
    expect((await post(`/${id}`, { ...TENANT, name: '两人同改', contact: '先到', seen })).status).toBe(201)
    expect(told(await post(`/${id}`, { ...TENANT, name: '两人同改', room: '9 层', seen }))).toEqual([409, 'entry-changed', undefined]) // prettier-ignore
    await places.book.clock.set(NOW)
    expect(await lineOf(id)).toMatchObject({ contact: '先到', room: TENANT.room })
  })

  test('of another tower, or of a block, is none of this one', async () => {
    const other = await one<{ id: number }>(`select id from place where kind = 'park' order by id limit 1`)
    const id = await add(other.id, { name: '别处' })
    for (const [path, body] of [['', { ...TENANT, seen }], ['/end', { until: '2026-06-15' }], ['/link', { enterprise: 1 }]] as const)
      expect((await post(`/${id}${path}`, body)).status).toBe(404)
    const block = await one<{ id: number }>(`select id from place where kind = 'block' limit 1`)
    expect((await places.desk.post(`/places/${block.id}/tenants`).send(TENANT)).status).toBe(404)
    expect(await refusal(`insert into tenant (place, name) values ($1, 'x')`, [block.id])).toBe('tenant_of_block')
    expect(await refusal(`update place set kind = 'block' where id = $1`, [other.id])).toBe('tenant_of_block')
  }) // prettier-ignore
})

describe('a match', () => {
  test('is offered by name, the same name first, and never made', async () => {
    const same = await enterprise(21, '半夏·咖啡 有限公司')
    const longer = await enterprise(22, '烟台半夏咖啡连锁有限公司')
    const id = await add(tower.id, { name: '半夏咖啡' })
    const { body } = await places.desk.get(`/places/${tower.id}/tenants/${id}/matches`)
    expect(body.map((row: { id: number; same: boolean }) => [row.id, row.same])).toEqual([[longer, false]])
    await places.book.owner.query(`update enterprise set name = '半夏咖啡（有限公司）' where id = $1`, [same])
    const again = await places.desk.get(`/places/${tower.id}/tenants/${id}/matches`)
    expect(again.body.map((row: { id: number; same: boolean }) => [row.id, row.same])).toEqual([[same, true], [longer, false]])
    expect([await placeOf(same), (await lineOf(id))?.enterprise]).toEqual([null, null])
  }) // prettier-ignore

  test('holds enterprises of the same tower whose name the tenant’s holds', async () => {
    const near = await enterprise(23, '初见花艺有限公司', tower.id)
    await places.book.owner.query(`update enterprise set geom = (select st_pointonsurface(geom) from place where id = $2) where id = $1`, [near, tower.id]) // prettier-ignore
    const id = await add(tower.id, { name: '初见花艺高新店' })
    const { body } = await places.desk.get(`/places/${tower.id}/tenants/${id}/matches`)
    expect(body).toEqual([expect.objectContaining({ id: near, same: false, place: tower.id, metres: 0 })])
  })
})

describe('a link', () => {
  test('moves a file that names no place by the door of facts, kept with its note', async () => {
    const [id, target] = [await add(tower.id, { name: '木心美发' }), await enterprise(31, '木心美发有限公司')]
    const { status, body } = await post(`/${id}/link`, { enterprise: target, note: '现场核对' })
    expect([status, body.fields]).toEqual([201, { place: { before: null, after: tower.id } }])
    expect(await placeOf(target)).toBe(tower.id)
    expect(await lineOf(id)).toMatchObject({ enterprise: target, name: '木心美发有限公司', room: TENANT.room, phone: TENANT.phone }) // prettier-ignore
    expect(await one('select note, made_by from enterprise_change where enterprise = $1', [target])).toEqual({
      note: '现场核对',
      made_by: steward.person,
    })
    const lines = (await tenantsOf(tower.id)).filter((row) => row.enterprise === target)
    expect(lines).toHaveLength(1)
  })

  test('of a file that says so already changes no fact', async () => {
    const [id, target] = [await add(tower.id, { name: '云朵' }), await enterprise(32, '云朵公司', tower.id)]
    expect((await post(`/${id}/link`, { enterprise: target })).body).toEqual({ fields: {}, consequences: [], warnings: [] }) // prettier-ignore
    expect((await lineOf(id))?.enterprise).toBe(target)
  })

  test('of a file that says another place is refused with its name, and nothing moves', async () => {
    const other = await one<{ id: number; name: string }>('select id, name from place where id <> $1 limit 1', [tower.id]) // prettier-ignore
    const [id, target] = [await add(tower.id, { name: '南风' }), await enterprise(33, '南风公司', other.id)]
    const answer = await post(`/${id}/link`, { enterprise: target })
    expect(told(answer)).toEqual([422, 'entry-refused', 'body.enterprise'])
    expect(answer.body.detail).toContain(other.name)
    expect([await placeOf(target), (await lineOf(id))?.enterprise]).toEqual([other.id, null])
  })

  test('is one to one, and of enterprises that there are', async () => {
    const [first, second] = [await add(tower.id, { name: '晴川一' }), await add(tower.id, { name: '晴川二' })]
    const [target, another] = [await enterprise(34, '晴川公司'), await enterprise(35, '另一家')]
    expect(told(await post(`/${first}/link`, { enterprise: 999_999 }))).toEqual([422, 'hazard-enterprise-unknown', 'body.enterprise']) // prettier-ignore
    expect((await post(`/${first}/link`, { enterprise: target })).status).toBe(201)
    expect(told(await post(`/${first}/link`, { enterprise: another }))[1]).toBe('entry-refused')
    expect(told(await post(`/${second}/link`, { enterprise: target }))).toEqual([422, 'entry-refused', 'body.enterprise']) // prettier-ignore
    expect(await placeOf(another)).toBeNull()
  })

  test('that was wrong is taken back, in row and file', async () => {
    const [id, target] = [await add(tower.id, { name: '白露' }), await enterprise(36, '白露公司')]
    await post(`/${id}/link`, { enterprise: target })
    const { body } = await places.desk.delete(`/places/${tower.id}/tenants/${id}/link`)
    expect(body.fields).toEqual({ place: { before: tower.id, after: null } })
    expect([await placeOf(target), (await lineOf(id))?.enterprise, (await lineOf(id))?.until]).toEqual([null, null, null]) // prettier-ignore
    expect(told(await places.desk.delete(`/places/${tower.id}/tenants/${id}/link`))[1]).toBe('entry-refused')
  })
})

describe('a file that is opened for a tenant', () => {
  test('knows what the row knows, stands in its tower, in the grid of that, with a class, and is linked', async () => {
    const id = await add(tower.id, { name: '小满财税咨询' })
    const { status, body } = await post(`/${id}/file`, { identifier: uscc(41) })
    expect(status).toBe(201)
    expect(
      await one('select scheme, identifier, name, initials, industry, place, grid, class, source from enterprise where id = $1', [body.enterprise]),
    ).toEqual({ scheme: 'uscc', identifier: uscc(41), name: '小满财税咨询', initials: 'xmcszx', industry: 'C23', place: tower.id, grid: tower.grid, class: 'C', source: 'person' })
    expect((await lineOf(id))?.enterprise).toBe(body.enterprise)
    // the file knows who opened it, and that its first class is no change
    const { events } = (await places.desk.get(`/enterprises/${body.enterprise}/timeline`)).body as { events: { kind: string; act: string; by: string | null }[] }
    expect(events.map(({ kind, act, by }) => [kind, act, by])).toEqual([['file', 'opened', steward.person]])
    const { origins } = (await places.desk.get(`/enterprises/${body.enterprise}/facts`)).body as { origins: Record<string, { source: string; by: string | null }> }
    expect(origins['name']).toMatchObject({ source: 'person', by: steward.person })
  }) // prettier-ignore

  test('is refused by a code that another bears, or that is none', async () => {
    const id = await add(tower.id, { name: '星屑' })
    await enterprise(42, '已有')
    for (const identifier of [uscc(42), uscc(43).replace(/.$/, (digit) => (digit === 'A' ? 'B' : 'A')), 'x'])
      expect(told(await post(`/${id}/file`, { identifier }))).toEqual([422, 'entry-refused', 'body.identifier'])
    expect((await lineOf(id))?.enterprise).toBeNull()
  })
})

describe('row and file agree', () => {
  test('whoever writes them', async () => {
    const target = await enterprise(51, '直写公司')
    expect(
      await refusal(`insert into tenant (place, name, enterprise) values ($1, '直写', $2)`, [tower.id, target]),
    ).toBe('tenant_elsewhere')
    const id = await add(tower.id, { name: '直写' })
    expect(await refusal('update tenant set enterprise = $2 where id = $1', [id, target])).toBe('tenant_elsewhere')
  })

  test('a file that moves ends the row; the row of a tenant with a file leaves by its file', async () => {
    const [id, target] = [await add(tower.id, { name: '迁走' }), await enterprise(52, '迁走公司')]
    await post(`/${id}/link`, { enterprise: target })
    const other = await one<{ id: number }>('select id from place where id <> $1 limit 1', [tower.id])
    const moved = await places.desk.post(`/enterprises/${target}`).send({ fields: { place: other.id }, note: '搬迁' })
    expect(moved.status).toBe(201)
    expect(await one('select until::text, enterprise from tenant where id = $1', [id])).toEqual({ until: '2026-06-15', enterprise: target }) // prettier-ignore

    const [next, file] = [await add(tower.id, { name: '退租' }), await enterprise(53, '退租公司')]
    await post(`/${next}/link`, { enterprise: file })
    expect(told(await post(`/${next}/end`, { until: '2026-06-20' }))).toEqual([422, 'entry-refused', 'body.until'])
    expect((await post(`/${next}/end`, { until: '2026-06-10', note: '退租' })).status).toBe(201)
    expect([await placeOf(file), await lineOf(next)]).toEqual([null, undefined])
    expect((await one<{ until: string }>('select until::text from tenant where id = $1', [next])).until).toBe('2026-06-10') // prettier-ignore
  })

  test('a place that is none is no fact', async () => {
    const target = await enterprise(54, '无处')
    const answer = await places.desk.post(`/enterprises/${target}`).send({ fields: { place: 999_999 } })
    expect(told(answer)).toEqual([422, 'field-refused', 'body.fields.place'])
  })
})

describe('search', () => {
  test('leads from a tenant without a file to its tower, by part of the name and by initials', async () => {
    const id = await add(tower.id, { name: '栀子花坊' })
    for (const text of ['子花', 'zzhf']) {
      const { rows } = (await places.desk.get('/search').query({ text })).body
      expect(rows, text).toContainEqual(
        expect.objectContaining({ kind: 'tenant', id, place: tower.id, note: tower.name }),
      )
    }
    await post(`/${id}/end`, { until: '2026-06-15' })
    expect((await places.desk.get('/search').query({ text: '栀子花坊' })).body.rows).toEqual([])
  })
})

describe('the database', () => {
  const run = (actor: Parameters<typeof inScope>[1], text: ReturnType<typeof sql>) =>
    inScope(places.book.pool, actor, (db) => db.run(text)).then(
      (count) => count,
      (error: { code?: string }) => error.code,
    )
  test('lets nobody but the data steward write, and nobody link past the door', async () => {
    const id = await add(tower.id, { name: '门外' })
    const chief = { role: 'grid', person: '甲', grids: [tower.grid], post: 'grid-chief' } as const
    const leader = { ...steward, post: 'leader' } as const
    const insert = sql`insert into tenant (place, name) values (${tower.id}::integer, 'x')`
    for (const actor of [chief, leader]) expect(await run(actor, insert)).toBe('42501')
    for (const actor of [chief, leader])
      expect(await run(actor, sql`update tenant set name = 'y' where id = ${id}::integer`)).toBe(0)
    for (const actor of [chief, leader])
      expect(await run(actor, sql`select app.link_tenant(${id}::integer, 1, null)`)).toBe('42501')
    expect(await run(steward, sql`update tenant set enterprise = 1 where id = ${id}::integer`)).toBe('42501')
    expect(await run(steward, sql`select phone from tenant`)).toBe('42501')
    expect(await run(steward, sql`select phone from place`)).toBe('42501')
  })
  test('keeps what a tenant was, and its phone out of the audit', async () => {
    const id = await add(tower.id, { name: '有迹' })
    await post(`/${id}`, { ...TENANT, name: '有迹可循', seen })
    expect(
      await one(
        `select (select before ->> 'name' from history where table_name = 'tenant' and row_id = $1) as former,
          (select after ->> 'phone' from audit where topic = 'tenant' and act = 'insert' and ids = array[$1::bigint]) as phone`,
        [id],
      ),
    ).toEqual({ former: '有迹', phone: '[secret]' })
  })
  test('tells phones of tenants to posts that may know them', async () => {
    const id = await add(tower.id, { name: '电话' })
    const phoneBy = async (actor: Parameters<typeof as>[0]) =>
      (await tenantsOf(tower.id, { search: '电话' }, as(actor))).find((row) => row.tenant === id)?.phone
    expect(await phoneBy({ role: 'grid', grids: [tower.grid], post: 'grid-worker' })).toBe(TENANT.phone)
    const own = await enterprise(61, '电话公司')
    await post(`/${id}/link`, { enterprise: own })
    expect(await phoneBy({ role: 'enterprise', enterprise: own, post: 'safety-manager' })).toBe(TENANT.phone)
    expect(await phoneBy({ role: 'enterprise', enterprise: own, post: 'worker' })).toBeNull()
  })
})
