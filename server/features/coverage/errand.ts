import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '../../db/actor.ts'
import { inScope } from '../../db/db.ts'
import { openBook } from '../../db/home.ts'
import { makePool } from '../../db/pools.ts'
import { withScratch } from '../../db/scratch.ts'
import type { Settings } from '../../settings.ts'
import { FAULT_KIND_WORDS, type FaultKind } from '#core/domain/coverage.ts'
import { type Certified, dataText } from './dataText.ts'
import { readCertified } from './read.ts'
import { type Rerun, rerun } from './rerun.ts'

type Say = (text: string) => void

const GOVERNMENT: Actor = { role: 'government', person: '复验', grids: [] }
const words = (language: 'zh' | 'en', of: readonly string[]) =>
  of.map((one) => FAULT_KIND_WORDS[one as FaultKind]?.[language] ?? one).join(language === 'zh' ? '、' : ', ')

/** What running again came to, line by line. */
export function describeRerun({ id, madeAt, hash, is, layers, rows, ...found }: Rerun): string[] {
  const about = [`  数据 data: ${layers} 层 layers, ${rows} 行 rows, ${madeAt}`, `  哈希 hash ${hash}`]
  if (is === 'same')
    return [`✓ 第 ${id} 号证明按当时的数据复验一致 · certificate ${id} holds at its own data version`, ...about]
  if (is === 'rules')
    return [
      `✗ 第 ${id} 号证明的数据与其摘要一致，但现在要看的规则或数据层与证明所载不同，不能复验结论：${words('zh', found.otherRules)}`,
      `  The data of certificate ${id} give its digests, but rules or layers that are looked at now are others than it names, so it cannot be run again: ${words('en', found.otherRules)}`,
      ...about,
    ]
  return [
    `✗ 第 ${id} 号证明与留存的数据不符 · certificate ${id} does not agree with what is kept`,
    ...found.wrongLayers.map((layer) => `  数据层 layer ${layer} 不是证明所指的 is not the one it names`),
    ...found.wrongRules.map(
      (kind) =>
        `  规则 rule ${words('zh', [kind])} · ${words('en', [kind])} 核对数或结果不同 looked in another number, or found something`,
    ),
    ...(found.strayed
      ? [
          '  有单位的网格或主管单位与当时的网格、职责规则不符 enterprises are kept under a grid or unit that grids and rules of then do not give them',
        ]
      : []),
    ...(found.wrongText
      ? ['  区、日期或规则数字与重新执行的不同 district, day or numbers of rules are not what running again gives']
      : []),
    ...(found.wrongHash ? ['  内容与哈希不符 its text does not give its hash'] : []),
    ...about,
  ]
}

const isNumber = (text: string) => /^[1-9][0-9]{0,9}$/.test(text) && Number(text) < 2 ** 31

const NOT_KEPT = ({ id }: Certified) => [
  `✗ 第 ${id} 号证明的数据没有留存（kept: none）：它签发时系统还不留存数据，只能用“再验一次”按现在的数据核对。`,
  `  Of certificate ${id} no data are kept (kept: none): it was signed before they were. It can be checked by the data of now alone.`,
]

/** A file of `work`'s own, closed to others, for the time of `work`: the lines hold names and phones. */
async function withFile<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'anjian-data-'))
  try {
    return await work(join(folder, 'data.txt'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes the data of a certificate of the book that the settings name into a file. @throws Problem not-found */
async function takeData(settings: Settings, id: number, { path, say }: { path: string; say: Say }): Promise<Certified> {
  const book = await openBook(settings, say)
  const pool = makePool(book.server, { size: 1, statementTimeoutMs: 600_000 })
  try {
    return await inScope(
      pool,
      GOVERNMENT,
      async (db) => {
        const certified = await readCertified(db, id)
        if (certified.kept) await writeFile(path, dataText(db, certified))
        return certified
      },
      { snapshot: true },
    )
  } finally {
    await pool.end()
    await book.stop()
  }
}

/**
 * Runs a certificate again at its own data version: `what` is its number in the book that the settings name, or the path of a file of its
 * data, for which no book is needed. `maintenance` as withScratch. @returns the exit code: 0 where it holds
 */
export async function checkKept(
  settings: Settings,
  what: string,
  { maintenance, say }: { maintenance?: string | undefined; say: Say },
): Promise<number> {
  const again = async (path: string) => {
    const found = await withScratch(maintenance, say, (address) => rerun(address, createReadStream(path, 'utf8')))
    for (const line of describeRerun(found)) say(line)
    return found.is === 'same' ? 0 : 1
  }
  if (!isNumber(what)) {
    if (existsSync(what)) return again(what)
    throw new Error(
      `没有文件 ${what}：请给出证明的编号，或下载的数据文件。\nThere is no file ${what}: give the number of a certificate, or a file of its data.`,
    )
  }
  // the book is let go before anything is run
  return withFile(async (path) => {
    const certified = await takeData(settings, Number(what), { path, say })
    if (certified.kept) return again(path)
    for (const line of NOT_KEPT(certified)) say(line)
    return 1
  })
}
