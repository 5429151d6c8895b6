import { beforeEach, expect, test } from 'vitest'
import type { ProblemBody } from '#core/contract/problem.ts'
import type { SensorRow, VideoRow } from '#core/contract/sensors.ts'
import type { Actor } from '../../server/db/actor.ts'
import { keepQuality } from '../../server/features/sensors/keeping.ts'
import type { Kit } from '../../server/http/kit.ts'
import { newToken, tokenHash } from '../../server/http/signIn/tokens.ts'
import { wholeServer } from './asking.ts'
import { deskOf } from './desk.ts'
import { kitOn } from './kit.ts'
import { sendTo } from './readingsBook.ts'
import { NOW, sensorsBook } from './sensorsBook.ts'

const it = sensorsBook()
const STEWARD: Actor = { role: 'government', person: '数据员', grids: [], account: 1, post: 'data-steward' }
const OFFICER: Actor = { role: 'government', person: '值班员', grids: [], account: 2, post: 'duty-officer' }
const ofPlant = (at: 0 | 1, post: 'safety-manager' | 'worker' = 'safety-manager'): Actor => ({ role: 'enterprise', person: '安全员', grids: [], account: 3, post, enterprise: it.sources[at].enterprise }) // prettier-ignore
const ofGrid = (at: 0 | 1): Actor => ({ role: 'grid', person: '网格长', grids: [it.sources[at].grid], account: 4, post: 'grid-chief' }) // prettier-ignore
const ofUnit = (at: 0 | 1): Actor => ({ role: 'department', person: '干部', grids: [], account: 5, post: 'department-officer', department: it.sources[at].department }) // prettier-ignore

const BODY = {
  kind: 'video',
  code: 'CAM-1',
  name: '罐区东北角',
  link: 'https://video.example/cameras/1?at=now',
  part: null,
}
const asked = async <Told>(actor: Actor, path: string) => (await deskOf(it.book, actor).get(path)).body as Told
const videos = async (actor: Actor, at: 0 | 1 = 0) =>
  (await asked<{ rows: VideoRow[] }>(actor, `/sensors/videos?source=${it.sources[at].id}`)).rows
async function add(actor: Actor, change: object = {}, settings: Kit['settings'] = {}) {
  const { status, body } = await deskOf(it.book, actor, settings).post('/sensors').send({ ...BODY, source: it.sources[0].id, ...change }) // prettier-ignore
  return { status, told: body as ProblemBody & { id: number } }
}
beforeEach(async () => {
  await it.run('truncate reading, reading_minute, reading_hour, reading_dirty, reading_silence; delete from sensor_now; delete from sensor')
  await it.book.clock.set(NOW)
}) // prettier-ignore

test('who keeps the sensors of a plant keeps its cameras, and each in whose scope it lies sees them, nobody else', async () => {
  expect((await add(ofPlant(0))).status).toBe(201)
  const [row] = await videos(STEWARD)
  expect(row).toMatchObject({ ...BODY, source: it.sources[0].id, changedBy: '安全员' })
  for (const actor of [OFFICER, ofPlant(0), ofPlant(0, 'worker'), ofGrid(0), ofUnit(0)])
    expect(await videos(actor), actor.person).toEqual([row])
  for (const actor of [ofPlant(1), ofGrid(1), ofUnit(1)]) expect(await videos(actor), actor.person).toEqual([])
  expect((await deskOf(it.book, { role: 'wall', person: '大屏', grids: [] } as Actor).get(`/sensors/videos?source=${it.sources[0].id}`)).status).toBe(403) // prettier-ignore

  const change = (actor: Actor, seen: string, body: object = BODY) => deskOf(it.book, actor).post(`/sensors/${row!.id}`).send({ ...body, seen }) // prettier-ignore
  for (const actor of [OFFICER, ofPlant(0, 'worker'), ofGrid(0), ofUnit(0)]) {
    expect((await add(actor, { code: 'CAM-2' })).status, actor.person).toBe(403)
    expect((await change(actor, row!.changedAt)).status, actor.person).toBe(403)
  }
  expect((await change(ofPlant(1), row!.changedAt)).status).toBe(404)
  await it.book.clock.set(new Date(NOW.getTime() + 1000))
  expect((await change(STEWARD, row!.changedAt, { ...BODY, link: 'https://other.example/2' })).status).toBe(201)
  expect((await change(STEWARD, row!.changedAt)).status).toBe(409)
  expect((await videos(OFFICER))[0]!.link).toBe('https://other.example/2')
  const acts = await it.many<{ person: string; act: string }>("select person, act from audit where topic = 'sensor' and $1 = any (ids) order by id", [row!.id]) // prettier-ignore
  expect(acts.map(({ person }) => person)).toEqual(['安全员', '数据员'])
  expect((await deskOf(it.book, STEWARD).delete(`/sensors/${row!.id}`)).status).toBe(200)
  expect(await videos(STEWARD)).toEqual([])
})

const FALSE_LINKS = ['http://video.example/1', 'rtsp://video.example/1', 'javascript:alert(1)', '//video.example/1', 'https://', 'https:///1',
  'https://me:secret@video.example/1', 'https://video.example@evil.example/1', 'https://video.example\\@evil.example', 'https://video.example/a b',
  'https://Video.example/1', 'https://视频.example/1', 'https://video.example.', 'https://video.example:99999/', 'https://0x7f.1/', 'https://video.example?x'] // prettier-ignore

test('a link is https without a login, at a host that is let; else the refusal names the field and what to do', async () => {
  for (const link of FALSE_LINKS) {
    const { status, told } = await add(STEWARD, { link })
    expect([status, told.code, told.issues?.[0]?.at], link).toEqual([422, 'entry-refused', 'body.link'])
    expect(told.issues?.[0]?.message, link).toMatch(/https:\/\/[^]+https:\/\//)
  }
  const VIDEO_HOSTS = ['video.example', 'other.example:8443']
  for (const link of ['https://else.example/1', 'https://other.example/1', 'https://sub.video.example/1', 'https://video.example.evil.example/']) {
    const { told } = await add(STEWARD, { link }, { VIDEO_HOSTS })
    expect([told.issues?.[0]?.at, told.issues?.[0]?.message.match(/VIDEO_HOSTS/g)?.length], link).toEqual(['body.link', 2])
  } // prettier-ignore
  for (const [at, link] of [
    'https://video.example',
    'https://video.example:444/',
    'https://other.example:8443/1',
  ].entries())
    expect((await add(STEWARD, { link, code: `C${at}` }, { VIDEO_HOSTS })).status, link).toBe(201)
  expect((await add(STEWARD, { link: 'https://anywhere.example:444/a%20b?c=1#d', code: 'C4' })).status).toBe(201)
  expect(await videos(STEWARD)).toHaveLength(4)
})

test('the database itself refuses a camera that measures, a sensor that is a link, and one that turns into the other', async () => {
  const VIDEO = { kind: 'video', code: 'V', unit: null, range_low: null, range_high: null, cadence: null, link: 'https://video.example/1' } // prettier-ignore
  const [gateway] = await it.many<{ id: number }>("insert into gateway (enterprise, name) values ($1, '网关') returning id", [it.sources[0].enterprise]) // prettier-ignore
  const added = { gateway: gateway!.id, unit: 'm', range_low: 0, range_high: 1, limit_h: 1, limit_hh: 1, limit_l: 0, limit_ll: 0, limits_basis: '设计', cadence: 60 } // prettier-ignore
  for (const [name, value] of Object.entries(added))
    await expect(it.sensor({ ...VIDEO, [name]: value }), name).rejects.toThrow('sensor_video')
  for (const change of [{ enabled: false }, { link: null }]) await expect(it.sensor({ ...VIDEO, ...change })).rejects.toThrow('sensor_video') // prettier-ignore
  // what the link must be holds for whoever writes by SQL too
  for (const link of [
    'http://video.example/1',
    'https://me:x@video.example/',
    'https://video.example/a b',
    'javascript:x',
  ])
    await expect(it.sensor({ ...VIDEO, link }), link).rejects.toThrow('sensor_link')
  await expect(it.sensor({ link: 'https://video.example/1' })).rejects.toThrow('sensor_link')
  for (const name of ['unit', 'range_low', 'range_high', 'cadence'])
    await expect(it.sensor({ [name]: null }), name).rejects.toThrow('sensor_measures')
  const camera = await it.sensor(VIDEO)
  const level = await it.sensor()
  await expect(it.run(`update sensor set kind = 'fire', link = null, unit = '—', range_low = 0, range_high = 1, cadence = 60 where id = ${camera}`)).rejects.toThrow('a camera stays') // prettier-ignore
  await expect(it.run(`update sensor set kind = 'video' where id = ${level}`)).rejects.toThrow('a camera stays')
  expect(await it.many('select sensor from sensor_service union all select sensor from alarm_state')).toEqual([{ sensor: level }, { sensor: level }]) // prettier-ignore
})

test('a value that comes for a camera is quarantined with its reason, and the camera stays without', async () => {
  await add(STEWARD)
  const token = `anjian_gw_${newToken()}`
  await it.run("insert into gateway (enterprise, name, token_hash) values ($1, '平台', $2)", [it.sources[0].enterprise, tokenHash(token)]) // prettier-ignore
  const server = await wholeServer(kitOn(it.book))
  const sent = { sensor: 'CAM-1', source: it.sources[0].id, at: NOW.toISOString(), value: 1 }
  const { body } = await sendTo(server, token, [sent], { sentAt: NOW.toISOString() }).finally(() => server.close())
  expect(body).toMatchObject({ taken: 0, refused: 1, rows: [{ row: 0, reason: 'unknown' }] })
  expect(await it.many('select sensor, reason from reading_quarantine')).toEqual([{ sensor: 'CAM-1', reason: 'unknown' }]) // prettier-ignore
  expect(await it.many('select from reading union all select from sensor_now')).toEqual([])
})

const FIGURES =
  'sensors-online,sensors-silent,online-today,online-month,readings-received,readings-late,readings-refused,sensors-stuck'
test('every figure, list and layer of sensors is the same with cameras as without', async () => {
  const level = await it.sensor()
  await it.sensor({ code: 'off', enabled: false })
  await it.write([{ sensor: level, at: NOW.getTime() - 1000, value: 1 }])
  await it.book.clock.set(new Date(NOW.getTime() + 100_000))
  const looked = async () => {
    await it.run('delete from sensor_quality_kept')
    await keepQuality(it.book.pool)
    const lists = ['', '?state=off', '?state=silent'].map((query) => asked<{ rows: SensorRow[] }>(OFFICER, `/sensors${query}`)) // prettier-ignore
    const others = ['/sensors/sources', '/sensors/quality'].map((path) => asked<object>(OFFICER, path))
    const told = await asked<{ figures: object[] }>(OFFICER, `/indicators?ids=${FIGURES}`)
    expect(told.figures).toHaveLength(8)
    return JSON.stringify(await Promise.all([...lists, ...others, told.figures]))
  }
  const before = await looked()
  expect(before).toContain('"silent":1')
  expect(before).toContain('"served":60')
  for (const [at, id] of it.sources.entries()) {
    expect((await add(STEWARD, { code: 'CAM-1', source: id.id })).status, String(at)).toBe(201)
    expect((await add(STEWARD, { code: 'A-0', source: id.id })).status).toBe(201)
  }
  expect(await looked()).toBe(before)
  const [camera] = await videos(OFFICER)
  expect((await deskOf(it.book, OFFICER).get(`/sensors/${camera!.id}/readings`)).status).toBe(404)
  expect((await deskOf(it.book, OFFICER).get(`/exports/sensors/${camera!.id}/readings.csv`)).status).toBe(404)
  // the clock of alarms has nothing to say of them
  await it.book.clock.set(new Date(NOW.getTime() + 86_400_000))
  const [{ due }] = (await it.many<{ due: number[] }>('select app.alarm_due() as due')) as [{ due: number[] }]
  expect(due).not.toContain(camera!.id)
})
