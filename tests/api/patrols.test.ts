import { randomUUID, type UUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { patrolCell, patrolCellBounds } from '#core/domain/patrolCells.ts'
import { dropOldPatrols } from '../../server/features/patrols/keeping.ts'
import { cellsOf, centresInGrids, DAY, metres, metresToLine, minutesBack, NOW, patrolsHouse, point, wholeOf } from './patrolsBook.ts' // prettier-ignore

const { as, begin, begun, cells, check, clockAt, desks, figure, many, pool, rounded, send, streets, tracks } = patrolsHouse() // prettier-ignore

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

describe('against plain arithmetic', () => {
  test('cells hold the places that they are numbered by', async () => {
    const whole = wholeOf(103)
    for (let n = 0; n < 300; n++) {
      const [lng, lat] = [whole(-179_000_000, 179_000_000) / 1e6, whole(-89_000_000, 89_000_000) / 1e6]
      const [{ cell, x, y }] = (await many<{ cell: string; x: number; y: number }>(
        'select c.cell, st_x(app.patrol_cell_centre(c.cell)) as x, st_y(app.patrol_cell_centre(c.cell)) as y from app.patrol_cell(st_setsrid(st_makepoint($1, $2), 4326)) c (cell)',
        [lng, lat],
      )) as [{ cell: string; x: number; y: number }]
      expect(Number(cell)).toBe(patrolCell(lng, lat))
      const [west, south, east, north] = patrolCellBounds(Number(cell))
      expect(lng >= west - 1e-9 && lng <= east + 1e-9 && lat >= south - 1e-9 && lat <= north + 1e-9).toBe(true)
      expect([x, y]).toEqual([expect.closeTo((west + east) / 2, 9), expect.closeTo((south + north) / 2, 9)])
      expect(metres([west, (south + north) / 2], [east, (south + north) / 2])).toBeLessThan(190)
    }
    const [west, south, east, north] = patrolCellBounds(patrolCell(121.4, 37.45))
    for (const side of [metres([west, south], [west, north]), metres([west, south], [east, south])])
      expect(Math.abs(side - 100)).toBeLessThan(1.5)
  })

  test('of random tracks and check-ins cells, streets, metres and last times are those of a haversine', async () => {
    const whole = wholeOf(104)
    for (let round = 0; round < 4; round++) {
      await many('delete from patrol_track; delete from inspection')
      const kept: { at: number; position: number[] }[] = []
      for (let n = 0; n < 6; n++) {
        const days = whole(0, 120)
        if (days > 80) {
          const lng = 121 + whole(0, 20_000) / 1e6
          await check(1, { at: minutesBack(days * 1440), lng })
          kept.push({ at: Date.parse(minutesBack(days * 1440)), position: [lng, 37.0051] })
          continue
        }
        const from = NOW.getTime() - days * DAY - 3_600_000
        const request = await begun(new Date(from).toISOString())
        const start = [121 + whole(0, 20_000) / 1e6, 37 + whole(0, 10_000) / 1e6] as const
        const walked = Array.from({ length: 40 }, (_, at) => ({ at: from + at * 60_000, position: [start[0] + whole(-900, 900) / 1e6, start[1] + whole(-900, 900) / 1e6] })) // prettier-ignore
        await send(request, walked.map(({ at, position }) => point(new Date(at).toISOString(), position[0]!, position[1]!))) // prettier-ignore
        kept.push(...walked)
      }
      const seen = new Map((await cells(desks.chief)).cells.concat((await cells(desks.other)).cells).map(({ cell, n, lastAt }) => [cell, { n, last: Date.parse(lastAt) }])) // prettier-ignore
      expect(seen).toEqual(cellsOf(kept))

      const pieces = await many<{ road: number; grid: number | null; line: { coordinates: number[][] }; walked_at: Date | string | null }>('select road, grid, st_asgeojson(geom, 12)::json as line, walked_at from patrol_piece order by id') // prettier-ignore
      const wanted = new Map<string, { of: number; unwalked: number }>()
      for (const { road, grid, line, walked_at } of pieces) {
        const length = metres(line.coordinates[0]!, line.coordinates[1]!)
        expect(length).toBeLessThan(50.3)
        const near = kept.map((one) => ({ ...one, far: metresToLine(one.position, line.coordinates) }))
        // haversine and ellipsoid differ by less than half a hundredth: who is that near to the rule proves nothing
        if (near.every(({ far }) => Math.abs(far - 30) > 0.25)) {
          const last = Math.max(0, ...near.filter(({ far }) => far < 30).map(({ at }) => at))
          expect(walked_at ? new Date(walked_at).getTime() : 0).toBe(last)
        }
        if (grid === null) continue
        const sums = wanted.get(`street:${road}-${grid}`) ?? { of: 0, unwalked: 0 }
        const unwalked = !walked_at || new Date(walked_at).getTime() < NOW.getTime() - 90 * DAY
        wanted.set(`street:${road}-${grid}`, {
          of: sums.of + length,
          unwalked: sums.unwalked + (unwalked ? length : 0),
        })
      }
      const rows = await streets(desks.leader)
      expect(rows.map(({ key }) => key).sort()).toEqual([...wanted].filter(([, { unwalked }]) => unwalked > 0).map(([key]) => key).sort()) // prettier-ignore
      for (const { key, lengthM, unwalkedM } of rows) {
        expect(Math.abs(lengthM / wanted.get(key)!.of - 1)).toBeLessThan(0.006)
        expect(Math.abs(unwalkedM - wanted.get(key)!.unwalked)).toBeLessThan(0.006 * lengthM)
      }
      const parts = await figure(desks.leader)
      expect(parts.map(({ part }) => part)).toEqual(['all', '2', '3'])
      expect(parts[0]!.n).toBe(rows.length)
      for (const { part, n, share } of parts.slice(1)) {
        const own = await streets(desks.leader, part)
        expect([own.length, own.every(({ grid }) => String(grid) === part)]).toEqual([n, true])
        expect(share.n).toBeCloseTo(
          own.reduce((sum, { unwalkedM }) => sum + unwalkedM, 0),
          6,
        )
      }
      const told = (await desks.leader.get('/patrols/streets')).body as { grids: { grid: number; lengthM: number; unwalkedM: number }[]; lines: { grid: number; line: number[][] }[] } // prettier-ignore
      for (const { grid, lengthM, unwalkedM } of told.grids) {
        const { share } = parts.find(({ part }) => part === String(grid))!
        expect([unwalkedM, lengthM]).toEqual([expect.closeTo(share.n, 6), expect.closeTo(share.of, 6)])
        const drawn = told.lines.filter((one) => one.grid === grid).reduce((sum, { line }) => sum + line.slice(1).reduce((all, one, at) => all + metres(line[at]!, one), 0), 0) // prettier-ignore
        expect(Math.abs(drawn - unwalkedM)).toBeLessThan(1 + 0.006 * unwalkedM)
      }
    }
  })

  test('a place too fast walks no street, and of two of one moment the more exact is kept', async () => {
    const before = await rounded(desks.leader)
    const request = await begun()
    const at = (seconds: number) => new Date(NOW.getTime() - 3_000_000 + seconds * 1000).toISOString()
    // a street that is a kilometre away two seconds later
    await send(request, [point(at(0), 121.002, 37.0085), point(at(2), 121.0152, 37.005)])
    expect((await tracks(desks.worker))[0]).toMatchObject({ points: 2, fast: 1 })
    expect(await rounded(desks.leader)).toEqual(before)
    for (const [first, second] of [
      [60, 8],
      [8, 60],
    ] as const) {
      const moment = at(100 + first)
      await send(request, [point(moment, 121.002, 37.0085, first), point(moment, 121.002, 37.0085, second)])
      expect(await many('select accuracy_m from patrol_point where device_at = $1', [moment])).toEqual([{ accuracy_m: 8 }]) // prettier-ignore
    }
  })

  test('of streets walked too long ago it is told how much was recorded, and which stretches', async () => {
    await check(1, { at: minutesBack(91 * 1440) })
    const { grids, lines } = (await desks.leader.get('/patrols/streets')).body as { grids: { grid: number; lengthM: number; unwalkedM: number; unrecordedM: number }[]; lines: { grid: number; recorded: boolean; line: number[][] }[] } // prettier-ignore
    for (const { grid, lengthM, unwalkedM, unrecordedM } of grids) {
      const recorded = lines.filter((one) => one.grid === grid && one.recorded).reduce((sum, { line }) => sum + line.slice(1).reduce((all, one, at) => all + metres(line[at]!, one), 0), 0) // prettier-ignore
      expect([grid, unwalkedM]).toEqual([grid, expect.closeTo(lengthM, 6)])
      expect(Math.abs(unwalkedM - unrecordedM - recorded)).toBeLessThan(1)
      expect([grid, recorded > 10]).toEqual([grid, grid === 2])
    }
  })

  test('a border that moves takes cells and stretches along, and a rule that changes judges anew', async () => {
    await send(await begun(), [point(minutesBack(50), 121.0095, 37.00505)])
    const before = await figure(desks.leader)
    const same = await rounded(desks.leader)
    expect((await cells(desks.chief)).cells).toHaveLength(1)
    const border = (lng: number) => many(`update grid set geom = st_multi(case id when 2 then st_makeenvelope(121, 37, ${lng}, 37.01, 4326) else st_makeenvelope(${lng}, 37, 121.02, 37.01, 4326) end) where id in (2, 3)`) // prettier-ignore
    await border(121.007)
    expect([(await cells(desks.chief)).cells.length, (await cells(desks.other)).cells.length]).toEqual([0, 1])
    const after = await figure(desks.leader)
    expect(after[0]!.share.of).toBeCloseTo(before[0]!.share.of, 6)
    expect(after[1]!.share.of).toBeLessThan(before[1]!.share.of - 200)
    await border(121.01)
    expect(await rounded(desks.leader)).toEqual(same)
    await many(`update patrol_rule set "limit" = 5 where kind = 'near'`)
    expect((await figure(desks.leader))[0]!.share.n).toBeGreaterThan(before[0]!.share.n)
    await many(`update patrol_rule set "limit" = 30 where kind = 'near'`)
    expect(await rounded(desks.leader)).toEqual(same)
  })

  test('of grids nobody walked every cell is told as one without anybody', async () => {
    const seen = await cells(desks.leader)
    expect(seen.cells).toEqual([])
    const centres = centresInGrids()
    expect(Math.abs(seen.unseen - centres)).toBeLessThanOrEqual(centres * 0.1)
    await send(await begun(), [point(minutesBack(50), 121.005, 37.005)])
    expect((await cells(desks.leader)).unseen).toBe(seen.unseen - 1)
    // somebody beyond every grid leaves none of them less unseen
    await send(await begun(minutesBack(30), desks.other), [point(minutesBack(20), 121.5, 37.5)], desks.other)
    expect(await cells(desks.leader)).toMatchObject({ cells: [{}, {}], unseen: seen.unseen - 1 })
  })
})
