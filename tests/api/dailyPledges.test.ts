import { describe, expect, test } from 'vitest'
import type { Pledge } from '#core/contract/pledges.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { actorOf, type PersonKey } from './hazardLoopBook.ts'
import { worksHouse } from './worksBook.ts'

const { after, clockAt, desks, filed, figure, many, pool, step } = worksHouse()

describe('a pledge', () => {
  const NONE = { units: 4, running: 2, stopped: 1, overhauled: 1, hotSpecial: 0, hotFirst: 0, hotSecond: 0, confined: 0, otherWorks: 0, trial: false, startStop: false, tanks: 'normal', judgement: '风险可控', promise: '承诺全天安全运行', principal: '王厂长' } // prettier-ignore
  const pledge = (fields: object = {}, who: PersonKey = 'manager', id = 1) =>
    desks[who].put(`/pledges/${id}`).send({ ...NONE, day: '2024-08-29', seen: 0, ...fields })
  test('is made for today alone, by the calendar of China, and counted as missing from midnight on', async () => {
    await clockAt(new Date('2024-08-29T15:59:59.999Z'))
    expect(await figure('pledges-missing')).toBe(2)
    expect((await pledge({ day: '2024-08-30' })).body.issues[0].at).toBe('body.day')
    expect((await pledge()).status).toBe(200)
    expect([await figure('pledges-missing'), await figure('pledges-missing', 'manager')]).toEqual([1, 0])
    await clockAt(new Date('2024-08-29T16:00:00Z'))
    expect([await figure('pledges-missing'), await figure('pledges-missing', 'manager')]).toEqual([2, 1])
    expect((await pledge({ seen: 1, trial: true })).body.issues[0].at).toBe('body.day')
    // past the route: what was pledged yesterday stands
    const late = inScope(pool(), actorOf('manager'), (db) =>
      db.run(sql`update daily_pledge set trial = true where enterprise = 1`),
    )
    await expect(late).rejects.toMatchObject({ constraint: 'daily_pledge_today' })
    const { body } = await desks.leader.get('/indicators/pledges-missing/rows').query({ part: 'all' })
    expect(body.rows.items.map(({ id }: { id: number }) => id).sort()).toEqual([1, 2])
  })
  test('is corrected on its day by who saw it, and what it said before is kept', async () => {
    await pledge()
    const stale = await pledge({ hotFirst: 1 })
    expect([stale.status, (stale.body.present as Pledge).version]).toEqual([409, 1])
    expect((await pledge({ hotFirst: 1, seen: 1 })).body).toMatchObject({ hotFirst: 1, version: 2 })
    const [kept] = await many<{ before: { hot_first: number } }>(
      `select before from history where table_name = 'daily_pledge'`,
    )
    expect(kept!.before.hot_first).toBe(0)
    expect(await many('select from daily_pledge')).toHaveLength(1)
    expect((await pledge({ running: 3, seen: 2 })).body.issues[0].at).toBe('body.units')
  })
  test('is read in scope and written by the own safety manager', async () => {
    await pledge()
    for (const who of ['leader', 'duty', 'officer', 'chief', 'worker'] as const)
      expect((await pledge({ seen: 1 }, who)).status, who).toBe(403)
    expect((await pledge({}, 'manager', 2)).status).toBe(404)
    const seen = async (who: PersonKey) => ((await desks[who].get('/pledges')).body as { rows: { enterprise: number; pledge: unknown }[] }).rows.map((row) => [row.enterprise, row.pledge !== null]) // prettier-ignore
    expect([await seen('leader'), await seen('chief')]).toEqual([
      [
        [2, false],
        [1, true],
      ],
      [[1, true]],
    ])
    expect((await desks.expert.get('/pledges')).status).toBe(403)
  })
  test('stands beside the works that are written down for its day, and neither is corrected', async () => {
    await pledge({ hotFirst: 2 })
    await filed()
    const over = await filed({ kind: 'confined', level: null })
    await step(over, 'cancel', { note: '改期' })
    // until 01:00 of the next day
    await filed({ kind: 'road', level: null, untilAt: after(15 * 60) })
    const { body } = await desks.chief.get('/pledges')
    expect(body.rows[0].pledge.hotFirst).toBe(2)
    expect(body.rows[0].registered).toEqual({ hotSpecial: 0, hotFirst: 1, hotSecond: 0, confined: 0, otherWorks: 1 })
    const ahead = await desks.chief.get('/pledges').query({ day: '2024-08-30' })
    expect([ahead.status, ahead.body.code, ahead.body.issues[0].at]).toEqual([422, 'pledge-refused', 'query.day'])
    await clockAt(new Date('2024-08-29T16:00:00Z'))
    const { body: next } = await desks.chief.get('/pledges').query({ day: '2024-08-30' })
    expect(next.rows[0].registered).toEqual({ hotSpecial: 0, hotFirst: 0, hotSecond: 0, confined: 0, otherWorks: 1 })
  })
})
