import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { openRows } from '#server/files/source.ts'
import { chunksOf, piecesOf } from '#server/files/text.ts'
import { median, table } from './tables.ts'

interface Kind {
  readonly name: string
  readonly encoding: string
  /** Every so manieth row has a cell in quotes with a line break in it; 0 for none. */
  readonly quoted: number
}

const KINDS: readonly Kind[] = [
  { name: 'UTF-8', encoding: 'utf8', quoted: 0 },
  { name: 'GB18030', encoding: 'gb18030', quoted: 0 },
  { name: 'UTF-8, quotes in every tenth row', encoding: 'utf8', quoted: 10 },
  { name: 'UTF-8, quotes in every row', encoding: 'utf8', quoted: 1 },
]
const HEADER =
  '统一社会信用代码,企业名称,地址,经度,纬度,行业代码,法定代表人,安全管理人员,联系电话,从业人员,网格编号,备注\r\n'
const BLOCK = 2_000

function line(n: number, quoted: number): string {
  const note = quoted > 0 && n % quoted === 0 ? '"备注, ""引""\n行"' : '无'
  return `91370600MA3C${n},丰源化工${n},芝罘区幸福路${n % 999}号,121.${n},37.${n},C2614,张三,李四,0535-6${n},${n % 500},G${n % 300},${note}\r\n`
}

async function write(path: string, rows: number, { encoding, quoted }: Kind): Promise<void> {
  const out = createWriteStream(path)
  out.write(iconv.encode(HEADER, encoding))
  for (let from = 0; from < rows; from += BLOCK) {
    const lines = Array.from({ length: Math.min(BLOCK, rows - from) }, (_, i) => line(from + i, quoted))
    if (!out.write(iconv.encode(lines.join(''), encoding))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

/** The floor: the bytes of the file as text, and nothing done with it. Seconds. */
async function floor(path: string, encoding: string): Promise<number> {
  const begun = performance.now()
  for await (const _ of piecesOf(chunksOf(path), encoding, 1));
  return (performance.now() - begun) / 1000
}

/** Its rows as an import is given them. Seconds, rows, and by how much the memory of the process grew, MB. */
async function reading(path: string) {
  const before = process.memoryUsage.rss()
  const begun = performance.now()
  let [rows, most] = [0, before]
  for await (const batch of (await openRows(path)).batches()) {
    rows += batch.rows.length
    most = Math.max(most, process.memoryUsage.rss())
  }
  return { seconds: (performance.now() - begun) / 1000, rows, grown: (most - before) / 2 ** 20 }
}

/** Rows of a CSV of twelve columns as they are read, beside its bytes made text. */
export async function readingTable(rows: number, rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-bench-reading-'))
  const lines: (string | number)[][] = []
  for (const kind of KINDS) {
    const path = join(folder, 'rows.csv')
    await write(path, rows, kind)
    const pairs: { floor: number; seconds: number; grown: number }[] = []
    for (let n = 0; n < rounds; n++) {
      const bare = await floor(path, kind.encoding)
      const read = await reading(path)
      if (read.rows !== rows) throw new Error(`${read.rows} rows of ${rows} were read`)
      pairs.push({ floor: bare, ...read })
    }
    const perSecond = median(pairs.map(({ seconds }) => rows / seconds))
    const ratio = median(pairs.map(({ floor: bare, seconds }) => seconds / bare))
    lines.push([kind.name, perSecond, ratio, Math.max(...pairs.map(({ grown }) => grown))])
  }
  rmSync(folder, { recursive: true })
  return table([`${rows.toLocaleString('en')} rows`, 'rows/s', 'times the floor', 'memory grown by, MB'], lines)
}
