import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf } from './desk.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }
const MANY = 2_500

let book: FreshDatabase
let desk: Desk
beforeAll(async () => {
  book = await freshDatabase()
  await book.owner.query(`insert into enterprise (scheme, identifier, name, geom)
    select 'demo', 'E' || i, '样板' || i, st_setsrid(st_makepoint(-86.5, 33.25), 4326) from generate_series(1, ${MANY - 1}) i`)
  await book.owner.query(
    `insert into enterprise (scheme, identifier, name) values ('demo', '-1', '=cmd|''/c calc''!A1, "引号"')`,
  )
  desk = deskOf(book, leader)
})
afterAll(() => book.drop())

describe('GET /exports/enterprises.csv', () => {
  test('holds every row and not one page, as a file that Excel reads as UTF-8', async () => {
    const { text, headers } = await desk.get('/exports/enterprises.csv')
    const lines = text.split('\r\n')
    expect(lines).toHaveLength(MANY + 2)
    expect(lines[0]?.startsWith('\uFEFF编号,统一社会信用代码/标识,单位名称')).toBe(true)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="enterprises-\d{4}-\d\d-\d\d-wgs84\.csv"; filename\*=UTF-8''/,
    )
  })

  test('defuses text that would run as a formula, and leaves numbers numbers', async () => {
    const { text } = await desk.get('/exports/enterprises.csv')
    expect(text).toContain(`,'-1,"'=cmd|'/c calc'!A1, ""引号""",`)
    expect(text).toContain(',-86.5,33.25\r\n')
  })

  test('speaks English where asked', async () => {
    const { text } = await desk.get('/exports/enterprises.csv').query({ lang: 'en' })
    expect(text.slice(1, 19)).toBe('Id,Identifier,Name')
    expect(text).toContain(',Not rated,')
  })

  test.each([
    ['/exports/enterprises.csv', { clas: 'A' }, 'query'],
    ['/exports/enterprises.csv', { bbox: '1,2,3' }, 'query.bbox.3'],
    ['/exports/indicators/hazards-new.csv', { part: 'x' }, 'query.part'],
  ])('%s refuses %j as a problem and no sheet', async (path, query, at) => {
    const { status, body, type } = await desk.get(path).query(query)
    expect([status, type, body.issues[0].at]).toEqual([400, 'application/problem+json', at])
  })

  test('knows only registered figures', async () => {
    expect((await desk.get('/exports/indicators/nothing.csv').query({ part: 'all' })).status).toBe(404)
  })

  test('gives its connection back when the reader leaves in the middle', async () => {
    for (let at = 0; at < 12; at++) {
      const asked = desk.get('/exports/enterprises.csv').buffer(false)
      await new Promise<void>((left) => {
        asked.on('error', () => left())
        asked.parse((answer: object) => {
          const stream = answer as IncomingMessage
          stream.once('data', () => stream.destroy())
          stream.once('close', () => left())
        })
        asked.end(() => left())
      })
    }
    expect((await desk.get('/enterprises').query({ limit: '1' })).status).toBe(200)
  })
})
