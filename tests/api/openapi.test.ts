import { readFileSync } from 'node:fs'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PARAMETERS_ZH } from '../../server/http/docs/docsParameters.ts'
import { OPERATIONS_ZH } from '../../server/http/docs/docsWords.ts'
import { type OpenApi, openApi } from '../../server/http/docs/openapi.ts'
import { app } from '../../server/app.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const made = openApi(version)
const operations = Object.entries(made.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)

let database: FreshDatabase
let server: ReturnType<typeof supertest>

beforeAll(async () => {
  database = await freshDatabase()
  server = supertest(app(kitOn(database)))
})
afterAll(() => database.drop())

describe('data/openapi.json', () => {
  test('says what the contract says; else run npm run openapi', () => {
    expect(JSON.parse(readFileSync('data/openapi.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(made)))
  })

  test('is what /api/openapi.json answers', async () => {
    const { body } = await server.get('/api/openapi.json')
    expect(body).toEqual(JSON.parse(JSON.stringify(made)))
  })

  test('refers to nothing that is not there, and gives each operation a name of its own', () => {
    const text = JSON.stringify(made)
    const lookUp = (path: string) =>
      path
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], made)
    for (const [, path = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) expect(lookUp(path), path).toBeDefined()
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  })

  test('declares every parameter of a path', () => {
    for (const { path, parameters } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = parameters.flatMap((one) => ('$ref' in one || one.in !== 'path' ? [] : [one.name]))
      expect(declared.sort(), path).toEqual(named.sort())
    }
  })

  test.each(operations)('$method $path is answered', async ({ method, path, parameters }) => {
    const choices = new Map(parameters.flatMap((one) => ('$ref' in one ? [] : [[one.name, one.schema.enum?.[0]]])))
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(choices.get(name) ?? 1))
    if (path === '/api/live') return // never ends; live.test.ts listens to it
    const { status, body } = await supertest(app(kitOn(database)))
      [method as 'get' | 'post' | 'delete'](filled)
      .set({ host: 'localhost', origin: 'http://localhost' })
      .send(method === 'get' ? undefined : {})
    expect([status, body?.code], path).not.toEqual([404, 'not-found'])
    expect(status, path).toBeLessThan(500)
  })
})

describe('/api/docs', () => {
  test.each([
    ['zh', 'zh-CN', '接口说明'],
    ['en', 'en', 'the interface'],
  ])(
    'is one page in %s that lists every operation, without script or anything foreign',
    async (lang, htmlLang, title) => {
      const { status, text, headers } = await server.get('/api/docs').query({ lang })
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(text).toContain(`<html lang="${htmlLang}">`)
      expect(text).toContain(title)
      for (const { operationId } of operations) expect(text).toContain(`<section id="${operationId}">`)
      expect(text).not.toMatch(/<script|style=|\son\w+=|(src|href)="(https?:)?\/\//)
    },
  )

  test('speaks the language of the browser, Chinese where it says none', async () => {
    const english = await server.get('/api/docs').set('accept-language', 'en-GB,en')
    const silent = await server.get('/api/docs')
    expect(english.text).toContain('<html lang="en">')
    expect(silent.text).toContain('<html lang="zh-CN">')
  })

  test('shows no markup that a Host header brings', async () => {
    const { text } = await server.get('/api/docs').set('host', '"><img src=x>')
    expect(text).not.toContain('<img')
  })

  test('has its own style sheet', async () => {
    const { headers, text } = await server.get('/api/docs.css')
    expect(headers['content-type']).toBe('text/css; charset=utf-8')
    expect(text).toContain('prefers-color-scheme')
  })

  test('knows Chinese for every operation and every parameter', () => {
    const named = operations.flatMap(({ parameters }) => parameters.flatMap((one) => ('$ref' in one ? [] : [one.name])))
    const all = new Set([...named, ...Object.keys(made.components.parameters)])
    expect(operations.map(({ operationId }) => operationId).filter((id) => !OPERATIONS_ZH[id])).toEqual([])
    expect([...all].filter((name) => !PARAMETERS_ZH[name])).toEqual([])
  })
})

test('the document is OpenAPI 3.1', () => {
  const { openapi, info }: OpenApi = made
  expect([openapi, info.version]).toEqual(['3.1.0', version])
})
