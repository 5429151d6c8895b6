import { randomUUID } from 'node:crypto'
import iconv from 'iconv-lite'
import supertest from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ImportMapping, ImportStage } from '#core/contract/importShapes.ts'
import { completeUscc } from '#core/domain/uscc.ts'
import { app } from '#server/app.ts'
import { importDesk, type RunningDesk } from '../../server/features/imports/desk.ts'
import { SESSION_COOKIE } from '../../server/http/cookies.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

let book: FreshDatabase
let desk: RunningDesk
let server: ReturnType<typeof supertest>
let cookie: string
beforeAll(async () => {
  book = await freshDatabase()
  const kit = kitOn(book)
  desk = kit.imports as RunningDesk
  server = supertest(app(kit))
})
afterAll(() => book.drop())
beforeEach(async () => {
  await book.owner.query(
    'truncate account, import_stage, import_change, import, enterprise_alias, enterprise, grid, district restart identity cascade',
  )
  cookie = `${SESSION_COOKIE}=${await sessionIn(book, 'steward', 'data-steward')}`
})

const USCC = ['91370602MA3C0000', '91370602MA3C0001', '91370602MA3C0002', '91370602MA3C0003'].map((code) => completeUscc(code)) // prettier-ignore
const [A, B, C, D] = USCC as [string, string, string, string]
const MAPPING: ImportMapping = {
  capability: 'enterprises',
  scheme: 'uscc',
  columns: {
    key: { column: '统一社会信用代码' },
    name: { column: '企业名称' },
    lng: { column: '经度' },
    lat: { column: '纬度' },
  },
  constants: {},
}
const DISTRICT = { code: 'test', name: '测试区' }
const csv = (...rows: string[]) => ['统一社会信用代码,企业名称,经度,纬度', ...rows, ''].join('\r\n')

const asking = () => ({ ...HERE, cookie })
const get = async (path: string) => (await server.get(`/api/imports${path}`).set(asking())).body as never
const post = (path: string, body: object = {}) => server.post(`/api/imports${path}`).set(asking()).send(body)
const upload = (content: string | Buffer, name = '企业.csv') =>
  server
    .post('/api/imports')
    .query({ name })
    .set({ ...asking(), 'content-type': 'application/octet-stream' })
    .send(Buffer.from(content))
const ask = async <Row extends object>(statement: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(statement, values)).rows

/** A file staged by the mapping, as the desk leaves it. */
async function staged(content: string | Buffer, more: object = {}): Promise<ImportStage> {
  const { body, status } = await upload(content)
  expect(status).toBe(201)
  const begun = await post(`/${body.id}/stage`, { mapping: MAPPING, datum: 'wgs84', ...more })
  expect([begun.status, begun.body.state]).toEqual([201, 'staging'])
  await desk.idle()
  return get(`/${body.id}`)
}
/** And published. */
async function published(content: string, more: object = {}): Promise<ImportStage> {
  const { id } = await staged(content, more)
  const begun = await post(`/${id}/publish`, { acceptGood: true, district: DISTRICT })
  expect([begun.status, begun.body.state]).toEqual([201, 'publishing'])
  await desk.idle()
  return get(`/${id}`)
}
const keys = async () =>
  (await ask<{ k: string }>('select identifier as k from enterprise order by 1')).map(({ k }) => k)

describe('a file', () => {
  test('is staged beside the book, told row by row, and published whole', async () => {
    const stage = await staged(
      csv(`${A},甲厂,121.40,37.50`, `${B},,121.41,37.51`, `x,丙厂,121.42,37.52`, `${D},丁厂,,`),
    )
    expect(stage).toMatchObject({
      state: 'staged',
      rows: 4,
      located: 2,
      rejected: 2,
      warned: 1,
      progress: null,
      failure: null,
    })
    expect(stage.outlook).toEqual({ added: 2, changed: 0, unchanged: 0, resembling: 0, undecided: 0, inNoGrid: 1 })
    expect(stage.broken.map(({ rule, rows }) => [rule, rows]).sort()).toEqual([
      ['position-missing', 1],
      ['required', 1],
      ['uscc-check-digit', 1],
    ])
    expect(await keys()).toEqual([])
    const { rows } = (await get(`/${stage.id}/rows?kind=rejected`)) as {
      rows: { row: number; issues: { column: string; rule: string }[] }[]
    }
    expect(rows.map(({ row, issues }) => [row, issues[0]?.column, issues[0]?.rule])).toEqual([
      [3, '企业名称', 'required'],
      [4, '统一社会信用代码', 'uscc-check-digit'],
    ])
    const refused = await post(`/${stage.id}/publish`, { district: DISTRICT })
    expect([refused.status, refused.body.code]).toEqual([422, 'import-rows-rejected'])
    const begun = await post(`/${stage.id}/publish`, { acceptGood: true, district: DISTRICT })
    expect(begun.status).toBe(201)
    await desk.idle()
    expect(await get(`/${stage.id}`)).toMatchObject({ state: 'published', published: 1 })
    expect(await keys()).toEqual([A, D].sort())
    expect(await ask('select capability, file_name, added, changed, unchanged, rejected, made_by from import')).toEqual(
      [
        {
          capability: 'enterprises',
          file_name: '企业.csv',
          added: 2,
          changed: 0,
          unchanged: 0,
          rejected: 2,
          made_by: 'steward（steward）',
        },
      ],
    )
  })

  test('that comes twice changes nothing; what differs is shown before it is written', async () => {
    await published(csv(`${A},甲厂,121.40,37.50`, `${B},乙厂,121.41,37.51`))
    const again = await staged(csv(`${A},甲厂,121.40,37.50`, `${B},乙厂,121.41,37.51`))
    expect(again.outlook).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    const other = await staged(csv(`${A},甲厂改,121.40,37.60`, `${B},乙厂,121.41,37.51`, `${C},丙厂,121.42,37.52`))
    expect(other.outlook).toMatchObject({ added: 1, changed: 1, unchanged: 1 })
    const { rows } = (await get(`/${other.id}/rows?kind=changed`)) as { rows: { diff: object[] }[] }
    expect(rows.map(({ diff }) => diff)).toEqual([
      [
        { field: 'lat', before: 37.5, after: 37.6 },
        { field: 'name', before: '甲厂', after: '甲厂改' },
      ],
    ])
  })

  test('of GBK in GCJ-02 is previewed, guessed, and hinted at by where its points lie', async () => {
    await ask(
      `insert into district (code, name, geom) values ('test', '测', st_multi(st_makeenvelope(121.4, 37.5, 121.5, 37.6, 4326)))`,
    )
    // 50 m inside the eastern and the western border; GCJ-02 lies 440 m further east there, BD-09 another 570 m
    const rows = Array.from({ length: 40 }, (_, i) => {
      const lng = i % 2 === 0 ? 121.4995 : 121.4005
      return `${completeUscc(`91370602MA3D${String(i).padStart(4, '0')}`)},厂${i},${(lng + 0.005).toFixed(6)},${(37.51 + i / 500).toFixed(6)}`
    })
    const { body } = await upload(iconv.encode(`某区企业台账,,,\r\n${csv(...rows)}`, 'gb18030'))
    const { preview, guess } = (await get(`/${body.id}/preview`)) as {
      preview: { columns: string[]; headerRow: number; encoding: object; encodings: { encoding: string }[] }
      guess: { mapping: ImportMapping }
    }
    expect(preview.encoding).toEqual({ encoding: 'gb18030', by: 'detected' })
    expect(preview.encodings.length).toBeGreaterThan(1)
    expect([preview.headerRow, preview.columns]).toEqual([2, ['统一社会信用代码', '企业名称', '经度', '纬度']])
    expect(guess.mapping).toEqual(MAPPING)
    const told = await post(`/${body.id}/readings`, { mapping: guess.mapping })
    expect(told.status).toBe(201)
    expect(told.body).toMatchObject({ hint: 'gcj02', strength: 'strong' })
    const of = (datum: string) =>
      (told.body.readings as { datum: string; inDistrict: number }[]).find((each) => each.datum === datum)
    expect(of('gcj02')?.inDistrict).toBe(40)
    expect(of('wgs84')?.inDistrict).toBe(20)
    expect(of('bd09')?.inDistrict).toBe(20)
  })

  test('gives its faulty rows back as they were, with the reasons', async () => {
    const { id } = await staged(csv(`${A},甲厂,121.40,37.50`, `x,"丙,厂",121.42,37.52`))
    const { text, headers } = await server.get(`/api/imports/${id}/faulty.csv`).set(asking())
    expect(headers['content-disposition']).toContain(encodeURIComponent('企业-不合格行.csv'))
    const lines = text.trimEnd().split('\r\n')
    expect(lines[0]).toBe('\uFEFF统一社会信用代码,企业名称,经度,纬度,原因 reasons')
    expect(lines[1]).toMatch(/^x,"丙,厂",121.42,37.52,.*第 3 行.*uscc-check-digit/)
    expect(lines).toHaveLength(2)
  })
})

describe('a file of grids', () => {
  const square = (west: number) => [[west, 37], [west + 0.5, 37], [west + 0.5, 37.5], [west, 37.5], [west, 37]] // prettier-ignore
  const file = (...grids: [code: string, name: string, west: number][]) =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: grids.map(([code, name, west]) => ({
        type: 'Feature',
        properties: { code, name, person: '甲', phone: '0535-000000' },
        geometry: { type: 'Polygon', coordinates: [square(west)] },
      })),
    })
  const columns = { code: { column: 'code' }, name: { column: 'name' }, person: { column: 'person' }, phone: { column: 'phone' } } // prettier-ignore
  const mapping: ImportMapping = { capability: 'grids', scheme: 'uscc', columns, constants: {} }
  const gridsOf = () => ask('select code, name, level from grid order by level, code')

  test('draws the district and is taken back; enterprises find their grid and lose it again', async () => {
    await published(csv(`${A},甲厂,121.2,37.2`, `${B},乙厂,121.7,37.2`))
    const before = await staged(file(['G1', '一', 121], ['G2', '二', 121.5]), { mapping })
    expect(before.outlook).toMatchObject({ added: 2, changed: 0, unchanged: 0 })
    const first = await published(file(['G1', '一', 121]), { mapping })
    expect([first.state, first.failure]).toEqual(['published', null])
    const again = await staged(file(['G1', '一改', 121], ['G2', '二', 121.5]), { mapping })
    expect(again.outlook).toMatchObject({ added: 1, changed: 1, unchanged: 0 })
    await post(`/${again.id}/publish`, {})
    await desk.idle()
    expect(await gridsOf()).toEqual([
      { code: 'test', name: '测试区', level: 1 },
      { code: 'G1', name: '一改', level: 3 },
      { code: 'G2', name: '二', level: 3 },
    ])
    const inGrids = () =>
      ask('select e.identifier as k, g.code from enterprise e left join grid g on g.id = e.grid order by 1')
    expect(await inGrids()).toEqual([{ k: A, code: 'G1' }, { k: B, code: 'G2' }]) // prettier-ignore
    expect((await post('/published/3/undo')).status).toBe(201)
    expect(await gridsOf()).toEqual([
      { code: 'test', name: '测试区', level: 1 },
      { code: 'G1', name: '一', level: 3 },
    ])
    expect(await inGrids()).toEqual([{ k: A, code: 'G1' }, { k: B, code: null }]) // prettier-ignore
  })
})

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
    expect(later.body.detail).toContain('1 行此后已被修改')
    expect((await post('/published/2/undo')).status).toBe(201)
    await ask(
      `insert into inspection (enterprise, kind, inspector, inspected_at) select id, 'patrol', '某', now() from enterprise where identifier = $1`,
      [B],
    )
    const built = await post('/published/1/undo')
    expect(built.body.detail).toContain('1 行已有隐患、检查或其他记录')
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
    await desk.idle()
    expect(await keys()).toEqual([A, B, 'S-1', 'S-2'].sort())
  })

  test('is merged where that is decided, and known by both keys from then on', async () => {
    const stage = await staged(file)
    expect((await post(`/${stage.id}/decisions`, { row: 2, decided: 'merge' })).status).toBe(201)
    expect(((await get(`/${stage.id}`)) as ImportStage).outlook).toMatchObject({ added: 1, changed: 1, undecided: 0 })
    await post(`/${stage.id}/publish`, {})
    await desk.idle()
    expect(await keys()).toEqual([B, 'S-1', 'S-2'].sort())
    const [merged] = await ask<{ name: string; lng: number }>(
      `select name, st_x(geom) as lng from enterprise where identifier = 'S-1'`,
    )
    expect(merged).toEqual({ name: '某某化工（有限公司）', lng: 121.401 })
    expect((await staged(file)).outlook).toMatchObject({ added: 0, changed: 0, unchanged: 2, resembling: 0 })
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
    await desk.idle()
    // as a server leaves it that was killed after the first batch
    await ask(`delete from import_row where row > 1001`)
    await ask(`update import_stage set state = 'staging', last_row = 1001, rows = 1000, located = 1000`)
    await ask(`update import_row set made = '{"name":"kept"}' where row = 2`)
    const next = importDesk({ ...kitOn(book), pool: book.pool, folder: desk.folder })
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
    const next = importDesk({ ...kitOn(book), pool: book.pool, folder: desk.folder })
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
    await desk.idle()
    expect(await get(`/${id}`)).toMatchObject({ state: 'staged', rows: 3000 })
  })
})

describe('whoever is no data steward', () => {
  test.each(['leader', 'duty-officer', 'security-administrator'] as const)(
    'as %s imports nothing and sees nothing of it',
    async (kind) => {
      await staged(csv(`${A},甲厂,121.40,37.50`))
      const other = `${SESSION_COOKIE}=${await sessionIn(book, `${kind}-${randomUUID().slice(0, 8)}`, kind)}`
      const as = { ...HERE, cookie: other }
      expect((await server.get('/api/imports').set(as)).status).toBe(403)
      expect(
        (
          await server
            .post('/api/imports?name=a.csv')
            .set({ ...as, 'content-type': 'application/octet-stream' })
            .send(Buffer.from('a'))
        ).status,
      ).toBe(403)
      expect((await server.get('/api/imports/1/faulty.csv').set(as)).status).toBe(403)
    },
  )
})
