/** Whole books for rounds of faults: the demonstration district, and a city of 2,000 grids, both with nothing left uncovered. */
import { expect } from 'vitest'
import type { CoverageFault } from '#core/contract/coverage.ts'
import { LEADER } from './coverageCertificatesBook.ts'
import { cityOf, type City, type CityPlan } from './coverageCity.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { coverageBook } from './territoryBook.ts'

export type Ask = <Row extends object = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>

/** A book in which rounds are played. */
export interface WholeBook {
  readonly book: Pick<FreshDatabase, 'drop' | 'owner'>
  readonly ask: Ask
  /** The city that was drawn; null where grids are those of the demonstration. */
  readonly city: City | null
  /** Keys of all that is found, sorted; of ground without the point that follows `@`. */
  readonly found: () => Promise<string[]>
  /** The hash of the certificate that is signed; anything else than 201 fails. */
  readonly sign: () => Promise<string>
}

const NOW = new Date('2026-06-15T02:00:00Z')
const LEADERS = 4

/** Everything as it is when it is whole, to be taken back to, column by column. */
const KEPT = `
  create table kept_grid as select id, person, phone, geom from grid;
  create table kept_enterprise as select id, geom, industry, status, class_computed from enterprise;
  create table kept_hazard_source as select id, principal, technician, operator from hazard_source;
  create table kept_place as select id, person, phone from place;
  create table kept_inspection as select id, enterprise, inspected_at from inspection;
  create table kept_assignment as select * from assignment where until_on is null`

/** Leaders with accounts, and each enterprise of class A without a leader under one of them, in turn. */
const LED = `
  insert into account (user_name, name, state) select 'leads-' || n, '分包领导' || n, 'active' from generate_series(1, ${LEADERS}) n;
  insert into post (account, kind) select id, 'leader' from account where user_name like 'leads-%';
  insert into assignment (request, enterprise, account, person, from_on)
    select gen_random_uuid(), e.id, l.id, '—', app.today()
    from (select e.id, row_number() over (order by e.id) as n from enterprise e where e.class = 'A' and e.status <> 'closed'
        and not exists (select from assignment a where a.enterprise = e.id and a.until_on is null)) e
      join (select id, row_number() over (order by id) as n from account where user_name like 'leads-%') l on l.n = e.n % ${LEADERS} + 1`

/** Whoever is to be visited was, three days ago. */
const VISITED = `insert into inspection (enterprise, kind, inspector, inspected_at, findings)
  select id, 'patrol', '网格员', app.now() - interval '3 days', 0 from enterprise where class is not null and status = 'active'`

function tools(book: FreshDatabase, desk: Desk): Pick<WholeBook, 'ask' | 'found' | 'sign'> {
  const items = (body: { rows: { items: CoverageFault[] } }) => body.rows.items
  return {
    ask: async <Row extends object>(text: string, values: unknown[] = []) => (await book.owner.query<Row>(text, values)).rows,
    async found() {
      const faults = await everyPage(desk, '/indicators/coverage-faults/rows', { part: 'all' }, items)
      return faults.map(({ key }) => key.replace(/@.*/, '')).sort()
    },
    async sign() {
      const { status, body } = await desk.post('/coverage/certificates').send({ signer: LEADER.person })
      expect([status, body.detail]).toEqual([201, undefined])
      return (body as { hash: string }).hash
    },
  }
} // prettier-ignore

/** The demonstration, its late visits made and its leaderless enterprises given leaders. */
export async function wholeDemo(): Promise<WholeBook> {
  const book = await freshDatabase({ demo: true })
  await book.clock.set(new Date())
  const use = tools(book, deskOf(book, LEADER))
  await use.ask(LED)
  await use.ask(VISITED)
  expect(await use.found()).toEqual([])
  await use.ask(KEPT)
  return { book, city: null, ...use }
}

/** Units of a city, each with sections of GB/T 4754; nobody has T. */
const UNITS = ['B', 'C', 'C26', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q,R'] as const

/** Three enterprises to a grid about its middle, a tower in every thirtieth, a graded source at every other enterprise of class A. */
const FILLED = `
  insert into department (code, name, person, phone, industries)
    select 'U' || n, '成员单位' || n, '科长' || n, '0535-12' || lpad(n::text, 5, '0'), string_to_array(u.industries, ',')
    from unnest($1::text[]) with ordinality u (industries, n);
  update grid set person = '网格长' || id, phone = '0535-77' || lpad(id::text, 5, '0') where level = 3;
  update grid set phone = '0535-7654321' where level = 1;
  insert into grid (id, level, code, name, person, phone, parent, department) overriding system value
    select 100000 + d.id, 2, 'B' || d.id, d.name, d.person, d.phone, 0, d.id from department d;
  insert into place (kind, name, person, phone, geom)
    select 'tower', '楼宇' || id, '楼长' || id, '0535-88' || lpad(id::text, 5, '0'), st_buffer(st_translate(st_centroid(geom), 0.001, 0.001), 0.0002)
    from grid where level = 3 and id % 30 = 0;
  insert into enterprise (scheme, identifier, name, industry, class_computed, class_rule, geom, place)
    select 'demo', 'C' || g.id || '-' || n, '单位' || g.id || '-' || n, (array['C2611', 'B06', 'C30', 'E47', 'G54', 'H61', 'K70', 'P83', 'R90'])[1 + (g.id * 3 + n) % 9],
      case when (g.id * 3 + n) % 10 = 0 then 'A' when (g.id + n) % 3 = 0 then 'B' else 'C' end, 'CL-1',
      st_translate(st_centroid(g.geom), 0.001 * (n - 2), -0.001), null
    from grid g, generate_series(1, 3) n where g.level = 3;
  update enterprise e set place = p.id, geom = st_centroid(p.geom) from place p where p.grid = e.grid and e.identifier like '%-1';
  insert into hazard_source (enterprise, name, unit_kind, geom, alpha, provisional, sum_ratio, sum_weighted, r, principal, technician, operator)
    select id, '罐区', 'storage', geom, 1, false, 20, 20, 20, '甲' || id, '乙' || id, '丙' || id from enterprise where class = 'A' and id % 4 = 1`

/** A city of grids with everything that is looked at, and everybody visited. A chief is overloaded above 12 visits a month. */
export async function wholeCity(random: () => number, plan: CityPlan): Promise<WholeBook> {
  const book = await coverageBook()
  await book.clock.set(NOW)
  const city = cityOf(random, plan)
  await book.found(city)
  const use = tools(book, deskOf(book, LEADER))
  for (const text of FILLED.split(';')) await use.ask(text, text.includes('$1') ? [[...UNITS]] : [])
  await use.ask(LED)
  await use.ask(VISITED)
  await use.ask(`update coverage_rule set "limit" = 12 where kind = 'chief-overload'`)
  expect(await use.found()).toEqual([])
  await use.ask(KEPT)
  return { book, city, ...use }
}
