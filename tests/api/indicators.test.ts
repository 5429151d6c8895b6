import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Figures, type Rows } from '#core/contract/indicators.ts'
import { monthsBack, monthStart } from '#core/domain/calendar.ts'
import { rectificationOf } from '#core/domain/rectification.ts'
import type { Actor } from '../../server/db/actor.ts'
import { asSteward } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf, everyPage } from './desk.ts'
import { isDueSoon, isOpen, isOverdue, type KeptHazard, readLedger } from './ledger.ts'
import { pick, randomOf } from './randomFilters.ts'
import { countedRollups, hazardsHeld, keptRollups } from './rollupsOracle.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [] }
const HOUR = 3_600_000
const SPAN_HOURS = 24 * 200
const from = monthStart('2024-01')

let book: FreshDatabase
beforeAll(async () => {
  book = await freshDatabase()
  await book.owner.query(`
    insert into district (code, name, geom) values ('000000', '样板区', st_multi(st_makeenvelope(0, 0, 4, 4, 4326)));
    insert into department (code, name, person, phone, industries) values ('D1', '工信', '张', '0535-0000001', '{C}'), ('D2', '住建', '李', '0535-0000002', '{E}');
    insert into grid (level, code, name, person, phone) values (1, '1', '全区', '王', '0535-0000003');
    insert into grid (level, code, name, person, phone, parent, geom)
      select 3, '3' || i, '网格' || i, '赵', '0535-0000004', 1, st_multi(st_makeenvelope(i, 0, i + 1, 1, 4326)) from generate_series(0, 2) i;
    insert into enterprise (scheme, identifier, name, industry, geom, class_computed, class_rule)
      select 'demo', 'E' || i, '样板' || i, case i % 3 when 0 then 'C2614' when 1 then 'E47' end,
        st_setsrid(st_makepoint((i % 4) + 0.5, 0.5), 4326), substr('ABC', i % 3 + 1, 1), 'CL-1' from generate_series(1, 12) i`)
})
afterAll(() => book.drop())

/** Hazards at whole hours of half a year, so that many lie exactly on the edges of months and days and on one another. */
async function fill(seed: number, count: number) {
  const random = randomOf(seed)
  const edges = ['2024-02', '2024-03', '2024-04', '2024-05', '2024-06'].map((month) => (monthStart(month).getTime() - from.getTime()) / HOUR)
  const hour = (least: number) => (random() < 0.25 ? pick(random, edges.filter((edge) => edge >= least).concat(SPAN_HOURS)) : least + Math.floor(random() * 24 * 40))
  const rows = Array.from({ length: count }, () => {
    const found = random() < 0.2 ? pick(random, [0, ...edges]) : Math.floor(random() * SPAN_HOURS)
    const due = hour(found)
    const closed = random() < 0.7 ? (random() < 0.2 ? due : hour(found)) : null
    const state = closed === null ? (random() < 0.2 ? 'voided' : 'rectifying') : 'closed'
    return { enterprise: 1 + Math.floor(random() * 12), found, due, closed, state }
  })
  await book.owner.query('delete from hazard')
  await book.owner.query(
    `insert into hazard (enterprise, source, description, state, found_at, due_at, closed_at)
     select enterprise, 'patrol', '样板', state, $2::timestamptz + found * interval '1 hour', $2::timestamptz + due * interval '1 hour', $2::timestamptz + closed * interval '1 hour'
     from json_to_recordset($1) as r (enterprise int, state text, found int, due int, closed int)`,
    [JSON.stringify(rows), from.toISOString()],
  )
} // prettier-ignore

const voidedOf = ({ foundAt, dueAt, dueThen, closedAt, state }: KeptHazard) => ({
  foundAt,
  dueAt,
  dueThen,
  closedAt: closedAt ?? undefined,
  voided: state === 'voided',
})
const IDS = [
  'hazards-new',
  'hazards-closed',
  'hazards-overdue',
  'hazards-on-time',
  'hazards-open',
  'hazards-overdue-now',
  'hazards-due-soon',
]
/** Everywhere: the same rows as no filter at all, but no roll-up can tell. */
const EVERYWHERE = { bbox: '-1,-1,9,9' }

describe('figures of rectification', () => {
  // inside a month, its first moment, a moment at which hazards are due and closed, the end of a year's first half
  const moments = ['2024-03-17T05:23:11Z', '2024-03-31T16:00:00Z', '2024-05-10T03:00:00Z', '2024-02-29T15:59:59.999Z']
  describe.each(moments)('as of %s', (moment) => {
    const now = new Date(moment)
    const months = monthsBack(now, 7)
    let kept: readonly KeptHazard[]
    beforeAll(async () => {
      await fill(now.getTime() % 1000, 900)
      await book.clock.set(now)
      kept = (await readLedger(book.owner)).hazards
    })

    test.for<[string, Record<string, string>]>([
      ['by roll-up', {}],
      ['by row', EVERYWHERE],
      ['by roll-up, of one grid', { grid: '2' }],
      ['by row, of one grid', { grid: '2', search: '样板' }],
      ['by roll-up without days, of a class of one grid', { grid: '2,3', class: 'A,B' }],
      ['by roll-up, of a division', { industry: 'C26' }],
      ['by row, of an industry', { industry: 'C2614' }],
      ['by roll-up, of ownerless enterprises in no grid', { grid: '0', department: '0' }],
    ])('%s are those of the definition', async ([, filter], context) => {
      const compared = proves(context, {
        claim: 'Figures of rectification by roll-up and by row, over seven months, are those of the definition',
        judged: 'GET /indicators hazards-*',
        judge: 'core/domain/rectification.ts over the rows, itself proved here',
      })
      const desk = deskOf(book, leader)
      const { body } = await desk.get('/indicators').query({ ...filter, ids: IDS.join(','), months: '7' })
      const figures = (body as Figures).figures
      const { rows } = await narrowed(filter)
      const hazards = kept.filter(({ enterprise }) => rows.has(enterprise))
      const parts = (id: string) => figures.find((figure) => figure.id === id)?.parts.map(({ n, of }) => (of === null ? n : [n, of]))
      const monthly = months.map((month) => rectificationOf(month, hazards.map(voidedOf), now))
      expect(hazards.length).toBeGreaterThan(40)
      expect(parts('hazards-new')).toEqual(monthly.map((sums) => sums.new))
      expect(parts('hazards-closed')).toEqual(monthly.map((sums) => sums.closed))
      expect(parts('hazards-overdue')).toEqual(monthly.map((sums) => sums.overdue))
      expect(parts('hazards-on-time')).toEqual(monthly.map((sums) => [sums.onTime, sums.due]))
      expect(parts('hazards-open')).toEqual([hazards.filter(isOpen).length])
      expect(parts('hazards-overdue-now')).toEqual([hazards.filter((hazard) => isOverdue(hazard, now)).length])
      expect(parts('hazards-due-soon')).toEqual([hazards.filter((hazard) => isDueSoon(hazard, now)).length])
      compared(4 * months.length + 3)
    }) // prettier-ignore

    test.each(IDS)('%s opens exactly the rows it counts, month by month', async (id) => {
      const desk = deskOf(book, leader)
      const { body } = await desk.get('/indicators').query({ ids: id, months: '7' })
      const [figure] = (body as Figures).figures
      for (const { part, n, of } of figure!.parts)
        for (const [side, total] of [['n', n], ['of', of]] as const) {
          if (total === null) continue
          const rows = await everyPage(desk, `/indicators/${id}/rows`, { part, side, limit: '60' }, (page: Rows) => page.rows.items as { id: number }[])
          expect([part, new Set(rows.map((row) => row.id)).size, rows.length]).toEqual([part, total, total])
        }
    }) // prettier-ignore
  })

  const narrowed = async (filter: Record<string, string>) => {
    const conditions = {
      grid: "coalesce(grid, 0) = any (string_to_array($1, ',')::int[])",
      department: "coalesce(lead_department, 0) = any (string_to_array($1, ',')::int[])",
      class: "class = any (string_to_array($1, ','))",
      industry: "industry like $1 || '%'",
    }
    let rows: Set<number> | undefined
    for (const [field, value] of Object.entries(filter)) {
      const condition = conditions[field as keyof typeof conditions]
      const ids = await book.owner.query<{ id: number }>(`select id from enterprise where ${condition ?? '$1::text is not null'}`, [value])
      const found = new Set(ids.rows.map(({ id }) => id))
      rows = rows ? new Set([...rows].filter((id) => found.has(id))) : found
    }
    return { rows: rows ?? new Set(Array.from({ length: 12 }, (_, at) => at + 1)) }
  } // prettier-ignore
})

describe('roll-ups', () => {
  beforeEach(() => fill(5, 400))
  const cells = async (table: string) => {
    const measures = { enterprise_count: 'n, passed, active', visit_day: 'n', hazard_month: 'recorded, found, closed, due, on_time, settled, open', hazard_day: 'due, on_time, open' }[table]
    const { rows } = await book.owner.query(`select * from ${table} t where (${measures!.split(', ').join(' <> 0 or ')} <> 0) order by t`)
    return rows as unknown[]
  } // prettier-ignore
  const TABLES = ['enterprise_count', 'visit_day', 'hazard_month', 'hazard_day']

  const twelfth =
    "insert into enterprise (id, scheme, identifier, name, industry, geom) values (12, 'demo', 'E12', '样板12', 'C26', st_setsrid(st_makepoint(0.5, 0.5), 4326)) on conflict do nothing"
  const changes = [
    'update enterprise set class_override = substr(\'ABC\', id % 3 + 1, 1), class_override_reason = \'样板\', class_override_by = \'某\', class_override_at = app.now(), class_override_until = (app.now() at time zone \'Asia/Shanghai\')::date where id % 2 = 0',
    'update enterprise set geom = st_translate(geom, 1, 0), industry = \'E4710\' where id in (1, 4, 7)',
    'update enterprise set geom = null, industry = null where id = 5',
    'update enterprise set risk = id % 5 where id % 5 > 0',
    'update enterprise set standardization = 2, status = \'suspended\' where id in (2, 3)',
    'update hazard set state = \'closed\', closed_at = greatest(found_at, due_at + (id % 5 - 2) * interval \'9 days\') where closed_at is null and state <> \'voided\' and id % 3 = 0',
    'update hazard set state = \'voided\', closed_at = null where id % 7 = 0',
    'update hazard set due_at = due_at + interval \'31 days\' where id % 4 = 0',
    'update hazard set enterprise = enterprise % 12 + 1 where id % 6 = 0 and enterprise % 12 + 1 in (select id from enterprise)',
    'update hazard set description = \'无关紧要\'',
    'insert into inspection (enterprise, kind, inspector, inspected_at) select id, case id % 3 when 0 then \'self\' else \'patrol\' end, \'甲\', app.now() - (id * random()) * interval \'9 days\' from enterprise',
    'update inspection set kind = \'self\' where id % 4 = 0',
    'update inspection set enterprise = enterprise % 12 + 1 where id % 5 = 0 and enterprise % 12 + 1 in (select id from enterprise)',
    'delete from inspection where id % 3 = 0',
    'update district set geom = st_multi(st_makeenvelope(0, 0, 40, 40, 4326))',
    'update district set geom = st_multi(st_makeenvelope(0, 0, 4, 4, 4326))',
    'delete from hazard where id % 9 = 0',
    'insert into hazard (enterprise, source, description, found_at, due_at) select id, \'self\', \'新\', app.now(), app.now() + interval \'9 days\' from enterprise',
    'delete from enterprise where id = 12',
    twelfth,
  ] // prettier-ignore
  test('stay what a count of the rows gives, whatever is done to the rows', { timeout: PATIENCE }, async (context) => {
    const compared = proves(context, {
      claim:
        'Roll-ups, kept by triggers or rebuilt, hold what a count of the rows gives after every change, in any order',
      judged: 'enterprise_count, visit_day, hazard_month, hazard_day, enterprise_hazards and app.rebuild_rollups (SQL)',
      judge: 'rows counted in memory for every lens',
    })
    const random = randomOf(12)
    let mostVisits = 0
    for (let round = cases(2, 6); round > 0; round -= 1) {
      for (const change of changes) {
        const { rowCount } = await book.owner.query(change)
        const counted = await countedRollups(book.owner)
        expect(await keptRollups(book.owner), `${change} (${rowCount})`).toEqual(counted)
        const held = await hazardsHeld(book.owner)
        expect(held.kept, change).toEqual(held.counted)
        await asSteward(book.operator, '样板', (db) => db.run(sql`select app.rebuild_rollups()`))
        expect(await keptRollups(book.owner), `rebuilt after ${change}`).toEqual(counted)
        expect(await hazardsHeld(book.owner), `rebuilt after ${change}`).toEqual(held)
        const { visit_day: visits, ...always } = counted
        expect(
          Object.values(always).every((rows) => rows!.length > 10),
          change,
        ).toBe(true)
        mostVisits = Math.max(mostVisits, visits!.length)
        compared(2 * (Object.values(counted).flat().length + held.counted.length))
      }
      changes.sort(() => random() - 0.5)
      await book.owner.query(twelfth) // the order just taken may have ended without it
      await fill(round, 400)
    }
    expect(mostVisits).toBeGreaterThan(10)
  })

  test('hold after changes that a rollback took back', async () => {
    const before = await Promise.all(TABLES.map(cells))
    const client = await book.owner.connect()
    await client.query('begin').then(() => client.query('delete from enterprise where id < 6'))
    await client.query('rollback')
    client.release()
    expect(await Promise.all(TABLES.map(cells))).toEqual(before)
  })

  test('copies of the keys on hazards follow their enterprise without stamp or history', async () => {
    const stale = `select count(*)::int as n from hazard h join enterprise e on e.id = h.enterprise
      where (h.grid, h.department, h.class, h.risk, h.industry) is distinct from (e.grid, e.lead_department, e.class, e.risk, e.industry)`
    await book.owner.query("delete from history; update hazard set changed_by = '原来的人'")
    await book.owner.query('delete from history')
    await book.owner.query("update enterprise set industry = 'C1310', class_computed = 'C', class_rule = 'CL-1', geom = st_setsrid(st_makepoint(2.5, 0.5), 4326)")
    expect((await book.owner.query(stale)).rows).toEqual([{ n: 0 }])
    expect((await book.owner.query("select count(*)::int as n from history where table_name = 'hazard'")).rows).toEqual([{ n: 0 }])
    expect((await book.owner.query("select count(*)::int as n from history where table_name = 'enterprise'")).rows).toEqual([{ n: 12 }])
  }) // prettier-ignore
})

describe('GET /indicators', () => {
  test('gives every part, those of zero too', async () => {
    const { body } = await deskOf(book, leader).get('/indicators').query({
      ids: 'risk-distribution,hazard-source-levels,grid-coverage,hazards-new',
      months: '3',
      search: '无此单位',
    })
    const parts = (body as Figures).figures.map((figure) => figure.parts.map(({ part, n, of }) => [part, n, of].join()))
    expect(parts[0]).toEqual(['1,0,', '2,0,', '3,0,', '4,0,', '0,0,'])
    expect(parts[1]).toEqual(['all,0,', '1,0,', '2,0,', '3,0,', '4,0,'])
    expect(parts[2]).toEqual(['all,0,0', '2,0,0', '3,0,0', '4,0,0'])
    expect(parts[3]).toHaveLength(3)
  })

  test.each([
    ['risk-distribution', '7'],
    ['hazards-new', '2024-13'],
    ['hazards-new', 'all'],
    ['grid-coverage', '0'],
    ['hazard-source-levels', '0'],
  ])('refuses %s part %s', async (id, part) => {
    const answer = await deskOf(book, leader).get(`/indicators/${id}/rows`).query({ part })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid-request', issues: [{ at: 'query.part' }] })
  })

  test('refuses the other side of a figure that is no rate, and counts nothing in a month to come', async () => {
    const desk = deskOf(book, leader)
    expect((await desk.get('/indicators/hazards-new/rows').query({ part: '2024-01', side: 'of' })).status).toBe(400)
    const later = await desk.get('/indicators/hazards-overdue/rows').query({ part: '2099-01' })
    expect(later.body).toEqual({ total: 0, next: null, rows: { kind: 'hazard', items: [] } })
  })

  test('counts a visit within the cycle of the class, once, and no self-check', async () => {
    // 31 May: what was visited on 30 April was due on the 30th, and what on 1 May is due tomorrow
    await book.clock.set(new Date('2024-05-31T04:00:00Z'))
    await book.owner.query(`
      delete from enterprise;
      insert into enterprise (id, scheme, identifier, name, geom, class_computed, class_rule, status)
      select i, 'demo', 'V' || i, '样板' || i, st_setsrid(st_makepoint(0.5, 0.5), 4326), substr('ABCAAAA', i, 1), 'CL-1', case i when 7 then 'closed' else 'active' end
      from generate_series(1, 7) i;
      insert into inspection (enterprise, kind, inspector, inspected_at) values
        (1, 'patrol', '甲', '2024-04-30 16:00:00Z'), (1, 'joint', '甲', '2024-05-02Z'),
        (2, 'expert', '甲', '2024-02-29 16:00:00Z'), (3, 'leader', '甲', '2023-11-30 16:00:00Z'),
        (4, 'patrol', '甲', '2024-04-30 15:59:59Z'), (5, 'self', '甲', '2024-05-30Z'), (6, 'patrol', '甲', '2024-06-01Z'), (7, 'patrol', '甲', '2024-05-30Z')`)
    const desk = deskOf(book, leader)
    const { body } = await desk.get('/indicators').query({ ids: 'grid-coverage' })
    expect((body as Figures).figures[0]!.parts.slice(0, 2)).toEqual([{ part: 'all', n: 3, of: 6 }, { part: '2', n: 3, of: 6 }])
    for (const [side, ids] of [['n', [1, 2, 3]], ['of', [1, 2, 3, 4, 5, 6]]] as const) {
      const rows = await desk.get('/indicators/grid-coverage/rows').query({ part: '2', side })
      expect([rows.body.total, rows.body.rows.items.map((row: { id: number }) => row.id)]).toEqual([ids.length, ids])
    }
  }) // prettier-ignore
})
