import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Reminder } from '#core/contract/reminders.ts'
import { POST_KINDS } from '#core/domain/posts.ts'
import { asSession, inScope } from '../../server/db/db.ts'
import { Sql, sql } from '../../server/db/sql.ts'
import { remindOnce } from '../../server/features/reminders/sweep.ts'
import { deskOf } from './desk.ts'
import { dayAfter, NOW, remindersBook } from './remindersBook.ts'

const Written = z.object({ n: z.number().int() })
const desk = remindersBook()
const { many, by, later, licenceUntil, forget, told, actorOf } = desk
const sweep = () => remindOnce(desk.book.pool)
const ofLicence = () => many<object>(`select side, days from reminder where called like 'X%' order by side, days`)

beforeEach(forget)

describe('the sweep', () => {
  test('what is due in thirty days is told once, to the enterprise alone, whoever sweeps and however often', async () => {
    await licenceUntil(dayAfter(30))
    await Promise.all([sweep(), sweep(), sweep()])
    await sweep()
    expect(await ofLicence()).toEqual([{ side: 'enterprise', days: -30 }])
    const [one] = (await by('safety-manager').get('/reminders').query({ limit: '200' })).body.rows.filter((row: Reminder) => row.called === 'X-1')
    expect(one).toMatchObject({ enterprise: desk.plants[0].id, kind: 'licence', section: 'licences', called: 'X-1', lastDay: dayAfter(30), days: -30, side: 'enterprise', readAt: null, settled: false, madeAt: NOW.toISOString() })
  }) // prettier-ignore

  test('what two sweeps found at once is written once: the database keeps it so', async () => {
    const row = { enterprise: desk.plants[0].id, kind: 'licence', subject: '1', section: 'licences', called: 'X-9', last_day: dayAfter(0), side: 'enterprise', days: 0 }
    const write = (rows: object[]) =>
      asSession(desk.book.pool, (db) => db.one(Written, sql`select app.remind(${JSON.stringify(rows)}::jsonb) as n`))
    const both = await Promise.all([write([row, row]), write([row])])
    expect(both.map(({ n }) => n).sort()).toEqual([0, 1])
    expect(await write([row, { ...row, last_day: dayAfter(1) }, { ...row, enterprise: 999_999 }])).toEqual({ n: 1 })
    expect(await ofLicence()).toHaveLength(2)
  }) // prettier-ignore

  test('more than ninety days ahead nothing is told of it', async () => {
    await licenceUntil(dayAfter(91))
    await sweep()
    expect(await ofLicence()).toEqual([])
    await later(1)
    await sweep()
    expect(await ofLicence()).toEqual([{ side: 'enterprise', days: -90 }])
  })

  test('by the day of China: at midnight there, not at midnight elsewhere', async () => {
    await licenceUntil(dayAfter(0))
    await desk.book.clock.set(new Date(`${dayAfter(0)}T15:59:59Z`))
    await sweep()
    expect(await ofLicence()).toEqual([{ side: 'enterprise', days: 0 }])
    await desk.book.clock.set(new Date(`${dayAfter(0)}T16:00:00Z`))
    await sweep()
    expect(await ofLicence()).toEqual([{ side: 'enterprise', days: 0 }, { side: 'enterprise', days: 1 }, { side: 'grid', days: 1 }]) // prettier-ignore
  })

  test('closed enterprises are left alone', async () => {
    await licenceUntil(dayAfter(-3))
    await desk.book.owner.query("update enterprise set status = 'closed' where id = $1", [desk.plants[0].id])
    await sweep()
    await desk.book.owner.query("update enterprise set status = 'active' where id = $1", [desk.plants[0].id])
    expect(await ofLicence()).toEqual([])
  })
})

describe('who is told', () => {
  test('the enterprise before; the day after its chief, a week after the department that leads, each of them as time passes', async () => {
    await licenceUntil(dayAfter(7))
    await sweep()
    expect(await told('safety-manager')).toEqual([`X-1 ${dayAfter(7)} -7 enterprise`])
    expect([await told('grid-chief'), await told('department-officer')]).toEqual([[], []])
    await later(8)
    await sweep()
    expect(await told('safety-manager')).toEqual([`X-1 ${dayAfter(7)} 1 enterprise`])
    expect(await told('grid-chief')).toEqual([`X-1 ${dayAfter(7)} 1 grid`])
    expect(await told('department-officer')).toEqual([])
    await later(14)
    await sweep()
    expect(await told('department-officer')).toEqual([`X-1 ${dayAfter(7)} 7 department`])
    expect(await told('duty-officer')).toEqual([])
  })

  test('without a grid its department, without both the district: nobody is left out', async () => {
    const [{ id }] = desk.plants
    await licenceUntil(dayAfter(-2))
    const move = (grid: number | null, department: number | null) =>
      desk.book.owner.query('update enterprise set grid = $2, lead_department = $3 where id = $1', [id, grid, department])
    const { grid, department } = desk.plants[0]
    try {
      await move(null, department)
      await sweep()
      expect(await told('department-officer')).toEqual([`X-1 ${dayAfter(-2)} 1 department`])
      await desk.book.owner.query('delete from reminder')
      await move(null, null)
      await sweep()
      expect(await told('duty-officer')).toEqual([`X-1 ${dayAfter(-2)} 1 district`])
    } finally {
      await move(grid, department)
    }
  }) // prettier-ignore

  test('nobody else: not the neighbours, not workers, not experts, not the public; in routes and past them', async () => {
    const [own, other] = desk.plants
    await licenceUntil(dayAfter(-10))
    await sweep()
    expect([await told('safety-manager'), await told('grid-chief'), await told('department-officer')].map((rows) => rows.length)).toEqual([1, 1, 1])
    for (const post of ['safety-manager', 'grid-chief', 'department-officer'] as const)
      expect([post, ...(await told(post, { plant: other }))]).toEqual([post])
    const seenBy = async (actor: ReturnType<typeof actorOf>) =>
      inScope(desk.book.pool, actor, (db) => db.raw(new Sql(["select id from reminder where called like 'X%'"], []))).then(({ rowCount }) => rowCount, (error: Error) => error.message)
    for (const post of POST_KINDS) {
      const asked = (await by(post).get('/reminders')).status
      expect([post, asked]).toEqual([post, ['safety-manager', 'grid-chief', 'department-officer', 'duty-officer', 'leader'].includes(post) ? 200 : 403])
      const rows = { 'safety-manager': 1, 'grid-chief': 1, 'department-officer': 1, leader: 3, 'duty-officer': 3, 'data-steward': 3 }[post as string] ?? 0
      expect([post, await seenBy(actorOf(post))]).toEqual([post, rows])
      if (rows < 3) expect([post, await seenBy(actorOf(post, other))]).toEqual([post, 0])
    }
    expect(await seenBy({ ...actorOf('expert'), enterprises: [own.id] })).toBe(0)
    expect(await seenBy({ role: 'wall', person: '大屏', grids: [] })).toBe(0)
    expect(await seenBy({ role: 'public', person: '公众', grids: [] })).toMatch(/permission denied/)
    expect((await deskOf(desk.book, { role: 'public', person: '公众', grids: [] }).get('/reminders')).status).toBe(401)
    // one whose post has ended is nobody
    expect(await seenBy({ role: 'enterprise', person: '某', grids: [], account: 9 })).toBe(0)
  }) // prettier-ignore

  test('nobody writes reminders past the sweep, or readings of others', async () => {
    await licenceUntil(dayAfter(-10))
    await sweep()
    const attempt = (text: string) =>
      inScope(desk.book.pool, actorOf('safety-manager'), (db) => db.raw(new Sql([text], []))).then(() => 'done', ({ message }: Error) => /permission denied|row-level security/.test(message) ? 'denied' : message)
    const [foreign] = await many<{ id: number }>("select id from reminder where side = 'grid' limit 1")
    const [own] = await many<{ id: number }>("select id from reminder where called = 'X-1' and side = 'enterprise'")
    for (const text of [
      "insert into reminder (enterprise, kind, subject, section, last_day, side, days) select enterprise, kind, subject, section, last_day, side, 99 from reminder limit 1",
      "update reminder set days = 0", 'delete from reminder', 'delete from reminder_reading',
      `insert into reminder_reading (reminder, reader) values (${foreign!.id}, app.reader())`,
      `insert into reminder_reading (reminder, reader) values (${own!.id}, 'account 999')`,
      "select app.remind('[]')", 'select app.accounts_to_remind()', 'select app.hold_letter(1)', 'insert into reminder_letter (account, day) values (1, now())',
    ]) expect([text, await attempt(text)]).toEqual([text, 'denied'])
  }) // prettier-ignore
})

describe('what has been done', () => {
  test('a renewed licence settles what was told of the old one, at once, and the new one is told in its time', async () => {
    await licenceUntil(dayAfter(-1))
    await sweep()
    expect(await told('grid-chief')).toEqual([`X-1 ${dayAfter(-1)} 1 grid`])
    const before = (await by('grid-chief').get('/reminders')).body.unread
    await licenceUntil(dayAfter(6), 'X-2')
    expect(await told('grid-chief')).toEqual([])
    expect((await by('grid-chief').get('/reminders')).body.unread).toBe(before - 1)
    expect(await told('grid-chief', { share: 'all' })).toEqual([`X-1 ${dayAfter(-1)} 1 grid settled`])
    await sweep()
    expect(await told('safety-manager')).toEqual([`X-2 ${dayAfter(6)} -7 enterprise`])
  })

  test('a later last day of the same paper settles too, and so does dropping it', async () => {
    await licenceUntil(dayAfter(3))
    await sweep()
    await desk.book.owner.query("update licence set expires_on = $1 where number = 'X-1'", [dayAfter(400)])
    expect(await told('safety-manager', { share: 'all' })).toEqual([`X-1 ${dayAfter(3)} -7 enterprise settled`])
    await desk.book.owner.query("update licence set expires_on = $1 where number = 'X-1'", [dayAfter(3)])
    expect(await told('safety-manager')).toEqual([`X-1 ${dayAfter(3)} -7 enterprise`])
    await desk.book.owner.query("delete from licence where number = 'X-1'")
    expect(await told('safety-manager')).toEqual([])
  })

  test('a policy that follows without a gap settles before it begins; with a gap it does not', async () => {
    const [{ id }] = desk.plants
    const insure = (policy: string, from: number, until: number) =>
      desk.book.owner.query('insert into insurance (enterprise, insurer, policy, from_on, until_on) values ($1, $2, $3, $4, $5)', [id, '某保险', policy, dayAfter(from), dayAfter(until)])
    await desk.book.owner.query('delete from insurance where enterprise = $1', [id])
    await insure('X-a', -360, 5)
    await sweep()
    const stands = [`X-a ${dayAfter(5)} -7 enterprise`]
    expect(await told('safety-manager')).toEqual(stands)
    await insure('X-b', 7, 370)
    expect(await told('safety-manager')).toEqual(stands)
    await desk.book.owner.query("update insurance set from_on = $1 where policy = 'X-b'", [dayAfter(6)])
    expect(await told('safety-manager')).toEqual([])
  }) // prettier-ignore

  test('reading is each one’s own, counted, and over with the next step', async () => {
    await licenceUntil(dayAfter(1))
    await later(2)
    await sweep()
    const list = async (account: number) =>
      (await by('grid-chief', desk.plants[0], { account }).get('/reminders').query({ limit: '200' })).body
    const first = await list(70)
    const { id } = first.rows.find((row: Reminder) => row.called === 'X-1')
    const read = (ids: number[], post: 'grid-chief' | 'safety-manager' = 'grid-chief') =>
      by(post, desk.plants[0], { account: 70 }).post('/reminders/reading').send({ ids })
    expect((await read([id])).body).toEqual({ read: 1 })
    expect((await read([id])).status).toBe(201)
    expect((await read([id], 'safety-manager')).status).toBe(404)
    expect([(await list(70)).unread, (await list(71)).unread]).toEqual([first.unread - 1, first.unread])
    expect(await many('select reader from reminder_reading where reminder = $1', [id])).toEqual([{ reader: 'account 70' }])
    const unread = await by('grid-chief', desk.plants[0], { account: 70 }).get('/reminders').query({ share: 'unread', limit: '200' })
    expect(unread.body.rows.some((row: Reminder) => row.id === id)).toBe(false)
    expect(unread.body.total).toBe(unread.body.unread)
  }) // prettier-ignore

  test('an enterprise that moves takes its reminders along', async () => {
    const [own, other] = desk.plants
    await licenceUntil(dayAfter(-1))
    await sweep()
    await desk.book.owner.query('update enterprise set grid = $2 where id = $1', [own.id, other.grid])
    try {
      expect([await told('grid-chief'), (await told('grid-chief', { plant: other })).length]).toEqual([[], 1])
    } finally {
      await desk.book.owner.query('update enterprise set grid = $2 where id = $1', [own.id, own.grid])
    }
  })
})
