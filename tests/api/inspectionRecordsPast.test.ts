/** Past the server: what the database itself refuses of the records of inspections. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OWN_RECORDS, RECORD_RIGHTS, recordsAllowed } from '#core/domain/inspections.ts'
import { inScope } from '../../server/db/db.ts'
import { verbatim } from '../../server/db/sql.ts'
import type { FreshDatabase } from './database.ts'
import { actorOf, PEOPLE, type PersonKey } from './hazardLoopBook.ts'
import { inspectionBook, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let patrol: number
let diagnosis: number
beforeAll(async () => {
  book = await inspectionBook()
  const writers = writersOf(book)
  const idOf = async (request: string) =>
    (await book.owner.query('select id from inspection where request = $1', [request])).rows[0]?.id as number
  patrol = await idOf(await writers.begun('chief'))
  diagnosis = await idOf(await writers.begun('expert', { kind: 'expert' }))
})
afterAll(() => book.drop())

/** Rows that a statement touches as this person, or how it is refused. */
const as = (who: PersonKey, text: string) =>
  inScope(book.pool, actorOf(who), (db) => db.run(verbatim(text, []))).catch(
    (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
  )
const record = (kind: string, columns: Readonly<Record<string, string>>, inspection = patrol) =>
  `insert into inspection_record (${['inspection', 'request', 'kind', ...Object.keys(columns)].join(', ')})
    values (${[String(inspection), 'gen_random_uuid()', `'${kind}'`, ...Object.values(columns)].join(', ')})`
const SIGNED = { signed_version: '1', signed_findings: '0' }
const WHOLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  signature: { side: `'inspector'`, named: `'甲'`, image: `'\\x00'`, ...SIGNED },
  refusal: { side: `'enterprise'`, named: `'甲'`, note: `'不签'`, witness: `'乙'`, ...SIGNED },
  advice: { note: `'加装'`, named: `'甲'`, due_on: `'2024-06-20'` },
  legal: { note: `'依法'` },
  tracking: { note: `'已办'` },
  revisit: { note: `'看过'` },
  remark: { note: `'下雨'` },
}

describe('the database', () => {
  test('holds the same rights to records as the core', async () => {
    const { rows } = await book.owner.query('select kind, post from inspection_record_right')
    const core = Object.entries(RECORD_RIGHTS).flatMap(([kind, posts]) => posts.map((post) => `${kind} ${post}`))
    expect(rows.map(({ kind, post }) => `${kind} ${post}`).sort()).toEqual(core.sort())
  })

  test('takes a record of whom the core allows and of nobody else, on a patrol of the chief and a diagnosis of the expert', async () => {
    const [got, wanted]: [string[], string[]] = [[], []]
    for (const [inspection, maker] of [[patrol, 'chief'], [diagnosis, 'expert']] as const)
      for (const who of Object.keys(PEOPLE) as PersonKey[])
        for (const [kind, columns] of Object.entries(WHOLE) as [keyof typeof RECORD_RIGHTS, typeof WHOLE[string]][]) {
          const own = !(OWN_RECORDS as readonly string[]).includes(kind) || who === maker
          const there = kind !== 'advice' || maker === 'expert'
          const may = RECORD_RIGHTS[kind].includes(PEOPLE[who].post) && own && there
          expect(recordsAllowed(PEOPLE[who].post, { kind: maker === 'expert' ? 'expert' : 'patrol', own: who === maker }).includes(kind)).toBe(may)
          got.push(`${maker} ${who} ${kind} ${await as(who, record(kind, columns, inspection))}`)
          wanted.push(`${maker} ${who} ${kind} ${may ? 1 : 42501}`)
        } // prettier-ignore
    expect(got).toEqual(wanted)
  })

  test('takes nobody’s word for who added a record, when, by which post, or what was signed', async () => {
    for (const column of ['at', 'account', 'person', 'post', 'sha256', 'signed_content', 'signed_digest'])
      expect(await as('chief', record('remark', { note: `'补'`, [column]: 'null' })), column).toBe('42501')
    for (const seen of [
      { ...SIGNED, signed_version: '2' },
      { ...SIGNED, signed_findings: '1' },
    ])
      expect(await as('chief', record('signature', { ...WHOLE.signature, ...seen }))).toBe('inspection_refused_changed')
  })

  test.each([
    ['a signature without an image', 'signature', { image: 'null' }, 'inspection_record_whole'],
    ['a signature of nobody', 'signature', { named: 'null' }, 'inspection_record_whole'],
    ['a signature of no side', 'signature', { side: 'null' }, 'inspection_record_whole'],
    ['an image beyond 100 KB', 'signature', { image: `decode(repeat('00', 102401), 'hex')` }, 'inspection_record_image_check'],
    ['an inspector who refuses', 'refusal', { side: `'inspector'` }, 'inspection_record_whole'],
    ['a refusal without a witness', 'refusal', { witness: 'null' }, 'inspection_record_whole'],
    ['a refusal without a reason', 'refusal', { note: 'null' }, 'inspection_record_whole'],
    ['a remark that is signed', 'remark', SIGNED, 'inspection_record_signed'],
    ['a remark that says nothing', 'remark', { note: 'null' }, 'inspection_record_whole'],
    ['a remark with an image', 'remark', { image: `'\\x00'` }, 'inspection_record_whole'],
    ['an answer to nothing', 'remark', { outcome: `'done'` }, 'inspection_record_answer'],
  ])('refuses %s', async (_what, kind, changed, constraint) => {
    expect(await as('chief', record(kind, { ...WHOLE[kind], ...changed }))).toBe(constraint)
  }) // prettier-ignore

  test('takes an answer to advice of the same inspection alone', async () => {
    const { rows } = await book.owner.query(`select id, kind from inspection_record where inspection = ${diagnosis} order by kind`) // prettier-ignore
    const idOf = (kind: string) => String(rows.find((row) => row.kind === kind)?.id)
    const answer = (id: string, inspection: number) => record('tracking', { note: `'办'`, answers: id, outcome: `'done'` }, inspection) // prettier-ignore
    expect(await as('duty', answer(idOf('advice'), diagnosis))).toBe(1)
    expect(await as('duty', answer(idOf('advice'), patrol))).toBe('inspection_refused_no_advice')
    expect(await as('duty', answer(idOf('legal'), diagnosis))).toBe('inspection_refused_no_advice')
  })

  test('keeps every record as it was added, whoever asks, and the audit keeps no image', async () => {
    for (const who of ['chief', 'duty', 'steward'] as const) {
      expect(await as(who, `update inspection_record set note = '改'`), who).toBe('42501')
      expect(await as(who, 'delete from inspection_record'), who).toBe('42501')
    }
    for (const change of [`note = '改'`, 'image = null', `answers = null`])
      await expect(book.owner.query(`update inspection_record set ${change}`), change).rejects.toMatchObject({ constraint: 'inspection_refused_records_stay' }) // prettier-ignore
    const { rows } = await book.owner.query(`select after from audit where topic = 'inspection_record' and after ->> 'kind' = 'signature'`) // prettier-ignore
    expect(rows.length).toBeGreaterThan(0)
    for (const { after } of rows) expect([typeof after.sha256, typeof after.signed_digest, after.image, after.signed_content]).toEqual(['string', 'string', undefined, undefined]) // prettier-ignore
  })
})
