import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CoverageCertificate } from '#core/contract/coverage.ts'
import { socketUrl } from '../../server/db/pools.ts'
import { checkKept } from '../../server/features/coverage/errand.ts'
import { readSettings } from '../../server/settings.ts'
import { again, dataPath, signedBook } from './coverageDataSigned.ts'

const { book, leader, sign, dataOf, signed, text } = await signedBook()
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
      // what of it the hash does not vouch for is said, and with what it was compared
      expect(said).toMatch(/哈希担保：.*规则的版本、数字和核对数[^]+The hash vouches for: /)
      expect(said).toContain(`哈希不担保：编号（${signed.id}）、签发人（林\\青山）、签发时刻（${signed.madeAt}）`)
      expect(said).toContain(`does not vouch for: number (${signed.id}), signer (林\\青山), moment (${signed.madeAt})`)
      expect(said).toMatch(
        what === path ? /未与台账核对.*were not compared/ : /与签发时的审计记录一致.*are those of the audit record/,
      )
      expect(said).not.toMatch(/按证明所载第/)
    }
    // a file that says another signer holds by its hash, and the book knows better
    writeFileSync(path, text.replace(/^signer .*$/m, 'signer 冒名'))
    const [code, said] = await told(path)
    expect([code, said]).toEqual([0, expect.stringMatching(/签发人（冒名）[^]+未与台账核对/)])
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
    ['signer', `update coverage_certificate set signer = '冒名' where id = $1`],
    ['moment', `update coverage_certificate set made_at = made_at + interval '1 second' where id = $1`],
  ])('the %s of a certificate that was changed past the triggers is told by the record of its signing', async (_what, tamper) => {
    const [before] = await many<{ signer: string; made_at: string }>('select signer, made_at from coverage_certificate where id = $1', [signed.id])
    const past = async (statement: string, values: unknown[]) => {
      await many('alter table coverage_certificate disable trigger user')
      await many(statement, values)
      await many('alter table coverage_certificate enable trigger user')
    }
    await past(tamper, [signed.id])
    const [code, said] = await told(String(signed.id))
    await past('update coverage_certificate set signer = $2, made_at = $3 where id = $1', [signed.id, before!.signer, before!.made_at])
    expect([code, said]).toEqual([1, expect.stringMatching(/✗ .*与签发时的审计记录不同.*are not those of the audit record/)])
  }, 120_000) // prettier-ignore

  test('a number of a rule that this program does not bring is told, as it was run with it', async () => {
    await many(`update coverage_rule set "limit" = "limit" + 7 where kind = 'chief-overload'`)
    const next = await sign()
    const [code, said] = await told(String(next.id))
    const { version, limit } = next.rules.find(({ kind }) => kind === 'chief-overload')!
    expect(code).toBe(0)
    expect(said).toMatch(new RegExp(`按证明所载第 ${version} 版的数字 ${limit} 执行[^]+was run with ${limit}, the number of version ${version}`))
    expect(said.match(/按证明所载第/g)).toHaveLength(1)
  }, 120_000) // prettier-ignore

  test.each(['SIGINT', 'SIGTERM'] as const)('stopped by %s, it leaves neither data nor database', async (signal) => {
    const [folder, before] = [mkdtempSync(join(tmpdir(), 'anjian-stop-')), await leftovers()]
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/coverage.ts', String(signed.id), '--database', maintenance()], {
      env: { ...process.env, TMPDIR: folder, DATABASE_URL: book.urls.server },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (part) => (said += String(part)))
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
    const held = () => readdirSync(folder).filter((name) => name.startsWith('anjian-'))
    await expect.poll(held, { timeout: 60_000 }).toEqual([expect.stringMatching(/^anjian-data-/)])
    await expect.poll(async () => (await leftovers()).length, { timeout: 60_000, interval: 20 }).toBe(before.length + 1)
    child.kill(signal)
    expect([await ended, said]).toEqual([130, expect.stringMatching(/已中止[^]+Stopped/)])
    expect([held(), await leftovers()]).toEqual([[], before])
    rmSync(folder, { recursive: true })
  }, 120_000) // prettier-ignore

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
