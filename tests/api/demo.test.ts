import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usccFault } from '#core/domain/uscc.ts'
import { loadDemo } from '../../scripts/demo/load.ts'
import { remindOnce } from '../../server/features/reminders/sweep.ts'
import { freshDatabase } from './database.ts'
import type { FreshDatabase } from './database.ts'
import { remindersDue } from './remindersOracle.ts'

let book: FreshDatabase
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
})
afterAll(() => book.drop())

const ask = async <Row extends object>(statement: string) => (await book.owner.query<Row>(statement)).rows
const number = async (statement: string) =>
  Number((await ask<{ n: string | number }>(`select (${statement}) as n`))[0]?.n)

describe('the demo district reproduces its model', () => {
  test.each([
    ['districts, marked as demo', 'select count(*) from district where demo', 1],
    ['grids of level 1', 'select count(*) from grid where level = 1', 1],
    ['bodies of level 2', 'select count(*) from grid where level = 2', 17],
    ['territories of level 3', 'select count(*) from grid where level = 3', 31],
    ['member units with industries', "select count(*) from department where industries <> '{}'", 17],
    ['enterprises', 'select count(*) from enterprise', 1200],
    ['hazard sources', 'select count(*) from hazard_source', 24],
    ['enterprises with standardization passed', 'select count(*) from enterprise where standardization is not null', 35],
    ['residents', 'select sum(people) from population_point', 82292],
    ['months with hazards found', 'select count(distinct app.month_of(found_at)) from hazard', 26],
    ['identities', 'select count(*) from demo_identity', 11],
    ['roles of identities', 'select count(distinct role) from demo_identity', 8],
    ['identities that name nobody they should', "select count(*) from demo_identity where (role = 'grid') <> (grids <> '{}') or (role = 'department') <> (department is not null) or (role = 'enterprise') <> (enterprise is not null)", 0],
    ['grid nodes and units without a person or a phone', "select count(*) from (select person, phone from grid union all select person, phone from department) p where person = '' or phone !~ '^0535-0'", 0],
    ['grid codes of other than 15 digits', "select count(*) from grid where level = 3 and code !~ '^370671[0-9]{9}$'", 0],
    ['names that do not say 演示', "select count(*) from (select name from enterprise union all select name from district) n where name not like '%演示%'", 0],
  ])('%s', async (_, statement, expected) => {
    expect(await number(statement)).toBe(expected)
  }) // prettier-ignore

  test.each([
    ['parks', "select count(*) from place where kind = 'park'", 3, 20],
    ['office towers', "select count(*) from place where kind = 'tower'", 6, 30],
    ['tenants without a file', "select count(*) from tenant where until is null and name like '%（演示）'", 15, 80],
    ['places with a manager', 'select count(*) from place where manager like \'%（演示）\' or manager_enterprise is not null', 6, 40],
    ['named blocks', "select count(*) from place where kind = 'block'", 40, 70],
    ['hazards', 'select count(*) from hazard', 8000, 12000],
    ['overdue hazards', "select count(*) from hazard where due_at < app.now() and closed_at is null and state <> 'voided'", 25, 70],
    ['major hazards', 'select count(*) from hazard where major', 100, 400],
    ['voided hazards', "select count(*) from hazard where state = 'voided'", 10, 120],
    ['per cent closed on time', "select 100.0 * count(*) filter (where closed_at <= due_at) / count(*) from hazard where due_at <= app.now() and state <> 'voided'", 86, 94],
    ['vertices of the outline', 'select st_npoints(geom) from district', 16, 400],
  ])('has a believable number of %s', async (_, statement, least, most) => {
    const n = await number(statement)
    expect(n).toBeGreaterThanOrEqual(least)
    expect(n).toBeLessThanOrEqual(most)
  }) // prettier-ignore

  test('has at least two hazard sources of each level, and provisional ones', async () => {
    const levels = await ask<{ level: number; n: number }>(
      'select level, count(*)::int as n from hazard_source group by level order by level',
    )
    expect(levels.map(({ level }) => level)).toEqual([1, 2, 3, 4])
    expect(Math.min(...levels.map(({ n }) => n))).toBeGreaterThanOrEqual(2)
    expect(await number('select count(*) from hazard_source where provisional')).toBe(2)
  })

  test('knows every colour, and leaves some unrated', async () => {
    const rows = await ask<{ risk: number | null; n: number }>(
      'select risk, count(*)::int as n from enterprise group by risk order by risk',
    )
    expect(rows.map(({ risk }) => risk)).toEqual([1, 2, 3, 4, null])
    expect(Math.min(...rows.map(({ n }) => n))).toBeGreaterThan(10)
  })

  test('finds more in summer than at Spring Festival', async () => {
    const share = (months: string) =>
      number(`select count(*) / count(distinct app.month_of(found_at))::float from hazard
        where extract(month from app.month_of(found_at)) in (${months}) and app.month_of(found_at) < app.month_of(app.now())`)
    expect(await share('6, 7, 8')).toBeGreaterThan(2 * (await share('2')))
  })

  test('holds nothing that lies in the future', async () => {
    expect(
      await number(`select count(*) from (select found_at as at from hazard union all select closed_at from hazard
        union all select inspected_at from inspection union all select vetoed_at from enterprise
        union all select assessed_at from hazard_source) t where at > app.now()`),
    ).toBe(0)
  })
})

describe('the 31 territories', () => {
  test('tile the district exactly', async () => {
    const [sum] = await ask<
      Record<string, number>
    >(`with whole as (select st_union(geom) as geom from grid where level = 3)
      select st_area(st_difference(d.geom, w.geom)) as uncovered, st_area(st_difference(w.geom, d.geom)) as beyond,
        st_isempty(st_difference(d.geom, w.geom))::int as empty
      from district d, whole w`)
    expect(sum).toEqual({ uncovered: 0, beyond: 0, empty: 1 })
  })

  test('share borders and no ground', async () => {
    expect(
      await number(`select count(*) from grid a join grid b on a.level = 3 and b.level = 3 and a.id < b.id
        where st_relate(a.geom, b.geom, 'T********') or st_area(st_intersection(a.geom, b.geom)) > 0`),
    ).toBe(0)
  })

  test('have identical vertices where they touch', async () => {
    expect(
      await number(`with corner as (select g.id, (st_dumppoints(g.geom)).geom as at from grid g where level = 3)
        select count(*) from corner c join grid b on b.level = 3 and b.id <> c.id and st_dwithin(c.at, b.geom, 1e-8)
        where not exists (select from corner o where o.id = b.id and st_orderingequals(o.at, c.at))`),
    ).toBe(0)
  })

  test('lie on land', async () => {
    expect(
      await number(`select max(st_area(st_difference(g.geom, l.geom)::geography))
        from grid g, (select st_union(geom) as geom from basemap where kind = 'land') l where level = 3`),
    ).toBeLessThan(50) // square metres: the shore agrees with the coast to a centimetre
  })
})

describe('every enterprise', () => {
  test('lies in exactly the grid it names', async () => {
    expect(
      await number(`select count(*) from enterprise e where e.grid is distinct from
        (select max(g.id) from grid g where g.level = 3 and st_contains(g.geom, e.geom) having count(*) = 1)`),
    ).toBe(0)
  })

  test('has exactly one lead department by its industry', async () => {
    expect(
      await number(`with candidate as (
          select e.id, e.lead_department, d.id as department, max(length(p.prefix)) as length
          from enterprise e join department d on true cross join lateral unnest(d.industries) p (prefix)
          where e.industry like p.prefix || '%' group by e.id, d.id),
        best as (select c.*, rank() over (partition by id order by length desc) as place from candidate c)
        select 1200 - count(*) filter (where n = 1 and right_one) from
          (select id, count(*) as n, bool_and(department = lead_department) as right_one from best where place = 1 group by id) b`),
    ).toBe(0)
  })

  test('stands in its place, on land, inside its fence', async () => {
    expect(
      await number(`select count(*) from enterprise e left join place p on p.id = e.place
        cross join (select st_union(geom) as geom from basemap where kind = 'land') land cross join district d
        where not coalesce(st_covers(p.geom, e.geom) and st_covers(land.geom, e.geom) and st_covers(d.geom, e.geom)
          and p.grid = e.grid and (e.footprint is null or st_covers(p.geom, e.footprint) and st_covers(e.footprint, e.geom)), false)`),
    ).toBe(0)
  })

  test('has ground of its own', async () => {
    expect(
      await number(`select count(*) from enterprise a join enterprise b on a.id < b.id
        and (st_equals(a.geom, b.geom) or st_overlaps(a.footprint, b.footprint) or st_contains(a.footprint, b.geom))`),
    ).toBe(0)
  })

  test('carries a valid code that cannot be real', async () => {
    const codes = await ask<{ identifier: string }>("select identifier from enterprise where scheme = 'uscc'")
    expect(codes).toHaveLength(1200)
    expect(codes.filter(({ identifier }) => usccFault(identifier) !== undefined || identifier.slice(8, 12) !== 'DEM0')).toEqual([]) // prettier-ignore
  })

  test('has the colour of its worst risk point', async () => {
    expect(
      await number(`select count(*) from enterprise e
        where e.risk is distinct from (select min(p.level) from risk_point p where p.enterprise = e.id)`),
    ).toBe(0)
  })
})

describe('every place', () => {
  test('overlaps no other, no road, no water and no hill', async () => {
    expect(
      await number(`select count(*) from place a join place b on a.id < b.id and st_intersects(a.geom, b.geom)`),
    ).toBe(0)
    expect(
      await number(`select count(*) from place p join basemap b on b.kind in ('road', 'water', 'hill')
        and st_dwithin(p.geom::geography, b.geom::geography, case b.kind when 'road' then 6 else 0 end)`),
    ).toBe(0)
  })

  test('lies in one grid', async () => {
    expect(
      await number(
        `select count(*) from place p where not exists (select from grid g where g.id = p.grid and st_contains(g.geom, p.geom))`,
      ),
    ).toBe(0)
  })
})

describe('every hazard source', () => {
  test('has its α from the people outside its fence, counted anew', async () => {
    const rows = await ask(`select s.id from hazard_source s join enterprise e on e.id = s.enterprise
      cross join lateral (select coalesce(sum(p.people), 0)::int as people from population_point p
        where st_distance(p.geom::geography, e.footprint::geography) <= 500 and not st_covers(e.footprint, p.geom)) o
      cross join lateral (select case when o.people >= 100 then 2.0 when o.people >= 50 then 1.5
        when o.people >= 30 then 1.2 when o.people >= 1 then 1.0 else 0.5 end as alpha) t
      where s.provisional <> (e.footprint is null)
        or s.alpha_people is distinct from case when e.footprint is not null then o.people end
        or s.alpha <> case when e.footprint is null then 2.0 else t.alpha end`)
    expect(rows).toEqual([])
  })

  test('has its R from its inventory, added up anew', async () => {
    expect(
      await number(`select count(*) from hazard_source s cross join lateral (
          select sum(quantity / critical) as ratio, sum(beta * quantity / critical) as weighted
          from hazard_source_substance where hazard_source = s.id) i
        where not coalesce(abs(i.ratio - s.sum_ratio) < 1e-9 and abs(i.weighted * s.alpha - s.r) < 1e-9 and s.level is not null, false)`),
    ).toBe(0)
  })

  test('names three responsible persons and stands in its plant', async () => {
    expect(
      await number(`select count(*) from hazard_source s join enterprise e on e.id = s.enterprise
        where s.principal is null or s.technician is null or s.operator is null
          or (e.footprint is not null and not st_covers(e.footprint, s.geom))`),
    ).toBe(0)
  })
})

describe('loadDemo', () => {
  test('gives the same rows for the same seed and day, others for another seed', async () => {
    const [first, again, other] = await Promise.all([load(1), load(1), load(2)])
    expect(again).toEqual(first)
    expect(other?.enterprise).not.toBe(first?.enterprise)
    expect(other?.hazard).not.toBe(first?.hazard)
  })

  test('refuses a book that holds anything', async () => {
    const client = await book.operator.connect()
    await expect(loadDemo(client)).rejects.toThrow(/已有数据.*empty/s)
    client.release()
    expect(await number('select count(*) from enterprise')).toBe(1200)
  })
})

test('what is to be reminded of in it is what an oracle names: once, whoever sweeps, and more as days pass', async () => {
  const made = async () =>
    (await ask<object>('select enterprise, kind, subject, last_day, side, days from reminder')).map((row) => Object.values(row).join(' ')).sort()
  const now = new Date((await ask<{ now: string }>('select app.now() as now'))[0]!.now)
  await book.clock.set(now)
  const due = await remindersDue(book.owner, now)
  expect(due.length).toBeGreaterThan(500)
  expect(new Set(due.map((row) => row.split(' ')[1])).size).toBeGreaterThan(7)
  const both = await Promise.all([remindOnce(book.pool), remindOnce(book.pool)])
  expect(await made()).toEqual(due)
  expect(both[0] + both[1]).toBe(due.length)
  const later = new Date(now.getTime() + 8 * 86_400_000)
  await book.clock.set(later)
  const then = await remindersDue(book.owner, later)
  expect(await remindOnce(book.pool)).toBe(then.filter((row) => !due.includes(row)).length)
  expect(await made()).toEqual([...new Set([...due, ...then])].sort())
}) // prettier-ignore

const TABLES = ['department', 'grid', 'place', 'basemap', 'population_point', 'enterprise', 'risk_point', 'hazard_source', 'hazard_source_substance', 'gateway', 'sensor', 'hazard', 'inspection', 'tenant', 'enterprise_person', 'licence', 'certificate', 'special_equipment', 'insurance', 'safety_fund', 'emergency_plan', 'penalty', 'accident', 'file_declaration', 'demo_identity'] // prettier-ignore

/** Loads the demo of a fixed day into a book of its own; gives a hash of every table, bookkeeping of the change left out. */
async function load(seed: number) {
  const empty = await freshDatabase()
  await empty.clock.set(new Date('2026-06-15T02:00:00Z'))
  const client = await empty.operator.connect()
  await loadDemo(client, { seed })
  client.release()
  const hashes = TABLES.map(
    (table) =>
      `(select md5(string_agg((to_jsonb(t) - 'changed_at')::text, '' order by to_jsonb(t)::text)) from ${table} t) as ${table}`,
  )
  const { rows } = await empty.owner.query<Record<string, string>>(`select ${hashes.join(', ')}`)
  await empty.drop()
  return rows[0]
}
