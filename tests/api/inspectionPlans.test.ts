import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FreshDatabase } from './database.ts'
import { NOW, type PersonKey } from './hazardLoopBook.ts'
import { DONE, inspectionBook, visit, writersOf } from './inspectionsBook.ts'

let book: FreshDatabase
let writers: ReturnType<typeof writersOf>
const CHINA = 8 * 3_600_000
const MONTHS = { A: 1, B: 3, C: 6 } as const

/** A moment, months on by the calendar of China, the day held back to the end of a shorter month. Written apart from the SQL. */
function monthsOn(moment: number, months: number): number {
  const at = new Date(moment + CHINA)
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  const day = Math.min(at.getUTCDate(), last)
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), day) + ((moment + CHINA) % 86_400_000) - CHINA
}

interface Made {
  readonly id: number
  readonly class: keyof typeof MONTHS
  readonly visits: readonly number[]
  readonly grid: number | null
}
const made: Made[] = []

/** Enterprises around every boundary: never visited, at the end of the cycle to the second, a week before it, and visits to come. */
async function fill() {
  let n = 10
  for (const cls of ['A', 'B', 'C'] as const) {
    const back = (seconds: number) => {
      // the visit from which the cycle ends `seconds` from now
      let at = NOW.getTime() - 250 * 86_400_000
      while (monthsOn(at + 3_600_000, MONTHS[cls]) <= NOW.getTime() + seconds * 1000) at += 3_600_000
      return at
    }
    const cases: number[][] = [[], [NOW.getTime()], [NOW.getTime() + 5000], [back(-7200)], [back(7200)], [back(7 * 86_400 - 7200)], [back(7 * 86_400 + 7200)], [back(7200), NOW.getTime() + 9000]] // prettier-ignore
    for (const visits of cases) for (const grid of [2, null]) await add({ id: ++n, class: cls, visits, grid })
  }
}
async function add(one: Made) {
  const { id, class: cls, visits, grid } = one
  const ask = (text: string) => book.owner.query(text)
  const geom = grid ? `st_setsrid(st_makepoint(0.3, 0.3), 4326)` : 'null'
  await ask(`insert into enterprise (id, scheme, identifier, name, industry, geom) overriding system value values (${id}, 'demo', 'N${id}', '周期${id}', 'C26', ${geom})`) // prettier-ignore
  await ask(`update enterprise set class_override = '${cls}', class_override_reason = '试', class_override_by = '某', class_override_at = app.now(), class_override_until = app.day_of(app.now()) where id = ${id}`) // prettier-ignore
  const rows = visits.map((at) => `(${id}, 'patrol', '甲', '${new Date(at).toISOString()}')`)
  await ask(`insert into inspection (enterprise, kind, inspector, inspected_at) values ${[...rows, `(${id}, 'self', '甲', '${NOW.toISOString()}')`].join(', ')}`) // prettier-ignore
  made.push(one)
}
function stateOf({ class: cls, visits }: Made): 'overdue' | 'due' | 'done' {
  const past = visits.filter((at) => at <= NOW.getTime())
  if (past.length === 0) return 'overdue'
  const end = monthsOn(Math.max(...past), MONTHS[cls])
  if (end <= NOW.getTime()) return 'overdue'
  return end <= NOW.getTime() + 7 * 86_400_000 ? 'due' : 'done'
}

beforeAll(async () => {
  book = await inspectionBook()
  await book.owner.query(`update enterprise set status = 'closed'`) // those of the book beside
  await fill()
  writers = writersOf(book)
})
afterAll(() => book.drop())

const duesOf = async (who: PersonKey, due: string) => {
  const rows: { id: number; state: string; dueAt: string | null }[] = []
  for (let after = ''; ;) {
    const { body } = await writers.desks[who].get(`/inspection-dues?limit=5&due=${due}${after && `&after=${after}`}`)
    rows.push(...body.rows)
    if (body.next === null) return { rows, all: body.all, grids: body.grids }
    after = body.next as string
  }
}

describe('GET /inspection-dues', () => {
  test('says of every enterprise what its class asks for, to the second, and lists the earliest end first', async () => {
    const classes = await book.owner.query('select id, class from enterprise where id > 10')
    expect(Object.fromEntries(classes.rows.map(({ id, class: one }) => [id, one]))).toEqual(Object.fromEntries(made.map(({ id, class: one }) => [id, one]))) // prettier-ignore
    for (const state of ['overdue', 'due', 'done'] as const) {
      const { rows } = await duesOf('leader', state)
      expect(rows.map(({ id }) => id).sort((a, b) => a - b), state).toEqual(made.filter((one) => stateOf(one) === state).map(({ id }) => id)) // prettier-ignore
      expect(rows.every((row) => row.state === state)).toBe(true)
      const ends = rows.map(({ dueAt }) => (dueAt ? Date.parse(dueAt) : 0))
      expect(ends).toEqual([...ends].sort((a, b) => a - b))
    }
    const shown = (await duesOf('leader', 'due')).rows[0]!
    const one = made.find(({ id }) => id === shown.id)!
    expect(Date.parse(shown.dueAt!)).toBe(monthsOn(Math.max(...one.visits.filter((at) => at <= NOW.getTime())), MONTHS[one.class])) // prettier-ignore
  })

  test('counts them of each grid with its person, and agrees with the grid coverage', async () => {
    const { all, grids } = await duesOf('leader', 'due')
    for (const grid of [2, null]) {
      const counted = { overdue: 0, due: 0, done: 0 }
      for (const one of made) if (one.grid === grid) counted[stateOf(one)] += 1
      expect(grids).toContainEqual({ grid, name: grid && '网格1', person: grid && '赵', ...counted })
    }
    expect(all.overdue + all.due + all.done).toBe(made.length)
    const { body } = await writers.desks.leader.get('/indicators?ids=grid-coverage')
    const part = body.figures[0].parts.find((one: { part: string }) => one.part === '2')
    const near = grids.find(({ grid }: { grid: number }) => grid === 2)
    expect([part.n, part.of]).toEqual([near.due + near.done, near.overdue + near.due + near.done])
  })

  test('shows a grid its own alone', async () => {
    const { rows, grids } = await duesOf('chief', 'overdue')
    expect(grids).toHaveLength(1)
    expect(rows.every(({ id }) => made.find((one) => one.id === id)?.grid === 2)).toBe(true)
  })
})

describe('a plan', () => {
  const plan = (fields: Readonly<Record<string, unknown>> = {}) => ({
    request: randomUUID(), kind: 'campaign', name: '百日行动', fromOn: '2024-06-15', untilOn: '2024-06-20', side: 'grid', filter: { grid: '2' }, ...fields,
  }) // prettier-ignore
  const make = (who: PersonKey, fields: Readonly<Record<string, unknown>> = {}) => writers.desks[who].post('/inspection-plans').send(plan(fields)) // prettier-ignore
  const read = async (id: number, who: PersonKey = 'leader') => (await writers.desks[who].get(`/inspection-plans/${id}`)).body // prettier-ignore
  const stands = (body: { targets: { enterprise: number; state: string }[] }, id: number) => body.targets.find(({ enterprise }) => enterprise === id)?.state // prettier-ignore

  test('freezes its list: what moves or is founded afterwards changes nothing', async () => {
    const { body } = await make('duty')
    const inGrid = made.filter(({ grid }) => grid === 2)
    // of each class one was visited at this very moment, which is within the first day of the plan
    expect(body).toMatchObject({ total: inGrid.length, done: 3, overdue: 0, madeBy: '值班员' })
    await book.owner.query(`insert into enterprise (id, scheme, identifier, name, geom) overriding system value values (900, 'demo', 'N900', '新设', st_setsrid(st_makepoint(0.3, 0.3), 4326))`) // prettier-ignore
    expect((await read(body.id)).total).toBe(inGrid.length)
    await book.owner.query('delete from enterprise where id = 900')
  })

  test('is done by finished visits of its kinds since its first day alone, late where they came late, overdue where none came', async () => {
    const [one, two, three, four] = made.filter(({ grid }) => grid === 2).map(({ id }) => id) as [number, number, number, number] // prettier-ignore
    await book.owner.query(`delete from inspection where enterprise in (${one}, ${two}, ${three}, ${four})`)
    const { body } = await make('duty', { kind: 'campaign' })
    const request = randomUUID()
    await writers.put('chief', request, visit({ enterprise: one, ...DONE, deviceAt: NOW.toISOString() }))
    await writers.begun('chief', { enterprise: two })
    await book.owner.query(`insert into inspection (enterprise, kind, inspector, inspected_at) values
      (${three}, 'self', '甲', '${NOW.toISOString()}'), (${four}, 'patrol', '甲', '2024-06-14T15:59:59Z')`)
    const now = await read(body.id)
    expect([one, two, three, four].map((id) => stands(now, id))).toEqual(['done', 'due', 'due', 'due'])
    expect(now.targets.find(({ enterprise }: { enterprise: number }) => enterprise === one).doneBy).toMatchObject({ request, inspector: '网格长' }) // prettier-ignore
    await book.clock.set(new Date('2024-06-20T16:00:00Z')) // midnight in China after the last day
    await book.owner.query(`insert into inspection (enterprise, kind, inspector, inspected_at) values
      (${two}, 'joint', '甲', '2024-06-20T15:59:59Z'), (${three}, 'leader', '甲', '2024-06-20T16:00:00Z')`)
    const after = await read(body.id)
    expect([one, two, three, four].map((id) => stands(after, id))).toEqual(['done', 'done', 'late', 'overdue'])
    const states = after.targets.map(({ state }: { state: string }) => state) as string[]
    const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length
    expect([after.total, after.done, after.overdue]).toEqual([states.length, count('done', 'late'), count('overdue')])
    expect(states[0]).toBe('overdue')
    await book.clock.set(NOW)
  })

  test('of a joint check takes in every active enterprise that no unit leads', async () => {
    await book.owner.query(`insert into enterprise (id, scheme, identifier, name, industry) overriding system value values (901, 'demo', 'N901', '密室逃脱', 'R90')`) // prettier-ignore
    const lead = (await book.owner.query('select lead_department from enterprise where id = 901')).rows[0]
    expect(lead).toEqual({ lead_department: null })
    const { body } = await make('leader', { kind: 'joint' })
    const told = await read(body.id)
    expect(told.targets.find(({ enterprise }: { enterprise: number }) => enterprise === 901)).toMatchObject({ ownerless: true, departmentName: null }) // prettier-ignore
    const wanted = await book.owner.query(`select count(*)::int as n from enterprise where status = 'active' and (grid = 2 or lead_department is null)`) // prettier-ignore
    expect([told.total, told.ownerless]).toEqual([wanted.rows[0]?.n, 1])
    expect((await make('duty', { kind: 'campaign' })).body.ownerless).toBe(0)
  })

  test('is made once for one request, by whom it may be, and refused where it says nothing', async () => {
    const body = plan()
    const twice = [await writers.desks.duty.post('/inspection-plans').send(body), await writers.desks.duty.post('/inspection-plans').send(body)] // prettier-ignore
    expect(twice[1]!.body).toEqual(twice[0]!.body)
    expect((await writers.desks.duty.post('/inspection-plans').send({ ...body, name: '别的行动' })).body.code).toBe('request-taken') // prettier-ignore
    for (const who of ['steward', 'chief', 'manager', 'expert'] as const)
      expect((await make(who)).status, who).toBe(403)
    expect((await make('officer')).body).toMatchObject({ departmentName: '应急管理局' })
    expect((await make('officer', { kind: 'joint' })).status).toBe(403)
    for (const [fields, at] of [
      [{ untilOn: '2024-06-14' }, 'body.untilOn'],
      [{ untilOn: '2026-06-14' }, 'body.untilOn'],
      [{ side: 'person' }, 'body.named'],
      [{ named: '甲' }, 'body.named'],
      [{ filter: { search: '没有这家' } }, 'body.filter'],
    ] as const) {
      // prettier-ignore
      const { status, body: refused } = await make('duty', fields)
      expect([status, refused.code, refused.issues[0].at]).toEqual([422, 'inspection-refused', at])
    }
  })

  test('shows whoever asks the enterprises of their scope, and is not found where there is none', async () => {
    const { body } = await make('duty', { filter: { grid: '0' } })
    expect((await read(body.id, 'chief')).code).toBe('not-found')
    expect((await writers.desks.chief.get('/inspection-plans')).body.map(({ id }: { id: number }) => id)).not.toContain(body.id) // prettier-ignore
    const { body: near } = await make('duty')
    expect((await read(near.id, 'chief')).total).toBe(near.total)
  })
})
