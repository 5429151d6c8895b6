import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CoverageCertificate } from '#core/contract/coverage.ts'
import { socketUrl } from '../../server/db/pools.ts'
import { checkKept } from '../../server/features/coverage/errand.ts'
import { readSettings } from '../../server/settings.ts'
import { again, dataPath, signedBook } from './coverageDataSigned.ts'

const { book, leader, dataOf, signed, text } = await signedBook()
const many = async <Row extends object>(statement: string, values: unknown[] = []) => (await book.owner.query<Row>(statement, values)).rows // prettier-ignore
afterAll(() => book.drop())

describe('the command', () => {
  const maintenance = () => socketUrl(book.socket, 'postgres', 'postgres')
  async function told(what: string): Promise<[number, string]> {
    const said: string[] = []
    const settings = readSettings({ DATABASE_URL: book.urls.server })
    const code = await checkKept(settings, what, { maintenance: maintenance(), say: (line) => said.push(line) })
    return [code, said.join('\n')]
  }
  const leftovers = () => many(`select datname from pg_database where datname like 'anjian_scratch_%'`)

  test('runs a certificate of the book again, or a file of it, in a database that is gone afterwards', async () => {
    const before = await leftovers()
    const folder = mkdtempSync(join(tmpdir(), 'anjian-data-'))
    const path = join(folder, 'data.txt')
    writeFileSync(path, text)
    for (const what of [String(signed.id), path]) {
      const [code, said] = await told(what)
      expect([code, said]).toEqual([0, expect.stringContaining(signed.hash)])
      expect(said).toMatch(/✓ .*一致/)
    }
    writeFileSync(path, text.slice(0, 5_000))
    await expect(told(path)).rejects.toThrow('重新下载')
    await expect(told(join(folder, 'nothing.txt'))).rejects.toThrow(/没有文件[^]+There is no file/)
    await expect(told('999')).rejects.toThrow()
    rmSync(folder, { recursive: true })
    expect(await leftovers()).toEqual(before)
  }, 120_000)

  test('one that was signed before data were kept is told so', async () => {
    await many('alter table coverage_certificate disable trigger user')
    const [{ id }] = (await many<{ id: number }>(
      `insert into coverage_certificate (signer, district_code, district, day, data_version, data, rules, hash)
        select signer, district_code, district, day, data_version, data || '{"nobody": "${'0'.repeat(64)}"}', rules, hash from coverage_certificate where id = $1 returning id`,
      [signed.id],
    )) as [{ id: number }]
    await many('alter table coverage_certificate enable trigger user')
    const read = CoverageCertificate.parse((await leader.get(`/coverage/certificates/${id}`)).body)
    expect(read.kept).toBeNull()
    const download = await leader.get(dataPath(id))
    expect([download.status, download.body.detail]).toEqual([404, expect.stringMatching(/没有留存[^]+not kept/)])
    expect(await told(String(id))).toEqual([1, expect.stringMatching(/没有留存[^]+kept: none/)])
  })

  test.each([
    ['a line changed', `update coverage_lines set lines[1] = lines[1] || ' ' where digest = $1`],
    ['lines exchanged', `update coverage_lines set lines = array[lines[2], lines[1]] || lines[3:] where digest = $1`],
    ['a line taken out', `update coverage_lines set lines = lines[2:] where digest = $1`],
    ['all of it taken away', `delete from coverage_lines where digest = $1`],
    ['a line put in', `insert into coverage_lines values ($1, 99, '{x}')`],
  ])('%s past the triggers is told, with the layer', async (_what, tamper) => {
    const digest = signed.data.nobody
    const lines = await many<{ n: number; lines: string[] }>('select n, lines from coverage_lines where digest = $1', [digest])
    const client = await book.owner.connect()
    try {
      await client.query('set session_replication_role = replica')
      await client.query(tamper, [digest])
      const found = await again(await dataOf(signed))
      expect([found.is, found.wrongLayers]).toEqual(['differs', ['nobody']])
      await client.query('delete from coverage_lines where digest = $1', [digest])
      for (const one of lines) await client.query('insert into coverage_lines values ($1, $2, $3)', [digest, one.n, one.lines])
    } finally {
      client.release(true)
    }
    expect(await dataOf(signed)).toBe(text)
  }) // prettier-ignore
})
