// Judges the labelled series of SKAB (a water loop with real faults) by the rules of alarms, and prints what was detected and what was false:
//   node --import tsx scripts/alarmProof.ts FOLDER     the folder that holds valve1, valve2 and other
// Limits are the mean of the first 400 readings of a series, which are without faults, and four (H, L) or six (HH, LL) of their deviations on either side.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judgeReadings } from '#core/domain/alarmJudge.ts'
import { type AlarmedSensor, FIRST_ALARM_RULES, NOTHING_REMEMBERED, type SensorKind } from '#core/domain/alarmRules.ts'

const TRAINED = 400
/** Columns that are measured as the rules know them. */
const SENSORS: readonly (readonly [column: string, kind: SensorKind])[] = [
  ['Pressure', 'pressure'],
  ['Temperature', 'temperature'],
  ['Thermocouple', 'temperature'],
  ['Volume Flow RateRMS', 'flow'],
]

interface Series {
  readonly at: readonly number[]
  readonly values: ReadonlyMap<string, readonly number[]>
  readonly faults: readonly boolean[]
}

function readSeries(file: string): Series {
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const names = head!.split(';')
  const cells = lines.map((line) => line.split(';'))
  const column = (name: string) => cells.map((row) => Number(row[names.indexOf(name)]))
  return {
    at: cells.map((row) => Date.parse(`${row[0]!.replace(' ', 'T')}Z`)),
    values: new Map(SENSORS.map(([name]) => [name, column(name)])),
    faults: column('anomaly').map((mark) => mark === 1),
  }
}

function sensorOf(values: readonly number[]): AlarmedSensor {
  const known = values.slice(0, TRAINED)
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length) || 1e-9
  const [high, worse] = [4 * deviation, 6 * deviation]
  return { low: mean - 10 * deviation, high: mean + 10 * deviation, ll: mean - worse, l: mean - high, h: mean + high, hh: mean + worse, cadence: 5, enabled: true } // prettier-ignore
}

interface Span {
  readonly from: number
  readonly until: number
}

/** Spans in which alarms of limits stood. */
function alarmsOf({ at, values }: Series, [name, kind]: (typeof SENSORS)[number]): Span[] {
  const measured = values.get(name)!
  const step = { sensor: sensorOf(measured), rule: { ...FIRST_ALARM_RULES[kind], rate: null, flatAfter: null } }
  const readings = at.map((moment, n) => ({ at: moment, value: measured[n]! })).slice(TRAINED)
  const { deeds } = judgeReadings(step, NOTHING_REMEMBERED, readings, { now: 0, past: [] })
  return (['high', 'low'] as const).flatMap((one) => {
    const own = deeds.filter((deed) => deed.kind === one && deed.act !== 'escalate')
    return own.flatMap((deed, n) => deed.act === 'raise' ? [{ from: deed.moment, until: own[n + 1]?.moment ?? at.at(-1)! }] : []) // prettier-ignore
  })
}

/** Spans that are labelled as faults. */
function faultsOf({ at, faults }: Series): Span[] {
  const starts = at.flatMap((moment, n) => (n >= TRAINED && faults[n] && (n === TRAINED || !faults[n - 1]) ? [{ moment, n }] : [])) // prettier-ignore
  return starts.map(({ moment, n }) => {
    const end = faults.findIndex((mark, later) => later > n && !mark)
    return { from: moment, until: end < 0 ? at.at(-1)! : at[end]! }
  })
}

const meet = (one: Span, other: Span) => one.from <= other.until && other.from <= one.until
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor((all.length - 1) / 2)]

function judge(folder: string, group: string) {
  const files = readdirSync(join(folder, group)).filter((name) => name.endsWith('.csv'))
  let [faults, detected, alarms, wrong, hours] = [0, 0, 0, 0, 0]
  const delays: number[] = []
  for (const name of files) {
    const series = readSeries(join(folder, group, name))
    const [labelled, raised] = [faultsOf(series), SENSORS.flatMap((sensor) => alarmsOf(series, sensor))]
    faults += labelled.length
    alarms += raised.length
    hours += (series.at.at(-1)! - series.at[TRAINED]!) / 3_600_000
    wrong += raised.filter((one) => !labelled.some((fault) => meet(one, fault))).length
    for (const fault of labelled) {
      const first = raised.filter((one) => meet(one, fault)).map(({ from }) => from)
      if (first.length === 0) continue
      detected += 1
      delays.push(Math.max(0, Math.min(...first) - fault.from) / 1000)
    }
  }
  return { group, series: files.length, hours: Number(hours.toFixed(1)), faults, detected, 'median delay s': median(delays) ?? '—', alarms, 'outside any fault': wrong } // prettier-ignore
}

const folder = process.argv[2]
if (folder === undefined || !existsSync(join(folder, 'valve1'))) {
  console.log(`skipped: ${folder ?? 'no folder was named, or it'} holds no labelled series of SKAB (valve1, valve2, other); see https://github.com/waico/SKAB`) // prettier-ignore
} else {
  console.table(['valve1', 'valve2', 'other'].map((group) => judge(folder, group)))
}
