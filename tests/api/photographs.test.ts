import { randomInt, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { DOCUMENT_KINDS } from '#core/contract/documents.ts'
import { FILE_SECTIONS } from '#core/domain/fileSections.ts'
import type { PostKind } from '#core/domain/posts.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { jpegOf, pdfOf } from '../files/documents.ts'
import { documentsBook, said, steward } from './documentsBook.ts'

const shelf = documentsBook()
/** A photograph that nobody sent before. */
const photograph = () => Buffer.concat([jpegOf(40, 30), Buffer.from(`${randomUUID()}${randomInt(1e9)}`)])
const PHOTO = { name: '现场.jpg', kind: 'photo', section: 'hazards' }

/** Who is asked for below, by what they wear: of `own`, of `other`, or of both. */
interface Case {
  readonly who: Omit<Actor, 'person' | 'grids'> & { readonly grids?: readonly number[] }
  readonly reach: readonly ('own' | 'other')[]
  /** Written by hand from the rule, apart from the table it is held against. */
  readonly adds: 'any' | readonly string[]
}
let cases: Case[]
let hazardOf: Record<'own' | 'other', number>
const enterpriseOf = (which: 'own' | 'other') => shelf[which]
const actorOf = ({ who }: Case): Actor => ({ person: '某人', grids: [], ...who })
const nameOf = ({ who, reach }: Case) => `${who.role} ${who.post ?? 'without a post'} of ${reach.join()}`

beforeAll(async () => {
  const { rows } = await shelf.book.owner.query<{ id: number; grid: number; department: number }>(
    'select id, grid, lead_department as department from enterprise where id = any ($1)',
    [[shelf.own, shelf.other]],
  )
  const [near, far] = [rows.find(({ id }) => id === shelf.own)!, rows.find(({ id }) => id === shelf.other)!]
  const both = ['own', 'other'] as const
  const led = both.filter((which) => (which === 'own' ? near : far).department === near.department)
  const two = ['hazards', 'inspections']
  cases = [
    { who: { role: 'government' }, reach: both, adds: 'any' },
    { who: { role: 'government', post: 'data-steward' }, reach: both, adds: 'any' },
    { who: { role: 'government', post: 'leader' }, reach: both, adds: two },
    { who: { role: 'government', post: 'duty-officer' }, reach: both, adds: two },
    { who: { role: 'department', post: 'department-officer', department: near.department }, reach: led, adds: two },
    { who: { role: 'department', department: near.department }, reach: led, adds: two },
    { who: { role: 'grid', post: 'grid-chief', grids: [near.grid] }, reach: ['own'], adds: two },
    { who: { role: 'grid', post: 'grid-worker', grids: [far.grid] }, reach: ['other'], adds: two },
    { who: { role: 'grid', grids: [near.grid] }, reach: ['own'], adds: two },
    { who: { role: 'expert', post: 'expert', enterprises: [shelf.own] }, reach: ['own'], adds: two },
    { who: { role: 'expert', post: 'expert', enterprises: [] }, reach: [], adds: two },
    { who: { role: 'enterprise', post: 'safety-manager', enterprise: shelf.own }, reach: ['own'], adds: 'any' },
    { who: { role: 'enterprise', enterprise: shelf.other }, reach: ['other'], adds: 'any' },
    { who: { role: 'enterprise', post: 'worker', enterprise: shelf.own }, reach: ['own'], adds: ['hazards'] },
    { who: { role: 'system', post: 'system-administrator' }, reach: [], adds: [] },
    { who: { role: 'security', post: 'security-administrator' }, reach: [], adds: [] },
    { who: { role: 'audit', post: 'audit-administrator' }, reach: [], adds: [] },
    { who: { role: 'wall', conditions: [] }, reach: [], adds: [] },
  ]
  const made = async (enterprise: number) =>
    (await shelf.book.owner.query<{ id: number }>(`insert into hazard (enterprise, source, description, found_at, due_at)
      values ($1, 'patrol', '照片', app.now(), app.now() + interval '5 days') returning id`, [enterprise])).rows[0]!.id
  hazardOf = { own: await made(shelf.own), other: await made(shelf.other) }
}) // prettier-ignore

const mayAdd = ({ reach, adds }: Case, which: 'own' | 'other', kind: string, section: string | undefined) =>
  reach.includes(which) && (adds === 'any' || (kind === 'photo' && section !== undefined && adds.includes(section)))
/** Every case at both enterprises, with each kind and section. */
const everyWay = (kinds: readonly string[], sections: readonly (string | undefined)[]) =>
  cases.flatMap((one) =>
    (['own', 'other'] as const).flatMap((which) =>
      kinds.flatMap((kind) => sections.map((section) => [one, which, kind, section] as const)),
    ),
  )

describe('who adds which photographs', () => {
  test('by the policies of the database: every post, kind and scope, photographs to every section', async () => {
    const wrong: string[] = []
    const ways = [...everyWay(['photo'], [undefined, ...FILE_SECTIONS]), ...everyWay(DOCUMENT_KINDS, [undefined, 'hazards', 'inspections', 'licences'])]
    for (const [one, which, kind, section] of ways) {
      const row = sql`insert into document (enterprise, section, kind, title, file_name, media_type, bytes, sha256)
        values (${enterpriseOf(which)}::integer, ${section ?? null}, ${kind}, 'x', 'x.jpg', 'image/jpeg', 1, encode(sha256(${randomUUID()}::bytea), 'hex'))`
      const done = await inScope(shelf.book.pool, actorOf(one), async (db) => {
        await db.run(row)
        throw new Error('taken back')
      }).catch(({ code, message }: { code?: string; message: string }) => (code === '42501' ? 'refused' : message))
      const expected = mayAdd(one, which, kind, section) ? 'taken back' : 'refused'
      if (done !== expected) wrong.push(`${nameOf(one)}: ${kind} ${section} at ${which}: ${done}`)
    }
    expect(wrong).toEqual([])
  }) // prettier-ignore

  test('by the server the same, with a name for each refusal', async () => {
    for (const [one, which, kind, section] of everyWay(['photo', 'report'], [undefined, 'hazards', 'inspections', 'licences'])) {
      shelf.as(actorOf(one))
      const answer = await shelf.desk.upload(enterpriseOf(which), photograph(), { name: 'a.jpg', kind, ...(section && { section }) })
      const name = `${nameOf(one)}: ${kind} ${section} at ${which}: ${JSON.stringify(answer.body)}`
      if (mayAdd(one, which, kind, section)) expect(answer.status, name).toBe(201)
      else expect(['not-allowed', 'not-found'], name).toContain(answer.body.code)
    }
  }) // prettier-ignore

  test('and nobody of them deletes one', async () => {
    shelf.as(steward)
    const document = await shelf.added(shelf.own, photograph(), PHOTO)
    for (const one of cases.filter(({ adds }) => adds !== 'any')) {
      shelf.as(actorOf(one))
      const { status } = await shelf.desk.ask('DELETE', `/enterprises/${shelf.own}/documents/${document}`)
      expect([403, 404], nameOf(one)).toContain(status)
      const gone = inScope(shelf.book.pool, actorOf(one), (db) => db.run(sql`delete from document where id = ${document}::integer`))
      expect(await gone, nameOf(one)).toBe(0)
    }
  }) // prettier-ignore

  test('what is called a photograph is one, by server and database', async () => {
    const chief = actorOf(cases.find(({ who }) => who.post === 'grid-chief')!)
    shelf.as(chief)
    const answer = await shelf.desk.upload(shelf.own, pdfOf('不是照片'), { name: 'a.pdf', kind: 'photo', section: 'hazards' })
    expect([...said(answer), answer.body.detail]).toEqual([422, 'document-refused', expect.stringMatching(/JPEG.*\n.*JPEG/)])
    const past = inScope(shelf.book.pool, chief, (db) =>
      db.run(sql`insert into document (enterprise, section, kind, title, file_name, media_type, bytes, sha256) values
        (${shelf.own}::integer, 'hazards', 'photo', 'x', 'x.pdf', 'application/pdf', 1, ${'0'.repeat(64)})`),
    )
    await expect(past).rejects.toMatchObject({ code: '42501' })
  }) // prettier-ignore
})

describe('a photograph that is sent again', () => {
  const as = (post: PostKind) => shelf.as(actorOf(cases.find(({ who }) => who.post === post)!))

  test('because its answer was lost is one document, ten times at once, and with the file full', async () => {
    as('grid-chief')
    const [bytes, request] = [photograph(), randomUUID()]
    const before = await shelf.count('document')
    const answers = await Promise.all(Array.from({ length: 10 }, () => shelf.desk.upload(shelf.own, bytes, { ...PHOTO, request })))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.document}`)).size).toBe(1)
    expect(answers[0]!.status).toBe(201)
    expect(await shelf.count('document')).toBe(before + 1)
    await shelf.book.owner.query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256)
      select $1, 'other', 'fill', 'x.pdf', 'application/pdf', 1, encode(sha256(g::text::bytea), 'hex')
      from generate_series(1, 500 - (select count(*)::int from document where enterprise = $1)) g`, [shelf.own])
    expect(said(await shelf.desk.upload(shelf.own, photograph(), PHOTO))).toEqual([422, 'document-quota'])
    expect((await shelf.desk.upload(shelf.own, bytes, { ...PHOTO, request })).body).toEqual(answers[0]!.body)
    await shelf.book.owner.query(`delete from document where title = 'fill'`)
  }) // prettier-ignore

  test('with the request of another file, of another enterprise, or of one that is out of sight, is refused by name', async () => {
    as('leader')
    const [bytes, request] = [photograph(), randomUUID()]
    expect((await shelf.desk.upload(shelf.own, bytes, { ...PHOTO, request })).status).toBe(201)
    const refused = async (id: number, file: Buffer) => {
      const { body } = await shelf.desk.upload(id, file, { ...PHOTO, request })
      return [body.code, (body.issues as { at: string }[])[0]?.at]
    }
    const before = await shelf.count('document')
    expect(await refused(shelf.own, photograph())).toEqual(['request-taken', 'query.request'])
    expect(await refused(shelf.other, bytes)).toEqual(['request-taken', 'query.request'])
    as('grid-worker') // of the other grid
    expect(await refused(shelf.other, bytes)).toEqual(['request-taken', 'query.request'])
    expect(await shelf.count('document')).toBe(before)
  })

  test('without a request, or with another one, is there already', async () => {
    as('grid-chief')
    const bytes = photograph()
    expect((await shelf.desk.upload(shelf.own, bytes, { ...PHOTO, request: randomUUID() })).status).toBe(201)
    expect(said(await shelf.desk.upload(shelf.own, bytes, PHOTO))).toEqual([422, 'document-taken'])
    expect(said(await shelf.desk.upload(shelf.own, bytes, { ...PHOTO, request: randomUUID() }))).toEqual([422, 'document-taken'])
  }) // prettier-ignore
})

describe('what the device says of a photograph', () => {
  test('is kept and told as it was said', async () => {
    shelf.as(steward)
    const told = { takenAt: '2026-06-15T01:00:00.000Z', lng: '121.2500001', lat: '37.5', accuracyM: '12.5', hazard: String(hazardOf.own) } // prettier-ignore
    const id = await shelf.added(shelf.own, photograph(), { ...PHOTO, ...told })
    const row = (await shelf.rowsOf(shelf.own)).find((one) => one.id === id)
    expect(row).toMatchObject({
      takenAt: told.takenAt, position: [121.2500001, 37.5], accuracyM: 12.5, hazard: hazardOf.own, section: 'hazards', kind: 'photo',
    }) // prettier-ignore
  })

  test.each([
    ['a longitude alone', { lng: '121' }, 'query.lat'],
    ['a latitude alone', { lat: '37' }, 'query.lng'],
    ['an accuracy of nothing', { accuracyM: '5' }, 'query.accuracyM'],
    ['a latitude beyond the pole', { lng: '121', lat: '91' }, 'query.lat'],
    ['a negative accuracy', { lng: '121', lat: '37', accuracyM: '-1' }, 'query.accuracyM'],
    ['a number of another spelling', { lng: '1e2', lat: '37' }, 'query.lng'],
    ['the year 0', { takenAt: '0000-01-01T00:00:00Z' }, 'query.takenAt'],
    ['a hazard of what is no photograph', { kind: 'report', hazard: '1' }, 'query.hazard'],
    ['a request that is no uuid', { request: 'x' }, 'query.request'],
  ])('is refused where it is %s', async (_, fields, at) => {
    const { body } = await shelf.desk.upload(shelf.own, photograph(), { ...PHOTO, ...fields })
    expect([body.code, (body.issues as { at: string }[])[0]?.at]).toEqual(['invalid-request', at])
    await shelf.expectTidy()
  })

  test('names no hazard of another enterprise, nor one that is not there: the database holds it as well', async () => {
    const before = await shelf.count('document')
    for (const hazard of [hazardOf.other, 2_000_000_000]) {
      const { body } = await shelf.desk.upload(shelf.own, photograph(), { ...PHOTO, hazard: String(hazard) })
      expect([body.code, (body.issues as { at: string }[])[0]?.at]).toEqual(['invalid-request', 'query.hazard'])
    }
    const past = shelf.book.owner.query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256, hazard)
      values ($1, 'photo', 'x', 'x.jpg', 'image/jpeg', 1, repeat('0', 64), $2)`, [shelf.own, hazardOf.other])
    await expect(past).rejects.toMatchObject({ constraint: 'document_of_hazard' })
    expect(await shelf.count('document')).toBe(before)
  }) // prettier-ignore

  test('stays in the file when its hazard is gone, and the history keeps of which it was', async () => {
    const { rows } = await shelf.book.owner.query<{ id: number }>(`insert into hazard (enterprise, source, description, found_at, due_at)
      values ($1, 'patrol', '会删', app.now(), app.now()) returning id`, [shelf.own])
    const hazard = rows[0]!.id
    const id = await shelf.added(shelf.own, photograph(), { ...PHOTO, hazard: String(hazard) })
    await shelf.book.owner.query('delete from hazard where id = $1', [hazard])
    expect((await shelf.rowsOf(shelf.own)).find((one) => one.id === id)).toMatchObject({ hazard: null })
    expect(await shelf.count(`history where table_name = 'document' and row_id = $1 and (before ->> 'hazard')::integer = $2`, [id, hazard])).toBe(1)
  }) // prettier-ignore
})
