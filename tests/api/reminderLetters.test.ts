import { pino } from 'pino'
import type { SMTPServerOptions } from 'smtp-server'
import { beforeEach, describe, expect, test } from 'vitest'
import { mailer } from '../../server/http/mail.ts'
import { mailOnce } from '../../server/features/reminders/letters.ts'
import { letterMail } from '../../server/features/reminders/reminding.ts'
import { remindOfHazards } from '../../server/features/reminders/hazardSweep.ts'
import { remindOnce } from '../../server/features/reminders/sweep.ts'
import { makePool } from '../../server/db/pools.ts'
import { deskOf } from './desk.ts'
import { accountIn } from './people.ts'
import { postOffice } from './postOffice.ts'
import { dayAfter, remindersBook } from './remindersBook.ts'

const PUBLIC_URL = 'https://anjian.example:8443'
const MAIL_FROM = 'anjian@district.example'
const QUIET = { from: 21, until: 7 }
const log = pino({ level: 'silent' })
const desk = remindersBook()
const { many, later, licenceUntil, forget } = desk

let manager: number
beforeEach(async () => {
  await forget()
  await desk.book.owner.query('truncate account restart identity cascade')
  await desk.book.owner.query('delete from certificate; delete from special_equipment')
  manager = await addressed('lina', 'safety-manager', { enterprise: desk.plants[0].id })
}) // prettier-ignore

async function addressed(name: string, kind: Parameters<typeof accountIn>[2], bound: Parameters<typeof accountIn>[3]) {
  const { account } = await accountIn(desk.book, name, kind, bound)
  await desk.book.owner.query("update account set email = user_name || '@plant.example' where id = $1", [account])
  return account
}
/** One server's round of mail by a mail server of an address. */
const mailBy = (url: string, pool = desk.book.pool) =>
  mailOnce(pool, { mailer: mailer(url, MAIL_FROM, { stepMs: 3000, wholeMs: 5000 }), at: PUBLIC_URL, quiet: QUIET }, log)
const sweep = () => remindOnce(desk.book.pool)
const letters = () =>
  many<object>('select account, day::text, attempts, error, sent_at is not null as sent, cardinality(reminders) as n from reminder_letter order by id') // prettier-ignore
const at = (text: string) => desk.book.clock.set(new Date(`${dayAfter(0)}T${text}:00+08:00`))

/** A mail server for one test, closed behind it. */
async function withOffice(work: (office: Awaited<ReturnType<typeof postOffice>>) => Promise<void>, options: SMTPServerOptions = {}) {
  const office = await postOffice(options)
  try {
    await work(office)
  } finally {
    await office.close()
  }
} // prettier-ignore

describe('the letter of a day', () => {
  test('gathers what is due for one person, in both languages, with links and no papers or people', () =>
    withOffice(async (office) => {
      await licenceUntil(dayAfter(30))
      await licenceUntil(dayAfter(-2), 'Y-1', desk.plants[1])
      await desk.book.owner.query(
        `insert into certificate (enterprise, kind, holder, issued_on, expires_on) values ($1, 'training', '王小明', '2020-01-01', $2)`,
        [desk.plants[0].id, dayAfter(0)],
      )
      await sweep()
      expect(await mailBy(office.url())).toBe(1)
      expect(office.arrived).toHaveLength(1)
      const [letter] = office.arrived
      expect(letter).toMatchObject({ from: MAIL_FROM, to: ['lina@plant.example'], subject: '安监一张图：2 项提醒 · Anjian: reminders (2)' })
      const [{ name }] = await many<{ name: string }>('select name from enterprise where id = $1', [desk.plants[0].id]) as [{ name: string }]
      const place = `${PUBLIC_URL}/enterprises/${desk.plants[0].id}`
      expect(letter!.text).toContain(`${name} · 人员证书到期 · ${dayAfter(0)} · 今天到期\n  ${place}#certificates`)
      expect(letter!.text).toContain(`${name} · licence runs out · ${dayAfter(30)} · 30 d left\n  ${place}#licences`)
      expect(letter!.text.indexOf('人员证书到期')).toBeLessThan(letter!.text.indexOf('证照到期'))
      for (const secret of ['王小明', 'X-1', 'Y-1']) expect(letter!.text).not.toContain(secret)
      expect(await letters()).toEqual([{ account: manager, day: dayAfter(0), attempts: 1, error: null, sent: true, n: 2 }])
    })) // prettier-ignore

  test('is one a day: what comes later waits for the next, and nothing is said twice', () =>
    withOffice(async (office) => {
      await licenceUntil(dayAfter(30))
      await sweep()
      await mailBy(office.url())
      await desk.book.owner.query(`insert into special_equipment (enterprise, kind, name, registration, inspection_due_on) values ($1, 'boiler', '锅炉', 'r', $2)`, [desk.plants[0].id, dayAfter(0)])
      await sweep()
      expect(await mailBy(office.url())).toBe(0)
      await later(1)
      await sweep()
      expect(await mailBy(office.url())).toBe(1)
      expect(office.arrived[1]!.text).toMatch(/特种设备应检/)
      expect(office.arrived[1]!.text).not.toMatch(/证照到期/)
      await later(2)
      await sweep()
      expect([await mailBy(office.url()), office.arrived.length]).toEqual([0, 2])
    })) // prettier-ignore

  test('leaves out what was read or renewed meanwhile; where nothing is left there is none', () =>
    withOffice(async (office) => {
      await licenceUntil(dayAfter(30))
      await sweep()
      const [{ id }] = (await many<{ id: number }>("select id from reminder where called = 'X-1'")) as [{ id: number }]
      const own = deskOf(desk.book, desk.actorOf('safety-manager', desk.plants[0], { account: manager }))
      await own.post('/reminders/reading').send({ ids: [id] })
      expect(await mailBy(office.url())).toBe(0)
      await desk.book.owner.query('delete from reminder_reading')
      await licenceUntil(dayAfter(400), 'X-2')
      expect(await mailBy(office.url())).toBe(0)
      expect([office.arrived, await letters()]).toEqual([[], []])
    }))

  test('goes to whom the posts of now say: supervisors once it is over; not those who have left, or have no address, or whose stand-in is over', () =>
    withOffice(async (office) => {
      const [{ grid, department }] = desk.plants
      await addressed('chief', 'grid-chief', { grids: [grid] })
      await addressed('officer', 'department-officer', { department })
      await addressed('neighbour', 'grid-chief', { grids: [desk.plants[1].grid] })
      await addressed('worker', 'worker', { enterprise: desk.plants[0].id })
      const gone = await addressed('gone', 'grid-chief', { grids: [grid] })
      await desk.book.owner.query("update account set state = 'left', left_at = app.now() where id = $1", [gone])
      const over = await addressed('over', 'grid-chief', { grids: [grid] })
      await desk.book.owner.query("update post set from_at = app.now() - interval '9 days', until_at = app.now() - interval '1 minute' where account = $1", [over])
      await accountIn(desk.book, 'mute', 'grid-chief', { grids: [grid] })
      await licenceUntil(dayAfter(-1))
      await sweep()
      await mailBy(office.url())
      expect(office.arrived.flatMap(({ to }) => to).sort()).toEqual(['chief@plant.example', 'lina@plant.example'])
      expect(office.arrived.find(({ to }) => to[0]?.startsWith('chief'))!.text).toContain('已过 1 天')
    })) // prettier-ignore
})

test('a letter names a hazard by its grade, what it waits for, since when and whose turn it is, and leads to it', () =>
  withOffice(async (office) => {
    const { department } = desk.plants[0]
    await addressed('officer', 'department-officer', { department })
    await addressed('head', 'leader', {})
    const insert = `insert into hazard (enterprise, source, major, description, found_at, due_at, state, changed_by)
      values ($1, 'patrol', $2, '王小明 13905350001', app.now() - interval '30 days', app.now() + $3::interval, $4, '甲') returning id`
    const [due] = await many<{ id: number }>(insert, [desk.plants[0].id, true, '-7 days', 'rectifying'])
    const [review] = await many<{ id: number }>(insert, [desk.plants[0].id, false, '90 days', 'pending-review'])
    await later(3)
    await remindOfHazards(desk.book.pool, { hooked: false })
    await mailBy(office.url())
    const textTo = (name: string) => office.arrived.find(({ to }) => to[0]?.startsWith(name))!.text
    const link = (id: number) => `${PUBLIC_URL}/hazards/${id}`
    expect(textTo('lina')).toContain(`样板0厂 · 重大 · 隐患整改期限 · ${dayAfter(-7)} 10:00 · 超期 10 天 · 待企业办理\n  ${link(due!.id)}`)
    expect(textTo('lina')).toContain(`样板0厂 · major · hazard to be rectified · ${dayAfter(-7)} 10:00 · 10 d overdue · turn of the enterprise`)
    expect(textTo('officer')).toContain(`样板0厂 · 隐患待复查 · 自 ${dayAfter(0)} 10:00 · 已等 3 天 · 待监管方办理\n  ${link(review!.id)}`)
    expect(textTo('head')).toContain('隐患整改期限')
    expect(textTo('head')).not.toContain('隐患待复查')
    for (const { text } of office.arrived) expect(text).not.toMatch(/王小明|1390535/)
    await desk.book.owner.query('delete from hazard')
  })) // prettier-ignore

describe('quiet hours', () => {
  test('nothing is mailed from nine in the evening until seven in the morning of China', () =>
    withOffice(async (office) => {
      await licenceUntil(dayAfter(30))
      await sweep()
      for (const hour of ['21:00', '23:59', '00:00', '06:59']) {
        await at(hour)
        expect([hour, await mailBy(office.url())]).toEqual([hour, 0])
      }
      await at('20:59')
      expect(await mailBy(office.url())).toBe(1)
      await desk.book.owner.query('delete from reminder_letter')
      await desk.book.clock.set(new Date(`${dayAfter(1)}T07:00:00+08:00`))
      expect([await mailBy(office.url()), office.arrived.length]).toEqual([1, 2])
    }))
  test('mail needs a mail server, a sender and an address of this server', () => {
    const all = { SMTP_URL: 'smtp://localhost', MAIL_FROM, PUBLIC_URL }
    expect(letterMail(all, QUIET)).toMatchObject({ at: PUBLIC_URL, quiet: QUIET })
    for (const name of Object.keys(all)) expect(letterMail({ ...all, [name]: undefined }, QUIET)).toBeUndefined()
  })
})

describe('where the mail does not get through', () => {
  test('it is tried again after a while, ever longer, and then sent once; the reason shows meanwhile', async () => {
    const closed = await postOffice()
    await closed.close()
    await licenceUntil(dayAfter(30))
    await sweep()
    expect(await mailBy(closed.url())).toBe(0)
    expect(await letters()).toEqual([{ account: manager, day: dayAfter(0), attempts: 1, error: 'ESOCKET', sent: false, n: 0 }])
    const seen = await deskOf(desk.book, { role: 'system', person: '系统', grids: [], post: 'system-administrator' }).get('/system')
    expect(seen.body.mail).toEqual({ waiting: 1, failed: 1, error: 'ESOCKET', sentAt: null })
    await withOffice(async (office) => {
      expect(await mailBy(office.url())).toBe(0) // it waits
      await at('10:05')
      expect(await mailBy(closed.url())).toBe(0)
      await at('10:14')
      expect(await mailBy(office.url())).toBe(0) // twice as long
      await at('10:15')
      expect(await mailBy(office.url())).toBe(1)
      expect([office.arrived.length, await letters()]).toEqual([1, [{ account: manager, day: dayAfter(0), attempts: 3, error: null, sent: true, n: 1 }]])
      expect(await mailBy(office.url())).toBe(0)
    })
  }) // prettier-ignore

  test('a refused recipient is a failure like others, kept over the night, and what it said becomes the letter of the day it is sent', async () => {
    const refuse: SMTPServerOptions = { onRcptTo: (_to, _session, done) => done(Object.assign(new Error('secret words'), { responseCode: 550 })) }
    await licenceUntil(dayAfter(30))
    await sweep()
    await withOffice(async (office) => expect(await mailBy(office.url())).toBe(0), refuse)
    expect(await letters()).toMatchObject([{ error: 'EENVELOPE 550', sent: false }])
    await later(1)
    await sweep()
    await withOffice(async (office) => {
      expect([await mailBy(office.url()), await mailBy(office.url()), office.arrived.length]).toEqual([1, 0, 1])
      expect(await letters()).toEqual([{ account: manager, day: dayAfter(1), attempts: 2, error: null, sent: true, n: 1 }])
    })
  }) // prettier-ignore

  test('a letter that failed and has nothing left to say is forgotten', async () => {
    const closed = await postOffice()
    await closed.close()
    await licenceUntil(dayAfter(30))
    await sweep()
    await mailBy(closed.url())
    await desk.book.owner.query("update account set email = null where user_name = 'lina'")
    await mailBy(closed.url())
    expect(await letters()).toEqual([])
  })

  test('a server that died while it sent is not waited for longer than its hold', async () => {
    await licenceUntil(dayAfter(30))
    await sweep()
    await desk.book.pool.query(`begin; set local role anjian_session; select app.hold_letter(${manager}); commit`)
    await withOffice(async (office) => {
      expect(await mailBy(office.url())).toBe(0)
      await at('10:05')
      expect([await mailBy(office.url()), office.arrived.length]).toEqual([1, 1])
    })
    expect(await letters()).toMatchObject([{ attempts: 2, sent: true }])
    // the first one comes back late: it is not heard
    await desk.book.pool.query(`begin; set local role anjian_session; select app.end_letter((select 1), 1, '{}', 'late', '1 minute'); commit`)
    expect(await letters()).toMatchObject([{ error: null, sent: true }])
  }) // prettier-ignore
})

test('two servers at once send each letter once, however slow the mail server is', async () => {
  const [{ grid }, other] = desk.plants
  const names = ['chief', 'second', 'third']
  for (const name of names) await addressed(name, 'grid-chief', { grids: [grid] })
  await addressed('fourth', 'grid-chief', { grids: [other.grid] })
  await licenceUntil(dayAfter(-1))
  await licenceUntil(dayAfter(-1), 'Y-1', other)
  await sweep()
  const second = makePool(desk.book.urls.server, { size: 2 })
  await withOffice(
    async (office) => {
      const sent = await Promise.all([mailBy(office.url()), mailBy(office.url(), second), mailBy(office.url(), second)])
      expect(sent.reduce((sum, n) => sum + n, 0)).toBe(5)
      expect(office.arrived.flatMap(({ to }) => to).sort()).toEqual(['chief', 'fourth', 'lina', 'second', 'third'].map((name) => `${name}@plant.example`))
    },
    { onMailFrom: (_from, _session, done) => void setImmediate(done) },
  )
  await second.end()
}) // prettier-ignore
