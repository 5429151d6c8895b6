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
