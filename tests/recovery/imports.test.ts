/** Imports of 60,000 rows that are killed with SIGKILL: nothing is half done, and what was staged is not staged again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { socketFolder } from '../../server/db/clusterFolder.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { SESSION_COOKIE } from '../../server/http/cookies.ts'
import { sessionIn } from '../api/people.ts'
import { dataFolder, freePort, type Product, startProduct } from '../product.ts'

const ROWS = 60_000
const folder = dataFolder()
const desk = mkdtempSync(join(tmpdir(), 'anjian-killed-'))
const [file, mapping] = [join(desk, 'rows.csv'), join(desk, 'mapping.json')]
let settings: Record<string, string>
let product: Product
let owner: pg.Pool
let server: pg.Pool

beforeAll(async () => {
  settings = { ANJIAN_DATA: folder.path, ANJIAN_DEMO: '0', PORT: String(await freePort()) }
  product = await startProduct(settings)
  const pool = (user: string) => makePool(socketUrl(socketFolder(folder.path), user, 'anjian'), { size: 1 })
  ;[owner, server] = [pool('postgres'), pool('anjian_server')]
  const line = (_: unknown, i: number) => `K${i},厂${i},${(121 + i / 1e5).toFixed(5)},37.5`
  writeFileSync(file, ['编号,名称,经度,纬度', ...Array.from({ length: ROWS }, line)].join('\n'))
  const columns = { name: '名称', lng: '经度', lat: '纬度' }
  writeFileSync(mapping, JSON.stringify({ capability: 'enterprises', name: '测试', scheme: 'test', key: '编号', columns }))
}) // prettier-ignore
afterAll(async () => {
  await owner?.end()
  await server?.end()
  await product?.stop()
  folder.remove()
  rmSync(desk, { recursive: true, force: true })
})
beforeEach(() =>
  owner.query(`truncate import_stage, import_change, import, enterprise_alias, enterprise restart identity cascade`),
)

const one = async <Row extends object>(statement: string) => (await owner.query<Row>(statement)).rows[0]
const enterprises = async () => (await one<{ n: number }>('select count(*)::int as n from enterprise'))?.n
interface Stage {
  readonly id: number
  readonly state: string
  readonly attempt: number
  readonly lastRow: number
  readonly rows: number
  readonly kept: number
}
/** The one stage, with how many rows of it are there. */
const stage = () =>
  one<Stage>(`select id, state, attempt, last_row as "lastRow", rows,
    (select count(*)::int from import_row r where r.stage = s.id) as kept from import_stage s`)
/** Looks again and again, as fast as the database answers. @throws where what is looked at has ended before */
async function until(holds: () => Promise<boolean>, ended = () => false): Promise<void> {
  while (!(await holds())) if (ended()) throw new Error('it ended before it was seen to happen')
}
/** The file is being staged: some of its rows are there, and not all. */
const isStaging = async () => {
  const { rows } = await owner.query(`select from import_stage where state = 'staging' and last_row > 1`)
  return rows.length > 0
}
/** Nobody works for that login any more: PostgreSQL ends what a killed process had begun. */
const isGone = (login: string) => async () =>
  (await owner.query(`select from pg_stat_activity where usename = $1 and datname = 'anjian'`, [login])).rowCount === 0

describe('`npm run import`', () => {
  const running = new Set<ChildProcess>()
  afterEach(() => running.forEach((child) => child.kill('SIGKILL')))

  /** The command, as it runs. */
  function command() {
    const words = ['enterprises', file, '--map', mapping, '--datum', 'wgs84', '--no-bounds', '--district', 'test=测试区']
    const env = { ...process.env, ANJIAN_DATA: folder.path }
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...words], { env })
    running.add(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const over = new Promise<{ code: number | null; said: string }>((resolve) =>
      child.once('close', (code) => {
        running.delete(child)
        resolve({ code, said })
      }),
    )
    const ended = () => child.exitCode !== null || child.signalCode !== null
    const kill = async () => {
      child.kill('SIGKILL')
      await over
      expect(child.signalCode).toBe('SIGKILL')
      await until(isGone('anjian_operator'))
    }
    return { over, ended, kill }
  } // prettier-ignore

  /** What a command that ended well leaves. */
  async function expectWhole({ code, said }: { code: number | null; said: string }) {
    expect([code, said]).toEqual([0, expect.stringContaining(`新增 added ${ROWS} `)])
    expect(await enterprises()).toBe(ROWS)
    expect(await one('select count(*)::int as n, min(added) as added from import')).toEqual({ n: 1, added: ROWS })
    const changes = await one(`select count(*)::int as n from import_change where before is null`)
    expect(changes).toEqual({ n: ROWS })
  }

  test('killed while it stages goes on behind the last row that was staged', async () => {
    const first = command()
    await until(isStaging, first.ended)
    await first.kill()
    const left = (await stage())!
    expect(left).toMatchObject({ state: 'staging', attempt: 1, rows: left.lastRow - 1, kept: left.lastRow - 1 })
    expect(left.rows).toBeLessThan(ROWS)
    expect(await enterprises()).toBe(0)
    // rows that nobody reads again keep what nobody else would write
    await owner.query(`update import_row set made = '{"name":"不再读"}' where row in (2, ${left.lastRow})`)
    await expectWhole(await command().over)
    expect(await stage()).toMatchObject({ id: left.id, state: 'published', attempt: 2, rows: ROWS })
    const kept = await owner.query(`select identifier from enterprise where name = '不再读' order by id`)
    expect(kept.rows).toEqual([{ identifier: 'K0' }, { identifier: `K${left.lastRow - 2}` }])
  })

  test('killed while it publishes has published nothing, and publishes all without reading anew', async () => {
    const first = command()
    const publishes = `select from pg_stat_activity where usename = 'anjian_operator' and query like '%app.publish_rows%'`
    await until(async () => (await owner.query(publishes)).rowCount === 1, first.ended)
    await first.kill()
    const left = (await stage())!
    expect(left).toMatchObject({ state: 'staged', attempt: 1, rows: ROWS, kept: ROWS })
    expect(await enterprises()).toBe(0)
    expect(await one('select from import')).toBeUndefined()
    await owner.query(`update import_row set made = '{"name":"不再读"}' where row = 2`)
    // as autovacuum does sooner or later: it finds nothing where the killed command had written
    await owner.query('analyze enterprise, import_change, import_row')
    await expectWhole(await command().over)
    expect(await stage()).toMatchObject({ id: left.id, state: 'published', attempt: 1, rows: ROWS })
    expect(await one(`select name from enterprise where identifier = 'K0'`)).toEqual({ name: '不再读' })
  })
})

test('a server killed while it stages an uploaded file goes on by itself when it is started again', async () => {
  const cookie = `${SESSION_COOKIE}=${await sessionIn({ owner, pool: server }, 'steward', 'data-steward')}`
  const send = async (path: string, type: string, body: string) => {
    const headers = { 'content-type': type, origin: product.url, cookie }
    const answer = await fetch(`${product.url}/api${path}`, { method: 'POST', headers, body })
    const told = (await answer.json()) as { id: number; state: string }
    expect(answer.status, JSON.stringify(told)).toBe(201)
    return told
  }
  const { id } = await send('/imports?name=rows.csv', 'application/octet-stream', readFileSync(file, 'utf8'))
  const named = { key: '编号', name: '名称', lng: '经度', lat: '纬度' }
  const columns = Object.fromEntries(Object.entries(named).map(([field, column]) => [field, { column }]))
  const asked = { mapping: { capability: 'enterprises', scheme: 'test', columns }, datum: 'wgs84' }
  expect((await send(`/imports/${id}/stage`, 'application/json', JSON.stringify(asked))).state).toBe('staging')
  await until(isStaging)
  await product.kill()
  const left = (await stage())!
  expect(left).toMatchObject({ id, state: 'staging', attempt: 1 })
  expect(left.rows).toBeLessThan(ROWS)
  await owner.query(`update import_row set made = '{"name":"不再读"}' where row = 2`)
  product = await startProduct(settings)
  await until(async () => (await stage())?.state === 'staged')
  expect(await stage()).toMatchObject({ id, attempt: 2, rows: ROWS, kept: ROWS })
  expect(await one('select made from import_row where row = 2')).toEqual({ made: { name: '不再读' } })
  expect(await enterprises()).toBe(0)
})
