import type { RequestListener } from 'node:http'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'

const HERE = { origin: 'http://localhost', host: 'localhost' }

let database: FreshDatabase
let whole: RequestListener
beforeAll(async () => {
  database = await freshDatabase()
  whole = app(kitOn(database))
})
afterAll(() => database.drop())

describe('a method that a path does not take', () => {
  test.each([
    ['put', '/api/enterprises', 'GET, HEAD, OPTIONS'],
    ['delete', '/api/hazards', 'GET, POST, HEAD, OPTIONS'],
    ['post', '/api/enterprises/1/timeline', 'GET, HEAD, OPTIONS'],
    ['put', '/api/imports', 'GET, POST, HEAD, OPTIONS'],
    ['post', '/api/imports/mappings', 'GET, PUT, DELETE, HEAD, OPTIONS'],
    ['post', '/api/imports/1/faulty.csv', 'GET, HEAD, OPTIONS'],
    ['get', '/api/session/code', 'POST, OPTIONS'],
    ['patch', '/api/exports/hazards.csv', 'GET, HEAD, OPTIONS'],
    ['patch', '/api/imports/mappings', 'GET, PUT, DELETE, HEAD, OPTIONS'],
    ['post', '/api/live', 'GET, HEAD, OPTIONS'],
    ['post', '/api/docs', 'GET, HEAD, OPTIONS'],
    ['post', '/tiles/enterprises/12/3428/1583', 'GET, HEAD, OPTIONS'],
    ['post', '/healthz', 'GET, HEAD, OPTIONS'],
  ] as const)('%s %s is told which ones it takes', async (method, path, allowed) => {
    const { status, body, headers } = await supertest(whole)[method](path)
    expect([status, body.code, headers.allow]).toEqual([405, 'method-not-allowed', allowed])
    const options = await supertest(whole).options(path)
    expect([options.status, options.headers.allow]).toEqual([204, allowed])
  })

  test('is still not found where the path is not', async () => {
    expect((await supertest(whole).put('/api/nowhere').set(HERE)).status).toBe(404)
  })
})
