import { randomUUID, type UUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { patrolCell } from '#core/domain/patrolCells.ts'
import { dropOldPatrols } from '../../server/features/patrols/keeping.ts'
import { DAY, minutesBack, NOW, patrolsHouse, point } from './patrolsBook.ts' // prettier-ignore

const { as, begin, begun, cells, check, clockAt, desks, figure, many, pool, send, tracks } = patrolsHouse() // prettier-ignore

describe('a track', () => {
  test('begins once by one request, is of whoever pressed, and ends by press', async () => {
    const request = randomUUID()
    const first = await begin(request)
    expect([first.status, first.body]).toMatchObject([201, { request, person: '钱网格员', post: 'grid-worker', grids: [2], endedAt: null, points: 0, own: true }]) // prettier-ignore
    // a later attempt says when it is sent, and is the same all the same; another beginning is another deed
    expect((await begin(request, { sentAt: minutesBack(-1) })).body).toEqual(first.body)
    expect((await begin(request, { beganAt: minutesBack(59) })).body.code).toBe('request-taken')
    expect(await many('select from patrol_track')).toHaveLength(1)
    const ended = await desks.worker.post(`/patrols/tracks/${request}/end`).send({ endedAt: minutesBack(5) })
    expect([ended.status, ended.body.endedAt]).toEqual([201, minutesBack(5)])
    // what is over stays as it ended
    expect((await desks.worker.post(`/patrols/tracks/${request}/end`).send({ endedAt: minutesBack(1) })).body.endedAt).toBe(minutesBack(5)) // prettier-ignore
  })

  test('is one of a person at a time: another is told which is on, and begins once that is over', async () => {
    const first = await begun(minutesBack(30))
    const other = await begin(randomUUID())
    expect([other.status, other.body.code, other.body.present]).toMatchObject([409, 'patrol-open', { request: first, own: true, endedAt: null }]) // prettier-ignore
    expect(other.body.detail).toMatch(/一人同时只有一条.*\n.*two at a time/)
    expect((await begin(first as UUID, { beganAt: minutesBack(30) })).body.request).toBe(first)
    // of somebody else it says nothing, and past the program there is none either
    expect((await begin(randomUUID(), { desk: desks.chief })).status).toBe(201)
    await expect(many(`set role anjian_steward; insert into patrol_track (request, account, person, post, grids, device_began_at, sent_at, skew, began_at)
      select gen_random_uuid(), account, person, post, grids, app.now(), app.now(), '0', app.now() from patrol_track where request = '${first}'`).finally(() => many('reset role'))).rejects.toMatchObject({ constraint: 'patrol_track_one' }) // prettier-ignore
    const twice = await Promise.all([begin(randomUUID(), { desk: desks.other }), begin(randomUUID(), { desk: desks.other })]) // prettier-ignore
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
    await desks.worker.post(`/patrols/tracks/${first}/end`).send({ endedAt: minutesBack(5) })
    expect((await begin(randomUUID(), { beganAt: minutesBack(4) })).status).toBe(201)
    // whoever forgot to end one begins the next after its 12 hours, and it has ended then
    await clockAt(new Date(NOW.getTime() + 13 * 3_600_000))
    expect((await begin(randomUUID(), { beganAt: minutesBack(0), sentAt: new Date(NOW.getTime() + 13 * 3_600_000).toISOString() })).status).toBe(201) // prettier-ignore
    expect((await many<{ open: number }>(`select count(*)::int as open from patrol_track where ended_at is null and person = '钱网格员'`))[0]!.open).toBe(1) // prettier-ignore
    expect((await many<{ late: number }>(`select count(*)::int as late from patrol_track where ended_at > began_at + interval '12 hours'`))[0]!.late).toBe(0) // prettier-ignore
  })

  test('is over after 12 hours, whoever forgot to end it, and no row says otherwise', async () => {
    const request = await begun(minutesBack(13 * 60))
    expect((await tracks(desks.worker))[0]!.endedAt).toBe(minutesBack(60))
    const { body } = await send(request, [point(minutesBack(120), 121.005, 37.005), point(minutesBack(10), 121.005, 37.005)]) // prettier-ignore
    expect(body).toEqual({ kept: 1, known: 0, dropped: { inexact: 0, future: 0, outside: 1 } })
    expect((await desks.worker.post(`/patrols/tracks/${request}/end`).send({ endedAt: NOW.toISOString() })).body.endedAt).toBe(minutesBack(60)) // prettier-ignore
    await expect(many(`alter table patrol_track disable trigger a_keep; update patrol_track set ended_at = began_at + interval '12 hours 1 second'`)).rejects.toMatchObject({ constraint: 'patrol_track_longest' }) // prettier-ignore
    await many('alter table patrol_track enable trigger a_keep')
  })

  test('is never without the account of somebody of the grid', async () => {
    const nobody = as({ role: 'grid', post: 'grid-chief', person: '无账号', grids: [2] })
    const { status, body } = await begin(randomUUID(), { desk: nobody })
    expect([status, body.code]).toEqual([422, 'patrol-refused'])
    expect(body.detail).toContain('账号')
    for (const desk of [desks.leader, as({ role: 'department', department: 1 }), as({ role: 'enterprise', enterprise: 1 })])
      expect((await begin(randomUUID(), { desk })).status).toBe(403)
    expect((await begin(randomUUID(), { desk: as({ role: 'public' }) })).status).toBe(401)
    expect(await many('select from patrol_track')).toEqual([])
  }) // prettier-ignore

  test('counts its times by the server, however wrong the phone is', async () => {
    const wrong = 3 * 3_600_000
    const shifted = (minutes: number) => new Date(Date.parse(minutesBack(minutes)) + wrong).toISOString()
    const request = randomUUID()
    const { body } = await begin(request, { beganAt: shifted(60), sentAt: shifted(0) })
    expect(body.beganAt).toBe(minutesBack(60))
    expect((await send(request, [point(shifted(30), 121.005, 37.005)])).body.kept).toBe(1)
    expect((await tracks(desks.worker))[0]!.lastAt).toBe(minutesBack(30))
    await desks.worker.post(`/patrols/tracks/${request}/end`).send({ endedAt: shifted(20) })
    const ahead = await begin(randomUUID(), { beganAt: minutesBack(-10) })
    expect([ahead.status, ahead.body.code]).toEqual([422, 'patrol-refused'])
    const old = await begin(randomUUID(), { beganAt: minutesBack(91 * 1440) })
    expect([old.status, old.body.issues[0].at]).toEqual([422, 'body.beganAt'])
  })
})

describe('points', () => {
  test('are kept once each, however often they are sent, and what is dropped is told with the reason', async () => {
    const request = await begun()
    const batch = [point(minutesBack(50), 121.005, 37.005), point(minutesBack(49), 121.0052, 37.005, 100), point(minutesBack(48), 121.005, 37.005, 101), point(minutesBack(-3), 121.005, 37.005), point(minutesBack(61), 121.005, 37.005)] // prettier-ignore
    expect((await send(request, batch)).body).toEqual({ kept: 2, known: 0, dropped: { inexact: 1, future: 1, outside: 1 } }) // prettier-ignore
    expect((await send(request, batch)).body).toEqual({ kept: 0, known: 2, dropped: { inexact: 1, future: 1, outside: 1 } }) // prettier-ignore
    expect((await send(request, [batch[0]!, batch[0]!])).body).toMatchObject({ kept: 0, known: 2 })
    expect(await many('select from patrol_point')).toHaveLength(2)
    expect((await send(request, Array.from({ length: 501 }, (_, n) => point(minutesBack(50 - n / 100), 121.005, 37.005)))).status).toBe(400) // prettier-ignore
    expect((await send(request, [point(minutesBack(40), 181, 37)])).status).toBe(400)
  })

  test('that are kept bound its end from below: it never ends before one', async () => {
    const request = await begun()
    await send(request, [point(minutesBack(20), 121.005, 37.005)])
    const { body } = await desks.worker.post(`/patrols/tracks/${request}/end`).send({ endedAt: minutesBack(40) })
    expect(body.endedAt).toBe(minutesBack(20))
  })

  test('go to one’s own track alone', async () => {
    const request = await begun()
    for (const desk of [desks.chief, desks.other]) expect((await send(request, [point(minutesBack(50), 121.005, 37.005)], desk)).status).toBe(404) // prettier-ignore
    expect((await desks.chief.post(`/patrols/tracks/${request}/end`).send({ endedAt: minutesBack(5) })).status).toBe(404) // prettier-ignore
    expect((await desks.chief.delete(`/patrols/tracks/${request}`)).status).toBe(404)
    const raw = `set role anjian_actor; select set_config('app.role', 'grid', false), set_config('app.post', 'grid-chief', false), set_config('app.account', '3', false), set_config('app.grids', '{3}', false);
      insert into patrol_point (track, device_at, at, geom, accuracy_m) select 1, now(), now(), st_setsrid(st_makepoint(121, 37), 4326), 1`
    await expect(many(raw).finally(() => many('reset role; reset all'))).rejects.toThrow(/row-level security|violates/)
  })

  test('faster than 40 m/s are kept, flagged and neither counted nor drawn, in whatever order they come', async () => {
    const request = await begun()
    // 0.001° of longitude is 89 m: in 3 s it can be walked by nobody but a car, in 2 s by nobody at all
    const at = (seconds: number) => new Date(NOW.getTime() - 3_000_000 + seconds * 1000).toISOString()
    const far = point(at(12), 121.009, 37.005)
    const rest = [point(at(0), 121.003, 37.005), point(at(10), 121.0031, 37.005), point(at(60), 121.0035, 37.005)]
    await send(request, [rest[2]!, far])
    await send(request, [rest[1]!])
    await send(request, [rest[0]!])
    const flagged = await many<{ fast: boolean }>('select fast from patrol_point order by at')
    expect(flagged.map(({ fast }) => fast)).toEqual([false, false, true, false])
    expect((await tracks(desks.worker))[0]).toMatchObject({ points: 4, fast: 1, lastAt: at(60) })
    const seen = (await cells(desks.leader)).cells
    expect(seen.reduce((sum, { n }) => sum + n, 0)).toBe(3)
    expect(seen.map(({ cell }) => cell)).not.toContain(patrolCell(121.009, 37.005))
  })
})

describe('who reads', () => {
  test('a worker one’s own, a chief those of the grid, the government all, nobody else', async () => {
    const request = await begun()
    await send(request, [point(minutesBack(50), 121.005, 37.005)])
    await begun(minutesBack(20), desks.other)
    expect((await tracks(desks.worker)).map(({ person, own }) => [person, own])).toEqual([['钱网格员', true]])
    expect((await tracks(desks.chief)).map(({ person, own }) => [person, own])).toEqual([['钱网格员', false]])
    expect((await tracks(desks.other)).map(({ person }) => person)).toEqual(['周网格'])
    expect((await tracks(desks.leader)).map(({ person }) => person)).toEqual(['周网格', '钱网格员'])
    expect((await cells(desks.chief)).cells).toHaveLength(1)
    expect((await cells(desks.other)).cells).toEqual([])
    const ofGrid = async (grid: number) => (await desks.leader.get('/patrols/tracks').query({ grid: String(grid) })).body as { total: number; rows: { person: string }[] } // prettier-ignore
    for (const [grid, person] of [[2, '钱网格员'], [3, '周网格']] as const) expect(await ofGrid(grid)).toMatchObject({ total: 1, rows: [{ person }] }) // prettier-ignore
    for (const path of ['/patrols/cells', '/patrols/streets']) {
      expect((await desks.worker.get(path)).status).toBe(403)
      expect((await as({ role: 'department', department: 1 }).get(path)).status).toBe(403)
      expect((await as({ role: 'enterprise', enterprise: 1 }).get(path)).status).toBe(403)
    }
    // the figure has no parts for whom it is not told
    expect(await figure(desks.worker)).toEqual([])
    expect(await figure(as({ role: 'department', department: 1 }))).toEqual([])
    expect((await figure(desks.other)).map(({ part }) => part)).toEqual(['all', '3'])
  })

  test('whoever walked may delete it, and nothing of it is left', async () => {
    const request = await begun()
    await send(request, [point(minutesBack(50), 121.005, 37.005), point(minutesBack(40), 121.0052, 37.005)])
    expect((await cells(desks.leader)).cells.length).toBeGreaterThan(0)
    const before = await figure(desks.leader)
    const { status, body } = await desks.worker.delete(`/patrols/tracks/${request}`)
    expect([status, body]).toEqual([200, { dropped: 2 }])
    for (const table of ['patrol_track', 'patrol_point', 'patrol_cell_day']) expect(await many(`select from ${table}`), table).toEqual([]) // prettier-ignore
    expect((await figure(desks.leader))[0]!.share.n).toBeGreaterThan(before[0]!.share.n)
    const [audited] = await many<{ act: string }>(`select act from audit where topic = 'patrol_track' order by id desc limit 1`) // prettier-ignore
    expect(audited?.act).toBe('delete')
  })

  test('tracks go when their days are over, and the audit says so', async () => {
    await send(await begun(), [point(minutesBack(50), 121.005, 37.005)])
    await clockAt(new Date(NOW.getTime() + 89 * DAY))
    expect(await dropOldPatrols(pool())).toBe(0)
    await clockAt(new Date(NOW.getTime() + 91 * DAY))
    expect(await dropOldPatrols(pool())).toBe(1)
    expect([await many('select from patrol_point'), await many('select from patrol_cell_day')]).toEqual([[], []])
    const [audited] = await many<{ person: string }>(`select person from audit where topic = 'patrol_track' and act = 'delete' order by id desc limit 1`) // prettier-ignore
    expect(audited?.person).toBe('轨迹到期清理')
    await expect(many(`update patrol_rule set "limit" = 91 where kind = 'keep'`)).rejects.toMatchObject({ constraint: 'patrol_rule_limit' }) // prettier-ignore
  })
})

describe('check-ins of visits', () => {
  test('a check-in counts by the phone, and by a clock that is ahead not later than it reached the server', async () => {
    const [early, late] = [minutesBack(30), minutesBack(-60)]
    for (const [at, counted] of [
      [early, early],
      [late, NOW.toISOString()],
    ]) {
      await many('delete from inspection')
      await many(`insert into inspection (enterprise, kind, inspector, inspected_at, request, digest, device_at, received_at, state, checked_in_at, check_in_received_at, checked_in_point, accuracy_m)
        values (1, 'patrol', '赵网格', $2, gen_random_uuid(), repeat('0', 64), $1, $2, 'open', $1, $2, st_setsrid(st_makepoint(121.0052, 37.0051), 4326), 10)`, [at, NOW.toISOString()]) // prettier-ignore
      expect((await cells(desks.leader)).cells.map(({ lastAt, age }) => [lastAt, age])).toEqual([[counted, 'today']])
    }
  })

  test('are points: not of self-checks, not those known too inexactly', async () => {
    await check(2)
    await check(1, { kind: 'self' })
    await check(1, { accuracy: 101 })
    const seen = await cells(desks.leader)
    expect([seen.points, seen.cells.map(({ n }) => n)]).toEqual([{ visits: 2, tracks: 0 }, [2]])
    expect((await cells(desks.leader, { source: 'tracks' })).cells).toEqual([])
    await many('delete from inspection')
    expect((await cells(desks.leader)).cells).toEqual([])
  })

  test.each([
    ['today', 0.02],
    ['week', 7],
    ['month', 8],
    ['month', 30],
    ['quarter', 31],
    ['quarter', 90],
    ['older', 91],
  ])('are %s after %d days', async (age, days) => {
    await check(1, { at: minutesBack(days * 1440) })
    expect((await cells(desks.leader)).cells.map((one) => one.age)).toEqual([age])
  })
})
