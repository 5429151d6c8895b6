import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DocumentRow } from '#core/contract/documents.ts'
import type { Inspection } from '#core/contract/inspections.ts'
import { inScope } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { jpegOf, pdfOf } from '../files/documents.ts'
import type { FreshDatabase } from './database.ts'
import { documentDesk } from './documentDesk.ts'
import { actorOf, NOW, type PersonKey } from './hazardLoopBook.ts'
import { DONE_BY_LIST, inspectionBook, visit, writersOf } from './inspectionsBook.ts'
import { keepingIn } from './kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'anjian-evidence-'))
let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
let desk: Awaited<ReturnType<typeof documentDesk>>
let who: PersonKey = 'chief'
beforeAll(async () => {
  book = await inspectionBook()
  writers = writersOf(book)
  desk = await documentDesk(book, keepingIn(folder), () => actorOf(who))
})
afterAll(async () => {
  await desk.close()
  await book.drop()
  rmSync(folder, { recursive: true })
})

/** A photograph that nobody sent before. */
const photograph = () => Buffer.concat([jpegOf(40, 30), Buffer.from(`${randomUUID()}${randomInt(1e9)}`)])
type Said = Readonly<Record<string, string>>
function sent(as: PersonKey, said: Said, bytes = photograph(), enterprise = 1) {
  who = as
  return desk.upload(enterprise, bytes, { name: '现场.jpg', kind: 'photo', section: 'inspections', ...said })
}
const told = ({ status, body }: Awaited<ReturnType<typeof sent>>) => [
  status,
  body.code,
  (body.issues as { at: string }[] | undefined)?.[0]?.at,
]
const read = async (as: PersonKey, request: string) =>
  (await writers.desks[as].get(`/inspections/${request}`)).body as Inspection
const rowsOf = async (as: PersonKey) => {
  who = as
  return ((await desk.ask('GET', '/enterprises/1/documents')).body as unknown as { rows: DocumentRow[] }).rows
}
const count = async () =>
  Number((await book.owner.query<{ n: string }>('select count(*) as n from document')).rows[0]!.n)
/** A patrol of the chief by the first checklist, finished as a phone sends it. */
const finished = () =>
  writers.begun('chief', {
    checklist: 1,
    answers: [
      { item: 1, answer: 'ok' },
      { item: 2, answer: 'wrong' },
      { item: 3, answer: 'not-applicable' },
    ],
    noCheckIn: '室内',
    finished: true,
  })

describe('a photograph of an item of a checklist', () => {
  test('stands under its inspection and item, by the numbers of the items, whoever reads it', async () => {
    const request = await finished()
    const second = (await sent('chief', { inspection: request, checklistItem: '2', takenAt: NOW.toISOString() })).body
      .document
    const first = (await sent('chief', { inspection: request, checklistItem: '1' })).body.document
    const whole = (await sent('chief', { inspection: request })).body.document
    for (const as of ['chief', 'duty', 'manager'] as const)
      expect((await read(as, request)).photos.map(({ id, checklistItem }) => [id, checklistItem])).toEqual([
        [first, 1],
        [second, 2],
        [whole, null],
      ])
    const row = (await rowsOf('duty')).find(({ id }) => id === second)
    expect(row).toMatchObject({
      inspection: request,
      checklistItem: 2,
      originalOf: null,
      hazard: null,
      takenAt: NOW.toISOString(),
    })
  })

  test('may be of the hazard, too, that the item became', async () => {
    const request = await finished()
    const found = await writers.desks.chief.post('/hazards').send({
      request: randomUUID(),
      enterprise: 1,
      source: 'patrol',
      major: false,
      description: '灭火器过期',
      inspection: request,
      checklistItem: 2,
      dueAt: new Date(NOW.getTime() + 7 * 86_400_000).toISOString(),
    })
    const { id } = found.body as { id: number }
    const document = (
      await sent('chief', { inspection: request, checklistItem: '2', section: 'hazards', hazard: String(id) })
    ).body.document
    expect((await read('chief', request)).photos).toMatchObject([{ id: document, checklistItem: 2 }])
    const hazard = (await writers.desks.duty.get(`/hazards/${id}`)).body as { photos: object[] }
    expect(hazard.photos).toMatchObject([{ id: document, original: null }])
  })

  test('sent again because its answer was lost is one', async () => {
    const inspection = await finished()
    const [bytes, request, before] = [photograph(), randomUUID(), await count()]
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => sent('chief', { inspection, checklistItem: '1', request }, bytes)),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.document}`)).size).toBe(1)
    expect(await count()).toBe(before + 1)
  })

  test.each<[string, PersonKey, (request: string) => Said, unknown[]]>([
    [
      'of an inspection that another made',
      'runner',
      (inspection) => ({ inspection }),
      [403, 'not-allowed', 'query.inspection'],
    ],
    [
      'of one that another of higher rank adds',
      'duty',
      (inspection) => ({ inspection, checklistItem: '1' }),
      [403, 'not-allowed', 'query.inspection'],
    ],
    [
      'of an inspection that is none',
      'chief',
      () => ({ inspection: randomUUID() }),
      [400, 'invalid-request', 'query.inspection'],
    ],
    [
      'of an item of another checklist',
      'chief',
      (inspection) => ({ inspection, checklistItem: '4' }),
      [400, 'invalid-request', 'query.checklistItem'],
    ],
    [
      'of an item that is none',
      'chief',
      (inspection) => ({ inspection, checklistItem: '99999' }),
      [400, 'invalid-request', 'query.checklistItem'],
    ],
    [
      'of an item without its inspection',
      'chief',
      () => ({ checklistItem: '1' }),
      [400, 'invalid-request', 'query.checklistItem'],
    ],
    [
      'that is called no photograph',
      'manager',
      (inspection) => ({ inspection, kind: 'report' }),
      [400, 'invalid-request', 'query.inspection'],
    ],
  ])('%s is refused by name, and nothing is kept', async (_what, as, said, refusal) => {
    const request = await finished()
    const before = await count()
    expect(told(await sent(as, said(request)))).toEqual(refusal)
    expect(await count()).toBe(before)
  })

  test('is of the enterprise of its inspection alone', async () => {
    const request = await finished()
    expect(told(await sent('duty', { inspection: request }, photograph(), 2))).toEqual([
      400,
      'invalid-request',
      'query.inspection',
    ])
  })

  test('the database holds by itself: past the server nobody links what the server refuses', async () => {
    const request = await finished()
    const add = (as: PersonKey, isLinked: boolean, item: number | null) => {
      const row = sql`insert into document (enterprise, section, kind, title, file_name, media_type, bytes, sha256, inspection, checklist_item)
        select 1, 'inspections', 'photo', 'x', 'x.jpg', 'image/jpeg', 1, encode(sha256(${randomUUID()}::bytea), 'hex'),
          case when ${isLinked}::boolean then i.id end, ${item}::integer from inspection i where i.request = ${request}::uuid`
      return inScope(book.pool, actorOf(as), (db) => db.run(row)).then(
        (rows) => `${rows} kept`,
        ({ constraint, code }: { constraint?: string; code: string }) => constraint ?? code,
      )
    }
    expect(await add('runner', true, null)).toBe('inspection_refused_not_own')
    expect(await add('chief', true, 4)).toBe('inspection_refused_item')
    expect(await add('manager', false, 1)).toBe('inspection_refused_not_own')
    expect(await add('chief', true, 1)).toBe('1 kept')
    const mine = await writers.begun('manager', { kind: 'self', ...DONE_BY_LIST })
    const pdf = inScope(book.pool, actorOf('manager'), (db) =>
      db.run(sql`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256, inspection)
      select 1, 'report', 'x', 'x.pdf', 'application/pdf', 1, encode(sha256(${randomUUID()}::bytea), 'hex'), i.id from inspection i where i.request = ${mine}::uuid`),
    )
    await expect(pdf).rejects.toMatchObject({ constraint: 'document_inspection_photo' })
  })
})

describe('the original of a photograph', () => {
  const small = async (as: PersonKey = 'chief') => String((await sent(as, {})).body.document)

  test('keeps its bytes as they came and is told beside the photograph, of which it takes nothing away', async () => {
    const inspection = await finished()
    const photo = (await sent('chief', { inspection, checklistItem: '1' })).body.document!
    const bytes = photograph()
    const original = (await sent('chief', { originalOf: String(photo) }, bytes)).body.document
    expect((await read('duty', inspection)).photos).toMatchObject([{ id: photo, original }])
    const fetched = await desk.ask('GET', `/enterprises/1/documents/${original}`)
    expect(bytes.equals(fetched.bytes)).toBe(true)
    expect((await rowsOf('duty')).find(({ id }) => id === original)).toMatchObject({
      originalOf: photo,
      inspection: null,
    })
  })

  test('is one for each photograph, however often it is sent', async () => {
    const [photo, bytes, request] = [await small(), photograph(), randomUUID()]
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => sent('chief', { originalOf: photo, request }, bytes)),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.document}`)).size).toBe(1)
    expect(told(await sent('chief', { originalOf: photo }))).toEqual([400, 'invalid-request', 'query.originalOf'])
  })

  test('goes with its photograph when that is deleted', async () => {
    const photo = await small()
    const original = (await sent('chief', { originalOf: photo })).body.document
    who = 'steward'
    expect((await desk.ask('DELETE', `/enterprises/1/documents/${photo}`)).status).toBe(200)
    expect((await rowsOf('steward')).map(({ id }) => id)).not.toContain(original)
  })

  test.each<[string, PersonKey, (photo: string, original: string) => Said]>([
    ['of a photograph by another', 'runner', (photo) => ({ originalOf: photo })],
    ['of what is itself an original', 'chief', (_photo, original) => ({ originalOf: original })],
    ['of no document', 'chief', () => ({ originalOf: '2000000000' })],
    ['that is called no photograph', 'manager', (photo) => ({ originalOf: photo, kind: 'other' })],
    ['that names a hazard by itself', 'chief', (photo) => ({ originalOf: photo, hazard: '1', section: 'hazards' })],
  ])('%s is refused by name, and nothing is kept', async (_what, as, said) => {
    const photo = await small() // without one as yet
    const original = String((await sent('chief', { originalOf: await small() })).body.document)
    const before = await count()
    expect(told(await sent(as, said(photo, original)))).toEqual([400, 'invalid-request', 'query.originalOf'])
    expect(await count()).toBe(before)
  })

  test('is a picture', async () => {
    const photo = await small('manager')
    expect(told(await sent('manager', { originalOf: photo }, Buffer.from(pdfOf('不是照片'))))).toEqual([
      422,
      'document-refused',
      'body',
    ])
  })
})

test('an inspection written anew without photographs is what it was', async () => {
  const request = randomUUID()
  const body = visit({ checklist: 1 })
  await writers.put('chief', request, body)
  await sent('chief', { inspection: request, checklistItem: '1' })
  const again = await writers.put('chief', request, body)
  expect([again.status, (again.body as Inspection).version, (again.body as Inspection).photos.length]).toEqual([
    200, 1, 1,
  ])
})
