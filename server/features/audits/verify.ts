import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import {
  type Break,
  brokenRoot,
  firstBreak,
  GENESIS,
  type Link,
  type Root,
  type Sha256,
} from '#core/domain/auditChain.ts'
import { inScope } from '../../db/db.ts'
import { chainState, links, rootsBefore, unsealed } from './queries.ts'

/** Links that are read at once. */
const PAGE = 2000
/** What commits while the chain is read is sealed well within this time, where a server runs. */
const GRACE_MS = 3000

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()
const AUDITOR = { role: 'audit', person: 'audit:verify', grids: [] } as const

/** What became of the chain: how many links hold, and the first thing that does not. */
export interface Verdict {
  readonly verified: number
  readonly hash: string
  readonly broken?: Break
  /** The day of a root that does not fit. */
  readonly brokenRoot?: string
  /** Ids of rows that no seal stands for, older than the last seal. */
  readonly unsealed: readonly string[]
}

/**
 * Reads the whole chain as the audit administrator and recomputes it, sharing nothing with the SQL that made it.
 * @param written roots that were written down elsewhere, `YYYY-MM-DD` to hash
 */
export async function verifyChain(
  pool: pg.Pool,
  {
    written = new Map(),
    onProgress = () => {},
    graceMs = GRACE_MS,
  }: {
    written?: ReadonlyMap<string, string>
    onProgress?: (seal: number, last: number) => void
    graceMs?: number
  } = {},
): Promise<Verdict> {
  const roots = await allRoots(pool)
  const wanted = new Set(roots.map(({ last }) => last))
  const ends = new Map<number, Link>()
  let before: Pick<Link, 'seal' | 'hash'> = GENESIS
  for (;;) {
    const { seal } = before
    const { page, state } = await inScope(
      pool,
      AUDITOR,
      async (db) => ({ page: await links(db, seal, PAGE), state: await chainState(db, seal) }),
      { snapshot: true },
    )
    const broken = await firstBreak(before, page, { sha256, droppedUntil: state.droppedUntil })
    if (broken) return { verified: broken.seal - 1, hash: before.hash, broken, unsealed: [] }
    for (const link of page) if (wanted.has(link.seal)) ends.set(link.seal, link)
    before = page.at(-1) ?? before
    onProgress(before.seal, state.last)
    if (page.length < PAGE) break
  }
  const different = brokenRoot(roots, (seal) => ends.get(seal)) ?? differing(roots, written)
  const verdict = { verified: before.seal, hash: before.hash, unsealed: await lastingUnsealed(pool, graceMs) }
  return different === undefined ? verdict : { ...verdict, brokenRoot: different }
}

const differing = (roots: readonly Root[], written: ReadonlyMap<string, string>) =>
  [...written].find(([day, hash]) => roots.find((root) => root.day === day)?.hash !== hash)?.[0]

/** All roots, in order of their days. */
async function allRoots(pool: pg.Pool): Promise<Root[]> {
  const found = await inScope(pool, AUDITOR, (db) => rootsBefore(db, undefined, 100_000), { snapshot: true })
  return found.reverse()
}

/** Rows that nobody seals: what only waits for the next second is looked at again. */
async function lastingUnsealed(pool: pg.Pool, graceMs: number): Promise<string[]> {
  const look = () => inScope(pool, AUDITOR, unsealed, { snapshot: true })
  const first = await look()
  if (first.length === 0) return []
  await setTimeout(graceMs)
  const still = new Set(await look())
  return first.filter((id) => still.has(id))
}
