import { afterAll, beforeAll, expect, test } from 'vitest'
import { classify } from '#core/domain/enterpriseClass.ts'
import type { RiskLevel } from '#core/domain/risk.ts'
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

test('the database classes as the core does, over every combination of its inputs', async () => {
  const major = async (is: boolean) => {
    await book.owner.query('delete from hazard_source where enterprise = $1', [id])
    if (is) await book.owner.query(`insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
      values ($1, '罐区', 'storage', st_setsrid(st_makepoint(0, 0), 4326), 2, 1, 1, 2)`, [id])
  }
  const DAYS = [undefined, new Date('2026-06-15T02:00:00Z'), new Date('2026-06-15T02:00:00.001Z'), new Date('2025-06-15T02:00:00Z'), new Date('2025-06-15T02:00:00.001Z')]
  const flags = [false, true]
  const risks = [undefined, 1, 2, 3, 4] as (RiskLevel | undefined)[]
  const inputs = flags.flatMap((highRisk) => flags.flatMap((crowded) => [undefined, 0, 100, 101].flatMap((staff) =>
    risks.flatMap((risk) => DAYS.map((vetoedAt) => ({ highRisk, crowded, staff, risk, vetoedAt }))))))
  expect(inputs).toHaveLength(400)
  for (const majorHazardSource of flags) {
    await major(majorHazardSource)
    for (const input of inputs) {
      const row = { high_risk: input.highRisk, crowded: input.crowded, staff: input.staff ?? null, risk: input.risk ?? null, vetoed_at: input.vetoedAt?.toISOString() ?? null }
      const found = await one('select found.* from enterprise e, lateral app.class_of(jsonb_populate_record(e, $2)) found where e.id = $1', [id, row])
      const { class: expected, reasons } = classify({ ...input, majorHazardSource }, NOW)
      expect(found, JSON.stringify(row)).toEqual({ class: expected, reasons })
    }
  }
  await major(false)
}) // prettier-ignore

test('a change of an input changes the class, and the answer says so', async () => {
  expect(await classNow()).toEqual({ class: null, reasons: [] })
  expect((await change({ staff: 101 })).consequences).toContainEqual({ fact: 'class', id: null, subject: null, before: null, after: 'B' })
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
