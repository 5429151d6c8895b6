import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FreshDatabase } from './database.ts'
import { later, NOW, type PersonKey } from './hazardLoopBook.ts'
import { LEAST_RECORD, png, type RecordKey, recordersOf } from './inspectionRecordsBook.ts'
import { DONE, inspectionBook, visit, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
let add: ReturnType<typeof recordersOf>
beforeAll(async () => {
  book = await inspectionBook()
  writers = writersOf(book)
  add = recordersOf(writers)
})
afterAll(() => book.drop())

const count = async () =>
  (await book.owner.query('select count(*)::int as n from inspection_record')).rows[0].n as number
const told = ({ status, body }: { status: number; body: { code?: string; issues?: { at: string }[] } }) => [status, body.code, body.issues?.[0]?.at] // prettier-ignore
const read = async (request: string, who: PersonKey = 'leader') => (await writers.desks[who].get(`/inspections/${request}`)).body // prettier-ignore
const find = (who: PersonKey, inspection: string, fields: object = {}) =>
  writers.desks[who].post('/hazards').send({ request: randomUUID(), enterprise: 1, source: 'patrol', description: '通道堵塞', dueAt: later(10), inspection, ...fields }) // prettier-ignore

/** Who adds which to a patrol of the chief, and to a diagnosis of the expert: from the issue, not from the code that is judged. */
const MAY: Readonly<Record<RecordKey, { chief: string; expert: string }>> = {
  signature: { chief: 'chief', expert: 'expert' },
  refusal: { chief: 'chief', expert: 'expert' },
  remark: { chief: 'chief', expert: 'expert' },
  advice: { chief: '', expert: 'expert duty' },
  legal: { chief: 'duty officer colleague expert', expert: 'duty officer colleague expert' },
  tracking: { chief: 'officer colleague duty chief manager', expert: 'officer colleague duty chief manager' },
  revisit: { chief: 'leader duty officer colleague chief runner expert', expert: 'leader duty officer colleague chief runner expert' }, // prettier-ignore
}

describe('PUT /inspections/:request/records/:record', () => {
  test('takes each kind of record from those alone whose it is, and writes nothing of others', async () => {
    const [got, wanted]: [string[], string[]] = [[], []]
    for (const maker of ['chief', 'expert'] as const) {
      const request = await writers.begun(maker, { kind: maker === 'expert' ? 'expert' : 'patrol' })
      for (const who of writers.people)
        for (const kind of Object.keys(LEAST_RECORD) as RecordKey[]) {
          const before = await count()
          const { status } = await add(who, request, LEAST_RECORD[kind])
          got.push(`${maker} ${who} ${kind} ${status} ${(await count()) - before}`)
          const may = MAY[kind][maker].split(' ').includes(who)
          // advice on what is no diagnosis is refused by what it is, not by who asks
          const elsewhere = maker === 'chief' && kind === 'advice' && ['duty', 'expert'].includes(who)
          wanted.push(`${maker} ${who} ${kind} ${may ? '200 1' : elsewhere ? '422 0' : '403 0'}`)
        }
    }
    expect(got).toEqual(wanted)
  })

  test('keeps a signature with its image, who took it, and the very text that was signed', async () => {
    const request = await writers.begun('chief', { note: '下午' })
    const record = randomUUID()
    const { status, body } = await add('chief', request, LEAST_RECORD.signature, record)
    expect([status, body]).toMatchObject([200, { request: record, kind: 'signature', at: NOW.toISOString(), person: '网格长', post: 'grid-chief', side: 'enterprise', named: '孙经理', witness: null,
      sha256: createHash('sha256').update(png()).digest('hex'), signed: { version: 1, findings: 0, rewritten: false, added: 0, altered: 0, gone: 0 } }]) // prettier-ignore
    const whole = (await writers.desks.manager.get(`/inspections/${request}/records/${record}`)).body
    expect(Buffer.from(whole.image, 'base64').equals(png())).toBe(true)
    expect(createHash('sha256').update(whole.content).digest('hex')).toBe(whole.signed.sha256)
    expect(JSON.parse(whole.content)).toMatchObject({
      request,
      enterprise: 1,
      kind: 'patrol',
      note: '下午',
      findings: [],
    })
    const { inspection: _, ...listed } = body
    expect((await read(request)).records).toEqual([listed])
  })

  test('says in numbers what became of what was signed', async () => {
    const request = await writers.begun('chief', { note: '一', noCheckIn: '室内' })
    const first = (await find('chief', request)).body.id as number
    await add('chief', request, { ...LEAST_RECORD.signature, seen: { version: 1, findings: 1 } })
    const signed = async () => (await read(request)).records[0].signed
    const before = await signed()
    // finishing it changes nothing of what was signed
    await writers.put('chief', request, visit({ ...DONE, note: '一', noCheckIn: '室内', seen: 1 }))
    expect(await signed()).toEqual(before)
    await find('chief', request)
    expect(await signed()).toEqual({ ...before, added: 1 })
    await book.owner.query('update hazard set major = true where id = $1', [first])
    expect(await signed()).toEqual({ ...before, added: 1, altered: 1 })
    await book.owner.query('delete from hazard where id = $1', [first])
    expect(await signed()).toEqual({ ...before, added: 1, gone: 1 })
    const other = await writers.begun('chief', { note: '甲' })
    await add('chief', other, LEAST_RECORD.signature)
    await writers.put('chief', other, visit({ note: '乙', seen: 1 }))
    expect((await read(other)).records[0].signed).toMatchObject({ version: 1, rewritten: true, added: 0, altered: 0 })
  })

  test('refuses a signature under what was not seen, with what stands now', async () => {
    const request = await writers.begun('chief')
    await writers.put('chief', request, visit({ seen: 1, note: '改' }))
    const before = await count()
    for (const [version, findings] of [[1, 0], [2, 1], [3, 0]]) {
      const { status, body } = await add('chief', request, { ...LEAST_RECORD.signature, seen: { version, findings } })
      expect([status, body.code, body.present.version]).toEqual([409, 'inspection-changed', 2])
    } // prettier-ignore
    expect(await count()).toBe(before)
    expect((await add('chief', request, { ...LEAST_RECORD.refusal, seen: { version: 2, findings: 0 } })).status).toBe(
      200,
    )
  })

  test('answers the same body with the same and writes nothing, also ten times at once', async () => {
    const request = await writers.begun('chief')
    const [record, before] = [randomUUID(), await count()]
    const answers = await Promise.all(Array.from({ length: 10 }, () => add('chief', request, LEAST_RECORD.signature, record))) // prettier-ignore
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(200)
    expect(await count()).toBe(before + 1)
    // also once what was signed went on
    await writers.put('chief', request, visit({ seen: 1, note: '改' }))
    expect((await add('chief', request, LEAST_RECORD.signature, record)).status).toBe(200)
    expect(await count()).toBe(before + 1)
  })

  test('of two bodies at once under one id takes one, and never writes over it', async () => {
    const request = await writers.begun('chief')
    const record = randomUUID()
    const answers = await Promise.all(['甲', '乙', '丙', '丁'].map((note) => add('chief', request, { kind: 'remark', note }, record))) // prettier-ignore
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    const [kept] = (await read(request)).records
    expect(kept.note).toBe(answers.find(({ status }) => status === 200)?.body.note)
    const elsewhere = await writers.begun('chief')
    expect(told(await add('chief', elsewhere, { kind: 'remark', note: kept.note }, record))).toEqual([409, 'inspection-record-taken', 'params.record']) // prettier-ignore
    expect((await read(request)).records).toEqual([kept])
  })

  test('lets no signature come in while the inspection is written, whichever is first', async () => {
    const request = await writers.begun('chief')
    const sign = Array.from({ length: 4 }, () => add('chief', request, LEAST_RECORD.signature))
    const [written, ...signed] = await Promise.all([writers.put('chief', request, visit({ seen: 1, note: '改' })), ...sign]) // prettier-ignore
    expect(written.status).toBe(200)
    const { records } = await read(request)
    expect(records).toHaveLength(signed.filter(({ status }) => status === 200).length)
    expect(records.every(({ signed: of }: { signed: { version: number; rewritten: boolean } }) => of.version === 1 && of.rewritten)).toBe(true) // prettier-ignore
  })

  test('keeps the pixels of a signature and nothing else that its file bears', async () => {
    const request = await writers.begun('chief')
    const record = randomUUID()
    const laden = png({ beside: [['tEXt', 'Comment\0<script>'], ['eXIf', 'MM']] }) // prettier-ignore
    await add('chief', request, { ...LEAST_RECORD.signature, image: laden.toString('base64') }, record)
    const { image } = (await writers.desks.chief.get(`/inspections/${request}/records/${record}`)).body
    expect(Buffer.from(image, 'base64').equals(png())).toBe(true)
  })

  const broken = (at: number) => {
    const bytes = png()
    bytes[at] = bytes[at]! ^ 0xff
    return bytes
  }
  test.each([
    ['no PNG', Buffer.from('<svg onload="x">'), 'body.image'],
    ['cut short', png().subarray(0, -1), 'body.image'],
    ['followed by something', Buffer.concat([png(), Buffer.from('<html>')]), 'body.image'],
    ['damaged', broken(45), 'body.image'],
    ['larger than its rows', png({ side: 2001 }), 'body.image'],
    ['blank', png({ grey: 0 }), 'body.image'],
  ])('refuses an image that is %s', async (_what, image, at) => {
    const request = await writers.begun('chief')
    expect(told(await add('chief', request, { ...LEAST_RECORD.signature, image: image.toString('base64') }))).toEqual([422, 'inspection-refused', at]) // prettier-ignore
    expect((await read(request)).records).toEqual([])
  })

  test('refuses a body that is too large, half an answer, a day that is past, and a refusal without a witness', async () => {
    const request = await writers.begun('expert', { kind: 'expert' })
    const before = await count()
    const { witness: _, ...alone } = LEAST_RECORD.refusal
    expect(told(await add('expert', request, { ...LEAST_RECORD.signature, image: Buffer.alloc(102_403).toString('base64') }))).toEqual([400, 'invalid-request', 'body.image']) // prettier-ignore
    expect(told(await add('expert', request, { ...LEAST_RECORD.signature, image: Buffer.alloc(102_400).toString('base64') }))).toEqual([422, 'inspection-refused', 'body.image']) // prettier-ignore
    expect(told(await add('duty', request, { ...LEAST_RECORD.tracking, outcome: 'done' }))).toEqual([400, 'invalid-request', 'body.outcome']) // prettier-ignore
    expect(told(await add('expert', request, alone))).toEqual([400, 'invalid-request', 'body.witness'])
    expect(told(await add('expert', request, { ...LEAST_RECORD.advice, dueOn: '2024-06-14' }))).toEqual([422, 'inspection-refused', 'body.dueOn']) // prettier-ignore
    expect(told(await add('duty', request, { ...LEAST_RECORD.tracking, answers: randomUUID(), outcome: 'done' }))).toEqual([422, 'inspection-refused', 'body.answers']) // prettier-ignore
    expect(await count()).toBe(before)
  })

  test('of advice tells by its latest answer whether it is left over, and since its day that it is overdue', async () => {
    const request = await writers.begun('expert', { kind: 'expert' })
    const advice = randomUUID()
    await add('expert', request, LEAST_RECORD.advice, advice)
    const state = async () => (await read(request)).records[0].advice
    expect(await state()).toBe('left-over')
    const answer = (who: PersonKey, kind: 'tracking' | 'revisit', outcome: string) => add(who, request, { kind, note: '看过', answers: advice, outcome }) // prettier-ignore
    expect((await answer('manager', 'tracking', 'done')).body).toMatchObject({ answers: advice, outcome: 'done', post: 'safety-manager' }) // prettier-ignore
    expect(await state()).toBe('done')
    await answer('leader', 'revisit', 'not-yet')
    expect(await state()).toBe('left-over')
    await book.clock.set(new Date('2024-06-20T15:59:59.999Z'))
    expect(await state()).toBe('left-over')
    await book.clock.set(new Date('2024-06-20T16:00:00.000Z'))
    expect(await state()).toBe('overdue')
    await answer('duty', 'tracking', 'done')
    expect(await state()).toBe('done')
    await book.clock.set(NOW)
  })
})

test('records are read by whoever sees the inspection, and by nobody else', async () => {
  const record = randomUUID()
  const own = await writers.begun('chief')
  await add('chief', own, LEAST_RECORD.remark, record)
  const abroad = await writers.begun('duty', { enterprise: 2 })
  const far = randomUUID()
  await add('duty', abroad, LEAST_RECORD.signature, far)
  for (const who of writers.people) {
    expect((await writers.desks[who].get(`/inspections/${own}/records/${record}`)).status, who).toBe(200)
    const everywhere = ['leader', 'duty', 'steward'].includes(who)
    expect((await writers.desks[who].get(`/inspections/${abroad}/records/${far}`)).status, who).toBe(everywhere ? 200 : 404) // prettier-ignore
    // the id of a record opens it at its own inspection alone
    expect((await writers.desks[who].get(`/inspections/${own}/records/${far}`)).status, who).toBe(404)
  }
  for (const who of ['chief', 'manager', 'officer', 'expert'] as const)
    expect((await add(who, abroad, LEAST_RECORD.revisit)).status, who).toBe(404)
})

test('voided findings are counted beside all of them, in the list too; of a file there are none to count', async () => {
  const request = await writers.begun('chief')
  for (const description of ['一', '二', '三']) await find('chief', request, { description })
  await book.owner.query(`update hazard set state = 'voided' where inspection = (select id from inspection where request = $1) and description <> '一'`, [request]) // prettier-ignore
  expect(await read(request)).toMatchObject({ findings: 3, voided: 2 })
  await book.owner.query(`insert into inspection (enterprise, kind, inspector, inspected_at, findings) values (1, 'patrol', '旧', '2024-06-01T00:00:00Z', 4)`) // prettier-ignore
  const { rows } = (await writers.desks.leader.get('/inspections?enterprise=1&limit=200')).body
  const told = (found: (row: { request: string | null }) => boolean) => rows.filter(found).map(({ findings, voided }: { findings: number; voided: number | null }) => [findings, voided]) // prettier-ignore
  expect(told((row) => row.request === request)).toEqual([[3, 2]])
  expect(told((row) => row.request === null)).toEqual([[4, null]])
})
