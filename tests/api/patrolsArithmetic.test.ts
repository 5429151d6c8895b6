import { describe, expect, test } from 'vitest'
import { patrolCell, patrolCellBounds } from '#core/domain/patrolCells.ts'
import { cellsOf, centresInGrids, DAY, metres, metresToLine, minutesBack, NOW, patrolsHouse, point, wholeOf } from './patrolsBook.ts' // prettier-ignore

const { begun, cells, check, desks, figure, many, rounded, send, streets, tracks } = patrolsHouse() // prettier-ignore

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
