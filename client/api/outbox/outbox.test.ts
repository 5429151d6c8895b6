import { describe, expect, test } from 'vitest'
import { Problem, type ProblemCode } from '#core/contract/problem.ts'
import { outbox, type Sender } from './outbox.ts'
import type { OutboxRecord, OutboxStore, Queued } from './records.ts'

/** A store that forgets nothing while the test lasts. */
function memory(): OutboxStore {
  const rows: Queued[] = []
  const at = (id: string) => rows.findIndex((one) => one.id === id)
  return {
    add: async (records) => {
      for (const one of records) if (at(one.id) < 0) rows.push({ ...one, place: rows.length + 1 })
    },
    change: async (id, change: Partial<OutboxRecord>) => {
      const found = rows[at(id)]
      if (found) rows[at(id)] = { ...found, ...change }
    },
    drop: async (id) => void rows.splice(at(id), 1),
    all: async () => [...rows],
  }
}
const record = (id: string, after: string[] = []) => ({
  id,
  kind: 'note',
  body: id,
  title: id,
  about: '',
  after,
  bytes: 10,
})
const refuse = (code: ProblemCode) => new Problem(code, `${code}\n${code}`)

function box(send: Sender) {
  const store = memory()
  const made = outbox({ store, senders: { note: send }, conflicts: new Set(['hazard-changed']), now: () => 7, changed: () => undefined }) // prettier-ignore
  const states = async () => Object.fromEntries((await made.all()).map(({ id, state }) => [id, state]))
  return { ...made, states }
}

describe('drain', () => {
  test('sends in the order in which it was made, what leans on others after them and with their answers', async () => {
    const sent: unknown[] = []
    const one = box(async ({ id }, answers) => (sent.push([id, answers.get('b')]), `answer ${id}`))
    await one.add(record('a', ['b']), record('b'), record('c'))
    expect(await one.drain()).toBe('empty')
    expect(sent).toEqual([['b', undefined], ['a', 'answer b'], ['c', 'answer b']]) // prettier-ignore
    for (const { state, bytes, body } of await one.all()) expect([state, bytes, body]).toEqual(['done', 0, undefined])
  })

  test.each([
    ['no-answer', 'no-answer', 'waiting'],
    ['sign-in-needed', 'sign-in-needed', 'waiting'],
    ['too-many', 'later', 'waiting'],
    ['internal', 'empty', 'waiting'],
    ['hazard-changed', 'empty', 'conflict'],
    ['not-allowed', 'empty', 'refused'],
    ['invalid-request', 'empty', 'refused'],
  ] as const)('after %s ends with %s, and the record is %s', async (code, stop, state) => {
    const one = box(async ({ id }) => {
      if (id === 'a') throw refuse(code)
      return id
    })
    await one.add(record('a'), record('b'))
    expect(await one.drain()).toBe(stop)
    // what holds for all stops the rest, what is of one lets the others go
    expect(await one.states()).toEqual({ a: state, b: stop === 'empty' ? 'done' : 'waiting' })
  })

  test('asked for while it sends sends nothing twice', async () => {
    const sent: string[] = []
    const one = box(async ({ id }) => void sent.push(id))
    await one.add(record('a'), record('b'))
    await Promise.all([one.drain(), one.drain(), one.drain()])
    expect(sent).toEqual(['a', 'b'])
  })

  test('never sends what leans on a record that was refused, and says so by leaving it', async () => {
    const one = box(async () => {
      throw refuse('document-refused')
    })
    await one.add(record('a'), record('b', ['a']))
    expect(await one.drain()).toBe('empty')
    expect(await one.states()).toEqual({ a: 'refused', b: 'waiting' })
  })
})

test('a record that is held waits and holds up what leans on it alone, until it is let go', async () => {
  let isHeld = true
  const sent: string[] = []
  const send: Sender = async ({ id }) => void sent.push(id)
  const one = outbox({ store: memory(), senders: { note: send }, conflicts: new Set(), now: () => 7, held: ({ id }) => isHeld && id === 'a', changed: () => undefined })
  await one.add(record('a'), record('b', ['a']), record('c'))
  expect(await one.drain()).toBe('empty')
  expect(sent).toEqual(['c'])
  isHeld = false
  await one.drain()
  expect(sent).toEqual(['c', 'a', 'b'])
}) // prettier-ignore

test('a record that is kept twice is there once, as it was first', async () => {
  const one = box(async () => undefined)
  await one.add(record('a'))
  await one.add({ ...record('a'), title: 'other' })
  expect((await one.all()).map(({ title }) => title)).toEqual(['a'])
})

test('what is dropped takes along all that leans on it', async () => {
  const one = box(async () => undefined)
  await one.add(record('a'), record('b', ['a']), record('c', ['b']), record('d'))
  expect(await one.drop('a')).toBe(3)
  expect(Object.keys(await one.states())).toEqual(['d'])
})

test('what a person made of a refused record is sent, and nothing else of it changes', async () => {
  const bodies: unknown[] = []
  const one = box(async ({ body }) => {
    bodies.push(body)
    if (body === 'a') throw refuse('invalid-request')
  })
  await one.add(record('a'))
  await one.drain()
  await one.again('a', 'better')
  await one.drain()
  expect(bodies).toEqual(['a', 'better'])
  expect(await one.states()).toEqual({ a: 'done' })
})
