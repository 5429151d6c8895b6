import { audits, type AuditRoot } from '#core/contract/audits.ts'
import { type Break, brokenRoot, firstBreak, GENESIS, type Link, type Sha256 } from '#core/domain/auditChain.ts'
import { call } from '#client/api/call.ts'

/** Links that are fetched at once. */
const PAGE = 1000
/** Roots that are fetched at once: more than a year of days. */
const ROOTS = 400
/** What commits while the chain is read is sealed well within this time. */
const GRACE_MS = 3000

/** SHA-256 by WebCrypto, which browsers offer to pages of https and of this machine alone. */
const sha256: Sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
export const canVerify = (): boolean => globalThis.crypto?.subtle !== undefined

export type Verdict =
  | { readonly is: 'holds'; readonly verified: number; readonly hash: string }
  | { readonly is: 'broken'; readonly verified: number; readonly at: Break }
  | { readonly is: 'root'; readonly day: string }
  | { readonly is: 'unsealed'; readonly audit: string }

interface Asking {
  readonly signal: AbortSignal
  readonly onProgress: (verified: number, last: number) => void
}

/** Recomputes the whole chain here, from what the server sends, and names the first row that does not hold. */
export async function verifyInBrowser({ signal, onProgress }: Asking): Promise<Verdict> {
  const roots = await allRoots(signal)
  const wanted = new Set(roots.map(({ last }) => last))
  const ends = new Map<number, Link>()
  let before: Pick<Link, 'seal' | 'hash'> = GENESIS
  for (;;) {
    const page = await call(audits.chain, { query: { seal: String(before.seal), limit: String(PAGE) } }, { signal })
    const { droppedUntil } = page
    const at = await firstBreak(before, page.rows, { sha256, droppedUntil })
    if (at) return { is: 'broken', verified: at.seal - 1, at }
    for (const link of page.rows) if (wanted.has(link.seal)) ends.set(link.seal, link)
    before = page.rows.at(-1) ?? before
    onProgress(before.seal, page.last)
    if (page.rows.length < PAGE) {
      const day = brokenRoot(roots, (seal) => ends.get(seal))
      if (day !== undefined) return { is: 'root', day }
      const [audit] = await lasting(page.unsealed, before.seal, signal)
      return audit === undefined ? { is: 'holds', verified: before.seal, hash: before.hash } : { is: 'unsealed', audit }
    }
  }
}

/** All roots, in order of their days. */
async function allRoots(signal: AbortSignal): Promise<AuditRoot[]> {
  const roots: AuditRoot[] = []
  for (;;) {
    const before = roots.at(-1)?.day
    const page = await call(audits.roots, { query: { limit: String(ROOTS), ...(before && { before }) } }, { signal })
    roots.push(...page)
    if (page.length < ROOTS) return roots.reverse()
  }
}

/** Which rows without a seal still have none a little later. */
async function lasting(unsealed: readonly string[], seal: number, signal: AbortSignal): Promise<string[]> {
  if (unsealed.length === 0) return []
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS))
  const again = await call(audits.chain, { query: { seal: String(seal), limit: String(PAGE) } }, { signal })
  return unsealed.filter((id) => again.unsealed.includes(id))
}
