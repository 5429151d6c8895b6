import { expect, test } from 'vitest'
import { gathered } from './gathered.ts'

/** A store that is read by hand. */
function store(rows: Record<string, number>) {
  const reads: (readonly string[])[] = []
  const ask = gathered(async (keys) => {
    reads.push(keys)
    const there = { ...rows } // as it is when the read begins
    await Promise.resolve()
    return new Map(keys.flatMap((key) => (key in there ? [[key, there[key]!] as const] : [])))
  })
  return { reads, ask }
}

test('many who ask at once are one read of each key, and each gets its own', async () => {
  const { reads, ask } = store({ a: 1, b: 2 })
  expect(await Promise.all(['a', 'b', 'a', 'nobody', 'b'].map(ask))).toEqual([1, 2, 1, undefined, 2])
  expect(reads).toEqual([['a', 'b', 'nobody']])
})

test('who asks while a read runs gets the next: a session that ended meanwhile opens nothing', async () => {
  const [reads, ends] = [[] as (readonly string[])[], [] as (() => void)[]]
  let isThere = true
  const ask = gathered(async (keys) => {
    reads.push(keys)
    const found = new Map(isThere ? [['a', 1]] : [])
    await new Promise<void>((resolve) => ends.push(resolve))
    return found
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const first = ask('a')
  await turn() // the first read has begun, and goes on
  isThere = false
  const second = ask('a')
  await turn()
  expect(reads).toEqual([['a'], ['a']])
  for (const end of ends) end()
  expect(await Promise.all([first, second])).toEqual([1, undefined])
})

test('a read that fails fails for those it was for, and for nobody after them', async () => {
  let fails = true
  const ask = gathered(async (keys) => {
    if (fails) throw new Error('away')
    return new Map(keys.map((key) => [key, 1]))
  })
  await expect(Promise.all([ask('a'), ask('b')])).rejects.toThrow('away')
  fails = false
  expect(await ask('a')).toBe(1)
})
