import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { HandAct } from '#core/domain/hazardActs.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { jpegOf } from '../files/documents.ts'
import { deskOf } from './desk.ts'
import { documentsBook, said, steward } from './documentsBook.ts'
import { deed } from './hazardLoopBook.ts'

/** The clock of the book of documents. */
const NOW = new Date('2026-06-15T02:00:00Z')
const shelf = documentsBook()
const HOUR = 3_600_000
let duty: Actor
let inspector: Actor
let manager: Actor
const photograph = () => Buffer.concat([jpegOf(40, 30), Buffer.from(randomUUID())])
const PHOTO = { name: '现场.jpg', kind: 'photo', section: 'hazards' }

beforeAll(() => {
  duty = { role: 'government', post: 'duty-officer', person: '值班员', grids: [] }
  inspector = { ...duty, person: '检查员' }
  manager = { role: 'enterprise', post: 'safety-manager', person: '安全员', grids: [], enterprise: shelf.own }
})

const deskFor = (who: Actor) => deskOf(shelf.book, who)
const after = (hours: number) => new Date(NOW.getTime() + hours * HOUR).toISOString()
async function reported(who: Actor = duty, source = 'patrol'): Promise<number> {
  const sent = { request: randomUUID(), enterprise: shelf.own, source, description: '电缆裸露', dueAt: after(240) }
  const { status, body } = await deskFor(who).post('/hazards').send(sent)
  expect([status, body.detail]).toEqual([201, undefined])
  return body.id as number
}
const file = async (id: number) => (await deskFor(duty).get(`/hazards/${id}`)).body
async function act(who: Actor, id: number, name: HandAct, fields: Record<string, unknown> = {}) {
  const { events } = await file(id)
  return deskFor(who).post(`/hazards/${id}/events`).send(deed(name, events, fields, NOW))
} // prettier-ignore
async function go(id: number, ...steps: readonly (readonly [Actor, HandAct, Record<string, unknown>?])[]) {
  for (const [who, name, fields] of steps) {
    const { status, body } = await act(who, id, name, fields)
    expect([name, status, body.detail]).toEqual([name, 201, undefined])
  }
}
const rectifying = async () => {
  const id = await reported()
  await go(id, [duty, 'verify'], [duty, 'dispatch'], [manager, 'accept'])
  return id
}
async function added(who: Actor, fields: Record<string, string> = {}, bytes = photograph()): Promise<number> {
  shelf.as(who)
  return shelf.added(shelf.own, bytes, { ...PHOTO, ...fields })
}
async function dropped(who: Actor, document: number): Promise<[number, string]> {
  shelf.as(who)
  const { status, body } = await shelf.desk.ask('DELETE', `/enterprises/${shelf.own}/documents/${document}`)
  return [status, String(body.code ?? 'done')]
}
const isThere = (document: number) => shelf.count('document where id = $1', [document])
const REFUSED = [422, 'hazard-refused', 'body.documents']
const toldOf = ({ status, body }: { status: number; body: { code: string; issues?: { at: string }[] } }) => [status, body.code, body.issues?.[0]?.at] // prettier-ignore

describe('what a submission cites', () => {
  test('is something: words alone are refused with the rule and the remedy', async () => {
    const id = await rectifying()
    const answer = await act(manager, id, 'submit')
    expect(toldOf(answer)).toEqual(REFUSED)
    expect(answer.body.detail).toMatch(/须有证据.*上传后选入.*\n.*Evidence is needed.*Add one and choose it/s)
    expect((await file(id)).log).toHaveLength(4)
  })

  test('was not cited before, neither as that document nor as the same bytes filed anew', async () => {
    const [one, two] = [await rectifying(), await rectifying()]
    const bytes = photograph()
    const document = await added(manager, {}, bytes)
    await go(one, [manager, 'submit', { documents: [document] }], [duty, 'reject'])
    expect(toldOf(await act(manager, one, 'submit', { documents: [document] }))).toEqual(REFUSED)
    expect(toldOf(await act(manager, two, 'submit', { documents: [document] }))).toEqual(REFUSED)
    const again = await added(manager, { hazard: String(two) }, bytes)
    expect(toldOf(await act(manager, two, 'submit', { documents: [again] }))).toEqual(REFUSED)
    await go(one, [manager, 'submit', { documents: [document, await added(manager)] }])
    expect((await file(one)).log.at(-1).documents).toHaveLength(2)
  })

  test('is no photograph of another hazard, whatever the act; each is cited once', async () => {
    const [id, other] = [await rectifying(), await reported()]
    const foreign = await added(inspector, { hazard: String(other) })
    const own = await added(manager)
    const at = [400, 'invalid-request', 'body.documents']
    expect(toldOf(await act(manager, id, 'submit', { documents: [own, foreign] }))).toEqual(at)
    expect(toldOf(await act(manager, id, 'submit', { documents: [own, own] }))).toEqual(at.with(2, 'body.documents'))
    expect(toldOf(await act(duty, other, 'verify', { documents: [own, own] }))).toEqual(at)
    expect((await file(id)).log).toHaveLength(4)
  })

  test('of what was fixed on the spot is a document, or a photograph that the hazard has', async () => {
    const [bare, shown] = [await reported(), await reported()]
    await go(bare, [duty, 'verify'])
    await go(shown, [duty, 'verify'])
    await added(inspector, { hazard: String(shown) })
    expect(toldOf(await act(duty, bare, 'fix-on-spot'))).toEqual(REFUSED)
    await go(shown, [duty, 'fix-on-spot'])
    await go(bare, [duty, 'fix-on-spot', { documents: [await added(manager)] }])
  })

  test('past the server the database holds the same', async () => {
    const [id, other] = [await rectifying(), await reported()]
    const foreign = await added(inspector, { hazard: String(other) })
    const own = await added(manager)
    const cited = await added(manager)
    await go(other, [duty, 'verify', { documents: [cited] }])
    const submit = (documents: readonly number[]) =>
      inScope(shelf.book.pool, manager, (db) =>
        db.run(sql`insert into hazard_event (hazard, n, act, note, documents) values (${id}::integer, 5, 'submit', '好了', ${[...documents]}::integer[])`),
      ).then(() => 'done', ({ constraint }: { constraint?: string }) => constraint) // prettier-ignore
    expect(await submit([])).toBe('hazard_refused_evidence')
    expect(await submit([cited])).toBe('hazard_refused_evidence')
    expect(await submit([own, foreign])).toBe('hazard_event_evidence_own')
    expect(await submit([own, own])).toBe('hazard_event_evidence_once')
    expect(await submit([own, cited])).toBe('done')
  })
})

describe('evidence stays', () => {
  test('once an event cites it: nobody deletes it, before closing or after, also past the server', async () => {
    const id = await rectifying()
    const [paper, photo] = [await added(manager), await added(manager, { hazard: String(id) })]
    await go(id, [manager, 'submit', { documents: [paper, photo] }])
    const everyone = async () => {
      for (const who of [manager, steward, { ...manager, person: '另一安全员' }])
        for (const document of [paper, photo]) {
          expect([who.person, await dropped(who, document)]).toEqual([who.person, [422, 'document-kept']])
          const gone = inScope(shelf.book.pool, who, (db) => db.run(sql`delete from document where id = ${document}::integer`)) // prettier-ignore
          await expect(gone).rejects.toMatchObject({ constraint: 'document_cited' })
        }
    }
    await everyone()
    await go(id, [duty, 'pass'])
    await everyone()
    expect([await isThere(paper), await isThere(photo)]).toEqual([1, 1])
    shelf.as(manager)
    const { body } = await shelf.desk.ask('DELETE', `/enterprises/${shelf.own}/documents/${paper}`)
    expect(body.detail).toMatch(/不能删除；如有更正，请另行上传.*\n.*add another and cite that/s)
  })

  test('a photograph of a hazard that nothing cites is deleted by whoever added it alone, until it is closed', async () => {
    const id = await rectifying()
    const [seen, own, kept] = [
      await added(inspector, { hazard: String(id) }),
      await added(manager, { hazard: String(id) }),
      await added(manager, { hazard: String(id) }),
    ]
    for (const who of [manager, steward]) expect(await dropped(who, seen)).toEqual([422, 'document-kept'])
    expect(await dropped(steward, own)).toEqual([422, 'document-kept'])
    expect(await dropped(manager, own)).toEqual([200, 'done'])
    await go(id, [manager, 'submit', { documents: [await added(manager)] }], [duty, 'pass'])
    expect(await dropped(manager, kept)).toEqual([422, 'document-kept'])
    expect([await isThere(seen), await isThere(own), await isThere(kept)]).toEqual([1, 0, 1])
  })

  test('of two of one name, the account that added it deletes it alone', async () => {
    const { rows } = await shelf.book.owner.query<{ id: number }>(`insert into account (user_name, name) values ('first.one', '安全员'), ('second.one', '安全员') returning id`) // prettier-ignore
    const [first, second] = rows.map(({ id: account }) => ({ ...manager, account }))
    const document = await added(first!, { hazard: String(await reported()) })
    expect(await dropped(second!, document)).toEqual([422, 'document-kept'])
    expect(await dropped(manager, document)).toEqual([422, 'document-kept'])
    expect(await dropped(first!, document)).toEqual([200, 'done'])
  })

  test('what is no evidence is deleted as ever, and a whole enterprise takes its documents along', async () => {
    expect(await dropped(steward, await added(manager))).toEqual([200, 'done'])
    const { rows } = await shelf.book.owner.query<{ id: number }>(
      `insert into enterprise (scheme, identifier, name) values ('demo', 'GOES', '要走的') returning id`,
    )
    const [gone] = rows
    const sent = {
      request: randomUUID(),
      enterprise: gone!.id,
      source: 'patrol',
      description: '缺门',
      dueAt: after(24),
    }
    const { body } = await deskFor(duty).post('/hazards').send(sent)
    shelf.as(steward)
    const document = await shelf.added(gone!.id, photograph(), { ...PHOTO, hazard: String(body.id) })
    await go(body.id, [duty, 'verify', { documents: [document] }])
    await shelf.book.owner.query('delete from enterprise where id = $1', [gone!.id])
    expect(await isThere(document)).toBe(0)
  })

  test('a deletion beside an act that is under way waits for it, and finds it cited', async () => {
    const id = await rectifying()
    const document = await added(manager)
    const drop = sql`delete from document where id = ${document}::integer`
    const waiting = `pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from document%'`
    let gone: Promise<string> | undefined
    let settled = false
    await inScope(shelf.book.pool, manager, async (db) => {
      await db.run(sql`insert into hazard_event (hazard, n, act, note, documents) values (${id}::integer, 5, 'submit', '好了', array[${document}::integer])`)
      gone = inScope(shelf.book.pool, manager, (other) => other.run(drop)).then(() => 'gone', ({ constraint }: { constraint: string }) => constraint)
      void gone.then(() => (settled = true))
      while (!settled && (await shelf.count(waiting)) === 0);
    })
    expect(await gone).toBe('document_cited')
    expect(await isThere(document)).toBe(1)
  }) // prettier-ignore
})

describe('one photograph', () => {
  test('of two hazards is filed under each, and its bytes are kept while either has it', async () => {
    const [one, two] = [await reported(), await reported()]
    const bytes = photograph()
    const requests = [randomUUID(), randomUUID()]
    const ids = [
      await added(inspector, { hazard: String(one), request: requests[0]! }, bytes),
      await added(inspector, { hazard: String(two), request: requests[1]! }, bytes),
    ]
    expect(new Set(ids).size).toBe(2)
    const photosOf = async (id: number) => (await file(id)).photos.map((photo: { id: number }) => photo.id)
    expect([await photosOf(one), await photosOf(two)]).toEqual([[ids[0]], [ids[1]]])
    expect(await added(inspector, { hazard: String(two), request: requests[1]! }, bytes)).toBe(ids[1]) // only sent again
    shelf.as(inspector)
    expect(said(await shelf.desk.upload(shelf.own, bytes, { ...PHOTO, hazard: String(two) }))).toEqual([422, 'document-taken'])
    await shelf.expectTidy()
    await shelf.book.owner.query('delete from hazard where id = any ($1)', [[one, two]]) // both are of no hazard then
    expect([await isThere(ids[0]!), await isThere(ids[1]!)]).toEqual([1, 1])
  }) // prettier-ignore

  test('of more than two hours ahead is refused by server and database, and one of two hours is not', async () => {
    shelf.as(inspector)
    const { body } = await shelf.desk.upload(shelf.own, photograph(), { ...PHOTO, takenAt: '2026-06-15T04:00:01.000Z' })
    expect([body.code, (body.issues as { at: string }[])[0]?.at]).toEqual(['invalid-request', 'query.takenAt'])
    await added(inspector, { takenAt: '2026-06-15T04:00:00.000Z' })
    const past = inScope(shelf.book.pool, inspector, (db) =>
      db.run(sql`insert into document (enterprise, section, kind, title, file_name, media_type, bytes, sha256, taken_at) values
        (${shelf.own}::integer, 'hazards', 'photo', 'x', 'x.jpg', 'image/jpeg', 1, ${'0'.repeat(64)}, '2026-06-15T04:00:01Z')`),
    )
    await expect(past).rejects.toMatchObject({ constraint: 'document_taken_ahead' })
    await shelf.expectTidy()
  })
})
