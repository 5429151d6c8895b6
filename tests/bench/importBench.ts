/** Rows a second of `npm run import` on a file that it makes itself. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { table } from './tables.ts'

/** Addresses of an empty, migrated database for each login. */
export interface Logins {
  readonly server: string
  readonly operator: string
  readonly owner: string
}

const MAPPING = {
  capability: 'enterprises',
  name: 'benchmark',
  scheme: 'bench',
  key: '编号',
  columns: { name: '名称', lng: '经度', lat: '纬度', address: '地址' },
}
const row = (i: number) =>
  `b${i},测速有限公司${i},${(113.2 + ((i * 7919) % 99_991) / 50_000).toFixed(6)},${(22 + ((i * 104_729) % 99_989) / 50_000).toFixed(6)},某路${i}号`

/** Writes a file of that many enterprises. */
export const writeRows = (file: string, rows: number): void =>
  writeFileSync(file, ['编号,名称,经度,纬度,地址', ...Array.from({ length: rows }, (_, i) => row(i))].join('\n'))

/** Imports a file of that many enterprises, then the same file once more. */
export async function importTable(root: string, logins: Logins, rows: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-bench-import-'))
  const [file, mapping] = [join(folder, 'rows.csv'), join(folder, 'mapping.json')]
  writeRows(file, rows)
  writeFileSync(mapping, JSON.stringify(MAPPING))
  const env = {
    ...process.env,
    DATABASE_URL: logins.server,
    DATABASE_OPERATOR_URL: logins.operator,
    DATABASE_OWNER_URL: logins.owner,
  }
  const line = ['--import', 'tsx', 'scripts/import.ts', 'enterprises', file, '--map', mapping, '--datum', 'wgs84']
  const seconds: number[] = []
  for (const more of [['--district', '000000=测速区', '--no-bounds'], ['--no-bounds']]) {
    const begun = performance.now()
    await promisify(execFile)(process.execPath, [...line, ...more], { cwd: root, env, maxBuffer: 1e8 })
    seconds.push((performance.now() - begun) / 1000)
  }
  rmSync(folder, { recursive: true, force: true })
  const whole = ['all rows new', 'the same file again'].map((name, i) => [name, rows, seconds[i]!, rows / seconds[i]!])
  return table(['import', 'rows', 's, from the command on', 'rows/s'], whole)
}
