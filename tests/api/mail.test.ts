import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import type { SMTPServerOptions } from 'smtp-server'
import supertest from 'supertest'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { mailer } from '../../server/http/mail.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { PASSWORD, peopleOf, type Person } from './people.ts'
import { postOffice } from './postOffice.ts'

const START = new Date('2026-03-02T01:00:00Z')
const PUBLIC_URL = 'https://anjian.example:8443'
const MAIL_FROM = 'anjian@district.example'

const database: FreshDatabase = await freshDatabase()
afterAll(() => database.drop())

let server: ReturnType<typeof supertest>
let people: ReturnType<typeof peopleOf>
let administrator: Person
let log: string
/** The server with a mail server of an address, or with none. */
function mailing(SMTP_URL?: string) {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk)
      done()
    },
  })
  const settings = SMTP_URL === undefined ? {} : { SMTP_URL, MAIL_FROM, PUBLIC_URL }
  server = supertest(app(kitOn(database, { settings, log: pino({ level: 'trace' }, sink) })))
}
beforeEach(async () => {
  await database.owner.query('truncate account, setup_token, sign_in_guard, rate_limit restart identity cascade')
  log = ''
  mailing()
  people = peopleOf(database, () => server, START)
  administrator = await people.first()
})

const invite = (userName: string, email?: string) =>
  people.post(
    '/accounts',
    { userName, name: '李娜', ...(email && { email }), posts: [{ kind: 'expert' }] },
    administrator.cookie,
  )
const links = async () => (await database.owner.query('select from account_link')).rowCount

describe('with a mail server', () => {
  test('an invitation reaches the person and nobody else: the link is in the mail, not in the answer, and it works', async () => {
    const office = await postOffice()
    mailing(office.url())
    const { body } = await invite('lina', 'lina@district.example')
    expect(body).toMatchObject({ account: { email: 'lina@district.example' }, link: { link: null, sentTo: 'lina@district.example', unsent: null, purpose: 'invitation' } })
    await office.close()

    const [letter, ...others] = office.arrived
    expect(others).toEqual([])
    expect(letter).toMatchObject({ from: MAIL_FROM, to: ['lina@district.example'], subject: '安监一张图：请设置口令 · Anjian: set your password' })
    const found = [...letter!.text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link)
    expect(new Set(found).size).toBe(1)
    expect(found[0]).toMatch(/^https:\/\/anjian\.example:8443\/#link=[\w-]{43}$/)
    expect(letter!.text).toMatch(/^您好[\s\S]*2026-03-09 09:01（北京时间）[\s\S]*You are invited[\s\S]*2026-03-09 09:01 \(China time\)/)
    const token = found[0]!.split('#link=')[1]!
    expect(log).not.toContain(token)
    expect((await people.post('/account/link', { token, password: PASSWORD })).body).toEqual({ userName: 'lina' })
    expect((await people.post('/session', { name: 'lina', password: PASSWORD })).status).toBe(201)
  }) // prettier-ignore

  test('a reset is mailed as one, by a server that asks who sends', async () => {
    const office = await postOffice({
      authOptional: false,
      authMethods: ['PLAIN'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 's3cret:@/%' ? done(null, { user: username }) : done(new Error('no')),
    })
    const { id } = (await people.invite(administrator, 'lina', [{ kind: 'expert' }])) as { id: number }
    await database.owner.query("update account set email = 'lina@district.example' where id = $1", [id])
    mailing(office.url(`robot:${encodeURIComponent('s3cret:@/%')}`))
    const { body } = await people.post(`/accounts/${id}/reset`, {}, administrator.cookie)
    expect(body).toMatchObject({ link: null, sentTo: 'lina@district.example', purpose: 'reset' })
    await office.close()
    expect(office.arrived).toMatchObject([
      { user: 'robot', subject: '安监一张图：请重设口令 · Anjian: set a new password' },
    ])
    expect(office.arrived[0]!.text).toContain('2026-03-03 09:01')
  })

  test('who has no address gets the link from the administrator, who is told why', async () => {
    const office = await postOffice()
    mailing(office.url())
    const { body } = await invite('lina')
    expect(body.link).toMatchObject({ link: expect.stringMatching(/^\/#link=/), sentTo: null, unsent: 'no-email' })
    await office.close()
    expect(office.arrived).toEqual([])
  })

  test('mail goes out only for what was committed', async () => {
    const office = await postOffice()
    mailing(office.url())
    expect((await invite('zhangwei', 'other@district.example')).status).toBe(422)
    await office.close()
    expect(office.arrived).toEqual([])
  })
})

describe('where the mail does not get through', () => {
  const refused = { link: expect.stringMatching(/^\/#link=[\w-]{43}$/), sentTo: null, unsent: 'failed' }

  test('nobody answers: the invitation stands, and the link is shown', async () => {
    const office = await postOffice()
    await office.close()
    mailing(office.url())
    const { status, body } = await invite('lina', 'lina@district.example')
    expect([status, body.link]).toEqual([201, expect.objectContaining(refused)])
    expect(await links()).toBe(1)
    const token = (body.link as { link: string }).link.split('=')[1]!
    expect((await people.post('/account/link', { token, password: PASSWORD })).status).toBe(201)
    expect(log).toContain('could not be mailed')
    expect(log).not.toContain(token)
  })

  test('the server refuses sender or recipient: the same, and no password is in the log', async () => {
    const office = await postOffice({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) => done(new Error(`who is ${auth.username} with ${auth.password}?`)),
    })
    mailing(office.url('robot:hunter2'))
    expect((await invite('lina', 'lina@district.example')).body.link).toMatchObject(refused)
    await office.close()
    const choosy = await postOffice({ onRcptTo: (_address, _session, done) => done(new Error('nobody here')) })
    mailing(choosy.url())
    expect((await invite('wanghao', 'wanghao@district.example')).body.link).toMatchObject(refused)
    await choosy.close()
    expect(log).toContain('could not be mailed')
    for (const secret of ['hunter2', Buffer.from('\0robot\0hunter2').toString('base64')])
      expect(log).not.toContain(secret)
  })

  test.each([
    ['never says a word', { stepMs: 100, wholeMs: 60_000 }, () => undefined],
    ['drips, so that no step of it is ever late', { stepMs: 60_000, wholeMs: 100 }, (write: (text: string) => void) => {
      write('220 here\r\n')
      return setInterval(() => write('250-wait\r\n'), 20)
    }],
  ])('a mail server that %s is given up', async (_name, patience, behave) => {
    const timers: (NodeJS.Timeout | undefined)[] = []
    const silent = createServer((socket) => {
      socket.on('error', () => undefined)
      const timer = behave((text) => socket.write(text))
      timers.push(timer)
      socket.on('close', () => clearInterval(timer))
    }).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const post = mailer(`smtp://127.0.0.1:${port}`, MAIL_FROM, patience)
    await expect(post.send({ to: 'lina@district.example', subject: 'x', text: 'x' })).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    for (const timer of timers) clearInterval(timer)
    silent.close()
  }) // prettier-ignore

  test('to another machine no password travels without TLS; without one the mail does', async () => {
    const told: unknown[] = []
    const options: SMTPServerOptions = {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) => (told.push(password), done(null, { user: 'robot' })),
    }
    const [here, elsewhere] = [await postOffice(options), await postOffice(options, '127.0.0.2')]
    const letter = { to: 'lina@district.example', subject: 'x', text: 'x' }
    await mailer(here.url('robot:hunter2'), MAIL_FROM).send(letter)
    expect(told.splice(0)).toEqual(['hunter2'])
    await expect(mailer(elsewhere.url('robot:hunter2'), MAIL_FROM).send(letter)).rejects.toMatchObject({ code: 'ETLS' })
    await mailer(elsewhere.url(), MAIL_FROM).send(letter)
    for (const office of [here, elsewhere]) await office.close()
    expect([told, elsewhere.arrived.length]).toEqual([[], 1])
  })
})
