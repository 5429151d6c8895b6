import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CoverageFault } from '#core/contract/coverage.ts'
import type { Figures } from '#core/contract/indicators.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Actor } from '../../server/db/actor.ts'
import { expectedFaults, keysOf } from './coverageBook.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { pick, randomOf } from './randomFilters.ts'

const ROWS = '/indicators/coverage-faults/rows'
let book: FreshDatabase
let government: Desk
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  await book.clock.set(new Date())
  government = as({ role: 'government' })
})
afterAll(() => book.drop())

const items = (body: { rows: { items: CoverageFault[] } }) => body.rows.items
const faults = (desk: Desk, query: Record<string, string> = {}) =>
  everyPage(desk, ROWS, { part: 'all', ...query }, items)
const parts = async (desk: Desk, query: Record<string, string> = {}) => {
  const { body } = await desk.get('/indicators').query({ ids: 'coverage-faults', ...query })
  return Object.fromEntries((body as Figures).figures[0]!.parts.map(({ part, n }) => [part, n]))
}
/** The kinds that the oracle of the book knows. */
const known = (rows: readonly CoverageFault[]) =>
  rows.filter(({ kind }) => kind !== 'visit-overdue' && !kind.startsWith('territory'))
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key)

/** Makes faults of every kind at random; says what was made beside what the oracle knows, and how each is taken back. */
async function spoil(random: () => number) {
  const undo: (() => Promise<unknown>)[] = []
  const some = async (text: string, n: number) => {
    const rows = (await many<{ id: number }>(text)).map(({ id }) => id)
    return Array.from({ length: n }, () => pick(random, rows))
  }
  /** Writes over columns of some rows, and back. */
  const change = async (table: string, ids: readonly number[], set: Record<string, string>) => {
    const columns = Object.keys(set)
    for (const id of ids) {
      const [before] = await many<Record<string, unknown>>(`select ${columns.join(', ')} from ${table} where id = $1`, [id])
      await many(`update ${table} set ${Object.entries(set).map((one) => one.join(' = ')).join(', ')} where id = $1`, [id])
      undo.push(() => many(`update ${table} set ${columns.map((one, at) => `${one} = $${at + 2}`).join(', ')} where id = $1`, [id, ...columns.map((one) => before![one])]))
    }
  }
  const open = `select id from enterprise where status = 'active' and industry is not null order by id`
  const far = 'st_setsrid(st_makepoint(123.5, 38.5), 4326)'
  await change('enterprise', await some(open, 3), { geom: far })
  await change('enterprise', await some(open, 1), { geom: far, status: "'closed'" })
  await change('enterprise', await some(open, 1), { geom: 'null', industry: 'null' })
  // a unit lets go of what it leads for, and two say that they lead for another
  const leads = async (n: number) => many<{ id: number; prefix: string }>(`select d.id, p.prefix from enterprise e join department d on d.id = e.lead_department
    cross join unnest(d.industries) p (prefix) where e.status = 'active' and starts_with(e.industry, p.prefix) and length(e.industry) > length(p.prefix) order by md5(e.id::text || $1) limit ${n}`, [String(random())])
  const [orphan] = await leads(1)
  await change('department', [orphan!.id], { industries: `array_remove(industries, '${orphan!.prefix}')` })
  const twin = (await leads(40)).find(({ prefix }) => prefix !== orphan!.prefix)!
  const [third] = await some(`select id from department where id <> ${twin.id} order by id`, 1)
  await change('department', [third!], { industries: `industries || '${twin.prefix}'::text` })
  // under the prefix of two, one of them names an industry by itself: there it leads alone
  const [own] = await many<{ industry: string }>(
    `select industry from enterprise where status = 'active' and starts_with(industry, $1) and length(industry) > length($1) order by md5(id::text) limit 1`,
    [twin.prefix],
  )
  expect(own).toBeDefined()
  await change('department', [third!], { industries: `industries || '${own!.industry}'::text` })
  await many('select app.assign_owners()')
  undo.unshift(() => many('select app.assign_owners()'))
  // people of nodes
  const nodes = "select id from grid order by id"
  await change('grid', await some(nodes, 2), { person: `'${pick(random, ['待 定', '　', 'N/A', '—', '空缺'])}'` })
  await change('grid', await some(nodes, 2), { phone: `'${pick(random, ['12345', '000-0000000', '1111 1111'])}'` })
  const name = `离任人${Math.floor(random() * 1e6)}`
  await many(`insert into account (user_name, name, state, left_at) values ('gone-a', $1, 'left', app.now()), ('gone-b', $2, 'left', app.now())`, [name, `${name}二`])
  await many(`insert into account (user_name, name, state) values ('back-b', $1, 'active')`, [`${name}二`])
  undo.push(() => many(`delete from account where user_name in ('gone-a', 'gone-b', 'back-b')`))
  const [gone, back] = [...new Set(await some(nodes, 8))]
  await change('grid', [gone!], { person: `'${name}'`, phone: "'0535-7654321'" })
  await change('grid', [back!], { person: `'${name}二'`, phone: "'0535-7654321'" })
  // one chief of several grids, whose phone is written in two ways
  await many(`update coverage_rule set "limit" = 40 where kind = 'chief-overload'`)
  undo.push(() => many(`update coverage_rule set "limit" = 80 where kind = 'chief-overload'`))
  const [first, ...others] = [...new Set(await some('select id from grid where level = 3 order by id', 5))]
  await change('grid', [first!], { person: "'同一人'", phone: "'0535-765 4321'" })
  await change('grid', others, { person: "'同 一人'", phone: "'05357654321'" })
  await change('enterprise', await some(`select id from enterprise where status = 'active' and class is not null and grid = ${first!} order by id`, 40), { class_computed: "'A'" })
  // leaders: some enterprises lose theirs, of another the leader left
  const [head] = await many<{ id: number }>(`insert into account (user_name, name, state) values ('head', '离任领导', 'active') returning id`)
  await many(`insert into post (account, kind) values ($1, 'leader')`, [head!.id])
  const headed = await some(`select e.id from enterprise e join assignment a on a.enterprise = e.id and a.until_on is null where e.class = 'A' and e.status = 'active' order by e.id`, 4)
  await many(`create table headed as select * from assignment where enterprise = any ($1) and until_on is null`, [headed])
  await many(`update assignment set until_on = app.today(), end_reason = '不再分包', ended_at = app.now(), ended_by = '甲' where enterprise = any ($1) and until_on is null`, [headed])
  await many(`insert into assignment (request, enterprise, account, person, from_on) values (gen_random_uuid(), $1, $2, 'x', app.today())`, [headed[0], head!.id])
  await many(`update account set state = 'left', left_at = app.now() where id = $1`, [head!.id])
  undo.push(async () => {
    await many(`alter table assignment disable trigger user`)
    await many(`delete from assignment where enterprise in (select enterprise from headed) and (account is not null or until_on = app.today())`)
    await many(`insert into assignment select * from headed`)
    await many(`alter table assignment enable trigger user`)
    await many(`delete from post where kind = 'leader'; delete from account where user_name = 'head'`)
  })
  // sources and places
  await change('hazard_source', await some('select id from hazard_source where level is not null order by id', 2), { technician: 'null' })
  await change('place', await some("select id from place where kind <> 'block' order by id", 1), { person: 'null' })
  await change('place', await some("select id from place where kind <> 'block' order by id", 1), { phone: "'12345'" })
  const [empty] = await many<{ id: number }>(`insert into place (kind, name, person, phone, geom)
    select 'tower', '空楼', '某楼长', '0535-1234567', st_buffer(st_pointonsurface(geom), 0.0001) from grid where id = ${first!} returning id`)
  undo.push(() => many('delete from place where id = $1', [empty!.id]))
  // never visited, and territory as it is kept
  const late = await many<{ id: number }>(`insert into enterprise (scheme, identifier, name, industry, class_computed, class_rule, geom)
    select 'demo', 'LATE-' || n, '未查' || n, (select industries[1] from department where cardinality(industries) > 0 order by id limit 1), 'B', 'CL-1', st_pointonsurface(g.geom)
    from generate_series(1, 3) n, grid g where g.id = ${first!} returning id`)
  undo.push(() => many(`delete from enterprise where identifier like 'LATE-%'`))
  const lands: { kind: FaultKind; grids: number[] }[] = []
  for (const kind of ['territory-gap', 'territory-overlap', 'territory-outside'] as const) {
    const grids = [...new Set(await some('select id from grid where level = 3 order by id', kind === 'territory-outside' ? 1 : 2))].sort((a, b) => a - b)
    lands.push({ kind, grids })
    await many(`insert into coverage_territory (kind, grids, geom, area, width, found_at)
      select $1, $2, st_buffer(st_pointonsurface(g.geom), 0.00001), 3.5, 1.25, app.now() from grid g where g.id = ($2::integer[])[1]`, [kind, grids])
  }
  undo.push(() => many('delete from coverage_territory'))
  return { late: late.map(({ id }) => id), lands, back: async () => { for (const one of undo.reverse()) await one() } }
} // prettier-ignore

describe('faults of every kind, made at random', () => {
  const random = randomOf(104_729)
  let before: CoverageFault[]
  let spoilt: Awaited<ReturnType<typeof spoil>>
  let found: CoverageFault[]
  beforeAll(async () => {
    before = await faults(government)
    spoilt = await spoil(random)
    found = await faults(government)
  })

  test('are found, and nothing else is', async () => {
    const expected = keysOf(await expectedFaults(book))
    expect(keys(known(found)).sort()).toEqual(expected.sort())
    for (const kind of Object.keys(await expectedFaults(book)))
      expect(expected.filter((key) => key.startsWith(kind)).length, kind).toBeGreaterThan(0)
    const late = found.filter(({ kind }) => kind === 'visit-overdue')
    const overdue = await everyPage(government, '/indicators/visits-overdue/rows', { part: 'all' }, items as never)
    expect(late.map(({ id }) => id)).toEqual((overdue as { id: number }[]).map(({ id }) => id).sort((a, b) => a - b))
    expect(late.map(({ id }) => id)).toEqual(expect.arrayContaining(spoilt.late))
    const lands = found.filter(({ subject }) => subject === 'territory')
    expect(lands.map(({ kind, key }) => [kind, key.slice(0, key.indexOf('@'))])).toEqual(
      spoilt.lands.map(({ kind, grids }) => [kind, `${kind}:${grids.join('-')}`]),
    )
  })

  test('are as many as the figure says, in the order of the rules, whatever the page', async () => {
    const told = await parts(government)
    expect(Object.keys(told).sort()).toEqual(['all', ...FAULT_KINDS].sort())
    expect(told.all).toBe(found.length)
    for (const kind of FAULT_KINDS) expect(told[kind], kind).toBe(found.filter((one) => one.kind === kind).length)
    expect(new Set(keys(found)).size).toBe(found.length)
    expect(keys(await faults(government, { limit: '7' }))).toEqual(keys(found))
    const kind = pick(random, FAULT_KINDS)
    expect(keys(await faults(government, { part: kind, limit: '2' }))).toEqual(
      keys(found.filter((one) => one.kind === kind)),
    )
    const sheet = await government.get('/exports/indicators/coverage-faults.csv').query({ part: 'all' })
    const lines = sheet.text.split('\r\n').slice(1, -1)
    expect(lines.map((line) => line.replace(/^"/, '').split(/[",]/)[0])).toEqual(
      keys(found).map((key) => key.split(',')[0]),
    )
  })

  test('are told to a department and a grid as far as their scope goes, to an enterprise not at all', async () => {
    const expected = await expectedFaults(book)
    const [lead] = await many<{ id: number }>('select lead_department as id from enterprise where id = $1', [
      found.find(({ kind }) => kind === 'enterprise-two-leads')!.id,
    ])
    const officer = as({ role: 'department', department: lead!.id })
    const own = await faults(officer)
    expect(keys(known(own)).sort()).toEqual(
      keysOf(expected, ({ department }) => department === lead!.id || department === -1).sort(),
    )
    expect(own.filter(({ subject }) => subject === 'territory')).toHaveLength(3)
    const chiefs = expected['chief-overload']!
    const grids = [(pick(random, chiefs).grids as number[])[0]!, pick(random, spoilt.lands).grids[0]!]
    const chief = as({ role: 'grid', grids })
    const ofGrids = (one: { grids?: readonly (number | null)[] }) =>
      (one.grids ?? []).some((id) => id !== null && (id === -1 || grids.includes(id)))
    expect(keys(known(await faults(chief))).sort()).toEqual(keysOf(expected, ofGrids).sort())
    for (const desk of [officer, chief]) expect((await parts(desk)).all).toBe((await faults(desk)).length)
    const firm = as({ role: 'enterprise', enterprise: spoilt.late[0]! })
    expect(await parts(firm)).toEqual({})
    expect((await firm.get(ROWS).query({ part: 'all' })).body).toMatchObject({ total: 0, rows: { items: [] } })
    expect((await firm.get('/coverage')).status).toBe(403)
  })

  test('follow the filter: enterprises all of it, territory and people of the grid where they are', async () => {
    const expected = await expectedFaults(book)
    const grid = (pick(random, expected['chief-overload']!).grids as number[])[0]!
    const narrowed = await faults(government, { grid: String(grid) })
    const here = (one: { grids?: readonly (number | null)[] }) => (one.grids ?? []).includes(grid)
    expect(keys(known(narrowed)).sort()).toEqual(keysOf(expected, here).sort())
    const classed = await faults(government, { class: 'A' })
    const nodes = (rows: readonly CoverageFault[]) => keys(rows.filter(({ subject }) => ['grid', 'chief', 'territory'].includes(subject))) // prettier-ignore
    expect(nodes(classed)).toEqual(nodes(found))
    const ids = (await many<{ id: number }>("select id from enterprise where class = 'A'")).map(({ id }) => id)
    const without = (rows: readonly CoverageFault[]) => rows.filter(({ subject }) => subject === 'enterprise')
    expect(keys(without(classed))).toEqual(keys(without(found).filter(({ id }) => ids.includes(id!))))
    for (const query of [{ grid: String(grid) }, { class: 'A' }])
      expect((await parts(government, query)).all).toBe((await faults(government, query)).length)
  })

  test('say who is to mend them and why', async () => {
    const leads = found.find(({ kind }) => kind === 'enterprise-two-leads')!
    const [{ industry }] = (await many<{ industry: string }>('select industry from enterprise where id = $1', [leads.id])) as [{ industry: string }] // prettier-ignore
    const departments = await many<{ name: string; industries: string[] }>('select name, industries from department order by id') // prettier-ignore
    const match = ({ industries }: { industries: string[] }) => Math.max(0, ...industries.filter((one) => industry.startsWith(one)).map((one) => one.length)) // prettier-ignore
    const longest = Math.max(...departments.map(match))
    expect(leads.leads).toEqual(departments.filter((one) => match(one) === longest).map(({ name }) => name))
    for (const { kind, owner, gridName } of found) {
      if (kind === 'visit-overdue' || kind === 'place-register')
        expect([owner.desk, owner.name]).toEqual(
          gridName === null ? ['government', expect.any(String)] : ['grid', gridName],
        )
      else if (kind !== 'territory-gap' && kind !== 'source-responsible') expect(owner.desk, kind).toBe('government')
    }
    const reasons = new Set(found.filter(({ kind }) => kind === 'node-person').map(({ reason }) => reason))
    expect([...reasons].sort()).toEqual(['left', 'no-phone', 'nobody'])
  })

  test('are gone when they are taken back', async () => {
    await spoilt.back()
    expect(keys(await faults(government))).toEqual(keys(before))
  })
})

test('a chief at the limit is not overloaded, one visit in six months beyond it is', async () => {
  const loads = await many<{ grid: number; sixths: number }>(`select grid, sum(case class when 'A' then 6 when 'B' then 2 else 1 end)::int as sixths
    from enterprise where status = 'active' and class is not null and grid is not null group by grid order by 2 desc limit 1`) // prettier-ignore
  const [{ grid, sixths }] = loads as [{ grid: number; sixths: number }]
  const limit = (value: string) =>
    many(`update coverage_rule set "limit" = ${value} where kind = 'chief-overload' returning version`)
  const found = async () => keys(await faults(government, { part: 'chief-overload' }))
  const [before] = await many<{ version: number }>(`select version from coverage_rule where kind = 'chief-overload'`)
  await limit(`${sixths}::float8 / 6`)
  expect(await found()).toEqual([])
  expect(await limit(`(${sixths}::float8 - 1) / 6`)).toEqual([{ version: before!.version + 2 }])
  expect(await found()).toContain(`chief-overload:${grid}`)
  await limit('80')
})

test('somebody of the grid who leaves makes the open page ask again', async () => {
  const version = async () =>
    (await many<{ version: string }>(`select version from layer_version where layer = 'grids'`))[0]!.version
  const [{ person }] = (await many<{ person: string }>('select person from grid where level = 3 order by id limit 1')) as [{ person: string }] // prettier-ignore
  await many(`insert into account (user_name, name, state) values ('goes', $1, 'active'), ('other', '不在网格', 'active')`, [person]) // prettier-ignore
  const before = await version()
  await many(`update account set state = 'left', left_at = app.now() where user_name = 'other'`)
  expect(await version()).toBe(before)
  await many(`update account set state = 'left', left_at = app.now() where user_name = 'goes'`)
  expect(Number(await version())).toBe(Number(before) + 1)
})
