/** The duty rota 值班: who plans, that a seat has one person at a time, and a log that only grows. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { DUTY_RIGHTS, MOST_DUTY_AHEAD_DAYS } from '#core/domain/duties.ts'
import { type PostKind, POSTS } from '#core/domain/posts.ts'
import { dutyHouse } from './dutiesBook.ts'

const { accounts, at, desks, end, give, moveTo, now, plan, query, said, turn, who } = dutyHouse()

describe('the rota', () => {
  test('is written by whom the table of rights names, and by nobody else', async () => {
    const { rows } = await query<{ post: PostKind; act: string }>('select post, act from duty_right')
    const flat = Object.entries(DUTY_RIGHTS).flatMap(([post, acts]) => acts.map((act) => `${post} ${act}`))
    expect(rows.map(({ post, act }) => `${post} ${act}`).sort()).toEqual(flat.sort())
    let hours = 0
    for (const post of Object.keys(POSTS) as PostKind[]) {
      const desk = who({ role: POSTS[post].scope, post, person: 'x' })
      const answer = await desk.post('/duties').send({ turns: [turn('甲', (hours += 2), hours + 2)] })
      expect(answer.status, post).toBe(DUTY_RIGHTS[post]?.includes('plan') ? 201 : 403)
    }
    await expect(query(`set role anjian_actor; select set_config('app.role', 'government', false), set_config('app.post', 'data-steward', false);
      insert into duty (seat, person, from_at, until_at) values ('officer', 'x', app.now(), app.now() + interval '1 hour')`)).rejects.toThrow(/row-level security/) // prettier-ignore
    await query('reset role; reset all')
  })

  test('ends within 400 days, to the instant, when it is planned and when it is changed', async () => {
    const last = MOST_DUTY_AHEAD_DAYS * 24
    expect((await plan('day', turn('甲', last - 12, last))).status).toBe(201)
    const far = await plan('day', turn('乙', last + 1, last + 1.001), turn('丙', 1, 2))
    expect([...said(far), far.body.issues?.[0]?.at]).toEqual([422, 'entry-refused', 'body.untilAt'])
    const never = { ...turn('丁', 0, 1), fromAt: '9999-12-30T00:00:00Z', untilAt: '9999-12-31T00:00:00Z' }
    expect(said(await plan('day', never))).toEqual([422, 'entry-refused'])
    await expect(query(`update duty set until_at = until_at + interval '1 second'`)).rejects.toMatchObject({ constraint: 'duty_refused_far' }) // prettier-ignore
    expect((await query('select person from duty')).rows).toEqual([{ person: '甲' }])
  })

  test('gives a seat to one person at a time, to the instant, and the other seat to another', async () => {
    expect((await plan('day', turn('day', 0, 12), turn('night', 12, 24))).status).toBe(201)
    for (const [from, until] of [
      [11.999, 12.5],
      [-1, 0.01],
      [2, 3],
      [23, 25],
    ] as const)
      // prettier-ignore
      expect(said(await plan('day', turn('day', from, until)))).toEqual([422, 'entry-refused'])
    expect((await plan('day', turn('day', 24, 36), turn('chiefly', 0, 24, 'leader'))).status).toBe(201)
    // all or none
    expect((await plan('day', turn('day', 36, 48), turn('day', 40, 50))).status).toBe(422)
    expect((await desks.day!.get('/duties?from=2026-03-02')).body.rows).toHaveLength(4)
  })

  test('refuses who does not hold the post of the seat, turns longer than three days, and what is past', async () => {
    const cases = [turn('chiefly', 1, 2), turn('day', 1, 2, 'leader'), turn('day', 0, 72.01), turn('day', -25, 2), turn('day', -3, 0), { ...turn('甲', 1, 2), account: accounts.day }, turn(null, 1, 2)] // prettier-ignore
    for (const one of cases) expect((await plan('day', one)).status, JSON.stringify(one)).toBeGreaterThanOrEqual(400)
    await query(`update post set until_at = app.now() where account = $1`, [accounts.night])
    expect(said(await plan('day', turn('night', 1, 2)))).toEqual([422, 'entry-refused'])
    await query(`update post set until_at = null where account = $1`, [accounts.night])
    expect((await plan('day', turn('night', -23, 49))).status).toBe(201)
  })

  test('changes what is to come, of what has begun the end alone, and nothing unseen', async () => {
    const [running, ahead] = (await plan('day', turn('day', 0, 12), turn('night', 12, 24))).body
    const change = (one: { id: number; changedAt: string }, fields: object, seen = one.changedAt) =>
      desks.night!.post(`/duties/${one.id}`).send({ account: accounts.day, fromAt: at(0), untilAt: at(12), seen, ...fields }) // prettier-ignore
    await moveTo(1)
    expect(said(await change(running, { account: accounts.night }))).toEqual([422, 'entry-refused'])
    expect(said(await change(running, { fromAt: at(0.5) }))).toEqual([422, 'entry-refused'])
    expect(said(await change(running, { untilAt: at(0.9) }))).toEqual([422, 'entry-refused'])
    expect((await change(running, { untilAt: at(11) })).body).toMatchObject({ person: 'day', untilAt: at(11) })
    expect(said(await change(running, { untilAt: at(12) }))).toEqual([409, 'entry-changed'])
    expect((await change(ahead, { account: null, person: '乙', fromAt: at(11), untilAt: at(24) })).body).toMatchObject({ person: '乙', account: null }) // prettier-ignore
    const { body } = await desks.day!.get('/duties?from=2026-03-02')
    const drop = (one: { id: number; changedAt: string }) =>
      desks.day!.delete(`/duties/${one.id}?seen=${one.changedAt}`)
    expect(said(await drop(body.rows[0]))).toEqual([422, 'entry-refused'])
    expect(said(await drop(ahead))).toEqual([409, 'entry-changed'])
    expect((await drop(body.rows[1])).status).toBe(200)
  })

  test('names every gap of either seat within what is planned, from now on, by the days of China', async () => {
    // nothing is planned yet: it says so, and calls it no gap
    expect((await desks.day!.get('/duties?from=2026-03-02')).body).toMatchObject({
      gaps: [],
      plannedUntil: { officer: null, leader: null },
    })
    // hours from 08:30 in China: midnight is at 15.5
    await plan(
      'day',
      turn('day', -2, 8),
      turn('night', 9, 15.5),
      turn('day', 15.5, 24),
      turn('chiefly', 1, 10, 'leader'),
    )
    const gapsOf = async (query: string) =>
      (await desks.day!.get(`/duties?${query}`)).body.gaps.map(({ seat, fromAt, untilAt }: Record<string, string>) => [seat, fromAt, untilAt]) // prettier-ignore
    expect(await gapsOf('from=2026-03-02&days=1')).toEqual([
      ['leader', at(0), at(1)],
      ['officer', at(8), at(9)],
      ['leader', at(10), at(15.5)],
    ])
    expect(await gapsOf('from=2026-03-03&days=7')).toEqual([['leader', at(15.5), at(24)]])
    expect(await gapsOf('from=2026-03-10&days=7')).toEqual([])
    const days = async (from: string) => (await desks.day!.get(`/duties?from=${from}&days=1`)).body.rows.length
    expect([await days('2026-03-01'), await days('2026-03-02'), await days('2026-03-03'), await days('2026-03-04')]).toEqual([0, 3, 1, 0]) // prettier-ignore
    expect((await desks.day!.get('/duties?from=2026-03-02')).body.plannedUntil).toEqual({ officer: at(24), leader: at(10) }) // prettier-ignore
  })

  test('tells the others in office who is on duty now, with the phone where they may know it, as the account has it now', async () => {
    await plan('day', turn('day', 0, 12), turn('night', 12, 24))
    await query(`update account set phone = '13911112222' where id = $1`, [accounts.day])
    expect((await now('chief')).duty).toMatchObject({ person: 'day', phone: '13911112222' })
    expect(await now('chief')).toMatchObject({ next: null, handover: null })
    expect((await now('worker')).duty).toMatchObject({ person: 'day', phone: null })
    expect((await now('day')).next).toMatchObject({ person: 'night' })
    expect((await desks.chief!.get('/duties?from=2026-03-02')).status).toBe(403)
    await moveTo(12)
    expect((await now('chief')).duty.person).toBe('night')
    await moveTo(24)
    expect(await now('chief')).toMatchObject({ duty: null })
    await query(`update account set phone = '1380000' || lpad(id::text, 4, '0')`)
  })
})

describe('the log', () => {
  const write = (desk: string, text: string, fields: object = {}) =>
    desks[desk]!.post('/duties/log').send({ request: randomUUID(), kind: 'call', text, ...fields })

  test('only grows, whoever asks', async () => {
    await write('day', '市局来电')
    for (const change of [`update duty_log set text = 'x'`, 'delete from duty_log'])
      await expect(query(change)).rejects.toMatchObject({ constraint: 'duty_log_stays' })
    expect(said(await write('steward', 'x'))).toEqual([403, 'not-allowed'])
    expect(said(await write('day', 'x', { corrects: 999 }))).toEqual([422, 'entry-refused'])
    expect((await write('night', '更正：省厅来电', { corrects: 1 })).body).toMatchObject({ person: 'night', corrects: 1 }) // prettier-ignore
  })

  test('joins handovers, is searched by text, name, kind and day of China, and pages without losing or doubling', async () => {
    await plan('day', turn('day', 0, 12), turn('night', 12, 24))
    await moveTo(11.5)
    await end('night', (await give('day', '交接注意')).body)
    for (const [hours, text] of [[15.4999, '末刻'], [15.5, '零点'], [15.5, '同刻']] as const) {
      await moveTo(hours)
      await write('night', text)
    } // prettier-ignore
    const asked = async (query: object) => (await desks.steward!.get('/duties/log').query(query)).body
    const texts = async (query: object) => (await asked(query)).rows.map(({ text }: { text: string }) => text).sort()
    expect(await texts({ from: '2026-03-03' })).toEqual(['同刻', '零点'].sort())
    expect(await texts({ until: '2026-03-02', kind: 'call' })).toEqual(['末刻'])
    expect(await texts({ search: 'NIGHT', kind: 'call' })).toHaveLength(3)
    expect(await texts({ search: '注意' })).toEqual(['交接注意'])
    expect((await asked({ kind: 'takeover' })).rows).toMatchObject([{ person: 'night', handover: 1 }])
    const whole = (await asked({ limit: 50 })).rows.map(({ key }: { key: string }) => key)
    const paged: string[] = []
    for (let after: string | undefined = undefined; after !== null;) {
      const page: { rows: { key: string }[]; next: string | undefined; total: number } = await asked({
        limit: 2,
        after,
      })
      expect(page.total).toBe(5)
      paged.push(...page.rows.map(({ key }) => key))
      after = page.next
    }
    expect(paged).toEqual(whole)
    expect(new Set(whole).size).toBe(5)
  })
})
