/** Real series with labelled faults, where a folder holds them: what the rules find in them, and that they come through the door as they are. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { FIRST_ALARM_RULES } from '#core/domain/alarmRules.ts'
import { type Channel, type Labelled, labelledSeries, noSeries } from '../../scripts/lib/labelledSeries.ts'
import { alarmsOf, HEADINGS, type Stood, verdictTable } from '../../scripts/lib/seriesVerdict.ts'
import { newToken, tokenHash } from '../../server/http/signIn/tokens.ts'
import { needs } from '../fixtures/needs.ts'
import { cases, PATIENCE, proves } from '../sample.ts'
import { expectedOf } from './alarmOracle.ts'
import { NOW, readingsBook } from './readingsBook.ts'

const FOLDER = process.env.ANJIAN_SERIES || undefined
needs(noSeries(FOLDER) !== undefined, noSeries(FOLDER) ?? '')
const all = noSeries(FOLDER) === undefined ? labelledSeries(FOLDER!) : []
const groups = [...new Set(all.map(({ group }) => group))]

/** Alarms of limits by the oracle, which knows the whole series. */
function limitsOf({ at }: Labelled, { kind, values, sensor }: Channel) {
  const { deadBand, onDelay, offDelay } = FIRST_ALARM_RULES[kind]
  const setup = { deadBand: deadBand * ((sensor.high - sensor.low) / 100), on: onDelay * 1000, off: offDelay * 1000 }
  const line = (sign: number) => at.map((moment, n) => ({ at: moment, value: sign * values[n]! }))
  return [
    ...expectedOf(line(1), { first: sensor.h!, second: sensor.hh!, ...setup }).map((one) => ({ kind: 'high', ...one })),
    ...expectedOf(line(-1), { first: -sensor.l!, second: -sensor.ll!, ...setup }).map((one) => ({ kind: 'low', ...one })),
  ]
} // prettier-ignore
const told = (alarms: readonly Pick<Stood, 'kind' | 'stage' | 'raised' | 'cleared'>[] | ReturnType<typeof limitsOf>) =>
  alarms.map(({ kind, stage, raised, cleared }) => [kind, stage, raised, cleared ?? '-'].join(' ')).sort()

test('alarms of limits in every labelled series are those that the whole series asks for', (context) => {
  const compared = proves(context, {
    claim: 'Alarms of limits in real and simulated series with labelled faults (SKAB, Tennessee Eastman) are those that the whole series asks for',
    judged: 'core/domain/alarmJudge.ts',
    judge: 'tests/api/alarmOracle.ts: looks for stretches in the whole series, and remembers nothing',
  })
  const stood = new Map<Labelled, Stood[]>()
  for (const one of all) {
    const found = one.channels.map((channel) => ({ channel, alarms: alarmsOf(one, channel) }))
    for (const { channel, alarms } of found) {
      const limits = alarms.filter(({ kind }) => kind === 'high' || kind === 'low')
      expect(told(limits), `${one.group} ${one.name} ${channel.name}`).toEqual(told(limitsOf(one, channel)))
      compared()
    }
    stood.set(one, found.flatMap(({ alarms }) => alarms))
  }
  context.task.meta.proof!.table = [HEADINGS, ...verdictTable(all, (one) => stood.get(one)!)]
}, PATIENCE) // prettier-ignore

const book = readingsBook()
const own = mkdtempSync(join(tmpdir(), 'anjian-series-'))
afterAll(() => rmSync(own, { recursive: true }))
const GAP_MS = 60_000
const BEGIN = NOW - 20 * 86_400_000
const SECONDS_OF_TEP = 180

/** Files of one folder as a reader of the test's own has them: one after another, moved to BEGIN. */
function wholeOf(files: readonly string[], channels: readonly Channel[]) {
  const at: number[] = []
  const values = new Map(channels.map(({ name }) => [name, [] as number[]]))
  for (const file of files) {
    const rows = readFileSync(file, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '')
    const isCsv = rows[0]!.includes(';')
    const names = isCsv ? rows.shift()!.split(';') : []
    const cells = rows.map((row) => row.split(isCsv ? ';' : /\s+/))
    const times = cells.map(([first], n) => (isCsv ? Date.parse(`${first}Z`) : n * SECONDS_OF_TEP * 1000))
    const begin = at.length === 0 ? BEGIN : at.at(-1)! + GAP_MS
    at.push(...times.map((time) => begin + time - times[0]!))
    for (const [name, column] of values) column.push(...cells.map((row) => Number(row[isCsv ? names.indexOf(name) : Number(name) - 1])))
  }
  return { at, values }
} // prettier-ignore

/** A gateway that replays a group, with a sensor for each channel. */
async function replayer(group: string, channels: readonly Channel[]) {
  const token = `anjian_gw_${newToken()}`
  const { owner } = book.book
  const { rows } = await owner.query<{ gateway: number; source: number }>(
    `with source as (insert into hazard_source (enterprise, name, unit_kind, geom) select $1::integer, $2, 'storage', 'SRID=4326;POINT(121 37)' returning id),
      made as (insert into gateway (enterprise, name, token_hash, replays) values ($1, $2, $3, $2) returning id)
     select made.id as gateway, source.id as source from made, source`,
    [book.own.enterprise, group, tokenHash(token)],
  )
  const { gateway, source } = rows[0]!
  for (const { name, kind, sensor } of channels)
    await owner.query(
      `insert into sensor (hazard_source, gateway, code, name, kind, unit, range_low, range_high, limit_ll, limit_l, limit_h, limit_hh, cadence, limits_basis)
       values ($1, $2, $3, $3, $4, '-', $5, $6, $7, $8, $9, $10, $11, '试')`,
      [source, gateway, name, kind, sensor.low, sensor.high, sensor.ll, sensor.l, sensor.h, sensor.hh, sensor.cadence],
    )
  return { token, gateway }
}

async function replay(folder: string, group: string, { channels, token }: { channels: readonly Channel[]; token: string }) {
  const columns = Object.fromEntries(channels.map(({ name }) => [name, name]))
  const map = join(own, 'map.json')
  const time = group.startsWith('TEP') ? { seconds: SECONDS_OF_TEP } : { time: 'datetime' }
  writeFileSync(map, JSON.stringify({ source: group, ...time, columns }))
  const command = ['--import', 'tsx', 'scripts/replay.ts', folder, '--url', book.server.address, '--map', map, '--at', new Date(BEGIN).toISOString()]
  const { stdout } = await promisify(execFile)(process.execPath, command, { env: { ...process.env, GATEWAY_TOKEN: token } })
  return /taken (\d+), repeated (\d+), refused (\d+)/.exec(stdout)!.slice(1).map(Number)
} // prettier-ignore

test('a folder replayed through the door is in the book value for value, and its alarms are those of the pure rules', async (context) => {
  const compared = proves(context, {
    claim: 'Real series, replayed by a gateway of their own through POST /api/readings: every reading kept or kept aside with its reason, and the alarms that follow',
    judged: 'scripts/replay.ts, POST /api/readings, the book',
    judge: 'the files, read by the test; core/domain/alarmJudge.ts over each whole series at once, itself proved above',
  })
  const folders = [...new Set(all.map(({ file }) => dirname(file)))]
  for (const folder of folders.slice(0, cases(2, folders.length))) {
    const [first] = all.filter(({ file }) => dirname(file) === folder)
    const [group, { channels }] = [first!.group.replace(/^TEP .*/, 'TEP'), first!]
    const files = all.filter(({ file }) => dirname(file) === folder).map(({ file }) => file)
    const { at, values } = wholeOf(files, channels)
    const { token, gateway } = await replayer(group, channels)
    const [taken, repeated, refused] = await replay(folder, group, { channels, token })
    let aside = 0
    for (const { name, kind, sensor } of channels) {
      const wide = sensor.high - sensor.low
      const whole = at.map((moment, n) => ({ at: moment, value: values.get(name)![n]! }))
      const measured = whole.filter(({ value }) => value >= sensor.low - wide && value <= sensor.high + wide)
      aside += whole.length - measured.length
      const { rows: kept } = await book.book.owner.query<{ at: number; value: number }>(
        `select (extract(epoch from r.at) * 1000)::float8 as at, r.value from reading r join sensor s on s.id = r.sensor
          where s.gateway = $1 and s.code = $2 order by r.at`, [gateway, name])
      expect(kept, `${group} ${name}`).toEqual(measured)
      const { rows: alarms } = await book.book.owner.query<Stood>(
        `select a.kind, a.stage, (extract(epoch from a.raised_at) * 1000)::float8 as raised, (extract(epoch from a.cleared_at) * 1000)::float8 as cleared
          from alarm a join sensor s on s.id = a.sensor where s.gateway = $1 and s.code = $2 and a.kind in ('high', 'low', 'rate', 'flat')`, [gateway, name])
      const line = { at: measured.map((one) => one.at) }
      expect(told(alarms), `${group} ${name}`).toEqual(told(alarmsOf(line, { name, kind, sensor, values: measured.map(({ value }) => value) })))
      compared(whole.length)
    }
    expect([taken, repeated, refused]).toEqual([at.length * channels.length - aside, 0, aside])
  }
  expect(groups.length).toBeGreaterThan(0)
}, PATIENCE) // prettier-ignore
