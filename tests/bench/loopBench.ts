/** The loop of hazards on a book with whole logs: lists, one hazard, figures, the five questions, tiles and the sweep of reminders. */
import { makePool } from '#server/db/pools.ts'
import { remindOfHazards } from '#server/features/reminders/hazardSweep.ts'
import type { Logins } from './policiesBench.ts'
import { tilePaths } from './plan.ts'
import { load, type Measured, serve } from './processes.ts'
import { median, plain, table } from './tables.ts'

const SEARCH = encodeURIComponent('鹏城化工')
/** Lists that people ask for: what is new, what is due first, whose turn it is, what is late, and under the filters of the map. */
const LISTS: readonly string[] = [
  '', 'order=due', 'late=1&order=due', 'turn=supervisor&order=due', 'turn=enterprise&order=due', 'turn=anyone', 'state=pending-review',
  'state=reported', 'grade=major', 'grade=major&turn=anyone&order=due', 'enterprise=4711', 'grid=140', 'grid=140&turn=anyone&order=due',
  'grid=140,141,142,158,159,160', 'department=3', 'department=3&late=1&order=due', 'risk=1', 'class=A&risk=1,2', 'industry=C',
  'sourceLevel=1,2', 'overdue=1', `search=${SEARCH}`, 'bbox=114.0,22.5,114.2,22.7',
] // prettier-ignore
const FIGURES = [
  'clock-dispatch,clock-submit,clock-close,review-waiting', 'hazards-rectified', 'hazards-settled', 'hazards-review-late', 'hazards-repeat',
  'hazards-rebound', 'hazards-state',
] // prettier-ignore

interface Pace {
  readonly rounds: number
  readonly milliseconds: number
}

/** As `load`, at some connections, after a quarter of the time to warm up. */
async function asked(server: Measured, paths: readonly string[], connections: number, milliseconds: number) {
  const work = { port: server.port, paths, headers: {}, connections }
  await load({ ...work, milliseconds: milliseconds / 4 })
  const { perSecond, p50, p99, statuses } = await load({ ...work, milliseconds })
  return { perSecond, p50, p99, statuses: Object.keys(statuses).join(', ') }
}

/** Lists at one and at eight connections, and how often the product answers where bare Node asks for the same page and nothing else. */
export async function loopListsTable({ server: url }: Logins, { rounds, milliseconds }: Pace): Promise<string> {
  const product = await serve({ is: 'product', url })
  const floor = await serve({ is: 'hazards-floor', url })
  const rows: (string | number)[][] = []
  for (const asking of LISTS) {
    const paths = [`/api/hazards?limit=50${asking && `&${asking}`}`]
    const one = await asked(product, paths, 1, milliseconds)
    const eight = await asked(product, paths, 8, milliseconds)
    const ratios: number[] = []
    for (let round = 0; asking === '' && round < rounds; round++) {
      const mine = await asked(product, paths, 8, milliseconds)
      ratios.push(mine.perSecond / (await asked(floor, paths, 8, milliseconds)).perSecond)
    }
    rows.push([decodeURIComponent(asking) || '(all, latest first)', one.p50, one.p99, eight.perSecond, eight.p50, eight.p99, eight.statuses,
      ratios.length > 0 ? median(ratios) : '']) // prettier-ignore
  }
  await product.stop()
  await floor.stop()
  return table(['list', 'p50 ms, 1 connection', 'p99 ms', 'answers/s, 8 connections', 'p50 ms', 'p99 ms', 'status', 'ratio to bare Node and one select'], rows) // prettier-ignore
}

/** What else is asked of the logs, at eight connections. */
export async function loopAsksTable({ server: url }: Logins, hazards: number, milliseconds: number): Promise<string> {
  const product = await serve({ is: 'product', url })
  const files = Array.from({ length: 500 }, (_, at) => `/api/hazards/${1 + Math.floor((at * hazards) / 500)}`)
  const tiles = (zooms: number[]) => tilePaths(zooms, 200).map((path) => path.replace('enterprises', 'hazards'))
  const asks: readonly (readonly [name: string, paths: readonly string[]])[] = [
    ['one hazard with its log', files],
    ...FIGURES.map((ids) => [ids.replaceAll(',', ', '), [`/api/indicators?ids=${ids}`]] as const),
    ['the five questions', ['/api/questions']],
    ['tiles, z9–11', tiles([9, 10, 11])],
    ['tiles, z12–15', tiles([12, 13, 14, 15])],
  ]
  const rows: (string | number)[][] = []
  for (const [name, paths] of asks) {
    const { perSecond, p50, p99, statuses } = await asked(product, paths, 8, milliseconds)
    rows.push([name, perSecond, p50, p99, statuses])
  }
  await product.stop()
  return table(['question', 'answers/s', 'p50 ms', 'p99 ms', 'status'], rows)
}

const timed = async <T>(work: () => Promise<T>) => {
  const begun = performance.now()
  return { value: await work(), ms: performance.now() - begun }
}

/** The sweep of rule HE-1: told nothing yet, then nothing new, the second of which happens every minute. */
export async function loopSweepText({ owner }: Logins, rounds: number): Promise<string> {
  const pool = makePool(owner, { size: 1 })
  await pool.query('truncate reminder cascade')
  const first = await timed(() => remindOfHazards(pool, { hooked: false }))
  const again: number[] = []
  for (let round = 0; round < rounds; round++)
    again.push((await timed(() => remindOfHazards(pool, { hooked: false }))).ms)
  await pool.end()
  return `Sweep of reminders: the first one told ${first.value.made.toLocaleString('en')} in ${plain(first.ms / 1000)} s; with nothing new ${plain(median(again))} ms.` // prettier-ignore
}
