/** Handovers of duty between two people: who gives and takes, when, and what of the rota presses. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { DUTY_PATIENCE_MINUTES, MOST_DUTY_LEAD_MINUTES } from '#core/domain/duties.ts'
import { dutyHouse } from './dutiesBook.ts'

const { connect, at, desks, end, give, moveTo, now, plan, query, said, turn } = dutyHouse()

describe('a handover', () => {
  beforeEach(() => plan('day', turn('day', 0, 12), turn('night', 12, 24), turn('day', 24, 36)))

  test('is given by one and taken by another, whom the rota names', async () => {
    await moveTo(11.9)
    const { body: given } = await give('day')
    expect(given).toMatchObject({ fromPerson: 'day', toPerson: 'night', person: 'day', state: 'offered', may: 'withdraw', alarms: [], unacknowledged: [] }) // prettier-ignore
    expect(said(await end('day', given))).toEqual([403, 'not-allowed'])
    expect(said(await end('chiefly', given))).toEqual([403, 'not-allowed'])
    expect(said(await end('demo', given))).toEqual([403, 'not-allowed'])
    expect(said(await end('night', given, 'withdraw'))).toEqual([403, 'not-allowed'])
    await moveTo(12)
    expect((await now('day')).handover).toBe('offered')
    const { body: taken } = await end('night', given)
    expect(taken).toMatchObject({ state: 'taken', taker: 'night', endedAt: at(12), may: null })
    expect((await now('day')).handover).toBe('taken')
    expect(said(await end('night', taken))).toEqual([409, 'entry-changed'])
  })

  test('is awaited from the minute at which another person’s turn begins, and then leads to the turn that runs', async () => {
    expect((await now('day')).handover).toBe('none')
    await moveTo(12)
    expect((await now('day')).handover).toBe('awaited')
    const { body } = await give('day')
    expect(body).toMatchObject({ fromPerson: 'day', toPerson: 'night' })
    await end('night', body)
    // the next one in turn, not before its hour
    expect(said(await give('night'))).toEqual([422, 'entry-refused'])
    await moveTo(23)
    expect((await give('night')).body).toMatchObject({ fromPerson: 'night', toPerson: 'day' })
  })

  test('waits once for each seat, and is made once by one request', async () => {
    await moveTo(11.5)
    const request = randomUUID()
    const reason = '值班员突发疾病'
    const first = (await give('day', 'x', { request })).body
    expect((await give('day', 'x', { request })).body.id).toBe(first.id)
    expect(said(await give('night', 'x', { request }))).toEqual([422, 'entry-refused']) // the next turn is their own
    expect(said(await give('day', 'y', { request }))).toEqual([409, 'request-taken'])
    expect(said(await give('chiefly', 'x', { reason }))).toEqual([422, 'entry-refused'])
    expect((await end('day', first, 'withdraw')).body.state).toBe('withdrawn')
    expect((await give('chiefly', 'x', { reason })).body).toMatchObject({ state: 'offered', person: 'chiefly', reason })
    expect((await desks.steward!.get('/duties/handovers')).body.rows).toHaveLength(2)
  })

  test('needs a next turn, and bars a change of whom it goes to', async () => {
    await moveTo(11.5)
    const given = (await give('day')).body
    const { body } = await desks.day!.get('/duties?from=2026-03-02')
    const ahead = body.rows[1]
    const swap = await desks.day!.post(`/duties/${ahead.id}`).send({ account: null, person: '乙', fromAt: ahead.fromAt, untilAt: ahead.untilAt, seen: ahead.changedAt }) // prettier-ignore
    expect(said(swap)).toEqual([422, 'entry-refused'])
    await end('day', given, 'withdraw')
    await moveTo(40)
    expect(said(await give('day'))).toEqual([422, 'entry-refused'])
  })
})

describe('who hands over, when', () => {
  const LEAD = MOST_DUTY_LEAD_MINUTES / 60
  test('is whoever had the seat, or who plans with a reason that is kept, within the hour before the next turn begins and after', async () => {
    const { rows } = await query('select extract(epoch from app.duty_lead()) / 60 as minutes')
    expect(Number(rows[0].minutes)).toBe(MOST_DUTY_LEAD_MINUTES)
    let given = 0
    const people = ['day', 'night', 'chiefly', 'demo', 'steward']
    const cases = [12 - LEAD - 1 / 3600, 12 - LEAD, 12.5].flatMap((hours) => people.flatMap((person) => [null, '替班'].map((reason) => ({ hours, person, reason }))))
    for (const { hours, person, reason } of cases) {
      await moveTo(0)
      await query('truncate duty, duty_handover restart identity cascade')
      await plan('day', turn('day', 0, 12), turn('night', 12, 24), turn('day', 24, 36))
      await moveTo(hours)
      // nobody has taken over: it is the turn from 12 to 24 that is handed over all the while
      const may = person !== 'steward' && person !== 'night' && hours >= 12 - LEAD && (person === 'day' || reason !== null)
      const { status, body } = await give(person, 'x', { reason })
      expect([hours, person, reason, status]).toEqual([hours, person, reason, may ? 201 : person === 'steward' ? 403 : 422])
      if (may) expect([body.fromPerson, body.toPerson, body.reason]).toEqual(['day', 'night', person === 'day' ? null : reason])
      given += Number(may)
      const shown = await now(person === 'steward' ? 'demo' : person)
      expect([shown.gives, shown.givenFrom]).toEqual([person === 'day', at(12 - LEAD)])
    }
    expect(given).toBe(2 * 4) // at two of the moments: the day’s own both times, two others by their reason
  }) // prettier-ignore

  test('confirms as whom the rota names, in its hour; for whom has no account another does, with a reason; then the turn is theirs', async () => {
    await plan('day', turn('day', 0, 12), turn('乙', 12, 24))
    await moveTo(11.5)
    const given = (await give('day')).body
    expect(given).toMatchObject({ inPlace: true, takenFrom: at(12 - LEAD) })
    // the turn is put off: who confirms waits for its hour again
    const turns = async () => (await desks.day!.get('/duties?from=2026-03-02')).body.rows
    const [, ahead] = await turns()
    const moved = (fields: object, one = ahead) => desks.day!.post(`/duties/${one.id}`).send({ account: null, person: '乙', fromAt: at(14), untilAt: at(24), seen: one.changedAt, ...fields }) // prettier-ignore
    expect((await moved({})).status).toBe(201)
    const why = { reason: '乙没有账号，由我代接' }
    expect(said(await end('chiefly', given, 'take', why))).toEqual([422, 'entry-refused'])
    await moveTo(14 - LEAD)
    expect((await end('chiefly', given)).body).toMatchObject({ code: 'entry-refused', issues: [{ at: 'body.reason' }] })
    expect(said(await end('steward', given, 'take', why))).toEqual([403, 'not-allowed'])
    expect((await end('chiefly', given, 'take', why)).body).toMatchObject({ state: 'taken', taker: 'chiefly', takerReason: why.reason }) // prettier-ignore
    for (const fields of [{ person: '丙' }, { fromAt: at(15) }]) expect((await moved(fields, (await turns())[1])).status, JSON.stringify(fields)).toBe(422) // prettier-ignore
    expect((await moved({ untilAt: at(23) }, (await turns())[1])).body.untilAt).toBe(at(23))
  })

  test('is answered the same where the same is sent twice at once: given, taken and written', async () => {
    await plan('day', turn('day', 0, 12), turn('night', 12, 24))
    await moveTo(11.5)
    /** All three wait before any of them has written, and go on together. */
    const twice = async <Answer extends { status: number; body: object }>(
      table: string,
      send: () => PromiseLike<Answer>,
    ) => {
      const holder = await connect()
      await holder.query(`begin; lock table ${table} in share row exclusive mode`)
      const sent = Promise.all([send(), send(), send()])
      const waiting = async () => (await query('select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()')).rowCount // prettier-ignore
      await expect.poll(waiting, { timeout: 20_000 }).toBe(3)
      await holder.query('commit')
      holder.release()
      const answers = await sent
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
      expect(answers.map(({ body }) => body)).toEqual(Array(3).fill(answers[0]!.body))
      return answers[0]!.body
    }
    const request = randomUUID()
    const given = (await twice('duty_handover', () => give('day', 'x', { request }))) as {
      id: number
      changedAt: string
    }
    await twice('duty_handover', () => end('night', given))
    expect(said(await end('chiefly', given))).toEqual([409, 'entry-changed'])
    const logged = randomUUID()
    await twice('duty_log', () => desks.day!.post('/duties/log').send({ request: logged, kind: 'call', text: '一次' }))
    const { rows } = await query('select (select count(*) from duty_handover)::int as handovers, (select count(*) from duty_log)::int as entries') // prettier-ignore
    expect(rows).toEqual([{ handovers: 1, entries: 1 }])
  })
})

describe('what of the rota presses', () => {
  interface Due {
    kind: string
    seat: string
    person: string | null
    fromAt: string
    untilAt: string | null
    handover: number | null
  }
  const dues = async (desk: string): Promise<Due[]> => (await desks[desk]!.get('/duties/dues')).body.rows
  const SECOND = 1 / 3600

  test('is a turn within the hour: told to whose it is, and of who has no account to who plans, until it begins or was taken over', async () => {
    await plan('day', turn('day', -2, 10), turn('night', 10, 20), turn('乙', 20, 30), turn('chiefly', 0, 72, 'leader'))
    const near = async (desk: string, hours: number) => {
      await moveTo(hours)
      return (await dues(desk)).filter(({ kind }) => kind !== 'unplanned').map(({ kind, seat, person, fromAt }) => [kind, seat, person, fromAt])
    }
    const own = [['soon', 'officer', 'night', at(10)]]
    for (const [hours, told] of [[9 - SECOND, []], [9, own], [10 - SECOND, own], [10, []]] as const) {
      expect([hours, await near('night', hours)]).toEqual([hours, told])
      for (const other of ['day', 'chiefly', 'demo']) expect([hours, other, await near(other, hours)]).toEqual([hours, other, []])
    }
    await end('night', (await give('day')).body)
    const call = [['call', 'officer', '乙', at(20)]]
    for (const who of ['day', 'night', 'chiefly', 'demo']) expect([who, await near(who, 19.5)]).toEqual([who, call])
    await end('chiefly', (await give('night')).body, 'take', { reason: '乙没有账号' })
    expect(await near('day', 19.9)).toEqual([])
    expect((await desks.steward!.get('/duties/dues')).status).toBe(403)
  }) // prettier-ignore

  /** Times without anybody among so many minutes of a day, one minute after the other. */
  function gapsOf(turns: readonly (readonly [seat: string, from: number, until: number])[], now: number) {
    const minute = (n: number) => at(n / 60)
    const gaps: string[][] = []
    for (let n = now; n < now + 1_440; n++) {
      if (turns.some(([, from, until]) => from <= n && n < until)) continue
      if (gaps.at(-1)?.[1] === minute(n)) gaps.at(-1)![1] = minute(n + 1)
      else gaps.push([minute(n), minute(n + 1)])
    }
    return gaps
  }

  test('is each time of the next 24 hours in which nobody has a seat, as counted minute by minute', async () => {
    let seed = 85
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
    for (let round = 0; round < 6; round++) {
      await moveTo(0)
      await query('truncate duty, duty_handover restart identity cascade')
      const turns: (readonly [seat: string, from: number, until: number])[] = []
      for (const seat of ['officer', 'leader'])
        for (let from = -60 + random(300); from < 1_600 && round > 0;) {
          const until = from + 60 + random(500)
          turns.push([seat, from, until])
          from = until + [0, 0, 1, 90, 400][random(5)]!
        }
      if (turns.length > 0) expect((await plan('day', ...turns.map(([seat, from, until]) => turn('甲', from / 60, until / 60, seat)))).status).toBe(201) // prettier-ignore
      const now = random(120)
      await moveTo(now / 60)
      const told = (await dues('chiefly')).filter(({ kind }) => kind === 'unplanned')
      for (const seat of ['officer', 'leader']) {
        const gaps = gapsOf(turns.filter(([of]) => of === seat), now) // prettier-ignore
        expect([round, seat, told.filter((one) => one.seat === seat).map(({ fromAt, untilAt }) => [fromAt, untilAt])]).toEqual([round, seat, gaps]) // prettier-ignore
      }
    }
  })

  test('is a handover that nobody took half an hour into its turn: then the leader ends it with a reason that is kept, and the seat is free', async () => {
    const { rows } = await query('select extract(epoch from app.duty_patience()) / 60 as minutes')
    expect(Number(rows[0].minutes)).toBe(DUTY_PATIENCE_MINUTES)
    await plan('day', turn('day', 0, 12), turn('night', 12, 24), turn('chiefly', 0, 72, 'leader'))
    await moveTo(11.5)
    const given = (await give('day')).body
    const why = { reason: '夜班人员联系不上，改由他人接' }
    const shown = async (desk: string) => (await desks[desk]!.get('/duties/handovers')).body.rows[0]
    const untaken = async (desk: string) => (await dues(desk)).filter(({ kind }) => kind === 'untaken')
    await moveTo(12 + DUTY_PATIENCE_MINUTES / 60 - SECOND)
    expect([await untaken('chiefly'), (await shown('chiefly')).ends]).toEqual([[], false])
    expect(said(await end('chiefly', given, 'withdraw', why))).toEqual([422, 'entry-refused'])
    await moveTo(12 + DUTY_PATIENCE_MINUTES / 60)
    expect(await untaken('chiefly')).toEqual([{ kind: 'untaken', seat: 'officer', person: 'night', fromAt: at(12), untilAt: null, handover: given.id }]) // prettier-ignore
    for (const [desk, ends] of [['chiefly', true], ['day', false], ['night', false], ['demo', false], ['steward', false]] as const)
      expect([desk, (await shown(desk)).ends]).toEqual([desk, ends]) // prettier-ignore
    for (const desk of ['night', 'demo']) expect([desk, ...said(await end(desk, given, 'withdraw', why))]).toEqual([desk, 403, 'not-allowed']) // prettier-ignore
    for (const reason of [null, undefined]) expect((await end('chiefly', given, 'withdraw', { reason })).body).toMatchObject({ code: 'entry-refused', issues: [{ at: 'body.reason' }] }) // prettier-ignore
    const ended = await end('chiefly', given, 'withdraw', why)
    expect(ended.body).toMatchObject({ state: 'withdrawn', person: 'day', taker: null, ender: 'chiefly', endReason: why.reason, ends: false }) // prettier-ignore
    expect((await end('chiefly', given, 'withdraw', why)).body).toEqual(ended.body)
    expect((await desks.steward!.get('/duties/log?kind=withdrawal')).body.rows).toMatchObject([{ person: 'chiefly', text: why.reason }]) // prettier-ignore
    expect(await untaken('chiefly')).toEqual([])
    // who takes it back keeps no reason, and is no ender
    const again = (await give('day')).body
    expect((await end('day', again, 'withdraw', why)).body).toMatchObject({ state: 'withdrawn', ender: null, endReason: null }) // prettier-ignore
    await expect(query(`update duty_handover set ender = 'x' where id = $1`, [given.id]).then(() => query(`update duty_handover set end_reason = null where id = $1`, [given.id]))).rejects.toMatchObject({ constraint: 'duty_handover_ender' }) // prettier-ignore
  })
})
