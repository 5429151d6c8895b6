import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Figures, Rows } from '#core/contract/indicators.ts'
import { monthAfter, monthsBack, monthStart } from '#core/domain/calendar.ts'
import type { Actor } from '../../server/db/actor.ts'
import { asSteward } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf, everyPage } from './desk.ts'
import { deed, desksOf, later, loopBook, NOW } from './hazardLoopBook.ts'
import { walks } from './hazardWalk.ts'
import { type LoggedHazard, readLogs } from './scoped/loopOracle.ts'
import { liveThrough } from './monthDuesBook.ts'
import { countedRollups, keptRollups } from './rollupsOracle.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }
const IDS = ['hazards-overdue', 'hazards-on-time', 'hazards-rectified', 'hazards-settled', 'hazards-review-late'] as const // prettier-ignore
type Id = (typeof IDS)[number]
const SIDES = ['n', 'of'] as const

/** Whether a hazard is one of those that a figure of a month counts: by its log alone, as it stood at the end of the month, or stands now. */
function counts(id: Id, side: 'n' | 'of', { month, now }: { month: string; now: Date }) {
  const [start, end] = [monthStart(month), monthStart(monthAfter(month))]
  const until = end < now ? end : now
  return ({ state, due: dueNow, dueThen, closed, submitted }: LoggedHazard): boolean => {
    if (state === 'voided') return false
    const due = end <= now ? dueThen(end) : dueNow
    const closedBy = (moment: Date) => closed !== null && closed <= moment
    const isDue = due >= start && due < until
    const isOverdue = due < until && !closedBy(until)
    const closedIn = closed !== null && closed >= start && closed < end && closed <= now
    if (id === 'hazards-overdue') return isOverdue
    if (id === 'hazards-on-time') return isDue && (side === 'of' || closedBy(due))
    if (id === 'hazards-rectified') return isDue && (side === 'of' || closedBy(until))
    if (id === 'hazards-settled') return closedIn || (side === 'of' && isOverdue)
    const handedIn = submitted !== null && submitted <= due && ['pending-review', 'closed'].includes(state)
    return isDue && handedIn && !closedBy(due)
  }
}

describe('on a book of random logs', () => {
  let book: FreshDatabase
  beforeAll(async () => {
    book = await freshDatabase()
    await book.owner.query(`
      insert into district (code, name, geom) values ('000000', '样板区', st_multi(st_makeenvelope(0, 0, 4, 4, 4326)));
      insert into grid (level, code, name, person, phone) values (1, '1', '全区', '王', '0535-0000003');
      insert into grid (level, code, name, person, phone, parent, geom)
        select 3, '3' || i, '网格' || i, '赵', '0535-0000004', 1, st_multi(st_makeenvelope(i, 0, i + 1, 1, 4326)) from generate_series(0, 2) i;
      insert into enterprise (scheme, identifier, name, industry, geom, class_computed, class_rule)
        select 'demo', 'E' || i, '样板' || i, 'C2614', st_setsrid(st_makepoint((i % 4) + 0.5, 0.5), 4326), 'A', 'CL-1' from generate_series(1, 12) i`)
    await liveThrough(book, 20_240_601, cases(350, 3_000))
  }, PATIENCE)
  afterAll(() => book.drop())

  test('many due times were other ones at the end of a month, and the rows say since when', async () => {
    const { rows } = await book.owner.query<{ moved: number; often: number; earlier: number; refound: number }>(
      `select count(*)::int as moved, (count(*) filter (where array_length(past_dues, 1) > 1))::int as often,
        (count(*) filter (where due_at < past_dues[1].due_at))::int as earlier, (count(*) filter (where found_at > past_dues[1].due_at))::int as refound
       from hazard where due_since is not null`,
    )
    expect(rows[0]!.moved).toBeGreaterThan(90)
    expect(rows[0]!.often).toBeGreaterThan(15)
    expect(rows[0]!.earlier).toBeGreaterThan(3)
    expect(rows[0]!.refound).toBeGreaterThan(3)
  })

  // in the middle of a month, at the end of one, and long after it all
  describe.each(['2024-05-17T05:23:11Z', '2024-06-30T16:00:00Z', '2024-07-31T15:00:00Z'])('as of %s', (moment) => {
    const now = new Date(moment)
    const months = monthsBack(now, 7)
    let logged: readonly LoggedHazard[]
    let grids: ReadonlyMap<number, number | null>
    beforeAll(async () => {
      await book.clock.set(now)
      logged = await readLogs(book.owner)
      const { rows } = await book.owner.query<{ id: number; grid: number | null }>('select id, grid from enterprise')
      grids = new Map(rows.map(({ id, grid }) => [id, grid]))
    })
    const seen = (grid?: number) => logged.filter(({ enterprise }) => !grid || grids.get(enterprise) === grid)

    test.for<[string, Record<string, string>, number?]>([
      ['by roll-up', {}],
      ['by row', { bbox: '-1,-1,9,9' }],
      ['by roll-up, of a grid', { grid: '2' }, 2],
      ['by row, of a grid', { grid: '2', search: '样板' }, 2],
    ])('%s, each month is counted by the due times in force at its end', async ([, filter, grid], context) => {
      const compared = proves(context, {
        claim:
          'Overdue, the three rates and the delay of the reviewer count each month by the due time in force at its end, whatever was granted later',
        judged:
          'GET /indicators hazards-overdue, hazards-on-time, hazards-rectified, hazards-settled, hazards-review-late',
        judge: 'random logs of hazards folded event by event in memory',
      })
      const { body } = await deskOf(book, leader).get('/indicators').query({ ...filter, ids: IDS.join(','), months: '7' }) // prettier-ignore
      for (const { id, parts } of (body as Figures).figures) {
        const told = (side: 'n' | 'of') =>
          months.map((month) => seen(grid).filter(counts(id as Id, side, { month, now })).length)
        expect([id, parts.map(({ n }) => n)]).toEqual([id, told('n')])
        if (parts[0]!.of !== null) expect([id, parts.map(({ of }) => of)]).toEqual([id, told('of')])
        compared(2 * months.length)
      }
    })

    test.each(IDS)('%s opens exactly its rows', async (id) => {
      for (const month of months.slice(-3))
        for (const side of id === 'hazards-overdue' || id === 'hazards-review-late' ? (['n'] as const) : SIDES) {
          const rows = await everyPage(deskOf(book, leader), `/indicators/${id}/rows`, { part: month, side, limit: '40' }, (page: Rows) => page.rows.items as { id: number }[]) // prettier-ignore
          const wanted = logged.filter(counts(id, side, { month, now })).map((row) => row.id)
          expect([month, side, rows.map((row) => row.id).sort((a, b) => a - b)]).toEqual([month, side, wanted.sort((a, b) => a - b)]) // prettier-ignore
        }
    })
  })

  test('a report of a quarter says the same of its end as the figure of that month', async () => {
    await book.clock.set(new Date('2024-07-31T15:00:00Z'))
    const logged = await readLogs(book.owner)
    for (const [period, month] of [['2024-Q1', '2024-03'], ['2024-Q2', '2024-06']] as const) {
      const { rows } = await book.owner.query<{ hazard: number }>(
        'select hazard from app.hazards_at(null, app.report_start($1), app.report_end($1)) where overdue order by hazard', [period],
      )
      // where the finding was corrected to after a due time, the report tells that as it was told;
      // a void hazard was still open before it was voided, of which the report alone tells; and what happens at the very end is of what follows
      const [end, before] = [monthStart(monthAfter(month)), new Date(monthStart(monthAfter(month)).getTime() - 1)]
      const overdue = logged.filter(({ state, dueThen, closed }) => state !== 'voided' && dueThen(before) < end && !(closed && closed < end))
      const refound = await book.owner.query<{ id: number }>('select id from hazard where past_dues[1].due_at < found_at')
      const apart = new Set([...refound.rows, ...logged.filter(({ state }) => state === 'voided')].map(({ id }) => id))
      expect(rows.map(({ hazard }) => hazard).filter((id) => !apart.has(id))).toEqual(overdue.map(({ id }) => id).filter((id) => !apart.has(id)))
      expect(overdue.length).toBeGreaterThan(10)
    }
  }) // prettier-ignore

  test('the sums stay what a count of the months gives: kept, rebuilt, and found again in a book without them', async () => {
    const counted = await countedRollups(book.owner)
    const marks = async () => (await book.owner.query("select id, past_dues::text from hazard where past_dues is not null order by id")).rows // prettier-ignore
    const kept = await marks()
    expect(await keptRollups(book.owner)).toEqual(counted)
    await book.owner
      .query(`alter table hazard disable trigger user; update hazard set past_dues = case when id % 2 = 0 then array[row(due_at, due_at)::app.past_due] end;
      alter table hazard enable trigger user`)
    expect(await marks()).not.toEqual(kept)
    await asSteward(book.operator, '样板', (db) => db.run(sql`select app.rebuild_rollups()`))
    expect([await marks(), await keptRollups(book.owner)]).toEqual([kept, counted])
  })
})

describe('an extension over the end of a month', () => {
  let book: FreshDatabase
  let desks: ReturnType<typeof desksOf>
  beforeAll(async () => {
    book = await loopBook()
    desks = desksOf(book)
  })
  afterAll(() => book.drop())
  const { report, go, file } = walks(
    () => book,
    () => desks,
  )
  const figure = async (month: string) => {
    const { body } = await desks.leader.get('/indicators').query({ ids: 'hazards-overdue,hazards-on-time', months: '4' }) // prettier-ignore
    return (body as Figures).figures.map(({ parts }) => parts.find(({ part }) => part === month)).map((part) => [part?.n, part?.of]) // prettier-ignore
  }

  test('that is granted in the next one leaves what was overdue at its end, and moves the due time from then on', async () => {
    await book.clock.set(NOW)
    const id = await report('chief', { dueAt: later(10) })
    await go(id, [['leader', 'verify'], ['leader', 'dispatch', { dueAt: later(10) }], ['manager', 'accept'], ['manager', 'ask-extension']]) // prettier-ignore
    await book.clock.set(new Date('2024-07-02T02:00:00Z'))
    expect(await figure('2024-06')).toEqual([[1, null], [0, 1]]) // prettier-ignore
    const { events } = await file(id)
    const granted = deed('grant-extension', events, { dueAt: later(38) }, new Date('2024-07-02T02:00:00Z'))
    expect((await desks.leader.post(`/hazards/${id}/events`).send(granted)).status).toBe(201)
    expect(await figure('2024-06')).toEqual([[1, null], [0, 1]]) // prettier-ignore
    expect(await figure('2024-07')).toEqual([[0, null], [0, 0]]) // prettier-ignore
    const opened = await desks.leader.get('/indicators/hazards-overdue/rows').query({ part: '2024-06' })
    expect(opened.body.rows.items.map((row: { id: number; dueAt: string }) => [row.id, row.dueAt])).toEqual([[id, later(38)]]) // prettier-ignore
  })
})
