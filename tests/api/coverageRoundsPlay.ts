import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAULT_KINDS } from '#core/domain/coverage.ts'
import { cases, casesOf, PATIENCE, proves } from '../sample.ts'
import type { WholeBook } from './coverageRoundsBook.ts'
import type { Act } from './coverageRoundsActs.ts'
import { actsOf } from './coverageRoundsFaults.ts'
import { type Pools, poolsOf } from './coverageRoundsPools.ts'
import { randomOf } from './randomFilters.ts'

/** Longer than 500 rounds take on two busy cores. */
const LONGEST_MS = 90 * 60_000

function shuffled<Item>(random: () => number, items: readonly Item[]): Item[] {
  const rest = [...items]
  return items.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]!)
}

/** Plays rounds in a book that is whole: what is put in is found, and taken back the certificate is the one before. */
export function playRounds(where: string, make: () => Promise<WholeBook>, seed: number) {
  let whole: WholeBook
  let pools: Pools
  beforeAll(async () => {
    whole = await make()
    pools = await poolsOf(whole)
  })
  afterAll(() => whole.book.drop())

  test(
    'faults of every kind at random places are found, those and no others; taken back, the certificate is the one before',
    async (context) => {
      const compared = proves(context, {
        claim: `Blind spots of all thirteen kinds put at random into ${where} are found, those and no others, also when half are mended; mended all, a certificate with the same hash is signed`,
        judged: 'GET /indicators/coverage-faults/rows, POST /coverage/certificates (SQL)',
        judge: 'what was put in: rows written over one by one, and loads added up in plain arithmetic',
      }) // prettier-ignore
      const random = randomOf(seed)
      const met = new Set<string>()
      const first = await whole.sign()
      for (let round = 0; round < casesOf('ANJIAN_COVERAGE_ROUNDS', 20, 500); round++) {
        const put: { act: Act; keys: readonly string[] }[] = []
        for (const act of shuffled(random, actsOf(random, whole.ask, pools))) put.push({ act, keys: await act.put() })
        const keysOf = (some: typeof put) => [...new Set(some.flatMap(({ keys }) => keys))].sort()
        const keys = keysOf(put)
        expect({ round, found: await whole.found() }).toEqual({ round, found: keys })
        const order = shuffled(random, put)
        const half = order.splice(0, order.length / 2)
        for (const { act } of half) await act.take()
        expect({ round, found: await whole.found() }).toEqual({ round, found: keysOf(order) })
        for (const { act } of order) await act.take()
        expect({ round, hash: await whole.sign() }).toEqual({ round, hash: first })
        for (const key of keys) met.add(key.slice(0, key.indexOf(':')))
        compared(keys.length)
      }
      expect([...met].sort()).toEqual([...FAULT_KINDS].sort())
    },
    cases(PATIENCE, LONGEST_MS),
  )
}
