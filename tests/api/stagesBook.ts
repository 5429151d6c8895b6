import supertest from 'supertest'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { ImportMapping, ImportStage } from '#core/contract/importShapes.ts'
import { completeUscc } from '#core/domain/uscc.ts'
import { app } from '#server/app.ts'
import type { RunningDesk } from '../../server/features/imports/desk.ts'
import { SESSION_COOKIE } from '../../server/http/cookies.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, sessionIn } from './people.ts'

const USCC = ['91370602MA3C0000', '91370602MA3C0001', '91370602MA3C0002', '91370602MA3C0003'].map((code) => completeUscc(code)) // prettier-ignore
export const [A, B, C, D] = USCC as [string, string, string, string]
export const MAPPING: ImportMapping = {
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
export const DISTRICT = { code: 'test', name: '测试区' }
export const csv = (...rows: string[]) => ['统一社会信用代码,企业名称,经度,纬度', ...rows, ''].join('\r\n')

/** A server with an empty book before each test, and a data steward who brings files into it. Called once by a file of tests. */
export function stagesBook() {
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

  const asking = () => ({ ...HERE, cookie })
  const get = async (path: string) => (await server.get(`/api/imports${path}`).set(asking())).body as never
  /** Publishing confirms what the stage says now, where the test names nothing else. */
  const confirming = async (path: string, body: object) =>
    /^\/\d+\/publish$/.test(path)
      ? { confirmed: ((await get(path.replace('/publish', ''))) as ImportStage).revision, ...body }
      : body
  const post = async (path: string, body: object = {}) =>
    server
      .post(`/api/imports${path}`)
      .set(asking())
      .send(await confirming(path, body))
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
  return {
    get book() {
      return book
    },
    get desk() {
      return desk
    },
    get server() {
      return server
    },
    asking,
    get,
    post,
    upload,
    ask,
    staged,
    published,
    keys,
  }
}
