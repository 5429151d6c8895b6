/** The chain of the audit: how a row is spelled as bytes, and how its links are verified. docs/audit.md says the same in words. */

/** The fields of a row as text, null where there is none; `ids` joined by commas, `digest` hexadecimal, JSON as it is kept. */
export interface AuditFields {
  readonly account: string | null
  readonly person: string | null
  readonly post: string | null
  readonly address: string | null
  readonly request: string | null
  readonly act: string | null
  readonly topic: string | null
  readonly ids: string | null
  readonly before: string | null
  readonly after: string | null
  readonly count: string | null
  readonly digest: string | null
}

/** One link: the `seal`-th row that was sealed. Times in UTC with microseconds, `hash` hexadecimal; `row` null where it is gone. */
export interface Link {
  readonly seal: number
  readonly audit: string
  readonly sealedAt: string
  readonly at: string
  readonly hash: string
  readonly row: AuditFields | null
}

/** What stands before the first link. */
export const GENESIS: Pick<Link, 'seal' | 'hash'> = { seal: 0, hash: '00'.repeat(32) }

const FORM = 'anjian-audit-1'
const utf8 = new TextEncoder()

/** One field: its length in bytes of UTF-8, a colon, itself, a comma; null is `~,`. */
const field = (value: string | null): string => (value === null ? '~,' : `${utf8.encode(value).length}:${value},`)

/** A link as the bytes that are hashed after the 32 bytes of the hash before it. */
export function linkText({ seal, sealedAt, audit, at, row }: Link): string {
  const { account, person, post, address, request, act, topic, ids, before, after, count, digest } = row ?? NOTHING
  const fields = [account, person, post, address, request, act, topic, ids, before, after, count, digest]
  return [FORM, String(seal), sealedAt, audit, at, ...fields].map(field).join('')
}
const NOTHING = {
  account: null, person: null, post: null, address: null, request: null, act: null, topic: null, ids: null, before: null,
  after: null, count: null, digest: null,
} as const // prettier-ignore

/** SHA-256 of bytes, as WebCrypto or Node has it. */
export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> | Uint8Array

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** hash = SHA-256(hash before ‖ bytes of the row) */
export async function linkHash(sha256: Sha256, previous: string, link: Link): Promise<string> {
  const text = utf8.encode(linkText(link))
  const bytes = new Uint8Array(32 + text.length)
  bytes.set(bytesOf(previous))
  bytes.set(text, 32)
  return hexOf(await sha256(bytes))
}

/** What is wrong with the first row that does not hold. `audit` is its id, null where the seal itself is gone. */
export interface Break {
  readonly is: 'changed' | 'missing' | 'inserted' | 'reordered'
  readonly seal: number
  readonly audit: string | null
}

/** @property droppedUntil rows before it went with their month, so that their seal stands for them; null where none did */
export interface Checking {
  readonly sha256: Sha256
  readonly droppedUntil: string | null
}

/**
 * The first link that does not follow from the one before it.
 * @param previous the last link of the page before, or GENESIS
 * @param links in order of their seals
 */
export async function firstBreak(
  previous: Pick<Link, 'seal' | 'hash'>,
  links: readonly Link[],
  { sha256, droppedUntil }: Checking,
): Promise<Break | undefined> {
  let before = previous
  for (const [at, link] of links.entries()) {
    const seal = before.seal + 1
    if (link.seal !== seal) return { is: 'missing', seal, audit: null }
    if (link.row === null) {
      if (droppedUntil === null || link.at >= droppedUntil) return { is: 'missing', seal, audit: link.audit }
    } else if ((await linkHash(sha256, before.hash, link)) !== link.hash) {
      return { is: await faultOf(sha256, before, links.slice(at)), seal, audit: link.audit }
    }
    before = link
  }
  return undefined
}

/** What happened to a link that does not follow: another that belongs here may lie behind it. */
async function faultOf(
  sha256: Sha256,
  before: Pick<Link, 'seal' | 'hash'>,
  [broken, ...rest]: readonly Link[],
): Promise<Break['is']> {
  if (!broken) return 'missing'
  const follows = async (link: Link, { seal, hash }: Pick<Link, 'seal' | 'hash'>) =>
    (await linkHash(sha256, hash, { ...link, seal: seal + 1 })) === link.hash
  for (const [away, other] of rest.entries()) {
    const { audit, at, row } = other
    if ((await linkHash(sha256, before.hash, { ...broken, audit, at, row })) === broken.hash) return 'reordered'
    if (!(await follows(other, before))) continue
    const after = { seal: before.seal + 1, hash: other.hash }
    return away === 0 && !(await follows(broken, after)) ? 'inserted' : 'reordered'
  }
  return 'changed'
}

/** The chain as it stood when a day of China was over. */
export interface Root {
  readonly day: string
  readonly first: number
  readonly last: number
  readonly hash: string
}

const CHINA_MS = 8 * 3_600_000
const dayOf = (moment: string) => new Date(Date.parse(moment) + CHINA_MS).toISOString().slice(0, 10)

/**
 * The day of the first root that does not fit the chain.
 * @param roots in order of their days
 * @param linkAt the link of a seal; undefined where the chain has none
 */
export function brokenRoot(
  roots: readonly Root[],
  linkAt: (seal: number) => Pick<Link, 'hash' | 'sealedAt'> | undefined,
): string | undefined {
  let last = 0
  for (const root of roots) {
    const link = linkAt(root.last)
    const fits = root.first === last + 1 && link?.hash === root.hash && dayOf(link.sealedAt) === root.day
    if (!fits) return root.day
    last = root.last
  }
  return undefined
}
