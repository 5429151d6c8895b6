import supertest from 'supertest'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { app } from '../../server/app.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { kitOn } from './kit.ts'
import { HERE, peopleOf, type Person } from './people.ts'

const START = new Date('2026-03-02T01:00:00Z')
const HOUR = 3_600_000

const database: FreshDatabase = await freshDatabase({ demo: true })
await database.owner.query('truncate demo_identity')
afterAll(() => database.drop())

let server: ReturnType<typeof supertest>
let people: ReturnType<typeof peopleOf>
let administrator: Person
let chief: Person
let worker: Person
let grid: number
beforeEach(async () => {
  await database.owner.query('truncate account, setup_token, sign_in_guard, rate_limit restart identity cascade')
  server = supertest(app(kitOn(database)))
  people = peopleOf(database, () => server, START)
  const { rows } = await database.owner.query<{ grid: number }>(
    'select grid from enterprise where grid is not null group by 1 order by count(*) desc limit 2',
  )
  grid = rows[0]!.grid
  administrator = await people.first()
  chief = await people.invite(administrator, 'chief', [{ kind: 'grid-chief', grids: [grid] }])
  worker = await people.invite(administrator, 'worker', [{ kind: 'grid-worker', grids: [rows[1]!.grid] }])
})

const get = (path: string, { cookie }: Person) => server.get(`/api${path}`).set({ ...HERE, cookie })
const remove = (path: string, { cookie }: Person) => server.delete(`/api${path}`).set({ ...HERE, cookie })
const postsOf = async (who: Person): Promise<{ id: number; kind: string; standsFor: string | null }[]> =>
  (await get('/session', who)).body.account.posts
const hours = (n: number) => new Date(people.now().getTime() + n * HOUR).toISOString()
async function lend(by: Person, kind: string, userName: string, [untilAt, fromAt]: readonly [string, string?]) {
  const post = (await postsOf(by)).find((one) => one.kind === kind)?.id
  return people.post('/account/stand-ins', { post, userName, fromAt: fromAt ?? null, untilAt }, by.cookie)
}

test('who stands in holds the post for that time, under the own name, and no longer', async () => {
  const made = await lend(chief, 'grid-chief', 'worker', [hours(0.8), hours(0.4)])
  expect([made.status, made.body]).toMatchObject([201, { person: '人员worker' }])
  expect((await postsOf(worker)).map(({ kind }) => kind)).toEqual(['grid-worker'])
  await database.clock.set(new Date(Date.parse(hours(0.4)) + 1000))
  const held = (await postsOf(worker)).find(({ kind }) => kind === 'grid-chief')
  expect(held?.standsFor).toBe('人员chief')
  expect((await people.post('/session/post', { post: held?.id }, worker.cookie)).status).toBe(201)
  const { rows } = await database.owner.query('select count(*)::int as n from enterprise where grid = $1', [grid])
  expect((await get('/enterprises?limit=1', worker)).body.total).toBe(rows[0].n)
  expect((await get('/session', worker)).body).toMatchObject({ person: '人员worker（worker）', grids: [grid] })
  await database.clock.set(new Date(Date.parse(hours(0.8)) + 1000))
  expect((await postsOf(worker)).map(({ kind }) => kind)).toEqual(['grid-worker'])
}) // prettier-ignore

test('is taken back at once, by the holder alone', async () => {
  const { body } = await lend(chief, 'grid-chief', 'worker', [hours(5)])
  expect(await postsOf(worker)).toHaveLength(2)
  expect((await get('/account/stand-ins', chief)).body).toHaveLength(1)
  expect((await remove(`/account/stand-ins/${String(body.id)}`, worker)).status).toBe(404)
  expect((await remove(`/account/stand-ins/${String(body.id)}`, chief)).status).toBe(200)
  expect(await postsOf(worker)).toHaveLength(1)
  expect((await get('/account/stand-ins', chief)).body).toEqual([])
})

test('ends with the post that is stood in for, and with its holder', async () => {
  await lend(chief, 'grid-chief', 'worker', [hours(5)])
  expect(await postsOf(worker)).toHaveLength(2)
  expect((await people.post(`/accounts/${chief.id}/leave`, {}, administrator.cookie)).status).toBe(201)
  expect(await postsOf(worker)).toHaveLength(1)
})

test('who stands in for a post that needs a second factor sees nothing until one is enrolled', async () => {
  const leader = await people.invite(administrator, 'leader', [{ kind: 'leader' }])
  await lend(leader, 'leader', 'worker', [hours(5)])
  expect((await get('/session', worker)).body).toMatchObject({ role: 'public', account: { step: 'enrolment' } })
  expect((await get('/enterprises?limit=1', worker)).status).toBe(403)
  const { cookie } = await people.enrol(worker.cookie)
  expect((await get('/session', { ...worker, cookie })).body.account).toMatchObject({ step: 'done' })
})

test('is refused for what cannot be lent, to nobody, to oneself, for no time and for too long', async () => {
  const cases: [string, Promise<{ status: number; body: Record<string, unknown> }>][] = [
    ['not-allowed', lend(administrator, 'security-administrator', 'worker', [hours(1)]) as never],
    ['post-refused', lend(chief, 'grid-chief', 'nobody', [hours(1)]) as never],
    ['post-refused', lend(chief, 'grid-chief', 'chief', [hours(1)]) as never],
    ['post-refused', lend(chief, 'grid-chief', 'worker', [hours(-1)]) as never],
    ['post-refused', lend(chief, 'grid-chief', 'worker', [hours(24 * 93)]) as never],
  ]
  for (const [code, answer] of cases) expect((await answer).body.code).toBe(code)
  await lend(chief, 'grid-chief', 'worker', [hours(5)])
  expect((await lend(worker, 'grid-chief', 'zhangwei', [hours(1)])).body.code).toBe('not-allowed')
})

test('the database refuses a stand-in with more than what is stood in for', async () => {
  const { rows } = await database.owner.query<{ id: number }>("select id from post where kind = 'grid-chief'")
  const insert = (kind: string, grids: string, until: string) =>
    database.owner.query(
      `insert into post (account, kind, grids, until_at, stands_for) values ($1, $2, $3, ${until}, $4)`,
      [worker.id, kind, grids, rows[0]!.id],
    )
  const soon = "app.now() + interval '1 hour'"
  await expect(insert('grid-worker', `{${grid}}`, soon)).rejects.toThrow(/stand-in/)
  await expect(insert('grid-chief', '{1,2,3}', soon)).rejects.toThrow()
  await expect(insert('grid-chief', `{${grid}}`, 'null')).rejects.toThrow(/post_stands_for_a_time/)
  await insert('grid-chief', `{${grid}}`, soon)
})

test('an administrator previews how far a post reaches, sees no row, and the look is recorded', async () => {
  const [post] = await postsOf(chief)
  const { status, body } = await get(`/accounts/${chief.id}/posts/${post?.id}/preview`, administrator)
  const count = async (table: string) =>
    (await database.owner.query(`select count(*)::int as n from ${table} where grid = $1`, [grid])).rows[0].n
  expect([status, body]).toMatchObject([200, { id: post?.id, knows: ['phones', 'inventories', 'stores'], reports: ['patrol', 'report'], operations: ['coverage.read', 'coverage.certificate', 'coverageRates.read', 'coverageTasks.list', 'coverageTasks.see', 'coverageTasks.answer', 'duties.now', 'proposals.rehearse', 'proposals.preview', 'proposals.accept', 'proposals.refuse', 'reminders.list', 'reminders.read', 'sensors.list', 'sensors.quality', 'sensors.sources', 'sensors.videos', 'sensors.readings', 'responsible.read', 'assignments.list', 'assignments.leaders', 'supervision.chain', 'laws.list', 'rounds.read', 'rounds.changes', 'patrols.tracks', 'patrols.begin', 'patrols.points', 'patrols.end', 'patrols.drop', 'patrols.cells', 'patrols.streets', 'pledges.list', 'pledges.read', 'specialWorks.list', 'specialWorks.read', 'hazards.act', 'alarms.list', 'alarms.read', 'alarms.act', 'alarmRules.list', 'readingRules.list', 'maintenanceWindows.list', 'warnings.list', 'warnings.read', 'inspections.checklists', 'inspections.write', 'inspectionPlans.dues', 'inspectionPlans.list', 'inspectionPlans.targets', 'inspectionRecords.read', 'inspectionRecords.add', 'inspectionLeftovers.list', 'gridDrafts.versions', 'gridPeople.list'] }]) // prettier-ignore
  expect(body.rows).toMatchObject({ enterprises: await count('enterprise'), hazards: await count('hazard'), grids: 1 })
  const { rows } = await database.owner.query(
    "select person from audit where act = 'read' and topic = 'post' and ids = array[$1::bigint]",
    [post?.id],
  )
  expect(rows).toEqual([{ person: '张伟（zhangwei）' }])
  expect((await get(`/accounts/${chief.id}/posts/999/preview`, administrator)).status).toBe(404)
})
