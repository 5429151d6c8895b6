import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { FreshDatabase } from './database.ts'

/*
 * What is not covered, once more from the tables in memory and in plain arithmetic: it shares nothing with the functions and statements that
 * it judges.
 */

interface Enterprise {
  readonly id: number
  readonly status: string
  readonly class: string | null
  readonly industry: string | null
  readonly grid: number | null
  readonly lead: number | null
  readonly place: number | null
}
interface Node {
  readonly id: number
  readonly level: number
  readonly person: string
  readonly phone: string
}
/** A fault with whom it is of: whose scope it is in. */
export interface Expected {
  readonly key: string
  readonly grids?: readonly (number | null)[]
  readonly department?: number | null
}

const NOBODY = ['', '待定', '无', '暂无', '空缺', '未定', '—', '-', 'n/a'] // those that the tests write, of the list in the database
const plain = (name: string | null) => (name ?? '').normalize('NFKC').replace(/\s/g, '').toLowerCase()
const digits = (phone: string | null) => (phone ?? '').replace(/[^0-9]/g, '')
const isNobody = (name: string | null) => NOBODY.includes(plain(name))
const ringsNowhere = (phone: string | null) => digits(phone).length < 7 || new Set(digits(phone)).size === 1

/** Every fault but territory and visits by kind. */
export async function expectedFaults({ owner }: Pick<FreshDatabase, 'owner'>): Promise<Partial<Record<FaultKind, Expected[]>>> {
  const many = async <Row extends object>(text: string) => (await owner.query<Row>(text)).rows
  const enterprises = await many<Enterprise>('select id, status, class, industry, grid, lead_department as lead, place from enterprise order by id')
  const departments = await many<{ id: number; industries: string[] }>('select id, industries from department order by id')
  const nodes = await many<Node>('select id, level, person, phone from grid order by id')
  const substitutes = await many<{ grid: number; person: string; phone: string }>(`select p.grid, p.name as person, p.phone from grid_person p
    where p.part = 'substitute' and (app.now() at time zone 'Asia/Shanghai')::date between p.from_on and p.until_on - 1`)
  const called = ({ id, ...node }: Node) => substitutes.find(({ grid }) => grid === id) ?? node
  const accounts = await many<{ name: string; state: string }>('select name, state from account')
  const open = enterprises.filter(({ status }) => status !== 'closed')
  const of = (kind: FaultKind, rows: readonly Enterprise[]): Expected[] =>
    rows.map(({ id, grid, lead }) => ({ key: `${kind}:${id}`, grids: [grid], department: lead }))

  const leadersOf = (industry: string | null) => {
    const found = departments.flatMap(({ id, industries }) =>
      industries.filter((prefix) => industry?.startsWith(prefix)).map((prefix) => ({ id, length: prefix.length })))
    const longest = Math.max(...found.map(({ length }) => length))
    return new Set(found.filter(({ length }) => length === longest).map(({ id }) => id))
  }
  const headed = new Set((await many<{ enterprise: number }>(`select a.enterprise from assignment a left join account c on c.id = a.account where a.until_on is null
    and (a.account is null or c.state = 'active')`)).map(({ enterprise }) => enterprise))
  const leaderless = open.filter(({ industry }) => leadersOf(industry).size === 0)
  const industries = new Map<string, (number | null)[]>()
  for (const { industry, grid } of leaderless) if (industry) industries.set(industry, [...(industries.get(industry) ?? []), grid])

  const left = (name: string) => ['left', 'active'].map((state) => accounts.some((one) => one.state === state && plain(one.name) === plain(name)))
  const isLeft = (name: string) => left(name)[0]! && !left(name)[1]!
  const faulty = nodes.filter((node) => isNobody(called(node).person) || ringsNowhere(called(node).phone) || isLeft(called(node).person))

  const limit = (await many<{ limit: number }>(`select "limit" from coverage_rule where kind = 'chief-overload'`))[0]!.limit
  const chiefs = new Map<string, { grids: number[]; sixths: number }>()
  for (const { id, person, phone } of nodes.filter((one) => one.level === 3 && !isNobody(one.person))) {
    const chief = chiefs.get(`${plain(person)}/${digits(phone)}`) ?? { grids: [], sixths: 0 }
    const visits = open.filter((one) => one.grid === id && one.status === 'active').map((one) => ({ A: 6, B: 2, C: 1 })[one.class ?? ''] ?? 0)
    chiefs.set(`${plain(person)}/${digits(phone)}`, { grids: [...chief.grids, id], sixths: visits.reduce((sum, n) => sum + n, chief.sixths) })
  }

  const sources = await many<{ id: number; enterprise: number; people: number }>(`select s.id, s.enterprise,
    (select count(distinct office)::int from source_responsible r where r.hazard_source = s.id and r.until_on is null) as people
    from hazard_source s where s.level is not null order by s.id`)
  const byId = new Map(open.map((one) => [one.id, one]))
  const places = await many<{ id: number; grid: number | null; person: string | null; phone: string | null; present: boolean }>(`select p.id, p.grid, p.person, p.phone,
    exists (select from tenant t where t.place = p.id and (t.until is null or t.until > (app.now() at time zone 'Asia/Shanghai')::date)) as present
    from place p where p.kind in ('park', 'tower') order by p.id`)
  const sits = (place: number) => open.some((one) => one.place === place)

  return {
    'enterprise-no-grid': of('enterprise-no-grid', open.filter(({ grid }) => grid === null)),
    'enterprise-no-lead': of('enterprise-no-lead', leaderless),
    'enterprise-two-leads': of('enterprise-two-leads', open.filter(({ industry }) => leadersOf(industry).size > 1)),
    'industry-ownerless': [...industries].map(([code, grids]) => ({ key: `industry-ownerless:${code}`, grids })),
    'class-a-leader': of('class-a-leader', open.filter((one) => one.class === 'A' && !headed.has(one.id))),
    'node-person': faulty.map(({ id, level }) => ({ key: `node-person:${id}`, grids: level === 1 ? [-1, id] : [id], department: -1 })),
    'chief-overload': [...chiefs.values()].filter(({ sixths }) => sixths > 6 * limit)
      .map(({ grids }) => ({ key: `chief-overload:${Math.min(...grids)}`, grids, department: -1 })),
    'source-responsible': sources.filter((one) => one.people < 3 && byId.has(one.enterprise))
      .map((one) => ({ key: `source-responsible:${one.id}`, grids: [byId.get(one.enterprise)!.grid], department: byId.get(one.enterprise)!.lead })),
    'place-register': places.filter((one) => isNobody(one.person) || ringsNowhere(one.phone) || !(one.present || sits(one.id)))
      .map((one) => ({ key: `place-register:${one.id}`, grids: [one.grid], department: -1 })),
  }
} // prettier-ignore

/** Their keys in the order of the rules; -1 among its grids or as its department stands for everybody of that side. */
export const keysOf = (
  expected: Partial<Record<FaultKind, Expected[]>>,
  sees: (one: Expected) => boolean = () => true,
): string[] => FAULT_KINDS.flatMap((kind) => (expected[kind] ?? []).filter(sees).map(({ key }) => key))
