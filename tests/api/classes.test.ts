import { afterAll, beforeAll, expect, test } from 'vitest'
import { classify } from '#core/domain/enterpriseClass.ts'
import type { RiskLevel } from '#core/domain/risk.ts'
import { randomFrom } from '../../scripts/demo/random.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

const NOW = new Date('2026-06-15T02:00:00Z')
const steward: Actor = { role: 'government', person: '数据', grids: [], post: 'data-steward', account: 1 }

let book: FreshDatabase
let id: number
beforeAll(async () => {
  book = await freshDatabase()
  await book.clock.set(NOW)
  id = (
    await one<{ id: number }>(
      `insert into enterprise (scheme, identifier, name) values ('test', 'x', '厂') returning id`,
    )
  ).id
})
afterAll(() => book.drop())

const one = async <Row>(text: string, values: unknown[] = []) =>
  (await book.owner.query(text, values)).rows[0] as unknown as Row
const classNow = () =>
  one<{ class: string | null; reasons: string[] }>(
    'select class, class_reasons as reasons from enterprise where id = $1',
    [id],
  )
const change = async (fields: object) => {
  const { body, status } = await deskOf(book, steward).post(`/enterprises/${id}`).send({ fields })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

const DAYS = [
  undefined,
  NOW,
  new Date(NOW.getTime() + 1),
  new Date('2025-06-15T02:00:00Z'),
  new Date('2025-06-15T02:00:00.001Z'),
]
const flags = [false, true]
const risks = [undefined, 1, 2, 3, 4] as (RiskLevel | undefined)[]

test('the database classes as the core does, over every combination of its inputs', async () => {
  const major = async (is: boolean) => {
    await book.owner.query('delete from hazard_source where enterprise = $1', [id])
    if (is) await book.owner.query(`insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
      values ($1, '罐区', 'storage', st_setsrid(st_makepoint(0, 0), 4326), 2, 1, 1, 2)`, [id])
  }
  const inputs = flags.flatMap((highRisk) => flags.flatMap((crowded) => [undefined, 0, 100, 101].flatMap((staff) =>
    risks.flatMap((risk) => DAYS.map((vetoedAt) => ({ highRisk, crowded, staff, risk, vetoedAt }))))))
  expect(inputs).toHaveLength(400)
  for (const majorHazardSource of flags) {
    await major(majorHazardSource)
    const rows = inputs.map((input) => ({ high_risk: input.highRisk, crowded: input.crowded, staff: input.staff ?? null, risk: input.risk ?? null, vetoed_at: input.vetoedAt?.toISOString() ?? null }))
    const { rows: found } = await book.owner.query(`select found.* from enterprise e, jsonb_array_elements($2) with ordinality given (facts, n),
      lateral app.class_of(jsonb_populate_record(e, given.facts)) found where e.id = $1 order by n`, [id, JSON.stringify(rows)])
    expect(found).toEqual(inputs.map((input) => {
      const { class: expected, reasons } = classify({ ...input, majorHazardSource }, NOW)
      return { class: expected, reasons }
    }))
  }
  await major(false)
}) // prettier-ignore

const random = randomFrom(31)
const some = <Value>(values: readonly Value[]) => random.pick(values)
const wanted = (n: number) => Array.from({ length: n }, (_, at) => ({
  n: at, highRisk: random.chance(0.1), crowded: random.chance(0.2), staff: some([undefined, 0, 1, 99, 100, 101, 5000]), risk: some(risks),
  majorHazardSource: random.chance(0.1), vetoedAt: some([undefined, undefined, ...DAYS]),
  accident: some([undefined, undefined, undefined, '2025-06-14', '2025-06-15', '2025-06-16', '2026-06-15']),
})) // prettier-ignore
type Wanted = ReturnType<typeof wanted>[number]
/** What the core says of one: by the latest event that was. */
function expected({ n: _n, accident, vetoedAt, ...input }: Wanted) {
  const midnight = accident === undefined ? [] : [new Date(Date.parse(`${accident}T00:00:00Z`) - 8 * 3_600_000)]
  const past = [...(vetoedAt ? [vetoedAt] : []), ...midnight].filter((at) => at <= NOW)
  const latest = past.length > 0 ? new Date(Math.max(...past.map(Number))) : undefined
  const { class: found, reasons } = classify({ ...input, vetoedAt: latest }, NOW)
  return { class: found, reasons }
}

test('so it does over thousands of random ones', async () => {
  const inputs = wanted(5000)
  const { rows } = await book.owner.query(`select app.class_letter("highRisk", crowded, staff, risk, "majorHazardSource", vetoed) as class,
    app.class_reasons("highRisk", crowded, staff, risk, "majorHazardSource", vetoed) as reasons
    from (select *, coalesce("vetoedAt" > app.veto_after() and "vetoedAt" <= app.now(), false) as vetoed from jsonb_to_recordset($1)
      r (n integer, "highRisk" boolean, crowded boolean, staff integer, risk smallint, "majorHazardSource" boolean, "vetoedAt" timestamptz)) r order by n`, [JSON.stringify(inputs)])
  expect(rows).toEqual(inputs.map((input) => expected({ ...input, accident: undefined })))
}) // prettier-ignore

test('the class that is kept is the one of the core, whatever came to an enterprise and in whatever order', async () => {
  const inputs = wanted(250)
  const fill = (text: string) => book.owner.query(text, [JSON.stringify(inputs)])
  await fill(`insert into enterprise (scheme, identifier, name, source, staff, crowded, high_risk, vetoed_at)
    select 'random', n, n, case n % 2 when 0 then 'import' else 'person' end, staff, crowded, "highRisk", case when n % 2 = 1 then "vetoedAt" end
    from jsonb_to_recordset($1) r (n integer, staff integer, crowded boolean, "highRisk" boolean, "vetoedAt" timestamptz)`)
  await fill(`update enterprise e set vetoed_at = r."vetoedAt", staff = r.staff + 0, high_risk = false
    from jsonb_to_recordset($1) r (n integer, staff integer, "vetoedAt" timestamptz) where e.scheme = 'random' and e.identifier = r.n::text`)
  await fill(`update enterprise e set high_risk = r."highRisk", crowded = not r.crowded
    from jsonb_to_recordset($1) r (n integer, crowded boolean, "highRisk" boolean) where e.scheme = 'random' and e.identifier = r.n::text`)
  await book.owner.query(`update enterprise set crowded = not crowded where scheme = 'random'`)
  const of = "join enterprise e on e.scheme = 'random' and e.identifier = r.n::text"
  const sources = () => fill(`insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
    select e.id, '罐区', 'storage', st_setsrid(st_makepoint(0, 0), 4326), 2, case when "majorHazardSource" then 1 else 0.99 end, 1, 2
    from jsonb_to_recordset($1) r (n integer, "majorHazardSource" boolean) ${of}`)
  const points = () => fill(`insert into risk_point (enterprise, name, method, profile, likelihood, consequence, score, level)
    select e.id, '点' || more, 'LS', 'DB37', 1, 1, 1, least(4, r.risk + more) from jsonb_to_recordset($1) r (n integer, risk integer) ${of}, generate_series(0, 2) more where r.risk is not null`)
  const accidents = () => fill(`insert into accident (enterprise, happened_on, deaths, serious_injuries, direct_loss, description)
    select e.id, accident, 1, 0, 0, '坠落' from jsonb_to_recordset($1) r (n integer, accident date) ${of} where accident is not null`)
  const agrees = async () => {
    const { rows } = await book.owner.query(`select class_computed as class, class_reasons as reasons from enterprise where scheme = 'random' order by identifier::integer`)
    expect(rows).toEqual(inputs.map(expected))
  }
  await sources()
  await points()
  await accidents()
  await agrees()
  await book.owner.query(`delete from accident; delete from hazard_source; delete from risk_point`)
  await accidents()
  await points()
  await sources()
  await agrees()
  await book.owner.query(`update hazard_source set sum_ratio = 0.5; update risk_point set level = 4; update accident set happened_on = '2020-01-01'`)
  for (const one of inputs) Object.assign(one, { majorHazardSource: false, risk: one.risk && 4, accident: undefined })
  await agrees()
}) // prettier-ignore

test('a change of an input changes the class, and the answer says so', async () => {
  expect(await classNow()).toEqual({ class: 'C', reasons: ['none-apply'] })
  expect((await change({ staff: 101 })).consequences).toContainEqual({ fact: 'class', id: null, subject: null, before: 'C', after: 'B' })
  expect((await change({ highRisk: true })).consequences).toContainEqual({ fact: 'class', id: null, subject: null, before: 'B', after: 'A' })
  expect(await classNow()).toEqual({ class: 'A', reasons: ['high-risk'] })
  expect((await change({ staff: 5 })).consequences).toEqual([])
  await change({ highRisk: false })
  expect(await classNow()).toEqual({ class: 'C', reasons: ['none-apply'] })
}) // prettier-ignore

test('an accident steps the class while it is within twelve months, and no longer once it is deleted', async () => {
  const desk = deskOf(book, steward)
  const accident = { entry: 'accident', deaths: 1, seriousInjuries: 0, directLoss: 0, description: '坠落' }
  const add = async (happenedOn: string) => {
    const { body, status } = await desk.post(`/enterprises/${id}/entries`).send({ ...accident, happenedOn })
    expect(status).toBe(201)
    return body.entry as number
  }
  const ahead = await desk.post(`/enterprises/${id}/entries`).send({ ...accident, happenedOn: '2026-06-16' })
  expect([ahead.status, ahead.body.issues[0].at]).toEqual([422, 'body.happenedOn'])
  const old = await add('2025-06-15')
  expect((await classNow()).class).toBe('C')
  const entry = await add('2025-06-16')
  expect(await classNow()).toEqual({ class: 'B', reasons: ['veto-within-12-months'] })
  await desk.post(`/enterprises/${id}/entries/accident/${entry}`).send({ ...accident, happenedOn: '2024-06-16' })
  expect((await classNow()).class).toBe('C')
  await desk.post(`/enterprises/${id}/entries/accident/${entry}`).send({ ...accident, happenedOn: '2026-06-14' })
  expect((await classNow()).class).toBe('B')
  const { body } = await desk.get(`/enterprises/${id}/timeline`).query({ limit: 50 })
  const steps = body.events.filter(({ consequences }: { consequences: unknown[] }) => consequences.length > 0)
  expect(
    steps.map((event: { source: string; consequences: unknown[] }) => [event.source, event.consequences]),
  ).toContainEqual(['derived', [{ fact: 'class', id: null, subject: null, before: 'C', after: 'B' }]])
  expect((await desk.delete(`/enterprises/${id}/entries/accident/${entry}`)).status).toBe(200)
  expect((await classNow()).class).toBe('C')
  expect((await desk.delete(`/enterprises/${id}/entries/accident/${old}`)).status).toBe(200)
})
