import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { alarmHouse, alarmsBook } from './alarmsBook.ts'
import type { FreshDatabase } from './database.ts'

let book: FreshDatabase
beforeAll(async () => void (book = await alarmsBook()))
afterAll(() => book.drop())
const house = alarmHouse(() => book)
const { say, told, tick, forget, ingest, clock } = house
beforeEach(forget)

test('an alarm of gas is raised at once, escalates as the same alarm, and clears once it is back for its delay', async () => {
  await say(2, [0, 10], [5, 25])
  expect(await told()).toEqual(['high 1 5 - standing-unacknowledged'])
  await say(2, [10, 55])
  await say(2, [15, 24], [20, 22], [25, 22])
  expect(await told()).toEqual(['high 2 5 - standing-unacknowledged'])
  await say(2, [30, 21])
  expect(await told()).toEqual(['high 2 5 30 cleared-unacknowledged'])
})
