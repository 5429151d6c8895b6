import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CoverageFault } from '#core/contract/coverage.ts'
import type { Law } from '#core/contract/laws.ts'
import type { SupervisionRule } from '#core/contract/supervision.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { type Desk, deskOf, everyPage } from './desk.ts'
import { pick, randomOf } from './randomFilters.ts'

const NOW = new Date('2026-06-15T02:00:00Z')
const TODAY = '2026-06-15'
let book: FreshDatabase
let leader: Desk
let steward: Desk
let clause: number
const many = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(text, values)).rows
const as = (actor: Partial<Actor> & Pick<Actor, 'role'>) => deskOf(book, { person: '某人', grids: [], ...actor })

const INDUSTRIES = ['C26', 'C2611', 'C2614', 'E47', 'F51', 'G54', null]
const LICENCES = ['fire', 'dangerous-chemicals', 'business'] as const
const [WEST, EAST, NOWHERE] = ['121.005', '121.015', '122']
/** Two grids (3, 4), four units of which the fourth says nothing of itself, a park, a tower, another tower and a block, twelve enterprises. */
const BOOK = `
  insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326)));
  insert into department (code, name, person, phone, industries) values ('U1', '应急管理局', '钱', '0535-1234505', '{C}'),
    ('U2', '住建局', '孙', '0535-1234506', '{E,C27}'), ('U3', '商务局', '李', '0535-1234507', '{F}'), ('U4', '园区管委会', '周', '0535-1234508', '{}');
  insert into grid (level, code, name, person, phone) values (1, '1', '样板区', '王', '0535-1234501');
  insert into grid (level, code, name, person, phone, parent, department) values (2, '2', '应急管理局', '钱', '0535-1234505', 1, 1);
  insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '31', '西网格', '赵', '0535-1234502', 1, st_multi(st_makeenvelope(121, 37, 121.01, 37.01, 4326))),
    (3, '32', '东网格', '周', '0535-1234503', 1, st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)));
  insert into place (kind, name, person, phone, geom) select kind, name, '甲', '0535-1234504', st_makeenvelope(121.001 + n * 0.001, 37.001, 121.0015 + n * 0.001, 37.0015, 4326)
    from (values (1, 'park', '化工园'), (2, 'tower', '一号楼'), (3, 'tower', '二号楼'), (4, 'block', '街坊')) p (n, kind, name) order by n;
  insert into enterprise (scheme, identifier, name, industry, geom) select 'demo', 'E' || n, '单位' || n, (array['C26','C2611','C2614','E47','F51','G54'])[1 + n % 6],
    st_setsrid(st_makepoint(case when n % 2 = 0 then 121.005 else 121.015 end, 37.005), 4326) from generate_series(1, 12) n order by n`

beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  await many(BOOK)
  leader = as({ role: 'government', post: 'leader', person: '林青山' })
  steward = as({ role: 'government', post: 'data-steward', person: '管数据' })
  clause = (await many<{ id: number }>('select app.unit_clause() as id'))[0]!.id
})
afterAll(() => book.drop())

type Of = { basis: string } & Record<string, unknown>
const ruleOf = (of: Of, department: number, more: object = {}) => ({
  request: randomUUID(), part: 'lead', of, department, clause, fromOn: TODAY,
  principle: of.basis === 'licence' || of.basis === 'industry' ? of.basis : 'territorial', ...more,
}) // prettier-ignore
const write = (of: Of, department: number, more: object = {}, desk = leader) => desk.post('/supervision/rules').send(ruleOf(of, department, more)) // prettier-ignore
const end = (id: number, desk = leader) =>
  desk.post(`/supervision/rules/${id}/end`).send({ untilOn: TODAY, reason: '调整' })
const chainOf = async (enterprise: number, desk = leader) => (await desk.get('/supervision').query({ enterprise })).body as { lead: { id: number } | null; supporting: { id: number }[]; chain: (SupervisionRule & { verdict: string })[] } // prettier-ignore
const table = async (query: object = {}) => (await leader.get('/supervision/rules').query(query)).body
const faults = async (part: string) =>
  everyPage(leader, '/indicators/coverage-faults/rows', { part }, (body: { rows: { items: CoverageFault[] } }) => body.rows.items) // prettier-ignore
const leads = async () =>
  new Map((await many<{ id: number; lead: number | null }>('select id, lead_department as lead from enterprise order by id')).map(({ id, lead }) => [id, lead])) // prettier-ignore

/* ── By another hand: rules, places, licences in memory, and the order of docs/supervision.md in plain arithmetic ── */

interface Ruled {
  id: number
  part: string
  of: Of
  department: number
}
interface Plant {
  id: number
  industry: string | null
  grid: number | null
  place: number | null
  licences: string[]
}
interface World {
  rules: Ruled[]
  units: Map<number, string[]>
  kinds: Map<number, string>
  plants: Plant[]
}
/** Ranks from the first: the units that the rules of the first rank that says anything name, in order. */
function judged({ rules, units, kinds }: World, { industry, grid, place, licences }: Plant): number[] {
  const lead = rules.filter(({ part }) => part === 'lead')
  const by = (test: (of: Of) => boolean) => lead.filter(({ of }) => test(of)).map(({ department }) => department)
  const prefixes = [
    ...[...units].flatMap(([department, own]) => own.map((prefix) => ({ department, prefix }))),
    ...lead.flatMap(({ of, department }) => (of.basis === 'industry' ? [{ department, prefix: String(of.industry) }] : [])),
  ].filter(({ prefix }) => industry !== null && industry.slice(0, prefix.length) === prefix)
  const longest = prefixes.reduce((most, { prefix }) => (prefix.length > most ? prefix.length : most), 0)
  const ranks = [
    by((of) => of.basis === 'place' && of.place === place),
    by((of) => of.basis === 'place-kind' && place !== null && kinds.get(place) === of.placeKind),
    by((of) => of.basis === 'grid' && of.grid === grid),
    by((of) => of.basis === 'licence' && licences.includes(String(of.licence))),
    prefixes.filter(({ prefix }) => prefix.length === longest).map(({ department }) => department),
    by((of) => of.basis === 'district'),
  ]
  const deciding = ranks.find((units) => units.length > 0) ?? []
  return [...new Set(deciding)].sort((a, b) => a - b)
} // prettier-ignore

describe('every enterprise resolves to one lead, or is listed', () => {
  test('whatever rules, units, licences, places and ground become, the unit that is kept is what the rules in memory say', async () => {
    const random = randomOf(100_100)
    const whole = (most: number) => 1 + Math.floor(random() * most)
    const world: World = {
      rules: [],
      units: new Map([[1, ['C']], [2, ['E', 'C27']], [3, ['F']], [4, []]]),
      kinds: new Map([[1, 'park'], [2, 'tower'], [3, 'tower'], [4, 'block']]),
      plants: (await many<Plant>('select id, industry, grid, place from enterprise order by id')).map((one) => ({ ...one, licences: [] })),
    }
    const tally: Record<string, number> = {}
    let compared = 0
    const target = (): Of => pick(random, [
      { basis: 'place', place: whole(3) }, { basis: 'place-kind', placeKind: pick(random, ['park', 'tower']) }, { basis: 'grid', grid: 2 + whole(2) },
      { basis: 'licence', licence: pick(random, LICENCES) }, { basis: 'industry', industry: pick(random, ['C', 'C26', 'C261', 'C2611', 'G', 'E47']) }, { basis: 'district' },
    ]) // prettier-ignore
    for (let step = 0; step < 360; step += 1) {
      const act = pick(random, ['write', 'write', 'end', 'end', 'unit', 'industry', 'ground', 'place', 'licence', 'kind'])
      tally[act] = (tally[act] ?? 0) + 1
      const plant = pick(random, world.plants)
      if (act === 'write' && world.rules.length < 8) {
        const [of, department, part] = [target(), whole(4), pick(random, ['lead', 'lead', 'lead', 'support'])]
        const { status, body } = await write(of, department, { part })
        expect([step, status, body.detail]).toEqual([step, 201, undefined])
        world.rules.push({ id: body.id, part, of, department })
      } else if (act === 'end' && world.rules.length > 0) {
        const rule = pick(random, world.rules)
        expect((await end(rule.id)).status).toBe(201)
        world.rules = world.rules.filter((one) => one !== rule)
      } else if (act === 'unit') {
        const [unit, own] = [whole(4), ['C', 'C26', 'C261', 'E', 'F', 'G'].filter(() => random() < 0.3)]
        await many('update department set industries = $2 where id = $1', [unit, own])
        world.units.set(unit, own)
      } else if (act === 'industry') {
        plant.industry = pick(random, INDUSTRIES)
        await many('update enterprise set industry = $2 where id = $1', [plant.id, plant.industry])
      } else if (act === 'ground') {
        const at = pick(random, [WEST, EAST, NOWHERE])
        await many('update enterprise set geom = st_setsrid(st_makepoint($2, 37.005), 4326) where id = $1', [plant.id, at])
        plant.grid = at === WEST ? 3 : at === EAST ? 4 : null
      } else if (act === 'place') {
        plant.place = pick(random, [1, 2, 3, 4, null])
        await many('update enterprise set place = $2 where id = $1', [plant.id, plant.place])
      } else if (act === 'licence') {
        const kind = pick(random, LICENCES)
        if (plant.licences.includes(kind)) {
          await many('delete from licence where enterprise = $1 and kind = $2', [plant.id, kind])
          plant.licences = plant.licences.filter((one) => one !== kind)
        } else {
          // an expired one, too: who granted it answers for it
          await many(`insert into licence (enterprise, kind, number, issuer, issued_on, expires_on) values ($1, $2, 'N1', '某局', '2020-01-01', '2021-01-01')`, [plant.id, kind])
          plant.licences.push(kind)
        }
      } else if (act === 'kind') {
        const [place, kind] = [whole(3), pick(random, ['park', 'tower'])]
        await many('update place set kind = $2 where id = $1', [place, kind])
        world.kinds.set(place, kind)
      }
      const expected = new Map(world.plants.map((one) => [one.id, judged(world, one)[0] ?? null]))
      expect([step, act, [...(await leads())]]).toEqual([step, act, [...expected]])
      compared += expected.size
      if (step % 12 !== 0) continue
      // what is told of it: the chain, the proof of coverage with both clauses, and nothing astray
      const tied = world.plants.filter((one) => judged(world, one).length > 1).map(({ id }) => id)
      const found = await faults('enterprise-two-leads')
      expect([step, found.map(({ id }) => id)]).toEqual([step, tied])
      for (const { id, leads: names, clauses } of found) expect([names.length, clauses.length, names.length]).toEqual([judged(world, world.plants[id! - 1]!).length, names.length, clauses.length])
      expect((await faults('enterprise-no-lead')).map(({ id }) => id)).toEqual([...expected].filter(([, lead]) => lead === null).map(([id]) => id))
      const { lead, chain } = await chainOf(plant.id)
      const deciding = judged(world, plant)
      expect([lead?.id, chain.filter(({ verdict }) => verdict === 'leads').map(({ department }) => department)]).toEqual([deciding[0], deciding.slice(0, 1)])
      expect([...new Set(chain.filter(({ verdict }) => verdict === 'tied').map(({ department }) => department))].sort()).toEqual(deciding.slice(1))
      expect(await many('select from app.stray_leads()')).toEqual([])
    }
    expect(Object.values(tally).every((n) => n >= 15), JSON.stringify(tally)).toBe(true)
    expect(compared).toBeGreaterThan(4000)
    for (const { id } of world.rules) await end(id)
  }, 120_000) // prettier-ignore
})
