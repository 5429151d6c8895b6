import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HandAct } from '#core/domain/hazardActs.ts'
import type { FreshDatabase } from './database.ts'
import { attend, deed, desksOf, evidenced, later, loopBook, NOW, type PersonKey } from './hazardLoopBook.ts'
import { walks } from './hazardWalk.ts'

let book: FreshDatabase
let desks: ReturnType<typeof desksOf>
beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
})
afterAll(() => book.drop())
const { report, file, go, refused } = walks(
  () => book,
  () => desks,
)

describe('the due time', () => {
  const told = async (id: number, who: PersonKey, act: HandAct, fields: Record<string, unknown>) => {
    const { events } = await file(id)
    const { status, body } = await desks[who].post(`/hazards/${id}/events`).send(deed(act, events, fields))
    return [status, body.issues?.[0]?.at, body.detail]
  }
  const verified = async (who: PersonKey, source: string) => {
    const id = await report(who, { source, dueAt: later(5) })
    await go(id, [['officer', 'verify']])
    return id
  }

  test('of what is overdue is not moved by dispatching it, by whoever', async () => {
    const id = await verified('manager', 'self')
    await book.clock.set(new Date(later(6)))
    for (const who of ['manager', 'officer', 'leader', 'chief'] as const) {
      expect((await desks[who].get(`/hazards/${id}`)).body.dueBound).toBe('stands')
      expect(await told(id, who, 'dispatch', { dueAt: later(20) })).toEqual([422, 'body.dueAt', expect.stringMatching(/已超期.*请按现期限派发.*\n.*with the one that stands/)]) // prettier-ignore
    }
    const given = await go(id, [['officer', 'dispatch', { dueAt: later(5) }]])
    expect(given).toMatchObject({ state: 'dispatched', dueAt: later(5), overdue: true, overdueDays: 1 })
    await book.clock.set(NOW)
  })

  test('with a part of a millisecond is met by what a device can send', async () => {
    const id = await verified('chief', 'patrol')
    const { rows } = await book.owner.query<{ due: string }>(`with late as (insert into hazard (request, enterprise, source, description, found_at, due_at)
      values (gen_random_uuid(), 1, 'patrol', '细', app.now() - interval '3 days', app.now() - interval '1 day 0.000877 seconds') returning id) select id as due from late`) // prettier-ignore
    const fine = Number(rows[0]!.due)
    await go(fine, [['officer', 'verify']])
    const { dueAt } = await file(fine)
    expect(await go(fine, [['officer', 'dispatch', { dueAt }]])).toMatchObject({ state: 'dispatched', overdue: true })
    expect(await file(id)).toMatchObject({ dueBound: null })
  })

  test('is set no later by the enterprise itself, while whoever supervises sets it as before', async () => {
    const [own, given] = [await verified('manager', 'self'), await verified('manager', 'self')]
    expect((await desks.manager.get(`/hazards/${own}`)).body.dueBound).toBe('no-later')
    expect(await told(own, 'manager', 'dispatch', { dueAt: later(6) })).toEqual([422, 'body.dueAt', expect.stringMatching(/不能晚于现期限.*申请延期.*\n.*ask for an extension/)]) // prettier-ignore
    expect(await go(own, [['manager', 'dispatch', { dueAt: later(4) }]])).toMatchObject({ dueAt: later(4) })
    expect(await go(given, [['officer', 'dispatch', { dueAt: later(30) }]])).toMatchObject({ dueAt: later(30) })
  })

  test('that has passed is not made away with by an enterprise that voids its own', async () => {
    const id = await report('manager', { source: 'self', dueAt: later(5) })
    await book.clock.set(new Date(later(6)))
    const { may } = (await desks.manager.get(`/hazards/${id}`)).body
    expect(may).toContainEqual({ act: 'void', refusal: 'void-overdue' })
    expect((await told(id, 'manager', 'void', {}))[0]).toBe(422)
    expect(await go(id, [['officer', 'void']])).toMatchObject({ state: 'voided' })
    await book.clock.set(NOW)
  })
})

test('those who patrol accept and submit for no enterprise that has an active account of its own', async () => {
  const [one, two] = [await report(), await report()]
  for (const id of [one, two]) await go(id, [['officer', 'verify'], ['officer', 'dispatch']]) // prettier-ignore
  await go(two, [['chief', 'accept']])
  await attend(book, true)
  const mayOf = async (who: PersonKey, id: number) => (await desks[who].get(`/hazards/${id}`)).body.may
  for (const who of ['chief', 'runner'] as const) {
    expect(await mayOf(who, one)).toContainEqual({ act: 'accept', refusal: 'attended' })
    expect(await mayOf(who, two)).toContainEqual({ act: 'submit', refusal: 'attended' })
    expect(await refused(one, who, 'accept')).toEqual([422, 'hazard-refused'])
    expect(await refused(two, who, 'submit', await evidenced(book, 'submit'))).toEqual([422, 'hazard-refused'])
  }
  await go(one, [['manager', 'accept']])
  // no longer, or not yet, in that post
  for (const times of [
    ['2020-01-01', later(-1)],
    [later(1), null],
  ]) {
    await book.owner.query('update post set from_at = $1, until_at = $2', times) // prettier-ignore
    expect(await mayOf('chief', one)).toContainEqual({ act: 'submit', refusal: null })
  }
  await attend(book, false)
  expect(await go(two, [['runner', 'submit']])).toMatchObject({ state: 'pending-review' })
  expect(await go(one, [['chief', 'submit']])).toMatchObject({ state: 'pending-review' })
})

test('what an expert found is closed with a day to look back, and an ordinary one needs none', async () => {
  const [expert, plain] = [await report('duty', { source: 'expert' }), await report()]
  for (const id of [expert, plain])
    await go(id, [['officer', 'verify'], ['officer', 'dispatch'], ['manager', 'accept'], ['manager', 'submit']]) // prettier-ignore
  expect(await refused(expert, 'officer', 'pass', { revisitOn: undefined })).toEqual([422, 'hazard-refused'])
  expect(await go(expert, [['officer', 'pass']])).toMatchObject({ state: 'closed', revisitOn: later(30).slice(0, 10) })
  expect(await go(plain, [['officer', 'pass', { revisitOn: undefined }]])).toMatchObject({ state: 'closed', revisitOn: null }) // prettier-ignore
})

test('a report that says more than a report may is refused whole', async () => {
  const sent = { request: randomUUID(), enterprise: 1, source: 'patrol', description: '已闭环的上报', dueAt: later(15) }
  for (const more of [{ state: 'closed' }, { closedAt: later(0) }, { state: 'closed', closedAt: later(0) }]) {
    const { status, body } = await desks.chief.post('/hazards').send({ ...sent, ...more })
    expect([status, body.code]).toEqual([400, 'invalid-request'])
  }
  const { rows } = await book.owner.query(`select from hazard where description = '已闭环的上报'`)
  expect(rows).toHaveLength(0)
})
