/** A file sent as a gateway sends, as often as one likes. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { at, NOW, readingsBook } from './readingsBook.ts'

const made = readingsBook()
const folder = mkdtempSync(join(tmpdir(), 'anjian-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const replay = async (...args: readonly string[]) => {
  const env = { ...process.env, GATEWAY_TOKEN: made.own.token }
  const command = ['--import', 'tsx', 'scripts/replay.ts', ...args, '--url', made.server.address]
  return (await promisify(execFile)(process.execPath, command, { env })).stdout.trim()
}
const kept = async () =>
  (await made.book.owner.query(`select s.code || ' ' || app.iso(r.at) || ' ' || r.value as text from reading r
    join sensor s on s.id = r.sensor order by s.id, r.at`)).rows.map(({ text }) => text) // prettier-ignore

test('is taken through the same door, and once, however often it is sent', async () => {
  const rows = Array.from({ length: 1_500 }, (_, i) => `T${(i % 3) + 1},${at(-i)},${i / 4}`)
  const path = file('long.csv', `sensor,at,value\r\n${rows.slice(0, 700).join('\n')}\n`)
  expect(await replay(path)).toMatch(/taken 700, repeated 0, refused 0$/)
  file('long.csv', `sensor,at,value\n${rows.join('\n')}\nT1,${at(-2)},no\n`)
  expect(await replay(path)).toMatch(/taken 101, repeated 700, refused 700$/) // 699 above 200 ℃, and one that is no number
  await made.book.owner.query('truncate reading, sensor_now')
})

test('a wide file is read by a mapping: columns by heading or number, lines at a cadence, moved to another time', async () => {
  const wide = file(
    'wide.csv',
    'datetime;Pressure;Temperature\n2020-02-08 13:30:47;1.5;90.6\n2020-02-08 13:30:50;;90.8\n',
  )
  const map = file('wide.json', JSON.stringify({ time: 'datetime', columns: { Temperature: 'T1', Pressure: 'T2' } }))
  expect(await replay(wide, '--map', map, '--at', at(-60))).toMatch(/taken 3, repeated 0, refused 1$/)
  expect(await kept()).toEqual([`T1 ${at(-60)} 90.6`, `T1 ${at(-57)} 90.8`, `T2 ${at(-60)} 1.5`])
  const bare = file('bare.dat', '  2.5038000e-01   3.6740000e+03\n  2.5109000e-01   3.6594000e+03\n')
  const numbers = file('bare.json', JSON.stringify({ seconds: 180, columns: { 1: 'T3' } }))
  await replay(bare, '--map', numbers, '--at', at(-600))
  expect((await kept()).filter((text) => text.startsWith('T3'))).toEqual([`T3 ${at(-600)} 0.25038`, `T3 ${at(-420)} 0.25109`]) // prettier-ignore
})

test('the files of a folder follow each other by number, each at its own pace; the last line is then or measured as it is sent', async () => {
  await made.book.owner.query('truncate reading, sensor_now')
  const of = (name: string, lines: readonly string[]) => file(name, `time,value\n${lines.join('\n')}\n`)
  mkdirSync(join(folder, 'series'))
  for (const [name, value] of [['10', 10], ['2', 2], ['1', 1]] as const)
    of(`series/${name}.csv`, [`2020-01-0${value % 9} 00:00:00,${value}`, `2020-01-0${value % 9} 00:00:07,${value + 0.5}`])
  file('series/notes.md', 'no series')
  const map = file('series.json', JSON.stringify({ time: 'time', columns: { value: 'T1' } }))
  const asked = [join(folder, 'series'), '--map', map, '--gap', '3']
  expect(await replay(...asked, '--at', at(-100))).toMatch(/taken 6, repeated 0, refused 0$/)
  const line = [[0, 1], [7, 1.5], [10, 2], [17, 2.5], [20, 10], [27, 10.5]] as const
  expect(await kept()).toEqual(line.map(([second, value]) => `T1 ${at(second - 100)} ${value}`))
  // what clock the replay goes by is that of its machine, months ahead of the one of this book
  const begun = Date.now()
  await made.book.clock.set(new Date(begun + 5_000))
  await made.book.owner.query('truncate reading, sensor_now')
  expect(await replay(...asked, '--at', 'now', '--speed', '27')).toMatch(/taken 6, repeated 0, refused 0$/)
  const times = (await kept()).map((text) => Date.parse(text.split(' ')[1]!))
  expect(times.map((time) => (time - times[0]!) / 1000)).toEqual(line.map(([second]) => second))
  expect(times.at(-1)! - begun).toBeGreaterThanOrEqual(1_000)
  expect(times.at(-1)!).toBeLessThanOrEqual(Date.now())
  await made.book.clock.set(new Date(NOW))
}) // prettier-ignore
