import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TimelineEvent } from '#core/contract/timelines.ts'
import type { Actor } from '../../server/db/actor.ts'
import { asSteward } from '../../server/db/db.ts'
import { sql } from '../../server/db/sql.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'

const steward: Actor = { role: 'government', person: '数据', grids: [], post: 'data-steward', account: 1 }

let book: FreshDatabase
let plant: { id: number; grid: number }
let at: Date
beforeAll(async () => {
  book = await freshDatabase({ demo: true })
  at = new Date((await one<{ now: string }>('select app.now() as now')).now)
  await book.clock.set(at)
  plant = await one(`select e.id, e.grid from enterprise e where e.grid is not null
    and exists (select from hazard h where h.enterprise = e.id and h.closed_at is not null) and exists (select from inspection v where v.enterprise = e.id)
    and exists (select from licence l where l.enterprise = e.id) order by e.id limit 1`)
}) // prettier-ignore
afterAll(() => book.drop())

const one = async <Row>(text: string, values: unknown[] = []) =>
  (await book.owner.query(text, values)).rows[0] as unknown as Row
/** A minute later, so that what happens next has a moment of its own. */
const later = () => book.clock.set((at = new Date(at.getTime() + 60_000)))
const manager = (): Actor => ({ role: 'enterprise', person: '企业', grids: [], enterprise: plant.id, post: 'safety-manager', account: 2 }) // prettier-ignore
const path = () => `/enterprises/${plant.id}/timeline`

async function eventsOf(limit = 200, by: Actor = steward): Promise<TimelineEvent[]> {
  const events: TimelineEvent[] = []
  for (let after: string | null = ''; after !== null;) {
    const { body, status } = await deskOf(book, by).get(path()).query({ limit, ...(after && { after }) }) // prettier-ignore
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.events.length).toBeLessThanOrEqual(limit)
    events.push(...body.events)
    after = body.next
  }
  return events
}
const latest = async () => (await deskOf(book, steward).get(path()).query({ limit: 1 })).body.events[0] as TimelineEvent

test('tells of everything in the book once, the latest first, however small the pages', async () => {
  const events = await eventsOf()
  const counted = await one<Record<string, number>>(
    `select 1 as opened, (select count(*) from hazard where enterprise = $1 and found_at <= app.now())::int as found,
      (select count(*) from hazard where enterprise = $1 and closed_at <= app.now())::int as closed,
      (select count(*) from inspection where enterprise = $1 and inspected_at <= app.now())::int as inspected,
      (select count(*) from (select from enterprise_person where enterprise = $1 union all select from licence where enterprise = $1
        union all select from certificate where enterprise = $1 union all select from special_equipment where enterprise = $1
        union all select from insurance where enterprise = $1 union all select from safety_fund where enterprise = $1
        union all select from emergency_plan where enterprise = $1 union all select from penalty where enterprise = $1
        union all select from accident where enterprise = $1 union all select from file_declaration where enterprise = $1
        union all select from document where enterprise = $1) x)::int as added`,
    [plant.id],
  )
  const told = Object.fromEntries(Object.keys(counted).map((act) => [act, events.filter((event) => event.act === act).length])) // prettier-ignore
  expect(told).toEqual(counted)
  expect(counted.closed).toBeGreaterThan(0)
  const moments = events.map((event) => Date.parse(event.at))
  expect(moments).toEqual([...moments].sort((a, b) => b - a))
  expect(await eventsOf(3)).toEqual(events)
})

test('a change, its proposal, a refusal and an entry written anew or deleted stand there with who and what', async () => {
  const desk = deskOf(book, steward)
  const { staff } = await one<{ staff: number }>('select coalesce(staff, 0) as staff from enterprise where id = $1', [plant.id]) // prettier-ignore
  await later()
  await desk.post(`/enterprises/${plant.id}`).send({ fields: { staff: staff + 1 }, note: '核对花名册' })
  expect(await latest()).toMatchObject({ kind: 'facts', act: 'changed', by: '数据', source: 'person', title: '核对花名册', fields: { staff: { after: staff + 1 } } }) // prettier-ignore

  await later()
  const send = (fields: object) => deskOf(book, manager()).post(`/enterprises/${plant.id}/proposals`).send({ fields, note: '扩产' }) // prettier-ignore
  const { body } = await send({ staff: staff + 2 })
  expect(await latest()).toMatchObject({ kind: 'proposal', act: 'proposed', by: '企业', of: 'open', title: '扩产' })
  await later()
  await desk.post(`/proposals/${body.id}/refusal`).send({ reason: '未见合同' })
  expect(await latest()).toMatchObject({ kind: 'proposal', act: 'refused', by: '数据', title: '未见合同' })
  const again = (await send({ staff: staff + 3 })).body
  await later()
  await desk.post(`/proposals/${again.id}/acceptance`).send({})
  expect(await latest()).toMatchObject({ kind: 'facts', act: 'changed', by: '数据', source: 'proposal', title: '扩产', fields: { staff: { before: staff + 1, after: staff + 3 } } }) // prettier-ignore

  await later()
  const entry = { entry: 'licence', kind: 'other', number: '时间线-1', issuer: '市监', issuedOn: '2026-01-01', expiresOn: null } // prettier-ignore
  const added = (await desk.post(`/enterprises/${plant.id}/entries`).send(entry)).body.entry as number
  expect(await latest()).toMatchObject({ kind: 'entry', act: 'added', of: 'licence', title: '时间线-1', by: '数据' })
  await later()
  await desk.post(`/enterprises/${plant.id}/entries/licence/${added}`).send({ ...entry, issuer: '应急' })
  expect(await latest()).toMatchObject({ kind: 'entry', act: 'changed', title: '时间线-1' })
  await later()
  await desk.delete(`/enterprises/${plant.id}/entries/licence/${added}`)
  expect(await latest()).toMatchObject({ kind: 'entry', act: 'dropped', title: '时间线-1', by: '数据' })
  const acts = (await eventsOf()).filter(({ title }) => title === '时间线-1').map(({ act }) => act)
  expect(acts).toEqual(['dropped', 'changed', 'added'])
})

test('an import stands there as an import, and says so of each value it brought', async () => {
  await later()
  await asSteward(book.operator, 'import', async (db) => {
    await db.run(sql`update enterprise set legal_person = '新法人' where id = ${plant.id}`)
    await db.run(sql`insert into import (capability, file_name, file_hash, datum, added, changed, unchanged, rejected, made_at, made_by, overrides)
      values ('enterprises', 'x.csv', 'x', 'wgs84', 0, 1, 0, 0, app.now(), 'import', '[]')`)
  })
  expect(await latest()).toMatchObject({ kind: 'file', act: 'changed', source: 'import', by: 'import', fields: { legalPerson: { after: '新法人' } } }) // prettier-ignore
  const { body } = await deskOf(book, steward).get(`/enterprises/${plant.id}/facts`)
  expect(body.origins.legalPerson).toMatchObject({ source: 'import', by: 'import', at: at.toISOString() })
  expect(body.origins.staff).toMatchObject({ source: 'person', by: '数据' })
})

test('a document stands there when it is added, and both when it is deleted', async () => {
  await later()
  await book.owner.query(`insert into document (enterprise, kind, title, file_name, media_type, bytes, sha256, made_by)
    values ($1, 'licence', '营业执照副本', 'x.pdf', 'application/pdf', 1, repeat('0', 64), '企业')`, [plant.id])
  expect(await latest()).toMatchObject({ kind: 'entry', act: 'added', of: 'document', title: '营业执照副本', by: '企业' })
  await later()
  await book.owner.query('delete from document where enterprise = $1', [plant.id])
  const told = (await eventsOf()).filter(({ of }) => of === 'document')
  expect(told.map(({ act, title, at: moment }) => [act, title, Date.parse(moment) < at.getTime()])).toEqual([
    ['dropped', '营业执照副本', false],
    ['added', '营业执照副本', true],
  ])
}) // prettier-ignore

test('is told to whoever sees the enterprise, the same to all, and to nobody else', async () => {
  const chief: Actor = { role: 'grid', person: '网格长', grids: [plant.grid], post: 'grid-chief', account: 3 }
  expect(await eventsOf(200, chief)).toEqual(await eventsOf())
  expect(await eventsOf(200, manager())).toEqual(await eventsOf())
  for (const other of [
    { ...chief, grids: [plant.grid + 1] },
    { ...manager(), enterprise: plant.id + 1 },
  ])
    expect((await deskOf(book, other).get(path())).body.code).toBe('not-found')
  const { n } = await one<{ n: number }>(`select count(*)::int as n from audit where act = 'read' and topic = 'enterprise' and ids = $1 and person = '网格长'`, [[plant.id]]) // prettier-ignore
  expect(n).toBeGreaterThan(0)
})
