import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import type { ImportMapping } from '#core/contract/importShapes.ts'
import { completeUscc } from '#core/domain/uscc.ts'
import { SESSION_COOKIE } from '../../server/http/cookies.ts'
import { withArchive } from '../../server/files/archive.ts'
import { readRows } from '../../server/files/read.ts'
import { xlsxOf } from '../../server/files/write/xlsx.ts'
import { HERE, sessionIn } from './people.ts'
import { A, B, C, D, DISTRICT, MAPPING, csv, stagesBook } from './stagesBook.ts'

const stages = stagesBook()
const folder = mkdtempSync(join(tmpdir(), 'anjian-stages-'))
afterAll(() => rmSync(folder, { recursive: true }))
const { asking, get, post, upload, ask, staged, published, keys } = stages

describe('a file', () => {
  test('is staged beside the book, told row by row, and published whole', async () => {
    const stage = await staged(
      csv(`${A},甲厂,121.40,37.50`, `${B},,121.41,37.51`, `x,丙厂,121.42,37.52`, `${D},丁厂,,`, 'y,戊厂,,'),
    )
    expect(stage).toMatchObject({
      state: 'staged',
      rows: 5,
      located: 2,
      rejected: 3,
      // the last row is rejected: what it is warned of besides is no matter of the publication
      warned: 1,
      progress: null,
      failure: null,
    })
    expect(stage.outlook).toEqual({
      added: 2,
      changed: 0,
      unchanged: 0,
      resembling: 0,
      undecided: 0,
      inNoGrid: 1,
      changeGrid: 0,
      loseGrid: 0,
      recalled: 0,
      forgotten: 0,
    })
    expect(stage.broken.map(({ rule, rows }) => [rule, rows]).sort()).toEqual([
      ['position-missing', 2],
      ['required', 1],
      ['uscc-check-digit', 2],
    ])
    expect(((await get(`/${stage.id}/rows?kind=warned`)) as { rows: { row: number }[] }).rows.map(({ row }) => row)).toEqual([5]) // prettier-ignore
    expect(await keys()).toEqual([])
    const { rows } = (await get(`/${stage.id}/rows?kind=rejected`)) as {
      rows: { row: number; issues: { column: string; rule: string }[] }[]
    }
    expect(rows.map(({ row, issues }) => [row, issues[0]?.column, issues[0]?.rule])).toEqual([
      [3, '企业名称', 'required'],
      [4, '统一社会信用代码', 'uscc-check-digit'],
      [6, '统一社会信用代码', 'uscc-check-digit'],
    ])
    const refused = await post(`/${stage.id}/publish`, { district: DISTRICT })
    expect([refused.status, refused.body.code]).toEqual([422, 'import-rows-rejected'])
    const begun = await post(`/${stage.id}/publish`, { acceptGood: true, district: DISTRICT })
    expect(begun.status).toBe(201)
    await stages.desk.idle()
    expect(await get(`/${stage.id}`)).toMatchObject({ state: 'published', published: 1 })
    expect(await keys()).toEqual([A, D].sort())
    // nothing of it waits to be sorted into the search index
    expect(await ask(`select gin_clean_pending_list('enterprise_grams')::int as pages`)).toEqual([{ pages: 0 }])
    expect(await ask('select capability, file_name, added, changed, unchanged, rejected, made_by from import')).toEqual(
      [
        {
          capability: 'enterprises',
          file_name: '企业.csv',
          added: 2,
          changed: 0,
          unchanged: 0,
          rejected: 3,
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
    const { text, headers } = await stages.server.get(`/api/imports/${id}/faulty.csv`).set(asking())
    expect(headers['content-disposition']).toContain(encodeURIComponent('企业-不合格行.csv'))
    const lines = text.trimEnd().split('\r\n')
    expect(lines[0]).toBe('\uFEFF统一社会信用代码,企业名称,经度,纬度,原因 reasons')
    expect(lines[1]).toMatch(/^x,"丙,厂",121.42,37.52,.*第 3 行.*uscc-check-digit/)
    expect(lines).toHaveLength(2)
  })

  test('gives them back as a workbook too, all cells text; corrected, it is taken', async () => {
    const cells = ['91370602MA3C00000?', "'=SUM(1,2)", '=1+1', '00121.42', '37.52']
    const text = ['代码,企业名称,备注,经度,纬度', `${A},甲厂,,121.40,37.50`, cells.map((cell) => `"${cell}"`).join(',')].join('\r\n')
    const mapping = { ...MAPPING, columns: { ...MAPPING.columns, key: { column: '代码' } } }
    const { id } = await staged(text, { mapping })
    const { body, headers } = await stages.server
      .get(`/api/imports/${id}/faulty.xlsx`)
      .set(asking())
      .buffer(true)
      .parse((stream, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => done(null, Buffer.concat(chunks)))
      })
    expect(headers['content-disposition']).toContain(encodeURIComponent('企业-不合格行.xlsx'))
    const path = join(folder, 'faulty.xlsx')
    writeFileSync(path, body as Buffer)
    const sheet = await withArchive(path, ({ bytes }) => bytes('xl/worksheets/sheet1.xml'))
    expect(sheet.toString()).not.toMatch(/<f>|<v>/)
    const { columns, rows } = await readRows(path)
    expect(columns).toEqual(['代码', '企业名称', '备注', '经度', '纬度', '原因 reasons'])
    expect(rows.map((row) => row.cells.slice(0, 5))).toEqual([cells.with(1, '=SUM(1,2)')])
    expect(rows[0]!.cells[5]).toContain('第 3 行 row 3 · 代码: uscc-check-digit')
    // put right by hand in a sheet program, and sent again
    const put = { name: 'x', columns: columns.map((heading) => ({ heading, width: 9 })), rows: () => [rows.map((row) => row.cells.with(0, B))] }
    const chunks: Buffer[] = []
    for await (const chunk of xlsxOf([put], new Date('2026-01-01'))) chunks.push(chunk)
    const again = await staged(Buffer.concat(chunks), { mapping })
    expect([again.rows, again.rejected, again.outlook?.added]).toEqual([1, 0, 1])
  }) // prettier-ignore
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
    await ask('update district set geom = st_multi(st_makeenvelope(121, 37, 122, 37.5, 4326))')
    const before = await staged(file(['G1', '一', 121], ['G2', '二', 121.5]), { mapping })
    expect(before.outlook).toMatchObject({ added: 2, changed: 0, unchanged: 0 })
    const first = await published(file(['G1', '一', 121]), { mapping })
    expect([first.state, first.failure]).toEqual(['published', null])
    const again = await staged(file(['G1', '一改', 121], ['G2', '二', 121.5]), { mapping })
    expect(again.outlook).toMatchObject({ added: 1, changed: 1, unchanged: 0 })
    await post(`/${again.id}/publish`, {})
    await stages.desk.idle()
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

describe('a large file of features', () => {
  const point = (n: number) => ({
    type: 'Feature',
    properties: { 统一社会信用代码: n === 0 ? A : `x${n}`, 企业名称: `${n} 号厂` },
    geometry: { type: 'Point', coordinates: [121.4, 37.5] },
  })
  const large = (n: number) =>
    JSON.stringify({ type: 'FeatureCollection', features: Array.from({ length: n }, (_, i) => point(i)) })
  const columns = { ...MAPPING.columns, lng: { column: 'lng' }, lat: { column: 'lat' } }
  const body = { mapping: { ...MAPPING, columns }, datum: 'wgs84' }

  test('is looked into by a thread, and others are answered meanwhile', async () => {
    const { id } = (await upload(large(3_000), '大.geojson')).body as { id: number }
    const begun = new Promise<Worker>((resolve) => process.once('worker', resolve))
    let over = false
    const asked = post(`/${id}/stage`, body).then((answer) => {
      over = true
      return answer
    })
    await once(await begun, 'online')
    const { stages: listed } = (await get('')) as { stages: object[] }
    expect([listed.length, over]).toEqual([1, false])
    expect((await asked).status).toBe(201)
    await stages.desk.idle()
    expect(await get(`/${id}`)).toMatchObject({ state: 'staged', rows: 3_000, rejected: 2_999 })
  })

  test('that cannot be read is refused as a small one is', async () => {
    const { id } = (await upload(large(3_000).slice(0, -2), '断.geojson')).body as { id: number }
    for (const answer of [await post(`/${id}/stage`, body), await post(`/${id}/readings`, { mapping: body.mapping })]) {
      expect(answer.body.code).toBe('import-refused')
      expect(answer.body.detail).toContain('FeatureCollection')
    }
  })
})

describe('whoever is no data steward', () => {
  test.each(['leader', 'duty-officer', 'security-administrator'] as const)(
    'as %s imports nothing and sees nothing of it',
    async (kind) => {
      await staged(csv(`${A},甲厂,121.40,37.50`))
      const other = `${SESSION_COOKIE}=${await sessionIn(stages.book, `${kind}-${randomUUID().slice(0, 8)}`, kind)}`
      const as = { ...HERE, cookie: other }
      expect((await stages.server.get('/api/imports').set(as)).status).toBe(403)
      expect(
        (
          await stages.server
            .post('/api/imports?name=a.csv')
            .set({ ...as, 'content-type': 'application/octet-stream' })
            .send(Buffer.from('a'))
        ).status,
      ).toBe(403)
      expect((await stages.server.get('/api/imports/1/faulty.csv').set(as)).status).toBe(403)
    },
  )
})
