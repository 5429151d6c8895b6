import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ReportHead, ReportPeriod } from '#core/contract/reports.ts'
import { POST_KINDS, type PostKind, POSTS } from '#core/domain/posts.ts'
import { periodsOf, REPORT_POSTS, REPORT_RULE } from '#core/domain/reports.ts'
import { ROLES } from '#core/domain/roles.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { type Sql, sql } from '../../server/db/sql.ts'
import { deskOf } from './desk.ts'
import { officer } from './reportsBook.ts'
import { type QuarterBook, quarterBook, told } from './reportsQuarter.ts'

let quarter: QuarterBook
let book: QuarterBook['book']
beforeAll(async () => {
  quarter = await quarterBook()
  book = quarter.book
})
afterAll(() => book.drop())
beforeEach(() => quarter.anew())

const by: QuarterBook['by'] = (...of) => quarter.by(...of)
const prepare: QuarterBook['prepare'] = (...of) => quarter.prepare(...of)
const sign: QuarterBook['sign'] = (...of) => quarter.sign(...of)
const read = (id: number) => quarter.read(id)
const asOwner = (text: string) => quarter.asOwner(text)
const signed = () => quarter.signed()
const refusal = (constraint: string) => expect.objectContaining({ constraint })

describe('a period', () => {
  test('that is not over is not counted, and is so at its very end', async () => {
    await book.clock.set(new Date('2025-09-30T15:59:59.999Z'))
    expect(told(await prepare())).toEqual([422, 'report-refused'])
    await book.clock.set(new Date('2025-09-30T16:00:00Z'))
    expect(told(await prepare())).toEqual([201, undefined])
  })

  test('is due on the 15th, late from the 16th on, and stays as late as it was signed', async () => {
    const q3 = async (): Promise<ReportPeriod> =>
      (await by('leader').get('/reports').query({ year: 2025 })).body.periods[2]
    expect(await q3()).toMatchObject({ period: '2025-Q3', dueOn: '2025-10-15', isOver: true, daysLate: 0, reports: [] })
    await book.clock.set(new Date('2025-10-18T03:00:00Z'))
    expect(await q3()).toMatchObject({ daysLate: 3 })
    const { body } = await prepare()
    expect(await q3()).toMatchObject({ daysLate: 3, reports: [{ id: body.id, state: 'draft', maySign: true }] })
    await sign(body)
    await book.clock.set(new Date('2025-11-30T03:00:00Z'))
    expect(await q3()).toMatchObject({ daysLate: 3, reports: [{ state: 'signed', signedBy: '领导', maySign: false }] })
  })

  test('of the year that was due last is shown first, and years go as far back as the book', async () => {
    await book.clock.set(new Date('2026-01-10T00:00:00Z'))
    const { body } = await by('leader').get('/reports')
    expect([body.year, body.years]).toEqual([2025, [2026, 2025]])
    expect(body.periods.map(({ period, isOver }: ReportPeriod) => [period, isOver])).toEqual(
      periodsOf(2025).map((period) => [period, true]),
    )
  })
})

describe('who', () => {
  test('prepares, signs and sees it is what the core says, to the database, too', async () => {
    const draft: ReportHead = (await prepare()).body
    for (const post of POST_KINDS) {
      const isOf = POSTS[post].scope === 'government'
      expect((await by(post).get(`/reports/${draft.id}`)).status, post).toBe(isOf ? 200 : 403)
      expect((await by(post).get('/reports')).status, post).toBe(isOf ? 200 : 403)
      const mayPrepare = (REPORT_POSTS.prepare as readonly PostKind[]).includes(post)
      const maySign = (REPORT_POSTS.sign as readonly PostKind[]).includes(post)
      expect((await prepare(post, { period: '2025-Q2' })).status, post).toBe(mayPrepare ? 201 : 403)
      if (!maySign) expect(told(await sign(draft, post)), post).toEqual([403, 'not-allowed'])
      for (const [may, door] of [
        [mayPrepare, sql`select app.prepare_report('2025-Q2', null)`],
        [mayPrepare, sql`select app.drop_report((select id from report where period = '2025-Q2'))`],
        [maySign, sql`select app.sign_report(${draft.id}::integer, 'x')`],
      ] as const)
        expect((await codeOf(officer(post), door)) !== '42501', post).toBe(may)
    }
    expect(told(await sign(draft))).toEqual([201, undefined])
  })

  test('sees rows past the server: whoever is of the district’s side, and nobody else', async () => {
    await prepare()
    for (const role of ROLES.filter((each) => each !== 'public')) {
      const actor: Actor = { role, person: 'x', grids: [2], department: 1, enterprise: 1, enterprises: [1] }
      for (const table of [sql`report`, sql`report_hazard`, sql`report_figure`]) {
        const n = await inScope(book.pool, actor, (db) => db.run(sql`select from ${table}`))
        expect(n > 0, role).toBe(role === 'government')
      }
    }
    const nobody: Actor = { role: 'public', person: '公众', grids: [] }
    expect(await codeOf(nobody, sql`select from report`)).toBe('42501')
  })

  test('writes the tables past their doors: nobody', async () => {
    await prepare()
    for (const statement of [
      sql`update report set reason = 'x'`,
      sql`delete from report`,
      sql`insert into report_figure values (1, 'total', '', '', 'found', 1)`,
      sql`update report_figure set value = 0`,
      sql`delete from report_hazard`,
      sql`select app.report_hash(1)`,
      sql`select app.hazards_at(1, now(), now())`,
    ])
      // prettier-ignore
      expect(await codeOf(officer('data-steward'), statement)).toBe('42501')
  })

  test('prepared it does not sign it, under another post either; a namesake does', async () => {
    const draft: ReportHead = (await prepare()).body
    const same = { account: officer('duty-officer').account!, person: '换了岗位的人' }
    expect((await by('leader', same).get(`/reports/${draft.id}`)).body.maySign).toBe(false)
    expect(told(await sign(draft, 'leader', same))).toEqual([403, 'report-own'])
    await expect(asOwner(`update report set state = 'signed', signed_at = app.now(), signed_by = 'x', signed_account = prepared_account`)).rejects.toEqual(refusal('report_not_own')) // prettier-ignore
    expect(told(await sign(draft, 'leader', { account: 77, person: POSTS['duty-officer'].zh }))).toEqual([201, undefined]) // prettier-ignore
  })

  test('is a demo identity is told apart by name alone', async () => {
    const demo = (person: string) => deskOf(book, { role: 'government', person, grids: [] })
    const { body } = await demo('值班').post('/reports').send({ period: '2025-Q3' })
    expect(told(await demo('值班').post(`/reports/${body.id}/signature`).send({ hash: body.hash }))).toEqual([403, 'report-own']) // prettier-ignore
    expect(told(await demo('领导').post(`/reports/${body.id}/signature`).send({ hash: body.hash }))).toEqual([201, undefined]) // prettier-ignore
  })
})

const codeOf = (actor: Actor, statement: Sql): Promise<string> =>
  inScope(book.pool, actor, (db) => db.run(statement)).then(
    () => 'done',
    (error: { code?: string; constraint?: string }) => error.code ?? String(error),
  )

describe('a signature', () => {
  test('is for what was seen: a draft that was counted anew meanwhile is another', async () => {
    const draft: ReportHead = (await prepare()).body
    await asOwner(`update hazard set major = not major where id = 1`)
    await book.clock.set(new Date('2025-10-13T00:00:00Z'))
    const again: ReportHead = (await prepare()).body
    expect([again.id === draft.id, again.hash === draft.hash]).toEqual([true, false])
    expect(told(await sign(draft))).toEqual([409, 'report-changed'])
    expect((await sign(again)).body).toMatchObject({ state: 'signed', signedBy: '领导', signedAt: '2025-10-13T00:00:00.000Z', preparedBy: '值班员' }) // prettier-ignore
    expect(told(await sign(again))).toEqual([409, 'report-signed'])
  })

  test.each([
    ['a figure', `update report_figure set value = value + 1 where section = 'total' and measure = 'found'`],
    ['a row', `delete from report_hazard where hazard = (select min(hazard) from report_hazard)`],
    ['what is told of a row', `update report_hazard set description = 'y' where hazard = (select min(hazard) from report_hazard)`],
  ])('is refused by the database where %s was tampered with', async (_name, text) => {
    const draft: ReportHead = (await prepare()).body
    await asOwner(text)
    await expect(asOwner(`update report set state = 'signed', signed_by = 'x', signed_account = 99, signed_at = app.now() where id = ${draft.id}`)).rejects.toEqual(refusal('report_untrue'))
    // also where the hash was written anew, if the figures are not those of the rows
    await asOwner(`update report set hash = app.report_hash(id)`)
    const after = book.owner.query(`update report set state = 'signed', signed_by = 'x', signed_account = 99, signed_at = app.now() where id = ${draft.id}`)
    if (text.includes('description')) await after
    else await expect(after).rejects.toEqual(refusal('report_untrue'))
  }) // prettier-ignore

  test('freezes: whatever becomes of the book, it says and opens what it did', async () => {
    const { id } = await signed()
    const open = async () => (await by('leader').get(`/reports/${id}/rows`).query({ measure: 'open', limit: 200 })).body
    const [report, rows] = [await read(id), await open()]
    expect(report).toMatchObject({ rule: REPORT_RULE, dueOn: '2025-10-15', period: '2025-Q3' })
    expect(report.versions).toEqual(
      Object.fromEntries(
        (await asOwner(`select layer, version::int from layer_version where layer = any ('{hazards,enterprises,grids,departments}')`)).rows.map(({ layer, version }) => [layer, version]), // prettier-ignore
      ),
    )
    await asOwner('begin; delete from hazard where id % 3 = 0; update hazard set major = true; update grid set name = name || 1; commit') // prettier-ignore
    expect([await read(id), await open()]).toEqual([report, rows])
    expect(rows.total).toBe(report.figures.find(({ section, measure }) => section === 'total' && measure === 'open')!.value) // prettier-ignore
  })

  test.each([
    `update report set reason = 'x'`,
    `update report set hash = sha256('x')`,
    `update report set signed_by = 'x'`,
    `update report set state = 'draft', signed_by = null, signed_at = null, signed_account = null`,
    `delete from report`,
    `update report_figure set value = 0`,
    `delete from report_figure`,
    `insert into report_figure select report, 'grid', '99', '', 'found', 1 from report_figure limit 1`,
    `update report_hazard set description = 'x'`,
    `delete from report_hazard`,
    `insert into report_hazard select (r).* from (select jsonb_populate_record(h, '{"hazard": 99999}') as r from report_hazard h limit 1) r`,
    `truncate report_hazard`,
    `truncate report, report_hazard, report_figure`,
  ])('is final: the owner is refused, too: %s', async (text) => {
    await signed()
    await expect(asOwner(text)).rejects.toEqual(refusal('report_signed'))
  })

  test('cannot be given at birth, and nothing is superseded by nothing', async () => {
    await expect(asOwner(`insert into report (period, state, rule, versions, prepared_by, prepared_at, hash, signed_by, signed_at)
      values ('2024', 'signed', 'HR-1', '{}', 'x', app.now(), sha256('x'), 'y', app.now())`)).rejects.toEqual(refusal('report_signed')) // prettier-ignore
    await signed()
    await expect(asOwner(`update report set state = 'superseded'`)).rejects.toEqual(refusal('report_superseded_by'))
  })
})

describe('a correction', () => {
  test('names what it corrects and why, and takes its place when it is signed', async () => {
    const first = await signed()
    const reason = '补录漏报'
    expect(told(await prepare())).toEqual([422, 'report-refused'])
    const { body } = await prepare('data-steward', { period: '2025-Q3', reason })
    expect(body).toMatchObject({ state: 'draft', supersedes: first.id, reason })
    expect(await read(first.id)).toMatchObject({ state: 'signed', supersededBy: null })
    expect((await sign(body)).body).toMatchObject({ state: 'signed', supersedes: first.id, reason })
    expect(await read(first.id)).toMatchObject({ state: 'superseded', supersededBy: body.id, hash: first.hash })
    const { periods } = (await by('leader').get('/reports').query({ year: 2025 })).body
    expect(periods[2].reports.map(({ id, state }: ReportHead) => [id, state])).toEqual([[body.id, 'signed'], [first.id, 'superseded']]) // prettier-ignore
    await expect(asOwner(`update report set reason = 'x' where id = ${first.id}`)).rejects.toEqual(refusal('report_signed')) // prettier-ignore
  })

  test('of the period before is told beside what was counted, and what came after it stands on it', async () => {
    const signedOf = async (body: object) => (await sign((await prepare('duty-officer', body)).body)).body as ReportHead
    const q3 = await signed()
    expect(await read(q3.id)).toMatchObject({ previous: null, signedBefore: null, signedYearBefore: null })
    const q2 = await signedOf({ period: '2025-Q2' })
    expect(await read(q3.id)).toMatchObject({ previous: null, signedBefore: q2.id })
    const again = await signedOf({ period: '2025-Q3', reason: '上期已签发' })
    expect(await read(again.id)).toMatchObject({ previous: q2.id, signedBefore: q2.id })
    const corrected = await signedOf({ period: '2025-Q2', reason: '补录漏报' })
    expect(await read(again.id)).toMatchObject({ previous: q2.id, signedBefore: corrected.id })
  })

  test('is of something: without a signed report there is none', async () => {
    const { status, body } = await prepare('duty-officer', { period: '2025-Q3', reason: 'x' })
    expect([status, body.code, body.issues[0].at]).toEqual([422, 'report-refused', 'body.reason'])
  })

  test('that is thrown away leaves the signed one; what is signed is not thrown away', async () => {
    const first = await signed()
    const { body } = await prepare('data-steward', { period: '2025-Q3', reason: '误' })
    expect(told(await by('duty-officer').delete(`/reports/${body.id}`))).toEqual([200, undefined])
    expect(told(await by('duty-officer').delete(`/reports/${body.id}`))).toEqual([404, 'not-found'])
    const refused = await by('duty-officer').delete(`/reports/${first.id}`)
    expect([...told(refused), refused.body.detail]).toEqual([
      409,
      'report-signed',
      expect.stringMatching(/已签发，不能删除.*\n.*signed: it cannot be deleted/),
    ])
    expect(await read(first.id)).toMatchObject({ state: 'signed' })
  })
})

test('leaves a row of the audit for each act, and is news to open pages', async () => {
  const version = async () => (await asOwner(`select version::int as n from layer_version where layer = 'reports'`)).rows[0]!.n // prettier-ignore
  const before = await version()
  await signed()
  const { rows } = await asOwner(`select act, person, after ->> 'state' as state from audit where topic = 'report' order by id desc limit 1`) // prettier-ignore
  expect(rows).toEqual([{ act: 'update', person: '领导', state: 'signed' }])
  expect(await version()).toBeGreaterThan(before)
})
