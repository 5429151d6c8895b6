import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { brokenRoot, firstBreak, GENESIS, type Link, linkHash, linkText, type Sha256 } from './auditChain.ts'

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()
const empty = { account: null, person: '王', post: null, address: '::1', request: null, act: 'read', topic: 'hazard', ids: '', before: null, after: '{"名": 1}', count: '1', digest: null } // prettier-ignore
const link = (seal: number, rest: Partial<Link> = {}): Link => ({
  seal,
  audit: String(100 + seal),
  sealedAt: '2026-03-02T01:00:00.000001Z',
  at: '2026-03-02T00:59:59.000000Z',
  hash: '',
  row: { ...empty, person: `王${seal}` },
  ...rest,
})

/** A chain of n links, sealed one after another. */
async function chainOf(n: number): Promise<Link[]> {
  const links: Link[] = []
  for (let seal = 1; seal <= n; seal += 1) {
    const made = link(seal)
    links.push({ ...made, hash: await linkHash(sha256, links.at(-1)?.hash ?? GENESIS.hash, made) })
  }
  return links
}
const broken = (links: readonly Link[], droppedUntil: string | null = null) =>
  firstBreak(GENESIS, links, { sha256, droppedUntil })
const swapped = (links: readonly Link[], one: number, other: number): Link[] =>
  links.map((at) =>
    at.seal === one
      ? { ...links[other - 1]!, seal: one }
      : at.seal === other
        ? { ...links[one - 1]!, seal: other }
        : at,
  )

test('a link is spelled as docs/audit.md says, lengths in bytes', () => {
  expect(linkText(link(3, { row: empty }))).toBe(
    '14:anjian-audit-1,1:3,27:2026-03-02T01:00:00.000001Z,3:103,27:2026-03-02T00:59:59.000000Z,' +
      '~,3:王,~,3:::1,~,4:read,6:hazard,0:,~,10:{"名": 1},1:1,~,',
  )
})

describe('a chain', () => {
  test('holds as it was sealed, page by page', async () => {
    const links = await chainOf(9)
    expect(await broken(links)).toBeUndefined()
    expect(await firstBreak(links[3]!, links.slice(4), { sha256, droppedUntil: null })).toBeUndefined()
    expect(await broken([])).toBeUndefined()
  })

  test.each(Object.keys(empty))('tells a change of %s', async (field) => {
    const links = await chainOf(6)
    links[3] = { ...links[3]!, row: { ...links[3]!.row!, [field]: '?' } }
    expect(await broken(links)).toEqual({ is: 'changed', seal: 4, audit: '104' })
  })

  test.each([{ audit: '9' }, { at: '2026-03-02T00:59:59.000001Z' }, { sealedAt: '2026-03-02T01:00:00.000002Z' }, { hash: GENESIS.hash }])(
    'tells a change of the seal: %j',
    async (change) => {
      const links = await chainOf(6)
      links[3] = { ...links[3]!, ...change }
      expect(await broken(links)).toMatchObject({ is: 'changed', seal: 4 })
    },
  ) // prettier-ignore

  test('tells null from an empty text', async () => {
    const links = await chainOf(3)
    links[1] = { ...links[1]!, row: { ...links[1]!.row!, before: '' } }
    expect(await broken(links)).toMatchObject({ is: 'changed', seal: 2 })
  })

  test('tells a row that is gone, and a seal that is gone', async () => {
    const links = await chainOf(6)
    expect(await broken(links.filter(({ seal }) => seal !== 4))).toEqual({ is: 'missing', seal: 4, audit: null })
    links[2] = { ...links[2]!, row: null }
    expect(await broken(links)).toEqual({ is: 'missing', seal: 3, audit: '103' })
  })

  test('lets the seals of dropped months stand for their rows, and no later ones', async () => {
    const links = (await chainOf(6)).map((at) => (at.seal < 4 ? { ...at, row: null } : at))
    expect(await broken(links, '2026-03-02T01:00:00.000000Z')).toBeUndefined()
    expect(await broken(links, '2026-03-02T00:59:59.000000Z')).toMatchObject({ is: 'missing', seal: 1 })
  })

  test.each([
    [2, 3],
    [2, 5],
    [5, 6],
  ])('tells that %d and %d changed places', async (one, other) => {
    const links = await chainOf(6)
    expect(await broken(swapped(links, one, other))).toMatchObject({ is: 'reordered', seal: one })
    const rows = links.map((at) => {
      const from = at.seal === one ? links[other - 1]! : at.seal === other ? links[one - 1]! : at
      return { ...at, audit: from.audit, at: from.at, row: from.row }
    })
    expect(await broken(rows)).toMatchObject({ is: 'reordered', seal: one })
  })

  test.each([1, 3, 6])('tells that one was put in at %d', async (place) => {
    const links = await chainOf(6)
    const forged = link(place, { audit: '999', hash: 'ab'.repeat(32) })
    const moved = links.map((at) => (at.seal >= place ? { ...at, seal: at.seal + 1 } : at))
    const all = [...moved, forged].sort((a, b) => a.seal - b.seal)
    expect(await broken(all)).toEqual({ is: 'inserted', seal: place, audit: '999' })
  })
})

describe('roots', () => {
  const roots = [
    { day: '2026-03-02', first: 1, last: 3, hash: 'a' },
    { day: '2026-03-05', first: 4, last: 9, hash: 'b' },
  ]
  const ends = new Map([
    [3, { hash: 'a', sealedAt: '2026-03-02T15:59:59.999999Z' }],
    [9, { hash: 'b', sealedAt: '2026-03-04T16:00:00.000000Z' }],
  ])
  const check = (changed: readonly object[] = roots) => brokenRoot(changed as typeof roots, (seal) => ends.get(seal))

  test('fit the chain where each day ends with the last seal of China’s day', () => {
    expect(check()).toBeUndefined()
    expect(check([])).toBeUndefined()
  })

  test.each([{ day: '2026-03-06' }, { first: 5 }, { last: 8 }, { hash: 'c' }])('%j is told', (change) => {
    expect(brokenRoot([roots[0]!, { ...roots[1]!, ...change }], (seal) => ends.get(seal))).toBeDefined()
  })

  test('that are missing are told by the next', () => {
    expect(check(roots.slice(1))).toBe('2026-03-05')
  })
})
