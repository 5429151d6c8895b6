import { beforeEach, describe, expect, test } from 'vitest'
import type { ImportStage } from '#core/contract/importShapes.ts'
import { importDesk } from '../../server/features/imports/desk.ts'
import { kitOn } from './kit.ts'
import { A, B, C, MAPPING, csv, stagesBook } from './stagesBook.ts'

const stages = stagesBook()
const { get, post, upload, ask, staged, published, keys } = stages

describe('undo', () => {
  test('takes a whole import back: what it added goes, what it changed is as before', async () => {
    await published(csv(`${A},甲厂,121.40,37.50`, `${B},乙厂,121.41,37.51`))
    const before = await ask(
      'select name, initials, st_astext(geom) as at, source, source_datum from enterprise order by identifier',
    )
    await published(csv(`${A},甲改,121.45,37.55`, `${C},丙厂,121.42,37.52`))
    expect(await keys()).toEqual([A, B, C].sort())
    const { status, body } = await post('/published/2/undo')
    expect([status, body.undoneBy, body.undoable]).toEqual([201, 'steward（steward）', false])
    expect(await keys()).toEqual([A, B].sort())
    expect(
      await ask(
        'select name, initials, st_astext(geom) as at, source, source_datum from enterprise order by identifier',
      ),
    ).toEqual(before)
    expect((await post('/published/2/undo')).body.code).toBe('import-refused')
  })

  test('is refused where a later import or a person changed a row, or something hangs on what was added; nothing is half undone', async () => {
    await published(csv(`${A},甲厂,121.40,37.50`, `${B},乙厂,121.41,37.51`))
    await published(csv(`${A},甲改,121.45,37.55`))
    const later = await post('/published/1/undo')
    expect([later.status, later.body.code]).toEqual([422, 'import-refused'])
    // by key and name, and the import that is in the way; by the person where one changed it since
    expect(later.body.detail).toMatch(
      new RegExp(
        `1 行此后已被修改：${A} 甲改（导入 2“企业.csv”，steward（steward），\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d）。`,
      ),
    )
    expect(later.body.detail).toContain(`changed since, 1: ${A} 甲改 (import 2 “企业.csv”, `)
    expect((await post('/published/2/undo')).status).toBe(201)
    await stages.book.owner.query(
      `do $$ begin perform set_config('app.person', '王改', true); update enterprise set name = '乙新' where identifier = '${B}'; end $$`,
    )
    const changed = (await post('/published/1/undo')).body.detail
    expect(changed).toMatch(new RegExp(`1 行此后已被修改：${B} 乙新（王改，`))
    await ask(`update enterprise set name = '乙厂' where identifier = $1`, [B])
    await ask(
      `insert into inspection (enterprise, kind, inspector, inspected_at) select id, 'patrol', '某', now() from enterprise where identifier = $1`,
      [B],
    )
    const built = await post('/published/1/undo')
    expect(built.body.detail).toContain(`1 行已有隐患、检查或其他记录：${B} 乙厂。`)
    expect(await keys()).toEqual([A, B].sort())
  })

  test('of sources names what stands on which of them, thing by thing, and takes nothing back until all of it is gone', async () => {
    await published(csv(`${A},甲厂,121.40,37.50`, `${B},乙厂,121.41,37.51`))
    const columns = { enterprise: 'e', name: 's', unitKind: 'u', lng: 'x', lat: 'y' }
    const mapping = { capability: 'hazard-sources', scheme: 'uscc', columns: Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, { column }])), constants: {} } // prettier-ignore
    await published(['e,s,u,x,y', `${A},液氯库,储存单元,121.401,37.501`, `${B},氨库,储存单元,121.411,37.511`, ''].join('\n'), { mapping }) // prettier-ignore
    const sources = () => ask<{ id: number; name: string }>('select id, name from hazard_source order by id')
    const [chlorine, ammonia] = (await sources()).map(({ id }) => id) as [number, number]
    /** What is put on a source, how the refusal says it, and how it goes again; the words are written here apart from the server's. */
    const sensor = (code: string) =>
      `insert into sensor (hazard_source, code, name, kind, unit, range_low, range_high, cadence) values (${chlorine}, '${code}', '温度', 'temperature', '℃', 0, 100, 60)`
    const things: readonly (readonly [put: readonly string[], said: readonly string[]])[] = [
      [[sensor('T-1'), sensor('T-2'), 'select app.reading_partition(app.day_of(now()))', `insert into reading (sensor, at, value) select id, now(), 20 from sensor where code = 'T-2'`],
        ['1 行已有监测点 2 个（其中 1 个已有数据）：甲厂 · 液氯库', 'with 2 sensors (1 of them with values) by now, 1: 甲厂 · 液氯库']],
      [[`insert into alarm (enterprise, hazard_source, sensor, kind, raised_at, told_at, stage, state) select s.enterprise, s.id, t.id, 'silent', now(), now(), 1, 'standing-unacknowledged'
          from hazard_source s join sensor t on t.hazard_source = s.id where t.code = 'T-1'`], ['1 行已有报警 1 条：甲厂 · 液氯库', 'with 1 alarms by now, 1: ']],
      [[`insert into source_bound (hazard_source, geom, source_datum, reason) select id, st_buffer(geom, 0.0002), 'wgs84', '按现场围堰边界绘制成图' from hazard_source where id = ${ammonia}`], ['1 行已有辨识单元边界 1 条：乙厂 · 氨库']],
      [[chlorine, ammonia].map((id) => `insert into tank (hazard_source, tag, kind, diameter, extent, capacity) values (${id}, 'V-${id}', 'vertical', 10, 10, 700)`), ['2 行已有储罐 2 个：甲厂 · 液氯库、乙厂 · 氨库']],
      [[`update hazard_source set hand_people = 40, hand_reason = '现场逐户清点，有记录', hand_by = '某', hand_at = now() where id = ${ammonia}`], ['1 行已有人工计数 1 条：乙厂 · 氨库']],
    ] // prettier-ignore
    for (const [put] of things) for (const statement of put) await ask(statement)
    const before = await ask('select to_jsonb(s) as row from hazard_source s order by id')
    const refused = await post('/published/2/undo')
    expect([refused.status, refused.body.code]).toEqual([422, 'import-refused'])
    for (const said of things.flatMap(([, words]) => words)) expect(refused.body.detail).toContain(said)
    expect(refused.body.detail).not.toContain('其他记录')
    expect(await ask('select to_jsonb(s) as row from hazard_source s order by id')).toEqual(before)
    expect(await ask('select (select count(*)::int from sensor) as sensors, (select count(*)::int from tank) as tanks, (select count(*)::int from source_bound) as bounds, (select count(*)::int from reading) as readings')).toEqual([{ sensors: 2, tanks: 2, bounds: 1, readings: 1 }]) // prettier-ignore
    // each by itself bars it, and the last one that is taken away lets it go
    const MOVED = `update hazard_source set geom = st_setsrid(st_makepoint(121.411, 37.511), 4326) where id = ${ammonia}` // its bound had moved it
    const gone = ['delete from alarm', 'delete from reading', 'delete from sensor', 'delete from source_bound', MOVED, 'delete from tank', 'update hazard_source set hand_people = null, hand_reason = null, hand_by = null, hand_at = null'] // prettier-ignore
    for (const statement of gone) {
      expect((await post('/published/2/undo')).status, statement).toBe(422)
      await ask(statement)
    }
    const undone = await post('/published/2/undo')
    expect([undone.status, undone.body.detail, await sources()]).toEqual([201, undefined, []])
    expect(await keys()).toEqual([A, B].sort())
  })
})

describe('a row that resembles an enterprise under another key', () => {
  beforeEach(async () => {
    await published(csv('S-1,某某化工有限公司,121.400,37.500', 'S-2,别家,121.41,37.51'), {
      mapping: { ...MAPPING, scheme: 'source' },
    })
  })
  const file = csv(`${A},某某化工（有限公司）,121.401,37.500`, `${B},远方化工有限公司,121.48,37.58`)

  test('is offered and, undecided, stays apart', async () => {
    const stage = await staged(file)
    expect(stage.outlook).toMatchObject({ added: 2, resembling: 1, undecided: 1 })
    const { rows } = (await get(`/${stage.id}/rows?kind=resembling`)) as {
      rows: { row: number; resembles: { key: string; metres: number } }[]
    }
    expect(rows.map(({ row, resembles }) => [row, resembles.key])).toEqual([[2, 'S-1']])
    expect(rows[0]?.resembles.metres).toBeGreaterThan(80)
    expect(rows[0]?.resembles.metres).toBeLessThan(95)
    await post(`/${stage.id}/publish`, {})
    await stages.desk.idle()
    expect(await keys()).toEqual([A, B, 'S-1', 'S-2'].sort())
  })

  test('is merged where that is decided, and known by both keys from then on', async () => {
    const stage = await staged(file)
    expect((await post(`/${stage.id}/decisions`, { row: 2, decided: 'merge' })).status).toBe(201)
    expect(((await get(`/${stage.id}`)) as ImportStage).outlook).toMatchObject({ added: 1, changed: 1, undecided: 0 })
    await post(`/${stage.id}/publish`, {})
    await stages.desk.idle()
    expect(await keys()).toEqual([B, 'S-1', 'S-2'].sort())
    const [merged] = await ask<{ name: string; lng: number }>(
      `select name, st_x(geom) as lng from enterprise where identifier = 'S-1'`,
    )
    expect(merged).toEqual({ name: '某某化工（有限公司）', lng: 121.401 })
    expect((await staged(file)).outlook).toMatchObject({ added: 0, changed: 0, unchanged: 2, resembling: 0 })
    // and by people: in the file, in what happened to it, and by whoever searches
    const asked = async (path: string) => (await stages.server.get(`/api${path}`).set(stages.asking())).body
    const [{ id }] = (await ask<{ id: number }>(`select id from enterprise where identifier = 'S-1'`)) as [
      { id: number },
    ]
    const alias = { scheme: 'uscc', identifier: A, by: 'steward（steward）', fileName: '企业.csv' }
    expect((await asked(`/enterprises/${id}/file`)).aliases).toEqual([{ ...alias, at: expect.any(String) }])
    expect((await asked(`/enterprises/${id}/timeline`)).events).toContainEqual(
      expect.objectContaining({ kind: 'file', act: 'merged', by: alias.by, source: 'import', title: A }),
    )
    for (const text of [A, A.slice(0, 12).toLowerCase()]) {
      expect((await asked(`/search?text=${text}`)).rows.map((hit: { id: number }) => hit.id)).toContain(id)
      expect((await asked(`/enterprises?search=${text}`)).rows.map((row: { id: number }) => row.id)).toContain(id)
    }
    expect((await post('/published/2/undo')).status).toBe(201)
    expect(await keys()).toEqual(['S-1', 'S-2'])
    expect(await ask('select from enterprise_alias')).toEqual([])
  })
})

describe('work that is cut off', () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => `K${i},厂${i},${(121.4 + i / 1e5).toFixed(5)},37.5`)
  const mapping = { ...MAPPING, scheme: 'source' }

  test('is taken up behind the last row that was staged', async () => {
    const { body } = await upload(csv(...rows))
    await post(`/${body.id}/stage`, { mapping, datum: 'wgs84' })
    await stages.desk.idle()
    // as a server leaves it that was killed after the first batch
    await ask(`delete from import_row where row > 1001`)
    await ask(`update import_stage set state = 'staging', last_row = 1001, rows = 1000, located = 1000`)
    await ask(`update import_row set made = '{"name":"kept"}' where row = 2`)
    const next = importDesk({ ...kitOn(stages.book), pool: stages.book.pool, folder: stages.desk.folder })
    next.watch()
    await next.idle()
    await next.stop()
    const stage = (await get(`/${body.id}`)) as ImportStage
    expect(stage).toMatchObject({ state: 'staged', rows: 3000, located: 3000, rejected: 0 })
    expect(await ask('select made from import_row where row = 2')).toEqual([{ made: { name: 'kept' } }])
  })

  test('while it was published has published nothing', async () => {
    const { id } = await staged(csv(...rows), { mapping })
    await ask(`update import_stage set state = 'publishing'`)
    const next = importDesk({ ...kitOn(stages.book), pool: stages.book.pool, folder: stages.desk.folder })
    next.watch()
    await next.idle()
    await next.stop()
    expect(await get(`/${id}`)).toMatchObject({
      state: 'staged',
      failure: { en: expect.stringContaining('nothing was written') },
    })
    expect(await keys()).toEqual([])
  })

  test('by whoever asked for it stays unpublished, and can be staged anew', async () => {
    const { id } = await staged(csv(...rows), { mapping })
    await ask(`update import_stage set state = 'staging'`)
    expect((await post(`/${id}/cancel`)).body.state).toBe('cancelled')
    expect((await post(`/${id}/cancel`)).body.code).toBe('import-refused')
    // whoever still worked at it is stopped
    const late = ask(`select set_config('role', 'anjian_steward', true), app.stage_rows($1, 1, '[]', 1, 1)`, [id])
    await expect(late).rejects.toMatchObject({ code: 'AJ001' })
    await post(`/${id}/stage`, { mapping, datum: 'wgs84' })
    await stages.desk.idle()
    expect(await get(`/${id}`)).toMatchObject({ state: 'staged', rows: 3000 })
  })
})
