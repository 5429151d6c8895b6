import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { BEAT_SECONDS } from '#core/contract/live.ts'
import { app } from '../../server/app.ts'
import type { ChangeHub } from '../../server/live/hub.ts'
import type { FreshDatabase } from './database.ts'
import { later, loopBook, NOW } from './hazardLoopBook.ts'
import { kitOn } from './kit.ts'
import { isBeat, openStream, type Said } from './streams.ts'

const WEEK = 7
let book: FreshDatabase
let hub: ChangeHub
let server: Server
let address: string
const stops: (() => void)[] = []

beforeAll(async () => {
  book = await loopBook()
  const kit = kitOn(book)
  hub = kit.hub
  server = createServer(app(kit)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(async () => {
  await book.owner.query('delete from hazard; delete from special_work')
  await book.clock.set(NOW)
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await book.drop()
})

const due = (at: Date | string, state = 'rectifying') =>
  book.owner.query(
    `insert into hazard (enterprise, source, description, state, found_at, due_at) values (1, 'patrol', '样板', $2, $1::timestamptz - interval '30 days', $1)`,
    [at, state],
  )
function listening() {
  const stream = openStream(address)
  stops.push(stream.stop)
  return stream
}
/** What a beat says that is read with the clock at `at`. */
async function turnedAt(at: string | Date): Promise<NonNullable<Said['data']['turned']>> {
  await book.clock.set(new Date(at))
  const stream = listening()
  const { data } = await stream.until(isBeat)
  stream.stop()
  return data.turned!
}
const plus = (at: string, ms: number) => new Date(Date.parse(at) + ms)

test('a due time that has passed shows in the beat, neither at that moment itself nor before', async () => {
  const [moment, other] = [later(0.1), later(0.2)]
  await due(moment)
  await due(other, 'voided')
  const before = await turnedAt(NOW)
  expect(await turnedAt(plus(moment, -1))).toEqual(before)
  expect(await turnedAt(moment)).toEqual(before)
  const after = await turnedAt(plus(moment, 1))
  expect(after).toEqual({ ...before, hazards: expect.not.stringMatching(before.hazards) })
  expect(await turnedAt(plus(other, 1))).toEqual(after)
})

test('at the due time itself it has not passed, for whoever looks first at that moment, too', async () => {
  for (const week of [0, WEEK]) {
    const moment = later(0.3 + week / 100)
    await due(later(0.3 + week / 100 + week))
    const at = await turnedAt(moment)
    expect(await turnedAt(plus(moment, -1))).toEqual(at)
    expect((await turnedAt(plus(moment, 1))).hazards).not.toBe(at.hazards)
  }
})

test('so does a due time from which there is a week left', async () => {
  const moment = later(0.1)
  await due(later(0.1 + WEEK))
  const before = await turnedAt(moment)
  expect((await turnedAt(plus(moment, 1))).hazards).not.toBe(before.hazards)
})

test('with the day of China grids, hazards, inspections, pledges and special works turn, and nothing else does', async () => {
  const midnight = '2024-06-15T16:00:00.000Z'
  const before = await turnedAt(plus(midnight, -1))
  const after = await turnedAt(midnight)
  for (const layer of ['grids', 'hazards', 'inspections', 'pledges', 'special-works'] as const)
    expect([layer, after[layer] === before[layer]]).toEqual([layer, false])
  expect(await turnedAt(plus(midnight, 3_600_000))).toEqual(after)
})

/** A ticket from an hour before NOW until a moment; steps are of other tests. */
const work = (until: string, kind = 'digging') =>
  book.owner.query<{ id: number }>(
    `insert into special_work (request, enterprise, kind, level, place, from_at, until_at, responsible, guardian, made_by)
     values (gen_random_uuid(), 1, $2, null, '三号罐', $1::timestamptz - interval '2 hours', $1, '张三', '李四', '李四') returning id`,
    [until, kind],
  )

test('a ticket of a special work that runs out turns its layer at that very moment, and no other; one that ended turns nothing', async () => {
  const [moment, other] = [plus(NOW.toISOString(), 1_800_000).toISOString(), plus(NOW.toISOString(), 3_600_000).toISOString()]
  const { rows } = await work(other)
  await work(moment)
  await book.owner.query("update special_work set state = 'cancelled', note = '不做了' where id = $1", [rows[0]!.id])
  const before = await turnedAt(plus(moment, -1))
  const after = await turnedAt(moment)
  expect(after).toEqual({ ...before, 'special-works': expect.not.stringMatching(before['special-works']) })
  expect(await turnedAt(plus(other, 1))).toEqual(after)
}) // prettier-ignore

test('so does a gas test that is thirty minutes old, neither at that moment itself nor before', async () => {
  const { rows } = await work(plus(NOW.toISOString(), 7_000_000).toISOString(), 'confined')
  await book.owner.query(`insert into special_work_gas_test (work, at, point, oxygen, combustible, toxic, tester, made_by) values ($1, $2, '上部', 20, 0, null, '王五', '王五')`, [rows[0]!.id, NOW])
  const at = await turnedAt(plus(NOW.toISOString(), 1_800_000))
  expect(await turnedAt(plus(NOW.toISOString(), 1))).toEqual(at)
  const after = await turnedAt(plus(NOW.toISOString(), 1_800_001))
  expect(after).toEqual({ ...at, 'special-works': expect.not.stringMatching(at['special-works']) })
}) // prettier-ignore

test('an open stream hears of it before the next beat was due', async () => {
  await book.clock.run()
  const moment = Date.now() + (BEAT_SECONDS * 1000) / 2
  await due(new Date(moment))
  const stream = listening()
  const first = await stream.until(isBeat)
  const turned = await stream.until((said) => isBeat(said) && said.data.turned?.hazards !== first.data.turned?.hazards)
  const at = Date.parse(turned.data.at!)
  expect(at).toBeGreaterThan(moment)
  expect(at - Date.parse(first.data.at!)).toBeLessThan(BEAT_SECONDS * 1000)
  // what is heard of a stream that opens anew is the same: who was away meanwhile notices, too
  hub.broadcastAll()
  expect((await listening().until(isBeat)).data.turned).toEqual(turned.data.turned)
})
