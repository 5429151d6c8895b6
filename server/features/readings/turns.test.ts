import { expect, test } from 'vitest'
import { places, turns } from './turns.ts'

/** Works that begin and end by hand. */
function works() {
  const begun: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name)
      ends.set(name, (error) => (error ? reject(error) : resolve(name)))
    })
  return { begun, work, end: (name: string, error?: Error) => ends.get(name)?.(error) }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('of two places each is handed to who waited longest, also by a work that failed, and none is lost', async () => {
  const { begun, work, end } = works()
  const inPlace = places(2)
  const all = ['a', 'b', 'c', 'd'].map((name) => inPlace(work(name)).catch((error: Error) => error.message))
  await settled()
  expect(begun).toEqual(['a', 'b'])
  end('b', new Error('b failed'))
  await settled()
  expect(begun).toEqual(['a', 'b', 'c'])
  for (const name of ['a', 'c', 'd']) {
    end(name)
    await settled()
  }
  expect(await Promise.all(all)).toEqual(['a', 'b failed', 'c', 'd'])
  const again = ['e', 'f', 'g'].map((name) => inPlace(work(name)))
  await settled()
  expect(begun.slice(4)).toEqual(['e', 'f'])
  for (const name of ['e', 'f', 'g']) {
    end(name)
    await settled()
  }
  await Promise.all(again)
})

test('of one gateway the next message waits for the one before, however many places there are', async () => {
  const { begun, work, end } = works()
  const [inTurn, inPlace] = [turns(), places(2)]
  const send = (token: string, name: string) => inTurn(token, () => inPlace(work(name)))
  const all = [send('one', 'a'), send('one', 'b'), send('two', 'c')]
  await settled()
  expect(begun).toEqual(['a', 'c'])
  end('a')
  await settled()
  expect(begun).toEqual(['a', 'c', 'b'])
  end('c')
  end('b')
  await Promise.all(all)
})
