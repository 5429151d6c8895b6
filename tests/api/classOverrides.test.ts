import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WholeFile } from '#core/contract/enterpriseFiles.ts'
import type { TimelineEvent } from '#core/contract/timelines.ts'
import { OVERRIDE_POSTS } from '#core/domain/enterpriseClass.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { renewOnce } from '../../server/features/enterprises/renewing.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

const NOW = new Date('2026-06-15T02:00:00Z')
const REASON = '列入年度重点检查单位名单'
let book: FreshDatabase
let id: number
let department: number
beforeAll(async () => {
  book = await freshDatabase()
  const one = async (text: string, values: unknown[] = []) => (await book.owner.query<{ id: number }>(text, values)).rows[0]!.id
  department = await one(`insert into department (code, name, person, phone, industries) values ('d', '应急局', '甲', '0535-1234567', '{C}') returning id`)
  id = await one(`insert into enterprise (scheme, identifier, name, industry, staff, source) values ('test', 'x', '厂', 'C26', 101, 'import') returning id`)
}) // prettier-ignore
afterAll(() => book.drop())
beforeEach(async () => {
  await book.clock.set(NOW)
  await book.owner.query('delete from enterprise_change')
  await book.owner.query('delete from accident')
  await book.owner
    .query(`update enterprise set class_override = null, class_override_reason = null, class_override_until = null,
    class_override_by = null, class_override_at = null, vetoed_at = null`)
})

const actorOf = (post: PostKind, more: Partial<Actor> = {}): Actor => {
  const { scope, zh } = POSTS[post]
  return { role: scope, person: zh, account: POST_KINDS.indexOf(post) + 1, post, grids: scope === 'grid' ? [1] : [],
    ...(scope === 'department' && { department }), ...(scope === 'enterprise' && { enterprise: id }), ...more }
} // prettier-ignore
const by = (post: PostKind, more?: Partial<Actor>) => deskOf(book, actorOf(post, more))
const override = (body: object, post: PostKind = 'data-steward', more?: Partial<Actor>) =>
  by(post, more)
    .post(`/enterprises/${id}/class`)
    .send({ class: 'A', reason: REASON, until: '2026-12-31', seen: null, ...body })
const lift = (post: PostKind = 'data-steward') => by(post).delete(`/enterprises/${id}/class`)
const file = async (post: PostKind = 'data-steward') =>
  WholeFile.parse((await by(post).get(`/enterprises/${id}/file`)).body)
const events = async (): Promise<TimelineEvent[]> =>
  (await by('data-steward').get(`/enterprises/${id}/timeline`).query({ limit: 50 })).body.events
const told = (event: TimelineEvent | undefined) => event && [event.source, event.by, event.title, event.consequences.map(({ before, after }) => `${before}${after}`).join()] // prettier-ignore

describe('an override', () => {
  test('stands above the rule upward and downward, says why and until when, and is taken back', async () => {
    expect((await override({})).body).toEqual({ consequences: [{ fact: 'class', id: null, subject: null, before: 'B', after: 'A' }] }) // prettier-ignore
    const { file: head, classified } = await file()
    expect([head.class, head.classComputed, head.classOverrideUntil]).toEqual(['A', 'B', '2026-12-31'])
    expect(classified).toMatchObject({ computed: 'B', kept: 'B', override: { class: 'A', reason: REASON, until: '2026-12-31', by: '数据管理员', over: false } }) // prettier-ignore
    expect(told((await events())[0])).toEqual(['override', '数据管理员', REASON, 'BA'])
    expect((await events())[0]?.fields).toEqual({ classOverride: { before: null, after: { class: 'A', until: '2026-12-31' } } }) // prettier-ignore
    await book.clock.set(new Date('2026-06-16T02:00:00Z'))
    // what another person set meanwhile is not replaced unseen
    const unseen = await override({ class: 'C' }, 'department-officer')
    expect([unseen.status, unseen.body.code]).toEqual([409, 'entry-changed'])
    expect((await override({ class: 'C', seen: classified.override?.at })).status).toBe(201)
    const rows = (await by('data-steward').get('/enterprises')).body.rows
    expect(rows).toMatchObject([{ class: 'C', classOverrideUntil: '2026-12-31' }])
    expect((await lift()).body.consequences).toMatchObject([{ before: 'C', after: 'B' }])
    expect((await events()).slice(0, 3).map(({ source }) => source)).toContain('override-lifted')
    expect((await file()).classified.override).toBeNull()
    expect((await lift()).body).toMatchObject({ status: 422, issues: [{ at: 'body.class' }] })
  })

  test.each([
    ['a reason that says nothing', { reason: '有必要  ' }, 400],
    ['a reason of nine characters and blanks', { reason: '一二三四五六七八九   ' }, 400],
    ['yesterday', { until: '2026-06-14' }, 422],
    ['more than a year', { until: '2027-06-16' }, 422],
    ['what the rule says', { class: 'B' }, 422],
  ])('is refused for %s', async (_why, body, status) => {
    expect((await override(body)).status).toBe(status)
    expect((await file()).classified.override).toBeNull()
  })

  test.each([{ until: '2026-06-15' }, { until: '2027-06-15' }, { reason: '一二三四五六七八九十' }])(
    'may be %o',
    async (body) => {
      expect((await override(body)).status).toBe(201)
    },
  )

  test.each(POST_KINDS)('%s: as the table says, within the scope', async (post) => {
    const may = (OVERRIDE_POSTS as readonly PostKind[]).includes(post)
    const { status } = await override({}, post)
    expect(status).toBe(may ? 201 : 403)
    expect((await file()).classified.override === null).toBe(!may)
    if (may) expect((await file(post)).classified.mayOverride).toBe(true)
    if (post === 'department-officer') expect((await override({ class: 'C' }, post, { department: department + 1 })).status).toBe(404) // prettier-ignore
  })

  test('is written by the doors alone', async () => {
    for (const call of [
      `override_class(${id}, 'A', '${REASON}', '2026-12-31')`,
      `override_seen(${id}, 'A', '${REASON}', '2026-12-31', null)`,
      `lift_class_override(${id})`,
    ])
      await expect(book.pool.query(`begin; set local role anjian_actor; select app.${call}`)).rejects.toThrow()
    const { rows } = await book.owner.query('select app.override_posts() as posts')
    expect(rows[0]).toEqual({ posts: [...OVERRIDE_POSTS] })
    await expect(book.owner.query(`update enterprise set class_override = 'A', class_override_reason = 'x'`)).rejects.toThrow('enterprise_override_whole') // prettier-ignore
    await expect(book.owner.query(`update enterprise set class_override = 'A', class_override_reason = 'x', class_override_by = 'x',
      class_override_at = app.now(), class_override_until = '2027-06-16'`)).rejects.toThrow('enterprise_override_until') // prettier-ignore
  })
})

describe('as time passes', () => {
  test('an override holds to the end of its last day, is told to be over from then on, and a sweep ends it', async () => {
    await override({ until: '2026-06-20' })
    await book.clock.set(new Date('2026-06-20T15:59:59Z'))
    expect(await renewOnce(book.pool)).toEqual({ ended: 0, stepped: 0 })
    expect((await file()).classified.override).toMatchObject({ over: false })
    await book.clock.set(new Date('2026-06-20T16:00:00Z'))
    expect((await file()).classified.override).toMatchObject({ class: 'A', over: true })
    expect(await renewOnce(book.pool)).toEqual({ ended: 1, stepped: 0 })
    expect(await renewOnce(book.pool)).toEqual({ ended: 0, stepped: 0 })
    expect((await file()).file).toMatchObject({ class: 'B', classOverride: null, classOverrideUntil: null })
    expect(told((await events())[0])).toEqual(['override-ended', null, null, 'AB'])
  })

  test('an event steps the class back once it is twelve months over, and the file says so before the sweep was there', async () => {
    await book.owner.query(`insert into accident (enterprise, happened_on, deaths, serious_injuries, direct_loss, description) values ($1, '2026-06-01', 1, 0, 0, '坠落')`, [id]) // prettier-ignore
    expect((await file()).file.class).toBe('A')
    await book.clock.set(new Date('2027-05-31T15:59:59Z'))
    expect(await renewOnce(book.pool)).toEqual({ ended: 0, stepped: 0 })
    await book.clock.set(new Date('2027-05-31T16:00:00Z'))
    expect((await file()).classified).toMatchObject({ computed: 'B', kept: 'A' })
    expect(await renewOnce(book.pool)).toEqual({ ended: 0, stepped: 1 })
    expect((await file()).file).toMatchObject({ class: 'B', classReasons: ['staff-over-100'] })
    expect(told((await events())[0])).toEqual(['event-over', null, null, 'AB'])
    expect(await renewOnce(book.pool)).toEqual({ ended: 0, stepped: 0 })
  })

  test('an event that was dated ahead begins', async () => {
    await book.owner.query(`update enterprise set vetoed_at = '2026-06-15T03:00:00Z'`)
    expect((await file()).file.class).toBe('B')
    await book.clock.set(new Date('2026-06-15T03:00:00Z'))
    expect(await renewOnce(book.pool)).toEqual({ ended: 0, stepped: 1 })
    expect(told((await events())[0])).toEqual(['event-begun', null, null, 'BA'])
  })
})

test('each input is told with its value, where it came from and what it asks for', async () => {
  await by('data-steward')
    .post(`/enterprises/${id}`)
    .send({ fields: { crowded: true } })
  await book.owner.query(`insert into risk_point (enterprise, name, method, profile, likelihood, consequence, score, level) values ($1, '配电室', 'LS', 'DB37', 3, 3, 9, 3)`, [id]) // prettier-ignore
  const { classified } = await file()
  const row = (name: string) => classified.inputs.find(({ input }) => input === name)
  expect(row('staff')).toMatchObject({ value: 101, source: 'import', triggers: 'B', decides: true })
  expect(row('crowded')).toMatchObject({
    value: true,
    source: 'person',
    by: '数据管理员',
    triggers: 'B',
    decides: true,
  })
  expect(row('risk')).toMatchObject({ value: 3, of: '配电室', source: 'derived', triggers: 'B', decides: true })
  expect(row('majorHazardSource')).toMatchObject({ value: false, triggers: null, decides: false })
  expect(classified.lower).toEqual([[{ input: 'risk', to: 4 }, { input: 'crowded', to: null }, { input: 'staff', to: 100 }]]) // prettier-ignore
})
