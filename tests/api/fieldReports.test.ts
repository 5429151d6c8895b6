import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inScope } from '../../server/db/db.ts'
import { type Sql, sql } from '../../server/db/sql.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf, deed, desksOf, loopBook, NOW } from './hazardLoopBook.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let book: FreshDatabase
let desks: ReturnType<typeof desksOf>

beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
})
beforeEach(() => book.clock.set(NOW))
afterAll(() => book.drop())

/** A moment by a clock that goes `wrong` by so much; `ago` before now. */
const by = (wrong: number, ago = 0) => new Date(NOW.getTime() + wrong - ago).toISOString()
const truly = (ms: number) => new Date(NOW.getTime() + ms).toISOString()
/** As a phone reports that found it `ago`, and wants it rectified `within` of that; its clock goes `wrong`. */
const field = (wrong: number, ago: number, within: number, fields: object = {}) => ({
  request: randomUUID(), enterprise: 1, source: 'patrol', description: '配电箱无门', foundAt: by(wrong, ago), sentAt: by(wrong),
  dueAt: by(wrong, ago - within), ...fields,
}) // prettier-ignore
const send = (body: object) => desks.chief.post('/hazards').send(body)
const file = async (id: number) => (await desks.leader.get(`/hazards/${id}`)).body
const made = async () => (await book.owner.query('select count(*)::int as n from hazard')).rows[0]?.n as number

describe('a report of what was found offline', () => {
  test.each([
    ['right', 0],
    ['two hours slow', -2 * HOUR],
    ['two hours fast', 2 * HOUR],
    ['years behind, as after an empty battery', -3650 * DAY],
    ['before 1970', -30_000 * DAY],
  ])('tells the truth though the clock of the phone is %s', async (_, wrong) => {
    const { status, body } = await send(field(wrong, 5 * HOUR, 3 * DAY))
    expect([status, body.detail]).toEqual([201, undefined])
    expect(body).toMatchObject({ foundAt: truly(-5 * HOUR), dueAt: truly(3 * DAY - 5 * HOUR), overdue: false, state: 'reported' })
    const { receivedAt, log } = await file(body.id)
    expect([receivedAt, log[0].act, log[0].at]).toEqual([NOW.toISOString(), 'report', truly(-5 * HOUR)])
  }) // prettier-ignore

  test('whose due time passed meanwhile is overdue at once', async () => {
    const { status, body } = await send(field(0, 10 * DAY, 3 * DAY))
    expect([status, body.dueAt, body.overdue, body.overdueDays]).toEqual([201, truly(-7 * DAY), true, 7])
  })

  test('sent at once is one found now, of which nothing is said of a delay', async () => {
    const { body } = await send(field(2 * HOUR, 0, DAY))
    expect(body.foundAt).toBe(NOW.toISOString())
    expect((await file(body.id)).receivedAt).toBeNull()
    const { body: online } = await send({ ...field(0, 0, DAY), foundAt: undefined, sentAt: undefined })
    expect(await file(online.id)).toMatchObject({ foundAt: NOW.toISOString(), receivedAt: null, foundPlace: null, photos: [] })
  }) // prettier-ignore

  test.each([
    ['found after it was sent', field(0, -1, DAY), 'body.foundAt'],
    ['found a moment more than 31 days ago', field(0, 31 * DAY + 1, 40 * DAY), 'body.foundAt'],
    ['found in the year 0', { ...field(0, 0, DAY), foundAt: '0000-01-01T00:00:00Z' }, 'body.foundAt'],
    ['due when it was found', field(0, HOUR, 0), 'body.dueAt'],
    ['due before it was found', field(0, HOUR, -1), 'body.dueAt'],
    ['due more than a year after it was found', field(0, HOUR, 366 * DAY + 1), 'body.dueAt'],
    ['found without a time of sending', { ...field(0, HOUR, DAY), sentAt: undefined }, 'body.sentAt'],
    ['sent without a time of finding', { ...field(0, HOUR, DAY), foundAt: undefined }, 'body.sentAt'],
    ['found beyond the pole', field(0, 0, DAY, { position: { lng: 0, lat: 90.1, accuracyM: 1 } }), 'body.position.lat'],
    ['found within less than nothing', field(0, 0, DAY, { position: { lng: 0, lat: 0, accuracyM: -1 } }), 'body.position.accuracyM'],
    ['found nobody knows how exactly', field(0, 0, DAY, { position: { lng: 0, lat: 0 } }), 'body.position.accuracyM'],
  ])('is refused where it is %s, in both languages, and nothing is kept', async (_, body, at) => {
    const before = await made()
    const answer = await send(body)
    expect([answer.status, answer.body.code, answer.body.issues[0].at]).toEqual([400, 'invalid-request', at])
    expect(answer.body.issues[0].message).toMatch(/[\u4e00-\u9fff].*\n[A-Za-z]/)
    expect(await made()).toBe(before)
  }) // prettier-ignore

  test.each([
    ['31 days to the millisecond', 31 * DAY, 40 * DAY],
    ['due a year later to the millisecond', 31 * DAY, 366 * DAY],
    ['due a millisecond later', HOUR, 1],
  ])('is taken at the bound: %s', async (_, ago, within) => {
    const { status, body } = await send(field(0, ago, within))
    expect([status, body.foundAt, body.dueAt]).toEqual([201, truly(-ago), truly(within - ago)])
  })

  test('sent again, later each time, answers with what was kept first: also when 31 days have gone by', async () => {
    const first = field(-2 * HOUR, 30 * DAY, 31 * DAY)
    const { body: kept } = await send(first)
    const before = await made()
    for (const later of [HOUR, 2 * DAY, 300 * DAY]) {
      await book.clock.set(new Date(NOW.getTime() + later))
      const { status, body } = await send({ ...first, sentAt: new Date(Date.parse(first.sentAt) + later).toISOString() })
      expect([status, body.id, body.foundAt, body.dueAt]).toEqual([201, kept.id, truly(-30 * DAY), truly(DAY)])
    }
    const together = await Promise.all([1, 2, 3, 4, 5].map((n) => send({ ...field(0, HOUR, DAY), request: first.request, sentAt: by(0, -n) })))
    expect(new Set(together.map(({ body }) => body.id as number))).toEqual(new Set([kept.id]))
    expect(await made()).toBe(before)
    expect((await file(kept.id)).receivedAt).toBe(NOW.toISOString())
  }) // prettier-ignore

  test('sent again with another deadline is another report: told so, also a year later, and what was kept stays', async () => {
    const first = field(0, HOUR, 3 * DAY)
    const { body: kept } = await send(first)
    const before = await made()
    const moved = (ms: number, more: object = {}) => send({ ...first, dueAt: new Date(Date.parse(first.dueAt) + ms).toISOString(), ...more })
    const online = { ...field(0, 0, 3 * DAY), foundAt: undefined, sentAt: undefined }
    const { body: keptOnline } = await send(online)
    for (const later of [0, 2 * DAY, 400 * DAY]) {
      await book.clock.set(new Date(NOW.getTime() + later))
      for (const ms of [DAY, -DAY, 2 * HOUR + 1, -2 * HOUR - 1]) {
        const { status, body } = await moved(ms, { sentAt: new Date(Date.parse(first.sentAt) + later).toISOString() })
        expect([later, ms, status, body.code, body.issues[0].at]).toEqual([later, ms, 409, 'request-taken', 'body.request'])
      }
      // by a clock that was set right meanwhile it is the same, as are the very words again
      for (const ms of [0, HOUR, 2 * HOUR, -2 * HOUR]) {
        const { status, body } = await moved(ms, { foundAt: new Date(Date.parse(first.foundAt) + ms).toISOString(), sentAt: new Date(Date.parse(first.sentAt) + later + ms).toISOString() })
        expect([later, ms, status, body.id, body.dueAt]).toEqual([later, ms, 201, kept.id, kept.dueAt])
      }
      const other = await send({ ...online, dueAt: by(0, -4 * DAY) })
      expect([other.status, other.body.code]).toEqual([409, 'request-taken'])
      const same = await send(online)
      expect([same.status, same.body.id, same.body.dueAt]).toEqual([201, keptOnline.id, keptOnline.dueAt])
      expect((await moved(0, { description: '另一处' })).status).toBe(409)
    }
    expect(await made()).toBe(before + 1)
  }) // prettier-ignore

  test('says where the device was, and how far from the enterprise that is on Earth', async () => {
    // the enterprise lies at 0.5, 0.5; a degree of the meridian is 110,575 m there on WGS 84, by the series of its arc
    const { body } = await send(field(0, HOUR, DAY, { position: { lng: 0.5, lat: 0.51, accuracyM: 8.5 } }))
    const { foundPlace } = await file(body.id)
    expect(foundPlace).toMatchObject({ position: [0.5, 0.51], accuracyM: 8.5 })
    expect(foundPlace.distanceM).toBeGreaterThan(1105.5)
    expect(foundPlace.distanceM).toBeLessThan(1106)
    const { body: unplaced } = await desks.leader.post('/hazards').send(field(0, 0, DAY, { enterprise: 2, position: { lng: 0.5, lat: 0.5, accuracyM: 8.5 } })) // prettier-ignore
    expect((await file(unplaced.id)).foundPlace).toEqual({ position: [0.5, 0.5], accuracyM: 8.5, distanceM: null })
  })

  test('is overdue in the figures too, and goes through the loop from there', async () => {
    const { body } = await send(field(0, 10 * DAY, 3 * DAY))
    const late = await desks.leader.get('/hazards').query({ enterprise: '1', late: '1' })
    expect(late.body.rows.map(({ id }: { id: number }) => id)).toContain(body.id)
    const answer = await desks.officer.post(`/hazards/${body.id}/events`).send(deed('verify', 1))
    expect([answer.status, answer.body.state, answer.body.clocks.foundToDispatched]).toEqual([201, 'verified', null])
  })
})

/** Past the server, as whoever may: done, or by what it was refused. */
const directly = (statement: Sql, who: Parameters<typeof actorOf>[0] = 'chief') =>
  inScope(book.pool, actorOf(who), (db) => db.run(statement)).then(
    () => 'done',
    ({ constraint, code }: { constraint?: string; code?: string }) => constraint ?? code,
  )

describe('past the server, in the database itself', () => {
  const found = (interval: string) =>
    directly(sql`insert into hazard (request, enterprise, source, description, found_at, due_at)
      values (${randomUUID()}::uuid, 1, 'patrol', '直接', app.now() + ${interval}::interval, app.now() + interval '40 days')`)

  test('nobody reports what is found after now or more than 31 days before', async () => {
    expect(await found('-744 hours')).toBe('done')
    expect(await found('0')).toBe('done')
    expect(await found('-744 hours -1 microsecond')).toBe('hazard_found_lately')
    expect(await found('1 microsecond')).toBe('hazard_found_lately')
  })

  test('nobody says when a report came', async () => {
    const forged = sql`insert into hazard (request, enterprise, source, description, found_at, due_at, received_at)
      values (${randomUUID()}::uuid, 1, 'patrol', '直接', app.now(), app.now(), app.now() - interval '1 day')`
    expect(await directly(forged)).toBe('42501')
  })

  test('a place has an accuracy, and an accuracy a place', async () => {
    const placed = (point: Sql, accuracy: number | null) =>
      directly(sql`insert into hazard (request, enterprise, source, description, found_at, due_at, found_point, found_accuracy)
        values (${randomUUID()}::uuid, 1, 'patrol', '直接', app.now(), app.now(), ${point}, ${accuracy}::float8)`)
    const point = sql`st_setsrid(st_makepoint(1, 1), 4326)`
    expect(await placed(point, 5)).toBe('done')
    expect(await placed(point, null)).toBe('hazard_found_whole')
    expect(await placed(sql`null`, 5)).toBe('hazard_found_whole')
    expect(await placed(point, -5)).toBe('hazard_found_accuracy_of_point')
    expect(await placed(sql`st_setsrid(st_makepoint(181, 1), 4326)`, 5)).toBe('hazard_found_point_on_earth')
  })

  test('evidence is of the file of the hazard’s enterprise, whoever adds it and whatever else is right', async () => {
    const { body } = await send(field(0, 0, DAY))
    const document = async (enterprise: number) =>
      (await book.owner.query<{ id: number }>(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256)
        values ($1, 'photo', 'x', 'x.jpg', 'image/jpeg', 1, encode(sha256($2::bytea), 'hex')) returning id`, [enterprise, randomUUID()])).rows[0]!.id
    const [own, foreign] = [await document(1), await document(2)]
    const verify = (documents: Sql) =>
      sql`insert into hazard_event (hazard, n, act, major, kind, documents) values (${body.id}::integer, 2, 'verify', false, 'fire', ${documents})`
    expect(await directly(verify(sql`array[${own}::integer, ${foreign}::integer]`))).toBe('hazard_event_evidence')
    expect(await directly(verify(sql`array[null]::integer[]`))).toBe('hazard_event_evidence')
    expect(await directly(verify(sql`array[2000000000]`))).toBe('hazard_event_evidence')
    expect(await directly(verify(sql`array[${foreign}::integer]`), 'leader')).toBe('hazard_event_evidence')
    const asOwner = book.owner.query(`insert into hazard_event (hazard, n, act, from_state, to_state, at, person, major, kind, documents)
      values ($1, 2, 'verify', 'reported', 'verified', app.now(), 'x', false, 'fire', $2)`, [body.id, [foreign]])
    await expect(asOwner).rejects.toMatchObject({ constraint: 'hazard_event_evidence' })
    const { body: refused } = await desks.chief.post(`/hazards/${body.id}/events`).send(deed('verify', 1, { documents: [foreign] }))
    expect([refused.code, refused.issues[0].at]).toEqual(['invalid-request', 'body.documents'])
    expect((await file(body.id)).log).toHaveLength(1)
    expect(await directly(verify(sql`array[${own}::integer]`))).toBe('done')
    expect((await file(body.id)).log[1].documents).toEqual([own])
  }) // prettier-ignore

  test('photographs of a hazard are told with it, and of no other', async () => {
    const [one, two] = [(await send(field(0, 0, DAY))).body.id as number, (await send(field(0, 0, DAY))).body.id as number]
    const add = (hazard: number, key: string, taken: string | null) =>
      book.owner.query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256, hazard, taken_at, taken_point, taken_accuracy)
        values (1, 'photo', $2::text, 'x.jpg', 'image/jpeg', 1, encode(sha256($2::text::bytea), 'hex'), $1, $3,
          case when $3::timestamptz is not null then st_setsrid(st_makepoint(0.25, 0.75), 4326) end, case when $3::timestamptz is not null then 3.5 end)`, [hazard, `${key} ${hazard}`, taken])
    await add(one, 'late', truly(-HOUR))
    await add(one, 'early', truly(-2 * HOUR))
    await add(one, 'unknown', null)
    await add(two, 'other', null)
    const { photos } = await file(one)
    expect(photos.map(({ takenAt }: { takenAt: string | null }) => takenAt)).toEqual([truly(-2 * HOUR), truly(-HOUR), null])
    expect(photos[0]).toEqual({
      id: expect.any(Number), takenAt: truly(-2 * HOUR), position: [0.25, 0.75], accuracyM: 3.5, original: null, madeBy: expect.any(String), madeAt: NOW.toISOString(),
    })
    expect((await file(two)).photos).toHaveLength(1)
  }) // prettier-ignore
})
