import supertest from 'supertest'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, peopleOf, type Person } from './people.ts'

const START = new Date('2026-03-02T01:00:00Z')
const DAY = 86_400_000

const database: FreshDatabase = await freshDatabase({ demo: true })
await database.owner.query('truncate demo_identity')
afterAll(() => database.drop())

let server: ReturnType<typeof supertest>
let people: ReturnType<typeof peopleOf>
let leader: Person
let officer: Person
let expert: Person
let department: number
let own: number
let other: number
beforeEach(async () => {
  await database.owner.query('truncate account, setup_token, sign_in_guard, rate_limit restart identity cascade')
  server = supertest(app(kitOn(database)))
  people = peopleOf(database, () => server, START)
  const { rows } = await database.owner.query<{ id: number; department: number }>(`
    select distinct on (lead_department) id, lead_department as department from enterprise
    where lead_department is not null and exists (select from hazard_source s where s.enterprise = enterprise.id)
    order by lead_department, id limit 2`)
  ;[{ id: own, department }, { id: other }] = rows as [(typeof rows)[0], (typeof rows)[0]]
  const administrator = await people.first()
  leader = await people.invite(administrator, 'leader', [{ kind: 'leader' }])
  officer = await people.invite(administrator, 'officer', [{ kind: 'department-officer', department }])
  expert = await people.invite(administrator, 'expert', [{ kind: 'expert' }])
})

const get = (path: string, { cookie }: Person) => server.get(`/api${path}`).set({ ...HERE, cookie })
const assign = (by: Person, enterprise: number, days = 7) =>
  people.post('/expert-assignments', { enterprise, account: expert.id, task: '罐区检查', days }, by.cookie)
const total = async (who: Person) => (await get('/enterprises?limit=1', who)).body.total
const counted = async (who: Person) => {
  const { body } = await get('/indicators?ids=enterprises,hazards-open', who)
  return body.figures.map(({ parts }: { parts: { n: number }[] }) => parts[0]?.n)
}

test('an expert sees the enterprise that is assigned, all of it and nothing else, while it is', async () => {
  expect(await total(expert)).toBe(0)
  const made = await assign(leader, own)
  expect([made.status, made.body]).toMatchObject([201, { enterprise: own, expert: '人员expert', active: true, assignedBy: '人员leader（leader）' }])
  expect(await total(expert)).toBe(1)
  const { rows } = await database.owner.query("select count(*)::int as n from hazard where enterprise = $1 and state not in ('closed', 'voided')", [own])
  expect(await counted(expert)).toEqual([1, rows[0].n])
  expect((await get(`/enterprises/${own}`, expert)).body.hazardSources.length).toBeGreaterThan(0)
  expect((await get(`/enterprises/${other}`, expert)).status).toBe(404)
  const report = (enterprise: number, source: string) =>
    people.post('/hazards', { request: crypto.randomUUID(), enterprise, source, description: '阀门渗漏', dueAt: '2026-04-01T00:00:00.000Z' }, expert.cookie)
  expect((await report(own, 'expert')).status).toBe(201)
  expect((await report(own, 'patrol')).status).toBe(403)
  expect((await report(other, 'expert')).status).toBe(422)
  await database.clock.set(new Date(START.getTime() + 40 * DAY))
  const again = await people.signIn('expert')
  expect((await server.get('/api/enterprises?limit=1').set({ ...HERE, cookie: again })).body.total).toBe(0)
}) // prettier-ignore

test('release ends it at once, and the expert lists just what is assigned', async () => {
  const { body } = await assign(leader, own)
  await assign(leader, other)
  expect((await get('/expert-assignments', expert)).body).toHaveLength(2)
  const released = await server.delete(`/api/expert-assignments/${String(body.id)}`).set({ ...HERE, cookie: leader.cookie })
  expect([released.status, released.body.active]).toEqual([200, false])
  expect(await total(expert)).toBe(1)
  expect((await get('/expert-assignments', expert)).body.map((row: { enterprise: number }) => row.enterprise)).toEqual([other])
}) // prettier-ignore

test('a department assigns to the enterprises that it leads, and sees no others’ assignments', async () => {
  expect((await get('/experts', officer)).body).toEqual([{ account: expert.id, name: '人员expert' }])
  expect((await assign(officer, other)).status).toBe(422)
  expect((await assign(officer, own)).status).toBe(201)
  const { body } = await assign(leader, other)
  expect((await get('/expert-assignments', officer)).body).toHaveLength(1)
  const foreign = await server.delete(`/api/expert-assignments/${String(body.id)}`).set({ ...HERE, cookie: officer.cookie })
  expect(foreign.status).toBe(404)
  expect((await get(`/expert-assignments?enterprise=${other}`, leader)).body).toHaveLength(1)
}) // prettier-ignore

test('only an expert is assigned, and only by those who may', async () => {
  const wrong = { enterprise: own, account: officer.id, task: 'x', days: 1 }
  expect((await people.post('/expert-assignments', wrong, leader.cookie)).body).toMatchObject({ code: 'post-refused' })
  expect((await assign(expert, own)).status).toBe(403)
  expect((await get('/experts', expert)).status).toBe(403)
})
