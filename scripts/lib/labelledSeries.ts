/** The labelled series of SKAB (a water loop with real faults, 1 Hz) and of the Tennessee Eastman process (simulated, every 3 minutes), from their files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AlarmedSensor, SensorKind } from '#core/domain/alarmRules.ts'

export interface Span {
  readonly from: number
  readonly until: number
}
export interface Channel {
  readonly name: string
  readonly kind: SensorKind
  readonly values: readonly number[]
  readonly sensor: AlarmedSensor
}
export interface Labelled {
  /** Series that are told of together. */
  readonly group: string
  readonly name: string
  /** File that it was read from. */
  readonly file: string
  /** Times of the readings that are judged; what limits were made of is not among them. */
  readonly at: readonly number[]
  readonly channels: readonly Channel[]
  readonly faults: readonly Span[]
}

/** What limits are made of: this many readings at most, all without a fault. */
const [SKAB_KNOWN, TEP_KNOWN] = [400, 480]
/** Readings of a test file of TEP before its fault begins: eight hours. */
const TEP_FAULT_AT = 160
const TEP_CADENCE = 180
/** Deviations from the mean at which H and L, HH and LL, and the ends of the range are set. */
const [FIRST, SECOND, END] = [4, 6, 10]

/** Columns of SKAB that are measured as the rules know them. */
const SKAB_COLUMNS: readonly (readonly [name: string, kind: SensorKind])[] = [
  ['Pressure', 'pressure'],
  ['Temperature', 'temperature'],
  ['Thermocouple', 'temperature'],
  ['Volume Flow RateRMS', 'flow'],
]
/** Measurements of TEP, by their number XMEAS, as the rules know them; 20 is work, and those from 23 on are analyses. */
const TEP_COLUMNS: readonly (readonly [name: string, kind: SensorKind])[] = (
  [
    ['flow', [1, 2, 3, 4, 5, 6, 10, 14, 17, 19]],
    ['pressure', [7, 13, 16]],
    ['level', [8, 12, 15]],
    ['temperature', [9, 11, 18, 21, 22]],
  ] as const
).flatMap(([kind, all]) => all.map((n) => [String(n), kind] as const))

/** A sensor whose limits stand at so many deviations of readings that are known to be without a fault. */
function sensorOf(known: readonly number[], cadence: number): AlarmedSensor {
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) || 1e-9
  const [first, second, end] = [FIRST * deviation, SECOND * deviation, END * deviation]
  return { low: mean - end, high: mean + end, ll: mean - second, l: mean - first, h: mean + first, hh: mean + second, cadence, enabled: true } // prettier-ignore
}

const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split(/\r?\n/)

/** Stretches of readings that are labelled, each until the first that is not. */
function spansOf(at: readonly number[], labels: readonly boolean[]): Span[] {
  const spans: Span[] = []
  let from: number | undefined
  for (const [n, moment] of at.entries()) {
    if (labels[n]) from ??= moment
    else if (from !== undefined) {
      spans.push({ from, until: moment })
      from = undefined
    }
  }
  return from === undefined ? spans : [...spans, { from, until: at.at(-1)! }]
}

function skabSeries(folder: string, group: string, file: string): Labelled {
  const path = join(folder, group, file)
  const [head = '', ...lines] = linesOf(path)
  const names = head.split(';')
  const cells = lines.map((line) => line.split(';'))
  const labels = cells.map((row) => Number(row[names.indexOf('anomaly')] ?? 0) === 1)
  const fault = labels.indexOf(true)
  const known = fault < 0 ? SKAB_KNOWN : Math.min(SKAB_KNOWN, fault)
  const at = cells.slice(known).map((row) => Date.parse(`${row[0]!.replace(' ', 'T')}+08:00`))
  const channels = SKAB_COLUMNS.map(([name, kind]) => {
    const values = cells.map((row) => Number(row[names.indexOf(name)]))
    return { name, kind, values: values.slice(known), sensor: sensorOf(values.slice(0, known), 5) }
  })
  return { group: `SKAB ${group}`, name: file, file: path, at, channels, faults: spansOf(at, labels.slice(known)) }
}

function tepSeries(folder: string): Labelled[] {
  const rowsOf = (file: string) => linesOf(join(folder, file)).map((line) => line.trim().split(/\s+/).map(Number))
  const normal = rowsOf('d00_te.dat')
  const files = readdirSync(folder).filter((name) => /^d\d\d_te\.dat$/.test(name)).sort() // prettier-ignore
  return files.map((file) => {
    const fault = Number(file.slice(1, 3))
    const rows = fault === 0 ? normal.slice(TEP_KNOWN) : rowsOf(file)
    const at = rows.map((_, n) => n * TEP_CADENCE * 1000)
    const channels = TEP_COLUMNS.map(([name, kind]) => {
      const column = (row: readonly number[]) => row[Number(name) - 1]!
      return { name, kind, values: rows.map(column), sensor: sensorOf(normal.slice(0, TEP_KNOWN).map(column), TEP_CADENCE) } // prettier-ignore
    })
    const group = fault === 0 ? 'TEP without a fault' : `TEP fault ${fault}`
    const faults = fault === 0 ? [] : [{ from: at[TEP_FAULT_AT]!, until: at.at(-1)! }]
    return { group, name: file, file: join(folder, file), at, channels, faults }
  })
} // prettier-ignore

const SKAB_GROUPS = ['anomaly-free', 'valve1', 'valve2', 'other']
const NUMBERS = new Intl.Collator('en', { numeric: true })

/** What cannot be read there; undefined where all is. */
export const noSeries = (folder: string | undefined): string | undefined =>
  folder !== undefined && existsSync(join(folder, 'skab/data/valve1')) && existsSync(join(folder, 'tep/d00_te.dat'))
    ? undefined
    : `${folder ?? 'ANJIAN_SERIES, which names no folder,'} holds no labelled series: skab/data/valve1 … of https://github.com/waico/SKAB, tep/d00_te.dat … of https://github.com/camaramm/tennessee-eastman-profBraatz`

/** All labelled series in a folder that holds `skab/data` and `tep`. */
export function labelledSeries(folder: string): Labelled[] {
  const skab = join(folder, 'skab/data')
  const found = SKAB_GROUPS.filter((group) => existsSync(join(skab, group))).flatMap((group) =>
    readdirSync(join(skab, group))
      .filter((name) => name.endsWith('.csv'))
      .sort(NUMBERS.compare)
      .map((file) => skabSeries(skab, group, file)),
  )
  return [...found, ...tepSeries(join(folder, 'tep'))]
}
