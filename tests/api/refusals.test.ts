import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Issue } from '#core/contract/problem.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }
let book: FreshDatabase
let desk: Desk
beforeAll(async () => {
  book = await freshDatabase()
  desk = deskOf(book, leader)
})
afterAll(() => book.drop())

/** Chinese with a remedy, then English, each a sentence. */
const BOTH = /^[^\n]*[\u4e00-\u9fff][^\n]*；[^\n]+。\n[\x20-\x7e“”]+\.$/
/** Answers 400 with an issue at each of `at`, in words that people can act on. */
function expectIssues({ status, body }: { status: number; body: { issues?: Issue[] } }, at: string[]) {
  expect([status, body.issues?.map((issue) => issue.at)]).toEqual([400, at])
  for (const { message } of body.issues ?? []) expect(message).toMatch(BOTH)
}

const NUMBERS = ['department', 'grid', 'place', 'risk', 'sourceLevel']
const BAD_NUMBERS = ['3000000000', '1e0', '0x1', ' 1', '1.0', '+1', '01', '-1', '2147483648', '99999999999999999999']
const LISTS = [
  '/enterprises',
  '/hazards',
  '/hazard-sources',
  '/facets',
  '/exports/enterprises.csv',
  '/exports/hazards.csv',
]

describe.each(LISTS)('GET %s', (path) => {
  test.each(NUMBERS)('takes of %s only whole numbers that an id can be, in plain digits', async (field) => {
    for (const value of BAD_NUMBERS) expectIssues(await desk.get(path).query({ [field]: value }), [`query.${field}.0`])
  })

  test.each(['\0a', 'a\u0007b', 'a\u0085b'])('refuses control characters in the search text: %j', async (search) => {
    expectIssues(await desk.get(path).query({ search }), ['query.search'])
  })

  test.each([
    [{ bbox: '1e2,37,122,38' }, ['query.bbox.0']],
    [{ bbox: ',37,122,38' }, ['query.bbox.0']],
    [{ bbox: '122,37,121,38' }, ['query.bbox']],
    [{ bbox: '121,37,122' }, ['query.bbox.3']],
    [{ polygon: '0x79,37;122,37;122,38' }, ['query.polygon.0.0']],
    [{ polygon: '121,37;122,37' }, ['query.polygon']],
    [{ search: '长'.repeat(61) }, ['query.search']],
    [{ class: 'Z', industry: '?', overdue: '2', risk: '5' }, ['query.class.0', 'query.risk.0', 'query.industry.0', 'query.overdue']],
    [{ gird: '1' }, ['query']],
  ] as const)('says what is wrong with %j', async (query, at) => {
    expectIssues(await desk.get(path).query(query), [...at])
  })
}) // prettier-ignore

test.each([
  ['/enterprises', { limit: '1e2' }, 'query.limit'],
  ['/enterprises', { limit: '201' }, 'query.limit'],
  ['/hazards', { enterprise: '3000000000' }, 'query.enterprise'],
  ['/exports/hazards.csv', { enterprise: '0x1' }, 'query.enterprise'],
  ['/enterprises/3000000000', {}, 'params.id'],
  ['/enterprises/1e0', {}, 'params.id'],
  ['/search', { text: '\0a' }, 'query.text'],
  ['/search', {}, 'query.text'],
  ['/indicators', { ids: 'enterprises', months: '0x2' }, 'query.months'],
  ['/indicators/enterprises/rows', { part: '\0' }, 'query.part'],
])('GET %s with %j points at %s', async (path, query, at) => {
  expectIssues(await desk.get(path).query(query), [at])
})

describe('POST /hazards', () => {
  const report = { request: 'b6f0c1e0-0000-4000-8000-000000000001', enterprise: 1, source: 'patrol', description: '灭火器过期', dueAt: '2024-06-30T16:00:00Z' } // prettier-ignore
  test.each([
    ['an id beyond all', { enterprise: 3_000_000_000 }, 'body.enterprise'],
    ['a zero byte', { description: 'a\0b' }, 'body.description'],
    ['no time at all', { dueAt: 'soon' }, 'body.dueAt'],
    ['no uuid', { request: 'x' }, 'body.request'],
    ['an unknown source', { source: 'rumour' }, 'body.source'],
    ['nothing where something must be', { description: undefined }, 'body.description'],
  ])('says what is wrong with %s', async (_what, fields, at) => {
    expectIssues(await desk.post('/hazards').send({ ...report, ...fields }), [at])
  })

  test('says that a body is no JSON', async () => {
    expectIssues(await desk.post('/hazards').type('json').send('{"request":'), ['body'])
  })
})
