import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { later, NOW, type PersonKey } from './hazardLoopBook.ts'
import type { FreshDatabase } from './database.ts'
import { DONE, DONE_BY_LIST, inspectionBook, NEARBY, visit, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
beforeAll(async () => {
  book = await inspectionBook()
  writers = writersOf(book)
})
afterAll(() => book.drop())

const rowOf = async (request: string) =>
  (await book.owner.query(`select * from inspection where request = $1`, [request])).rows[0] as Record<string, unknown>
const told = ({ status, body }: { status: number; body: { code?: string; issues?: { at: string }[] } }) => [
  status,
  body.code,
  body.issues?.[0]?.at,
]

/** Who makes which, from the issue and not from the code that is judged. */
const MAY: Readonly<Record<PersonKey, string>> = {
  leader: 'leader',
  duty: 'patrol enforcement joint expert leader re-inspection',
  officer: 'enforcement joint patrol re-inspection',
  colleague: 'enforcement joint patrol re-inspection',
  chief: 'patrol re-inspection',
  runner: 'patrol re-inspection',
  manager: 'self',
  expert: 'expert',
  worker: '',
  steward: '',
}
const KINDS = ['self', 'patrol', 'enforcement', 'joint', 'expert', 'leader', 're-inspection']

describe('PUT /inspections/:request', () => {
  test('is for the posts that make inspections of that kind, at enterprises of their scope', async () => {
    const got: string[] = []
    const wanted: string[] = []
    for (const who of writers.people)
      for (const kind of KINDS) {
        const { status } = await writers.put(who, randomUUID(), visit({ kind }))
        got.push(`${who} ${kind} ${status}`)
        wanted.push(`${who} ${kind} ${MAY[who].split(' ').includes(kind) ? 200 : 403}`)
      }
    expect(got).toEqual(wanted)
    for (const [who, kind] of [['officer', 'patrol'], ['chief', 'patrol'], ['expert', 'expert'], ['manager', 'self']] as const)
      expect(told(await writers.put(who, randomUUID(), visit({ kind, enterprise: 2 })))).toEqual([422, 'hazard-enterprise-unknown', 'body.enterprise']) // prettier-ignore
  })

  test('keeps who inspects, both clocks, the check-in as it was said, and how far off it was', async () => {
    const request = randomUUID()
    const said = visit({ deviceAt: later(-1 / 24), checkIn: NEARBY, checklist: 1, answers: [{ item: 1, answer: 'wrong', note: '堆货' }, { item: 2, answer: 'ok' }], note: '下午' }) // prettier-ignore
    const { body } = await writers.put('chief', request, said)
    expect(body).toMatchObject({
      request, version: 1, state: 'open', inspector: '网格长', enterpriseName: '样板1', findings: 0, own: true, note: '下午',
      deviceAt: later(-1 / 24), receivedAt: NOW.toISOString(), inspectedAt: later(-1 / 24), checkIn: { ...NEARBY, receivedAt: NOW.toISOString() },
      answers: [{ item: 1, answer: 'wrong', note: '堆货' }, { item: 2, answer: 'ok', note: null }],
    }) // prettier-ignore
    expect(body.checklist.items).toHaveLength(3)
    // a thousandth of a degree of longitude on the WGS 84 ellipsoid at latitude 0.5°, worked out by hand: a cos φ / √(1 − e² sin² φ)
    const [a, e2, phi] = [6378137, 0.00669437999014, (0.5 * Math.PI) / 180]
    const metres = ((a * Math.cos(phi)) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)) * ((0.001 * Math.PI) / 180)
    expect(body.distanceM).toBeCloseTo(metres, 3)
    await book.owner.query(`update enterprise set geom = st_setsrid(st_makepoint(0.6, 0.6), 4326) where id = 1`)
    expect((await writers.desks.chief.get(`/inspections/${request}`)).body.distanceM).toBeCloseTo(metres, 3)
    const again = await writers.put('chief', request, { ...said, note: '续写', seen: 1 })
    expect([again.body.version, again.body.inspectedAt]).toEqual([2, later(-1 / 24)])
    expect(again.body.distanceM).toBeCloseTo(metres, 3)
    await book.owner.query(`update enterprise set geom = st_setsrid(st_makepoint(0.5, 0.5), 4326) where id = 1`)
  })

  test('knows no distance where the enterprise has no position', async () => {
    const { body } = await writers.put('duty', randomUUID(), visit({ enterprise: 2, checkIn: NEARBY }))
    expect(body).toMatchObject({ distanceM: null, checkIn: { lng: 0.501 } })
  })

  test('answers the same body with the same, and writes nothing, also ten times at once', async () => {
    const request = randomUUID()
    const said = visit({ checklist: 1, answers: [{ item: 3, answer: 'ok' }, { item: 1, answer: 'ok' }] }) // prettier-ignore
    const answers = await Promise.all(Array.from({ length: 10 }, () => writers.put('chief', request, said)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1)
    const before = await rowOf(request)
    const other = { ...said, answers: [...(said.answers as object[])].reverse() }
    expect((await writers.put('chief', request, other)).body.version).toBe(1)
    expect(await rowOf(request)).toEqual(before)
  })

  test('refuses what is based on another version, and says what stands now', async () => {
    const request = await writers.begun('chief', { note: '一' })
    const second = await writers.put('chief', request, visit({ note: '二', seen: 1 }))
    expect(second.body).toMatchObject({ version: 2, note: '二' })
    const stale = await writers.put('chief', request, visit({ note: '三', seen: 1 }))
    expect(told(stale)).toEqual([409, 'inspection-changed', undefined])
    expect(stale.body.present).toEqual(second.body)
    expect((await writers.put('chief', request, visit({ seen: 0, note: '四' }))).status).toBe(409)
    const unknown = await writers.put('chief', randomUUID(), visit({ seen: 3 }))
    expect([unknown.status, unknown.body.present]).toEqual([409, null])
    expect((await rowOf(request)).note).toBe('二')
  })

  test('of two at once that change the same version lets one in', async () => {
    const request = await writers.begun('chief')
    const answers = await Promise.all(['甲', '乙', '丙', '丁'].map((note) => writers.put('chief', request, visit({ note, seen: 1 })))) // prettier-ignore
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect((await rowOf(request)).version).toBe(2)
  })

  test('changes the answers to those it is given, also to those of another checklist', async () => {
    const request = await writers.begun('chief', { checklist: 1, answers: [{ item: 1, answer: 'ok' }, { item: 2, answer: 'ok' }] }) // prettier-ignore
    const next = await writers.put('chief', request, visit({ seen: 1, checklist: 1, answers: [{ item: 2, answer: 'wrong' }, { item: 3, answer: 'not-applicable' }] })) // prettier-ignore
    expect(next.body.answers).toEqual([
      { item: 2, answer: 'wrong', note: null },
      { item: 3, answer: 'not-applicable', note: null },
    ])
    const none = await writers.put('chief', request, visit({ seen: 2 }))
    expect(none.body).toMatchObject({ version: 3, checklist: null, answers: [] })
  })

  test('takes a finished one no more, by the server nor past it', async () => {
    const request = await writers.begun('chief', { ...DONE, note: '完' })
    expect(await rowOf(request)).toMatchObject({ state: 'finished', version: 1 })
    expect(told(await writers.put('chief', request, visit({ seen: 1, note: '改' })))).toEqual([422, 'inspection-refused', 'body.finished']) // prettier-ignore
    expect((await writers.put('chief', request, visit({ ...DONE, note: '完' }))).status).toBe(200)
  })

  test.each([
    ['a checklist that is retired', { checklist: 2 }, 'body.checklist'],
    ['a checklist that is none', { checklist: 99 }, 'body.checklist'],
    ['an answer of another checklist', { checklist: 1, answers: [{ item: 4, answer: 'ok' }] }, 'body.answers.0.item'],
    ['an answer without a checklist', { answers: [{ item: 1, answer: 'ok' }] }, 'body.answers.0.item'],
    ['an answer twice', { checklist: 1, answers: [{ item: 1, answer: 'ok' }, { item: 1, answer: 'ok' }] }, 'body.answers.1.item'], // prettier-ignore
    ['a device more than two hours ahead', { deviceAt: later(2.01 / 24) }, 'body.deviceAt'],
    ['a device more than 31 days behind', { deviceAt: later(-31.001) }, 'body.deviceAt'],
    ['the year 0', { deviceAt: '0000-01-01T00:00:00Z' }, 'body.deviceAt'],
    ['a check-in ahead', { checkIn: { ...NEARBY, at: later(2.01 / 24) } }, 'body.checkIn.at'],
    ['a check-in long ago', { checkIn: { ...NEARBY, at: later(-31.001) } }, 'body.checkIn.at'],
  ])('refuses %s', async (_what, fields, at) => {
    expect(told(await writers.put('chief', randomUUID(), visit(fields)))).toEqual([422, 'inspection-refused', at])
  })

  test.each([
    ['west of the world', { lng: -180.0001 }, 'body.checkIn.lng'],
    ['north of the world', { lat: 90.0001 }, 'body.checkIn.lat'],
    ['without a number', { lng: null }, 'body.checkIn.lng'],
    ['of a negative accuracy', { accuracyM: -1 }, 'body.checkIn.accuracyM'],
  ])('refuses a check-in %s', async (_what, fields, at) => {
    const answer = await writers.put('chief', randomUUID(), visit({ checkIn: { ...NEARBY, ...fields } }))
    expect(told(answer)).toEqual([400, 'invalid-request', at])
  })

  test('takes a skew of two hours: the visit is then, but never later than it was received', async () => {
    const request = await writers.begun('chief', { deviceAt: later(2 / 24) })
    expect(await rowOf(request)).toMatchObject({ device_at: later(2 / 24), received_at: NOW.toISOString(), inspected_at: NOW.toISOString() }) // prettier-ignore
  })

  test('keeps a check-in as it first came, and takes one later where there was none', async () => {
    const request = await writers.begun('chief')
    const added = await writers.put('chief', request, visit({ seen: 1, checkIn: NEARBY }))
    expect(added.body.version).toBe(2)
    expect(told(await writers.put('chief', request, visit({ seen: 2, checkIn: { ...NEARBY, lng: 0.5 } })))).toEqual([422, 'inspection-refused', 'body.checkIn']) // prettier-ignore
    expect(told(await writers.put('chief', request, visit({ seen: 2 })))).toEqual([422, 'inspection-refused', 'body.checkIn']) // prettier-ignore
    expect((await writers.put('chief', request, visit({ seen: 2, checkIn: NEARBY, note: '续' }))).body).toMatchObject({ version: 3, checkIn: { lng: 0.501 } }) // prettier-ignore
  })

  test('is written on by whoever began it alone, and stays at its enterprise and of its kind', async () => {
    const request = await writers.begun('officer')
    expect(told(await writers.put('colleague', request, visit({ seen: 1, note: '代' })))).toEqual([403, 'not-allowed', 'params.request']) // prettier-ignore
    expect(told(await writers.put('officer', request, visit({ seen: 1, kind: 'joint' })))).toEqual([422, 'inspection-refused', 'body.kind']) // prettier-ignore
    const far = await writers.begun('duty', { enterprise: 2 })
    expect(told(await writers.put('duty', far, visit({ seen: 1 })))).toEqual([422, 'inspection-refused', 'body.enterprise']) // prettier-ignore
    expect(told(await writers.put('officer', far, visit()))).toEqual([422, 'inspection-refused', 'params.request'])
    expect((await writers.desks.officer.get(`/inspections/${far}`)).status).toBe(404)
  })
})

describe('a finding', () => {
  const report = (who: PersonKey, fields: Readonly<Record<string, unknown>>) =>
    writers.desks[who].post('/hazards').send({
      request: randomUUID(), enterprise: 1, source: 'patrol', description: '堆货', dueAt: later(10), ...fields,
    }) // prettier-ignore

  test('is a hazard that names the inspection and the item, and counts in it, also once it is finished', async () => {
    const request = await writers.begun('chief', DONE_BY_LIST)
    const first = await report('chief', { inspection: request, checklistItem: 1 })
    expect(first.status).toBe(201)
    await report('chief', { inspection: request })
    const { body } = await writers.desks.chief.get(`/inspections/${request}`)
    expect(body.findings).toBe(2)
    expect(body.hazards[0]).toMatchObject({ id: first.body.id, state: 'reported', checklistItem: 1 })
    const { body: file } = await writers.desks.leader.get(`/hazards/${first.body.id}`)
    expect(file).toMatchObject({ inspection: { request, kind: 'patrol', inspector: '网格长' }, checklistItem: { n: 1, clause: '消防法 28' } }) // prettier-ignore
    await book.owner.query('delete from hazard where id = $1', [first.body.id])
    expect((await rowOf(request)).findings).toBe(1)
  })

  test('is refused of an inspection of another hand, another enterprise, or an item that is not on its checklist', async () => {
    const [own, bare] = [await writers.begun('duty', { checklist: 1 }), await writers.begun('duty')]
    const far = await writers.begun('duty', { enterprise: 2 })
    const refusals = [
      await report('leader', { inspection: own }),
      await report('duty', { inspection: far }),
      await report('duty', { inspection: own, checklistItem: 4 }),
      await report('duty', { inspection: bare, checklistItem: 1 }),
      await report('duty', { checklistItem: 1 }),
      await report('duty', { inspection: randomUUID() }),
    ]
    expect(refusals.map(told)).toEqual(refusals.map(() => [400, 'invalid-request', 'body.inspection']))
    expect((await rowOf(own)).findings).toBe(0)
  })
})

test('GET /inspections lists those of the scope, the latest first, with those that came with a file', async () => {
  await book.owner.query(
    `insert into inspection (enterprise, kind, inspector, inspected_at, findings) values (2, 'patrol', '旧档', '2020-01-01Z', 7)`,
  )
  const all = (await writers.desks.leader.get('/inspections?limit=200')).body
  const times = all.rows.map(({ inspectedAt }: { inspectedAt: string }) => inspectedAt)
  expect(times).toEqual([...times].sort().reverse())
  expect(all.rows.at(-1)).toMatchObject({
    request: null,
    inspector: '旧档',
    findings: 7,
    state: 'finished',
    version: 1,
  })
  const count = await book.owner.query(
    `select count(*)::int as n, count(*) filter (where enterprise = 1)::int as near from inspection`,
  )
  expect(all.total).toBe(count.rows[0]?.n)
  const near = (await writers.desks.officer.get('/inspections?limit=200')).body
  expect([near.total, near.rows.length]).toEqual([count.rows[0]?.near, count.rows[0]?.near])
  const pages: number[] = []
  for (let after = ''; ;) {
    const { rows, next } = (await writers.desks.leader.get(`/inspections?limit=3${after && `&after=${after}`}`)).body
    pages.push(...rows.map(({ id }: { id: number }) => id))
    if (next === null) break
    after = next as string
  }
  expect(pages).toEqual(all.rows.map(({ id }: { id: number }) => id))
  const own = (await writers.desks.colleague.get('/inspections?own=1')).body
  expect(own.rows.every(({ inspector }: { inspector: string }) => inspector === '李科员')).toBe(true)
})

test('GET /checklists gives those in force with their items to everybody in office', async () => {
  for (const who of writers.people) {
    const { body } = await writers.desks[who].get('/checklists')
    expect(body).toHaveLength(1)
    expect(body[0]).toMatchObject({ name: '消防', version: 1, items: [{ id: 1, n: 1, severity: 'major' }, { id: 2 }, { id: 3 }] }) // prettier-ignore
  }
})
