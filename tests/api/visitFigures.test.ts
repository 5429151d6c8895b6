import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Figure, IndicatorId, Rows } from '#core/contract/indicators.ts'
import { proves } from '../sample.ts'
import type { FreshDatabase } from './database.ts'
import { everyPage } from './desk.ts'
import { desksOf, loopBook, NOW, type PersonKey } from './hazardLoopBook.ts'
import { randomOf } from './randomFilters.ts'
import { inspectorsOf, readVisits, visitRows } from './scoped/visitOracle.ts'

let book: FreshDatabase
let desks: ReturnType<typeof desksOf>
beforeAll(async () => {
  book = await loopBook()
  desks = desksOf(book)
  await book.owner.query(`update enterprise set status = 'closed'`) // those of the book beside
})
afterEach(async () => {
  await at(NOW)
  await book.owner.query('delete from enterprise where id > 100')
})
afterAll(() => book.drop())

/** A moment as the clock of China says it. */
const china = (text: string) => new Date(`${text}+08:00`)
const at = (moment: Date) => book.clock.set(moment)
let n = 100
interface How {
  /** In grid 2, or in none. */
  readonly grid?: boolean
  /** With its class from the first, as an import opens it; else it is classed by a change of the same moment. */
  readonly imported?: boolean
}
/** Opens a file at a moment, with a class. */
async function opened(moment: Date, name: string, { grid = true, imported = false }: How = {}): Promise<number> {
  n += 1
  const geom = grid ? 'st_setsrid(st_makepoint(0.3, 0.3), 4326)' : 'null'
  await at(moment)
  await book.owner.query(`insert into enterprise (id, scheme, identifier, name, industry, geom, source, high_risk, crowded) overriding system value
    values (${n}, 'demo', 'F${n}', '频次${n}', 'C26', ${geom}, '${imported ? 'import' : 'person'}', ${imported && name === 'A'}, ${imported && name === 'B'})`)
  if (!imported) await classed(moment, n, name)
  return n
} // prettier-ignore
/** Another class, from a moment on, by what decides it. */
async function classed(moment: Date, id: number, name: string): Promise<void> {
  await at(moment)
  await book.owner.query(
    `update enterprise set high_risk = ${name === 'A'}, crowded = ${name === 'B'}, staff = coalesce(staff, 0) + 1 where id = ${id}`,
  )
}
async function stood(moment: Date, id: number, status: string): Promise<void> {
  await at(moment)
  await book.owner.query(`update enterprise set status = '${status}' where id = ${id}`)
}
const visited = (id: number, moment: Date, kind = 'patrol', who = '甲') =>
  book.owner.query(`insert into inspection (enterprise, kind, inspector, inspected_at) values (${id}, '${kind}', '${who}', '${moment.toISOString()}')`) // prettier-ignore
/** One that was begun and not finished. */
const begun = (id: number, moment: Date) =>
  book.owner.query(`insert into inspection (enterprise, kind, inspector, inspected_at, state, request, digest, device_at, received_at)
    values (${id}, 'patrol', '甲', '${moment.toISOString()}', 'open', '${randomUUID()}', repeat('0', 64), '${moment.toISOString()}', '${moment.toISOString()}')`) // prettier-ignore

const figure = async (id: IndicatorId, who: PersonKey = 'leader') => {
  const { body } = await desks[who].get(`/indicators?ids=${id}&months=14`)
  return (body.figures as Figure[])[0]!.parts
}
const part = async (id: IndicatorId, name: string, who: PersonKey = 'leader') => {
  const found = (await figure(id, who)).find((one) => one.part === name)
  return found && [found.n, found.of]
}
const rowsOf = async (id: IndicatorId, name: string, side = 'n', who: PersonKey = 'leader') =>
  (await everyPage(desks[who], `/indicators/${id}/rows`, { part: name, side }, (body: Rows) => body.rows.items as readonly { id: number }[])) // prettier-ignore
    .map((row) => row.id)
    .sort((a, b) => a - b)

describe('frequency kept', () => {
  test('counts a window by how the enterprise stood in it, at its edges to the second', async () => {
    const start = china('2023-09-10T00:00:00')
    const [first, last, missed, self, open, raised, shut, late] = [
      await opened(start, 'A'), await opened(start, 'A'), await opened(start, 'A'), await opened(start, 'A'),
      await opened(start, 'A'), await opened(start, 'C'), await opened(start, 'A'), await opened(china('2024-04-01T00:00:01'), 'A'),
    ] as const // prettier-ignore
    await classed(china('2024-04-10T09:00:00'), raised, 'A')
    await stood(china('2024-04-20T09:00:00'), shut, 'closed')
    const imported = await opened(china('2024-04-02T08:00:00'), 'A', { imported: true })
    await visited(imported, china('2024-04-03T00:00:00'))
    await visited(first, china('2024-04-01T00:00:00'))
    await visited(last, china('2024-04-30T23:59:59'))
    await visited(missed, china('2024-03-31T23:59:59'))
    await visited(missed, china('2024-05-01T00:00:00'))
    await visited(self, china('2024-04-15T00:00:00'), 'self')
    await begun(open, china('2024-04-15T00:00:00'))
    await visited(raised, china('2024-04-12T00:00:00'))
    await at(NOW)
    expect(await rowsOf('frequency-kept', '2024-04')).toEqual([first, last])
    expect(await rowsOf('frequency-kept', '2024-04', 'of')).toEqual([first, last, missed, self, open])
    // raised within its month, and opened a second after it began; what was closed by its end is no more
    expect(await rowsOf('frequency-left-out', '2024-04')).toEqual([raised, late, imported])
    expect(await part('frequency-kept', '2024-04')).toEqual([2, 5])
    expect(await part('frequency-left-out', '2024-04')).toEqual([3, null])
    // what changes now changes nothing of what was
    await classed(NOW, first, 'C')
    await stood(NOW, last, 'closed')
    expect(await rowsOf('frequency-kept', '2024-04')).toEqual([first, last])
    expect(await rowsOf('frequency-kept', '2024-05', 'of')).toEqual([
      first,
      last,
      missed,
      self,
      open,
      raised,
      late,
      imported,
    ])
  })

  test('is nothing of nothing before the book, in the running month, and where no window of the class ends', async () => {
    const [b, c] = [await opened(china('2023-12-01T08:00:00'), 'B'), await opened(china('2023-12-01T08:00:00'), 'C')]
    await visited(b, china('2024-02-02T08:00:00'))
    await visited(c, china('2024-06-02T08:00:00'))
    await at(NOW)
    const told = Object.fromEntries((await figure('frequency-kept')).map((one) => [one.part, [one.n, one.of]]))
    expect(told).toEqual({
      ...Object.fromEntries(Object.keys(told).map((month) => [month, [0, 0]])),
      '2024-03': [1, 1],
    })
    expect(await rowsOf('frequency-left-out', '2023-12')).toEqual([b, c])
    await at(china('2024-07-01T00:00:00'))
    expect([await part('frequency-kept', '2024-06'), await rowsOf('frequency-kept', '2024-06')]).toEqual([[1, 2], [c]])
  })
})

describe('a cycle', () => {
  test('ends with the last day of a month that has no such day, and nobody is overdue and visited again by turns', async () => {
    const id = await opened(china('2023-12-01T00:00:00'), 'A')
    await visited(id, china('2024-01-31T10:00:00'))
    const when = async (text: string) => {
      await at(china(text))
      return [(await part('visits-overdue', '2'))![0], (await part('grid-coverage', '2'))![0]]
    }
    expect(await when('2024-02-29T23:59:59')).toEqual([0, 1])
    expect(await when('2024-03-01T00:00:00')).toEqual([1, 0])
    await book.owner.query(`update inspection set inspected_at = '${china('2024-02-29T09:00:00').toISOString()}' where enterprise = ${id}`) // prettier-ignore
    expect(await when('2024-03-29T08:59:59')).toEqual([0, 1])
    for (const day of ['29T09:00:00', '30T08:00:00', '31T08:00:00', '31T23:00:00']) expect(await when(`2024-03-${day}`)).toEqual([1, 0]) // prettier-ignore
  })

  test('is that of the class as it is now: raised, an enterprise is overdue at once, says why, and frequency leaves it out', async () => {
    const id = await opened(china('2024-01-01T00:00:00'), 'C')
    await visited(id, china('2024-02-10T10:00:00'))
    await at(china('2024-06-15T11:00:00'))
    expect(await part('visits-done', '2')).toEqual([1, null])
    await classed(china('2024-06-15T11:30:00'), id, 'A')
    await at(china('2024-06-15T12:00:00'))
    expect([await part('visits-overdue', '2'), await part('visits-done', '2')]).toEqual([[1, null], [0, null]]) // prettier-ignore
    const { body } = await desks.leader.get('/inspection-dues?due=overdue')
    expect(body.rows).toMatchObject([{ id, classBefore: 'C', classChangedAt: china('2024-06-15T11:30:00').toISOString() }]) // prettier-ignore
    await at(china('2024-07-01T00:00:00'))
    expect([await part('frequency-kept', '2024-06'), await rowsOf('frequency-left-out', '2024-06')]).toEqual([[0, 0], [id]]) // prettier-ignore
  })
})

test('who answers has the sums of all grids of theirs, and each opens the same rows', async () => {
  await book.owner.query(`insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '32', '网格2', '赵', '0535-0000001', 1, st_multi(st_makeenvelope(1, 0, 2, 1, 4326))), (3, '33', '网格3', '李', '0535-0000002', 1, st_multi(st_makeenvelope(2, 0, 3, 1, 4326)))`)
  for (const [x, grid] of [[0.3, true], [0.3, true], [1.3, true], [2.3, true], [0, false]] as const) {
    const id = await opened(china('2024-06-01T00:00:00'), 'A', { grid })
    if (grid) await book.owner.query(`update enterprise set geom = st_setsrid(st_makepoint(${x}, 0.3), 4326) where id = ${id}`)
  } // prettier-ignore
  await visited(n, china('2024-06-10T00:00:00'))
  await at(NOW)
  const { body } = await desks.leader.get('/inspection-dues?limit=1')
  const grids = (await book.owner.query<{ id: number; code: string }>(`select id, code from grid where level = 3`)).rows
  const of = (code: string) => grids.find((one) => one.code === code)!.id
  expect(body.chiefs).toEqual([
    { person: '赵', grids: [of('31'), of('32')], overdue: 3, due: 0, done: 0, total: 3 },
    { person: '李', grids: [of('33')], overdue: 1, due: 0, done: 0, total: 1 },
    { person: null, grids: [0], overdue: 0, due: 0, done: 1, total: 1 },
  ])
  for (const one of body.chiefs as { grids: number[]; overdue: number; done: number }[]) {
    const rows = await desks.leader.get('/indicators/visits-overdue/rows').query({ part: 'all', grid: one.grids.join() }) // prettier-ignore
    expect([one.grids, rows.body.total]).toEqual([one.grids, one.overdue])
  }
  // a chief has the own alone
  expect((await desks.chief.get('/inspection-dues?limit=1')).body.chiefs).toEqual([
    { person: '赵', grids: [2], overdue: 2, due: 0, done: 0, total: 2 },
  ])
})

test('who inspected is told by account and by name, with enterprises once and findings, and no self-check', async () => {
  const [one, two] = [await opened(china('2024-06-01T00:00:00'), 'A'), await opened(china('2024-06-01T00:00:00'), 'B')]
  const hour = 3_600_000
  const edge = new Date(NOW.getTime() - 30 * 24 * hour)
  for (const moment of [edge, new Date(edge.getTime() + 1000), new Date(NOW.getTime() - hour), new Date(NOW.getTime() + hour)]) await visited(one, moment, 'patrol', '张三') // prettier-ignore
  await visited(two, new Date(NOW.getTime() - 2 * hour), 'self', '张三')
  await begun(two, new Date(NOW.getTime() - 2 * hour))
  await at(NOW)
  const request = randomUUID()
  const body = {
    enterprise: two,
    kind: 'patrol',
    deviceAt: NOW.toISOString(),
    answers: [],
    note: '已看',
    noCheckIn: '室内',
    finished: true,
    seen: 0,
  }
  expect((await desks.chief.put(`/inspections/${request}`).send(body)).status).toBe(200)
  const found = await desks.chief.post('/hazards').send({ request: randomUUID(), enterprise: two, source: 'patrol', description: '灭火器过期', dueAt: new Date(NOW.getTime() + 99 * hour).toISOString(), inspection: request }) // prettier-ignore
  expect(found.status).toBe(201)
  const named = (parts: Figure['parts']) => Object.fromEntries(parts.map(({ part: key, n: count }) => [key, count]))
  expect(named(await figure('visits-made'))).toEqual({ all: 3, 'name-张三': 2, 'name-网格长': 1 })
  expect(named(await figure('visits-made-at'))).toEqual({ all: 2, 'name-张三': 1, 'name-网格长': 1 })
  expect(named(await figure('visits-found'))).toEqual({ all: 1, 'name-张三': 0, 'name-网格长': 1 })
  expect(await rowsOf('visits-found', 'name-网格长')).toEqual([found.body.id])
})

describe.each(Array.from({ length: 4 }, (_, index) => index + 1))('random histories %i', (seed) => {
  test('equal the arithmetic over visits and the history of the files', async (context) => {
    const compared = proves(context, {
      claim: 'Who is due, whether frequency was kept and who inspected follow from visits and class history',
      judged: 'GET /indicators visits-*, frequency-*',
      judge: 'plain arithmetic over the visits and the history of the files',
    })
    await history(randomOf(seed * 15_485_863))
    let told = 0
    for (const text of ['2024-01-01T00:00:00', '2024-02-29T23:59:59', '2024-03-31T12:00:00', '2024-06-15T12:00:00', '2024-07-01T00:00:00']) {
      await at(china(text))
      told += await judged(`${seed} ${text}`, compared)
    }
    expect(told).toBeGreaterThan(100)
  })
}) // prettier-ignore

/** Holds every figure and its rows against the arithmetic, as the clock stands. @returns how many windows were told */
async function judged(when: string, compared: () => void): Promise<number> {
  const ledger = await readVisits(book.owner)
  const { rows } = await book.owner.query<{ id: number; status: string; class: string | null; grid: number | null }>('select id, status, class, grid from enterprise')
  let told = 0
  for (const id of ['visits-overdue', 'visits-due', 'visits-done', 'frequency-kept', 'frequency-left-out', 'visits-made', 'visits-made-at'] as const) {
    const expected = (name: string, side: 'n' | 'of') => visitRows(ledger, rows, { id, part: name, side }).sort((a, b) => a - b)
    const parts = await figure(id)
    if (id === 'visits-made') expect(parts.map((one) => one.part)).toEqual(['all', ...inspectorsOf(ledger, rows).map((one) => one.part)])
    for (const one of parts) {
      const about = `${when} ${id} ${one.part}`
      expect([one.n, one.of], about).toEqual([expected(one.part, 'n').length, one.of === null ? null : expected(one.part, 'of').length])
      if (one.n > 0) expect(await rowsOf(id, one.part), about).toEqual(expected(one.part, 'n'))
      if (id.startsWith('frequency')) told += one.n
      compared()
    }
  }
  return told
} // prettier-ignore

/** Files, changes of class and status, and visits of one and a half years, many at the very edge of a month, a quarter or a day of China. */
async function history(random: () => number): Promise<void> {
  const month = () => `202${random() < 0.5 ? '3' : '4'}-0${1 + Math.floor(random() * 6)}`
  const moment = () => {
    if (random() < 0.35) return new Date(china(`${month()}-01T00:00:00`).getTime() + [-1, 0, 1][Math.floor(random() * 3)]! * 1000)
    return new Date(china('2023-01-05T00:00:00').getTime() + Math.floor(random() * 525 * 24) * 3_600_000 + Math.floor(random() * 2) * 1000)
  }
  const name = () => 'ABC'[Math.floor(random() * 3)]!
  const ids: number[] = []
  for (let one = 0; one < 40; one += 1)
    ids.push(await opened(random() < 0.6 ? china('2023-01-01T00:00:00') : moment(), name(), { grid: random() < 0.8, imported: random() < 0.5 }))
  const changes = Array.from({ length: 70 }, () => ({ when: moment(), id: ids[Math.floor(random() * ids.length)]!, shuts: random() < 0.25 }))
  for (const { when, id, shuts } of changes.toSorted((a, b) => a.when.getTime() - b.when.getTime())) {
    if (!shuts) await classed(when, id, name())
    else await stood(when, id, random() < 0.5 ? 'closed' : 'active')
  }
  for (let one = 0; one < 160; one += 1) {
    const [id, when] = [ids[Math.floor(random() * ids.length)]!, moment()]
    if (random() < 0.1) await begun(id, when)
    else await visited(id, when, random() < 0.15 ? 'self' : 'patrol', random() < 0.5 ? '甲' : '乙')
  }
} // prettier-ignore
