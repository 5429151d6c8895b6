import { createHash, randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeedBody, PhotoBody, ReportBody } from '#client/field/book/bodies.ts'
import { photoRecords } from '#client/field/book/photoRecords.ts'
import type { Photo } from '#client/field/book/photo.ts'
import { hasRight, HAND_ACTS, transitionOf } from '#core/domain/hazardActs.ts'
import type { FreshDatabase } from './database.ts'
import { everyPage, deskOf } from './desk.ts'
import { badNetwork, type Line, phoneOf, type PhoneOf } from './fieldDevices.ts'
import { actorOf, later, LEAST, loopBook, NOW, type PersonKey } from './hazardLoopBook.ts'
import { pick, randomOf } from './randomFilters.ts'

const SEED = 20260315
const STEPS = 600
const HOUR = 3_600_000
/** Five phones of four people, with clocks that are wrong by up to two hours either way. */
const PHONES = [['chief', -2], ['chief', 2], ['runner', 1.3], ['runner', -0.7], ['manager', 2]] as const satisfies readonly (readonly [PersonKey, number])[] // prettier-ignore

let book: FreshDatabase
let phones: PhoneOf[]
let mend: () => void
const random = randomOf(SEED)
/** The true time, which no phone knows. */
let time = NOW.getTime()
let isBad = true
const line = (): Line => {
  const roll = random()
  if (!isBad || roll < 0.62) return 'through'
  return roll < 0.76 ? 'cut' : roll < 0.9 ? 'answer-lost' : 'twice'
}
const skewed = (hours: number) => () => time + hours * HOUR
const setTime = async (now: number) => {
  time = now
  await book.clock.set(new Date(now))
}
/** When each report was truly made. */
const made = new Map<string, number>()
const pictures = new Map<string, string>()

/** A chunk of a PNG. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
/** A PNG of one pixel with a text of its own: every picture has other bytes. */
function picture(): Photo {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64') // prettier-ignore
  const id = randomUUID()
  const end = png.length - 12
  const bytes = new Uint8Array(Buffer.concat([png.subarray(0, end), chunk('tEXt', Buffer.from(`id\0${id}`)), png.subarray(end)]))
  pictures.set(id, createHash('sha256').update(bytes).digest('hex'))
  return { id, name: `${id.slice(0, 8)}.png`, bytes, takenAt: new Date(time).toISOString(), position: { lng: 0.5, lat: 0.5, accuracyM: 9 } }
} // prettier-ignore

async function report(phone: PhoneOf, clock: () => number) {
  const id = randomUUID()
  const isOwn = phone.actor.role === 'enterprise'
  const foundAt = new Date(clock()).toISOString()
  const body: ReportBody = {
    enterprise: 1, source: isOwn ? 'self' : 'patrol', major: random() < 0.2, description: `隐患 ${id.slice(0, 6)}`,
    foundAt, dueAt: later(5, new Date(clock())), ...(random() < 0.5 && { position: { lng: 0.5, lat: 0.51, accuracyM: 12 } }),
  } // prettier-ignore
  made.set(id, time)
  const photos = random() < 0.4 ? [picture()] : []
  const records = photoRecords(photos, { enterprise: 1, hazard: { record: id }, title: '照片', about: '样板1' })
  await phone.box().add({ id, kind: 'report', body, title: '上报', about: '样板1' }, ...records)
}

/** An act that the phone thinks possible by the book that it has, which may be old. */
async function act(phone: PhoneOf) {
  const rows = await phone.device.hazards.toArray()
  if (rows.length === 0) return
  const hazard = pick(random, rows)
  const post = phone.actor.post!
  const acts = HAND_ACTS.filter((one) => transitionOf(one, hazard.state) !== undefined && hasRight(post, one, hazard))
  if (acts.length === 0) return
  const chosen = pick(random, acts)
  const photos = ['submit', 'fix-on-spot'].includes(chosen) ? [picture()] : [] // without one the form goes nowhere
  const records = photoRecords(photos, { enterprise: 1, hazard: hazard.id, title: '照片', about: '样板1' })
  const deed = { act: chosen, seen: hazard.events, ...LEAST[chosen](new Date(time)) } as DeedBody['deed']
  const body: DeedBody = { hazard: hazard.id, deed, photos: records.map(({ id }) => id) }
  await phone.box().add(...records, { id: randomUUID(), kind: 'deed', body, title: chosen, about: '样板1', after: body.photos }) // prettier-ignore
}

beforeAll(async () => {
  book = await loopBook()
  mend = badNetwork()
  phones = await Promise.all(PHONES.map(([who, hours]) => phoneOf(book, actorOf(who), skewed(hours), line)))
  const clocks = PHONES.map(([, hours]) => skewed(hours))
  for (let step = 0; step < STEPS; step++) {
    await setTime(time + Math.floor(random() * 2 * HOUR))
    const at = Math.floor(random() * phones.length)
    const roll = random()
    if (roll < 0.3) await report(phones[at]!, clocks[at]!)
    else if (roll < 0.62) await act(phones[at]!)
    else if (roll < 0.68) phones[at]!.restart()
    // several meet the server at once, as they do when the signal comes back
    else await Promise.all(phones.filter(() => random() < 0.5).map((phone) => phone.sync().catch(() => undefined)))
  }
  isBad = false
  for (const _twice of [1, 2]) for (const phone of phones) await phone.sync()
})
afterAll(async () => {
  mend()
  for (const phone of phones) await phone.end()
  await book.drop()
})

const everyRecord = async () => (await Promise.all(phones.map((phone) => phone.box().all()))).flat()

test('nothing waits any more: each record was taken, or a person is told why not', async () => {
  const records = await everyRecord()
  expect(records.length).toBeGreaterThan(100)
  expect(records.filter(({ state }) => state === 'waiting')).toEqual([])
  for (const { state, problem } of records) if (state !== 'done') expect(problem?.detail).toMatch(/\S/)
  expect(new Set(records.map(({ state }) => state))).toContain('conflict')
})

test('every report is in the book once, found when it truly was', async () => {
  const reports = (await everyRecord()).filter(({ kind }) => kind === 'report')
  expect(reports.every(({ state }) => state === 'done')).toBe(true)
  const { rows } = await book.owner.query('select h.request, extract(epoch from h.found_at)::float8 * 1000 as found, extract(epoch from e.due_at - h.found_at)::float8 as due from hazard h join hazard_event e on e.hazard = h.id and e.n = 1 where h.request is not null and h.rebound_of is null') // prettier-ignore
  expect(rows.map(({ request }) => request).sort()).toEqual(reports.map(({ id }) => id).sort())
  for (const { request, found, due } of rows) {
    expect(Math.abs(found - made.get(request)!)).toBeLessThan(1000)
    expect(due).toBeCloseTo(5 * 86_400, 0)
  }
})

test('every act that was taken is in the log once, and no other is', async () => {
  const deeds = (await everyRecord()).filter(({ kind, state }) => kind === 'deed' && state === 'done')
  expect(deeds.length).toBeGreaterThan(20)
  const { rows } = await book.owner.query(
    "select request from hazard_event where act <> 'report' and request is not null",
  )
  expect(rows.map(({ request }) => request).sort()).toEqual(deeds.map(({ id }) => id).sort())
})

test('every photograph is kept once, of its hazard, with the bytes that were sent', async () => {
  const records = (await everyRecord()).filter(({ kind, state }) => kind === 'photo' && state === 'done')
  expect(records.length).toBeGreaterThan(10)
  const { rows } = await book.owner.query('select request, sha256, hazard from document')
  expect(rows.map(({ request }) => request).sort()).toEqual(records.map(({ id }) => id).sort())
  for (const { request, sha256, hazard } of rows) {
    expect(sha256).toBe(pictures.get(request))
    expect(hazard).not.toBeNull()
  }
  // the device keeps no bytes of what the server has
  expect(records.every(({ body }) => (body as PhotoBody | undefined) === undefined)).toBe(true)
})

test('all phones of a scope hold what the server holds, and no row of elsewhere', async () => {
  for (const phone of phones) {
    const desk = deskOf(book, phone.actor)
    const there = await everyPage<{ id: number }>(desk, '/hazards', { turn: 'anyone' }, ({ rows }: { rows: { id: number; events: number; state: string }[] }) => rows) // prettier-ignore
    const here = await phone.device.hazards.toArray()
    const byId = (rows: readonly { id: number }[]) => [...rows].sort((a, b) => a.id - b.id)
    expect(byId(here)).toEqual(byId(there))
    expect((await phone.device.enterprises.toArray()).map(({ id }) => id)).toEqual([1])
    expect(here.every((row) => row.enterprise === 1)).toBe(true)
  }
})
