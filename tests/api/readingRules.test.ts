/** How long values are kept, as people set it: over the version that was seen, never below the law, and a shorter time only in words. */
import { expect, test } from 'vitest'
import type { ReadingRuleRow } from '#core/contract/readingRules.ts'
import type { Output } from '#core/contract/route.ts'
import type { readingRules } from '#core/contract/readingRules.ts'
import { inScope } from '../../server/db/db.ts'
import { Sql } from '../../server/db/sql.ts'
import { keepByRule, rollUpAll } from '../../server/features/sensors/keeping.ts'
import { deskOf } from './desk.ts'
import type { Actor } from '../../server/db/actor.ts'
import type { PostKind } from '#core/domain/posts.ts'
import { DAY, NOW, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const as = (post: PostKind): Actor => ({
  role: 'government',
  person: post === 'leader' ? '周领导' : '吴数据',
  post,
  grids: [],
})
const desk = (post: PostKind) => deskOf(it.book, as(post))
const list = async () => (await desk('duty-officer').get('/reading-rules')).body as Output<typeof readingRules.list>
const wanted = { rawDays: 60, minuteDays: 400, hourDays: null, reason: '事故调查要用', seen: 1 }
const set = async (body: object, post: PostKind = 'data-steward') => {
  const { status, body: told } = await desk(post)
    .post('/reading-rules')
    .send({ ...wanted, ...body })
  return { status, told: told as ReadingRuleRow & { code: string; issues: { at: string }[] } }
}

test('a version is set over the one that was seen, by a leader or the data steward; of two at once one is refused', async () => {
  expect((await set({}, 'duty-officer')).status).toBe(403)
  const both = await Promise.all([set({}), set({ rawDays: 61 }, 'leader')])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await set({})).told.code).toBe('entry-changed')
  const { rows } = await list()
  expect(rows.map(({ version, madeBy, reason }) => [version, madeBy, reason])).toEqual([[expect.any(Number), both[0]!.status === 201 ? '吴数据' : '周领导', wanted.reason], [1, '系统', '法定不少于 30 日；另留 5 日余量']])
  expect(rows[0]!.madeAt).toBe(NOW.toISOString())
}) // prettier-ignore

test('a shorter time is refused unless its words are written; below thirty days it is refused whatever is written', async () => {
  const seen = (await list()).rows[0]!.version
  for (const shorter of [{ rawDays: 30 }, { rawDays: 90, minuteDays: 399 }, { rawDays: 90, hourDays: 4000 }]) {
    const refused = await set({ ...shorter, seen })
    expect([shorter, refused.status, refused.told.issues.map(({ at }) => at)]).toEqual([shorter, 400, ['body.confirm']])
    expect((await set({ ...shorter, seen, confirm: '缩短' })).status).toBe(400)
  }
  for (const [wrong, at] of [[{ rawDays: 29 }, 'rawDays'], [{ rawDays: 401 }, 'minuteDays'], [{ hourDays: 399 }, 'hourDays']] as const)
    expect((await set({ ...wrong, seen, confirm: '缩短保存期限' })).told.issues.map((one) => one.at)).toContain(`body.${at}`)
  expect((await list()).rows[0]!.version).toBe(seen)
  expect((await set({ rawDays: 45, seen, confirm: ' keep less ' })).status).toBe(201)
  // a longer one needs no words
  expect((await set({ rawDays: 50, seen: (await list()).rows[0]!.version })).status).toBe(201)
}) // prettier-ignore

test('it shows each day that is kept with its room, and which of them the next sweep drops; those and no others go', async () => {
  const sensor = await it.sensor()
  for (const back of [51, 50, 40, 0]) await it.write([{ sensor, at: NOW.getTime() - back * DAY, value: back }])
  const dayOf = (back: number) => new Date(NOW.getTime() - back * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
  const before = await list()
  expect(before.days.filter(({ goes }) => goes).map(({ day }) => day)).toEqual([dayOf(51)])
  expect(before.days.map(({ day }) => day)).toEqual(expect.arrayContaining([dayOf(50), dayOf(40), dayOf(0)]))
  expect([before.today, before.days.every(({ bytes }) => bytes > 0)]).toEqual([dayOf(0), true])
  expect((await set({ rawDays: 39, seen: before.rows[0]!.version, confirm: '缩短保存期限' })).status).toBe(201)
  const going = (await list()).days.filter(({ goes }) => goes).map(({ day }) => day)
  expect(going).toEqual([dayOf(51), dayOf(50), dayOf(40)])
  await rollUpAll(it.book.pool)
  expect(await keepByRule(it.book.pool)).toEqual(going)
  expect((await list()).days.some(({ goes }) => goes)).toBe(false)
})

test('versions only grow, whoever writes; an operator’s follow the latest, and each is in the audit', async () => {
  await expect(it.run('update reading_rule set raw_days = 3000')).rejects.toMatchObject({ constraint: 'reading_rule_stays' })
  await it.run("insert into reading_rule (raw_days, minute_days, reason, made_by) values (70, 400, '运维', '别人')")
  const told = await it.many<{ follows: number; made_by: string; before: number }>('select follows, made_by, (select max(p.version) from reading_rule p where p.version < r.version) as before from reading_rule r order by version desc limit 1')
  expect(told[0]).toEqual({ follows: told[0]!.before, made_by: expect.not.stringContaining('别人'), before: told[0]!.before })
  const [{ n, rows }] = (await it.many("select (select count(*)::int from audit where topic = 'reading_rule' and after is not null) as n, (select count(*)::int from reading_rule where version > 1) as rows")) as [{ n: number; rows: number }]
  expect(n).toBeGreaterThanOrEqual(rows)
  const straight = (post: PostKind, text: string) => inScope(it.book.pool, as(post), (db) => db.raw(new Sql([text], []))).then(() => 'done', ({ message }: Error) => message)
  expect(await straight('duty-officer', "insert into reading_rule (raw_days, minute_days, reason) values (31, 400, 'x')")).toMatch('row-level security')
  expect(await straight('leader', "insert into reading_rule (raw_days, minute_days, reason, made_by) values (31, 400, 'x', 'y')")).toMatch('permission denied')
  expect(await straight('leader', 'delete from reading_rule')).toMatch('permission denied')
}) // prettier-ignore
