import { z } from 'zod'
import { openBook } from '../../db/home.ts'
import { makePool } from '../../db/pools.ts'
import type { Settings } from '../../settings.ts'
import { verifyChain, type Verdict } from './verify.ts'

type Say = (text: string) => void

const HASH = /^\d{4}-\d{2}-\d{2}=[0-9a-f]{64}$/
const BREAKS = {
  changed: ['被改动', 'was changed'],
  missing: ['不见了', 'is missing'],
  inserted: ['是插入的', 'was put in'],
  reordered: ['次序被换过', 'stands in another’s place'],
} as const

/** What a verdict says, line by line. */
export function describeVerdict({ verified, hash, broken, brokenRoot, unsealed }: Verdict): string[] {
  if (broken) {
    const [zh, en] = BREAKS[broken.is]
    const row = broken.audit === null ? '' : `，审计行 row ${broken.audit}`
    return [
      `✗ 第 ${broken.seal} 号封印${row} ${zh} · seal ${broken.seal} ${en}`,
      `  之前的 ${verified} 行无误 · the ${verified} rows before it hold`,
    ]
  }
  if (brokenRoot !== undefined)
    return [`✗ ${brokenRoot} 的日根与审计链不符 · the root of ${brokenRoot} does not fit the chain`]
  const [first] = unsealed
  if (first !== undefined)
    return [`✗ 审计行 ${first} 没有封印：绕过触发器写入，或服务停止时未封 · row ${first} bears no seal: it went past the triggers, or the server stopped before it`] // prettier-ignore
  return [`✓ ${verified} 行无误 · ${verified} rows hold`, `  最后的哈希 last hash ${hash}`]
}

/** Verifies the chain of the book that the settings name. @returns the exit code: 1 where anything does not hold */
export async function verifyAudit(settings: Settings, roots: readonly string[], say: Say): Promise<number> {
  const wrong = roots.find((root) => !HASH.test(root))
  if (wrong !== undefined) throw new Error(`--root 须为 YYYY-MM-DD=哈希 · --root takes YYYY-MM-DD=HASH: ${wrong}`)
  const written = new Map(roots.map((root) => root.split('=') as [string, string]))
  const book = await openBook(settings, say)
  const pool = makePool(book.server, { size: 1, statementTimeoutMs: 600_000 })
  try {
    let tenth = 0
    const onProgress = (seal: number, last: number) => {
      const now = last === 0 ? 10 : Math.floor((seal / last) * 10)
      if (now > tenth) say(`  ${now * 10} %`)
      tenth = now
    }
    const verdict = await verifyChain(pool, { written, onProgress })
    for (const line of describeVerdict(verdict)) say(line)
    return verdict.broken || verdict.brokenRoot !== undefined || verdict.unsealed.length > 0 ? 1 : 0
  } finally {
    await pool.end()
    await book.stop()
  }
}

/** Drops the months that need no longer be kept. @returns the exit code */
export async function retainAudit(settings: Settings, say: Say): Promise<number> {
  const book = await openBook(settings, say)
  if (book.owner === undefined)
    throw new Error(
      '请设置 DATABASE_OWNER_URL（anjian_owner 的成员）。\nSet DATABASE_OWNER_URL to a member of anjian_owner.',
    )
  const pool = makePool(book.owner, { size: 1 })
  try {
    const seal = async () =>
      Number((await pool.query<{ sealed: number }>('select app.seal_audit() as sealed')).rows[0]?.sealed)
    while ((await seal()) > 0);
    const { rows } = await pool.query('select month from app.drop_audit_months() month')
    const months = z.array(z.object({ month: z.string() })).parse(rows)
    say(
      months.length === 0
        ? '没有到期的分区 · nothing is old enough'
        : `已删除 dropped: ${months.map(({ month }) => month).join(', ')}`,
    )
    return 0
  } finally {
    await pool.end()
    await book.stop()
  }
}
