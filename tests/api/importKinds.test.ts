import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import supertest from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ImportMapping, ImportStage, StagedRow } from '#core/contract/importShapes.ts'
import { app } from '#server/app.ts'
import { requestIn } from '../../server/features/imports/arguments.ts'
import type { RunningDesk } from '../../server/features/imports/desk.ts'
import { importFile } from '../../server/features/imports/import.ts'
import { SESSION_COOKIE } from '../../server/http/cookies.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { CASES } from './importKindsBook.ts'
import { A, B, type KindCase, NOBODY } from './importKindsCase.ts'
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

const ask = async <Row extends object>(statement: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(statement, values)).rows
beforeEach(async () => {
  await ask(`truncate account, import_stage, import_change, import, enterprise_alias, enterprise, grid, district, department, population_point, resource, place
    restart identity cascade`)
  await ask(
    `insert into district (code, name, geom) values ('test', '测试区', st_multi(st_makeenvelope(121, 37, 122, 38, 4326)))`,
  )
  await ask(
    `insert into enterprise (scheme, identifier, name, industry, source, source_datum, geom)
     select 'uscc', key, name, industry, 'import', 'wgs84', st_setsrid(st_makepoint(121.4, 37.5), 4326)
     from (values ($1, '甲厂', 'C2614'), ($2, '乙厂', 'G5942')) e (key, name, industry)`,
    [A, B],
  )
  cookie = await sessionOf('steward')
})
const sessionOf = async (name: string, kind: Parameters<typeof sessionIn>[2] = 'data-steward') =>
  `${SESSION_COOKIE}=${await sessionIn(book, name, kind)}`

const get = async (path: string) => (await server.get(`/api/imports${path}`).set({ ...HERE, cookie })).body as never
const post = (path: string, body: object = {}) =>
  server
    .post(`/api/imports${path}`)
    .set({ ...HERE, cookie })
    .send(body)
const csv = (...rows: readonly (readonly string[])[]) => rows.map((cells) => `${cells.join(',')}\r\n`).join('')

const mappingOf = (capability: ImportMapping['capability'], columns: Readonly<Record<string, string>>): ImportMapping => ({
  capability,
  scheme: 'uscc',
  columns: Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, { column }])),
  constants: {},
}) // prettier-ignore

async function upload(content: string): Promise<number> {
  const { body } = await server
    .post('/api/imports?name=a.csv')
    .set({ ...HERE, cookie, 'content-type': 'application/octet-stream' })
    .send(Buffer.from(content))
  return body.id as number
}
async function staged(mapping: ImportMapping, content: string): Promise<ImportStage> {
  const id = await upload(content)
  const begun = await post(`/${id}/stage`, { mapping, datum: 'wgs84' })
  expect([begun.status, begun.body.state]).toEqual([201, 'staging'])
  await desk.idle()
  const stage = await get(`/${id}`) as ImportStage // prettier-ignore
  expect([stage.state, stage.failure]).toEqual(['staged', null])
  return stage
}
async function published({ id, revision }: ImportStage): Promise<ImportStage> {
  const begun = await post(`/${id}/publish`, { acceptGood: true, confirmed: revision })
  expect([begun.status, begun.body.state]).toEqual([201, 'publishing'])
  await desk.idle()
  return get(`/${id}`)
}
const rowsOf = async ({ id }: ImportStage, kind: string): Promise<StagedRow[]> =>
  ((await get(`/${id}/rows?kind=${kind}`)) as { rows: StagedRow[] }).rows

const cases = Object.entries(CASES) as [ImportMapping['capability'], KindCase][]

describe.each(cases)('a file of %s', (capability, { columns, good, query, held, changed, diff, broken, before }) => {
  const mapping = mappingOf(capability, columns)
  const heading = Object.values(columns)
  beforeEach(async () => {
    if (before !== undefined) await ask(before)
  })

  test('is guessed by its headings, staged, and published as a person would read it', async () => {
    const id = await upload(csv(heading, ...good))
    const { guess } = (await get(`/${id}/preview?capability=${capability}`)) as { guess: { mapping: ImportMapping } }
    expect(guess.mapping).toEqual(mapping)
    const stage = await staged(mapping, csv(heading, ...good))
    expect(stage.mapping).toEqual(mapping)
    expect(stage).toMatchObject({ rows: good.length, rejected: 0 })
    expect(stage.outlook).toMatchObject({ added: good.length, changed: 0, unchanged: 0 })
    expect((await published(stage)).state).toBe('published')
    expect(await ask(query)).toEqual(held)
    expect(await ask('select capability, added, changed, unchanged, rejected from import')).toEqual([
      { capability, added: good.length, changed: 0, unchanged: 0, rejected: 0 },
    ])
  })

  test('names every broken row by its number, column and rule, and gives it back as it was', async () => {
    const stage = await staged(mapping, csv(heading, ...good, ...broken.map(([cells]) => cells)))
    const found = (await rowsOf(stage, 'rejected')).flatMap(({ row, issues }) => issues.filter(besides).map(({ column, rule }) => [row, column, rule])) // prettier-ignore
    expect(found).toEqual(broken.map(([, column, rule], i) => [i + 2 + good.length, column, rule]))
    const { text } = await server.get(`/api/imports/${stage.id}/faulty.csv`).set({ ...HERE, cookie })
    expect(text.trimEnd().split('\r\n').slice(1).map((line) => line.split(',').slice(0, heading.length))).toEqual(broken.map(([cells]) => cells)) // prettier-ignore
    expect((await published(stage)).state).toBe('published')
    expect(await ask(query)).toEqual(held)
  })

  test('that comes twice changes nothing; what differs is shown, written and taken back', async () => {
    await published(await staged(mapping, csv(heading, ...good)))
    const again = await staged(mapping, csv(heading, ...good))
    expect(again.outlook).toMatchObject({ added: 0, changed: 0, unchanged: good.length })
    await published(again)
    expect(await ask(query)).toEqual(held)
    expect(await ask('select from import_change where import = 2')).toHaveLength(0)

    const other = await staged(mapping, csv(heading, changed, ...good.slice(1)))
    expect(other.outlook).toMatchObject({ added: 0, changed: 1, unchanged: good.length - 1 })
    const [row] = await rowsOf(other, 'changed')
    expect(row?.row).toBe(2)
    expect([...(row?.diff ?? [])].sort(byField)).toEqual([...diff].sort(byField))
    await published(other)
    expect(await ask(query)).not.toEqual(held)
    // a later import stands on the first
    expect((await post('/published/1/undo')).body.code).toBe('import-refused')
    expect((await post('/published/3/undo')).status).toBe(201)
    expect(await ask(query)).toEqual(held)
    expect((await post('/published/1/undo')).status).toBe(201)
    expect(await ask(query)).toEqual([])
  })
})
/** That a point alone tells no boundary is true of every row of a table of places. */
const besides = ({ rule }: { rule: string }) => rule !== 'boundary-assumed'
const byField = (a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b))

const peopleColumns = { enterprise: '统一社会信用代码', office: '职务', name: '姓名' }
const people = mappingOf('people', peopleColumns)
const peopleFile = (...rows: string[][]) => csv(Object.values(peopleColumns), ...rows)
const persons = () =>
  ask('select e.name as of, p.name from enterprise_person p join enterprise e on e.id = p.enterprise order by p.id')

describe('rows of an enterprise', () => {
  test('find it by a key with which it was merged, and by one key or the other are the same row', async () => {
    await ask(`insert into enterprise_alias (scheme, identifier, enterprise) select 'uscc', $1, id from enterprise where name = '甲厂'`, [NOBODY]) // prettier-ignore
    await published(await staged(people, peopleFile([NOBODY, '联系人', '甲'])))
    expect(await persons()).toEqual([{ of: '甲厂', name: '甲' }])
    const stage = await staged(people, peopleFile([NOBODY, '联系人', '甲'], [A, '联系人', '甲'], [B, '联系人', '甲']))
    expect((await rowsOf(stage, 'rejected')).map(({ row, issues }) => [row, issues[0]?.rule])).toEqual([
      [2, 'key-repeated'],
      [3, 'key-repeated'],
    ])
  })

  test('find none under a scheme of another name', async () => {
    const stage = await staged({ ...people, scheme: 'source' }, peopleFile([A, '联系人', '甲']))
    expect(stage.broken.map(({ rule, rows, zh }) => [rule, rows, zh])).toEqual([
      ['enterprise-unknown', 1, '没有这家企业'],
      ['uscc-as-source-key', 1, expect.stringContaining('按来源自己的编号')],
    ])
  })

  test('are not written at all where one of them has lost its enterprise since', async () => {
    const stage = await staged(people, peopleFile([A, '联系人', '甲'], [B, '联系人', '乙']))
    await ask(`delete from enterprise where identifier = $1`, [B])
    expect(await published(stage)).toMatchObject({
      state: 'staged',
      failure: { en: expect.stringContaining('nothing was written') },
    })
    expect(await persons()).toEqual([])
    expect(await ask('select from import')).toEqual([])
  })

  test('leave alone what the file does not fill', async () => {
    await ask(`insert into enterprise_person (enterprise, office, name, phone) select id, 'contact', '甲', '13800000000' from enterprise where identifier = $1`, [A]) // prettier-ignore
    const stage = await staged(people, peopleFile([A, '联系人', '甲']))
    expect(stage.outlook).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
  })

  test('move what is derived from them, and back', async () => {
    const derived = () =>
      ask(`select e.risk, e.visited_at is not null as visited, d.name as leader from enterprise e left join department d on d.id = e.lead_department
        where e.identifier = $1`, [A]) // prettier-ignore
    await ask(`insert into department (code, name, person, phone, industries) values ('D0', '旧局', '孙七', '0535-6000000', '{C}')`) // prettier-ignore
    for (const capability of ['departments', 'risk-points', 'inspections'] as const) {
      const { columns, good } = CASES[capability]!
      await published(await staged(mappingOf(capability, columns), csv(Object.values(columns), ...good)))
    }
    expect(await derived()).toEqual([{ risk: 1, visited: true, leader: '应急局' }])
    for (const id of [3, 2, 1]) expect((await post(`/published/${id}/undo`)).status).toBe(201)
    expect(await derived()).toEqual([{ risk: null, visited: false, leader: '旧局' }])
  })

  test('that somebody changed since are not taken back', async () => {
    await published(await staged(people, peopleFile([A, '联系人', '甲'])))
    await ask(`update enterprise_person set phone = '13800000000'`)
    const { status, body } = await post('/published/1/undo')
    expect([status, body.code]).toEqual([422, 'import-refused'])
    expect(body.detail).toContain('1 行此后已被修改')
  })
})

test('a department takes no name that another one bears in the book', async () => {
  await ask(`insert into department (code, name, person, phone) values ('D0', '旧局', '孙七', '0535-6000000')`)
  const { columns } = CASES.departments!
  const file = csv(
    Object.values(columns),
    ['D9', '旧局', '', '甲', '0535-1', ''],
    ['D8', '新局', '', '甲', '0535-1', ''],
  )
  const [row, ...others] = await rowsOf(await staged(mappingOf('departments', columns), file), 'rejected')
  expect([row?.row, row?.issues[0]?.column, row?.issues[0]?.rule, others]).toEqual([2, '部门名称', 'name-taken', []])
})

describe('a mapping', () => {
  test.each([
    ['lacks a field that a row needs', { ...people, columns: { enterprise: { column: '统一社会信用代码' } } }, ['body.mapping.columns.name', 'body.mapping.columns.office']],
    ['names a field that nobody knows', { ...people, columns: { ...people.columns, enterprise_id: { column: '姓名' } } }, ['body.mapping.columns.enterprise_id']],
    ['gives a place for all rows', mappingOf('population', { people: 'a' }), ['body.mapping.columns.lat', 'body.mapping.columns.lng']],
  ])('that %s is refused with the place', async (_, mapping, at) => {
    const id = await upload(peopleFile([A, '联系人', '甲']))
    const { status, body } = await post(`/${id}/stage`, { mapping, datum: 'wgs84' })
    expect(status).toBe(400)
    expect(body.issues.map((issue: { at: string }) => issue.at).sort()).toEqual(at)
  }) // prettier-ignore

  test('may give a field the same value for all rows', async () => {
    const columns = { enterprise: { column: '统一社会信用代码' }, name: { column: '姓名' } }
    await published(await staged({ ...people, columns, constants: { office: '联系人' } }, peopleFile([A, '', '甲'])))
    expect(await persons()).toEqual([{ of: '甲厂', name: '甲' }])
  })
})

describe('the command line', () => {
  test('takes the same kinds by a mapping; rows that lie nowhere need no datum', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anjian-kinds-'))
    try {
      const [file, map] = [join(folder, 'people.csv'), join(folder, 'map.json')]
      writeFileSync(file, peopleFile([A, '联系人', '甲'], [NOBODY, '联系人', '乙']))
      writeFileSync(map, JSON.stringify({ capability: 'people', name: '人员', columns: peopleColumns }))
      const report = await importFile(book.operator, await requestIn({ capability: 'people', file, map, 'accept-good': true })) // prettier-ignore
      expect(report.issues).toEqual([{ row: 3, column: '统一社会信用代码', rule: 'enterprise-unknown', found: NOBODY }])
      expect(report.table.rows).toEqual([{ row: 3, cells: [NOBODY, '联系人', '乙'] }])
      expect([report.added, report.rejected, report.written]).toEqual([1, 1, true])
      expect(await persons()).toEqual([{ of: '甲厂', name: '甲' }])
      await expect(requestIn({ capability: 'hazards', file, map })).rejects.toThrow('maps people, not hazards')
      await expect(requestIn({ capability: 'population', file, map })).rejects.toThrow('--datum')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('who imports', () => {
  test('is a data steward, each of whom sees the files of the others; nobody else reaches the rows', async () => {
    const stage = await staged(people, peopleFile([A, '联系人', '甲']))
    cookie = await sessionOf('second-steward')
    expect((await rowsOf(stage, 'added')).map(({ key }) => key)).toEqual([`${A} · contact · 甲`])
    await published(stage)
    expect(await ask('select made_by from import')).toEqual([{ made_by: 'second-steward（second-steward）' }])
    cookie = await sessionOf('officer', 'duty-officer')
    expect((await post('/published/1/undo')).status).toBe(403)
    expect((await server.get(`/api/imports/${stage.id}/rows?kind=all`).set({ ...HERE, cookie })).status).toBe(403)
    const direct = ask(`select set_config('role', 'anjian_actor', true), set_config('app.role', 'department', true), app.publish_kind_rows($1, 1, 0, 9)`, [stage.id]) // prettier-ignore
    await expect(direct).rejects.toMatchObject({ code: '42501' })
    expect(await persons()).toEqual([{ of: '甲厂', name: '甲' }])
  })
})
