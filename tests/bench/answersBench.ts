/** How the map, an indicator, the list and a source page answer an ordinary client while readings come in, beside the same with none. */
import { setTimeout as pause } from 'node:timers/promises'
import { addGateways, endSenders, flowing, type Sent } from './gatewayBook.ts'
import { tilePaths } from './plan.ts'
import type { Logins } from './policiesBench.ts'
import { load, type Measured, serve } from './processes.ts'
import { shareOf, table } from './tables.ts'

const GATEWAYS = 40

/** What is asked; `once`: no path a second time, so that nothing is answered from memory. */
interface Ask {
  readonly name: string
  readonly paths: readonly string[]
  readonly once?: true
}
const asksOf = (source: number): readonly Ask[] => [
  { name: 'tiles, asked the first time', paths: tilePaths([14, 15, 16], 20_000), once: true },
  { name: 'tiles, asked again', paths: tilePaths([12, 13], 20) },
  { name: 'an indicator', paths: ['/api/indicators?ids=risk-distribution'] },
  { name: 'the list, 50 rows', paths: ['/api/enterprises?limit=50'] },
  { name: 'a source page: source, sensors, alarms', paths: [`/api/hazard-sources/${source}`, `/api/sensors?source=${source}`, `/api/alarms?source=${source}`] },
] // prettier-ignore

interface Answered {
  readonly p50: number
  readonly p99: number
}

/** Asks all of it in turns, one connection, until the time is over; paths that may be asked once are taken from `at` on. */
function client({ port }: Measured, asks: readonly Ask[]) {
  let at = 0
  return async (milliseconds: number): Promise<Answered[]> => {
    const found: Answered[] = []
    for (const { paths, once } of asks) {
      const part = once ? paths.slice(at) : paths
      const headers = { 'accept-encoding': 'gzip' }
      const { p50, p99, answers, statuses } = await load({ port, paths: part, headers, connections: 1, milliseconds: milliseconds / asks.length }) // prettier-ignore
      if (once) at += answers
      if (at > paths.length && once) throw new Error('there are too few tiles for so long a run')
      if (Object.keys(statuses).some((status) => !['200', '204'].includes(status))) throw new Error(JSON.stringify(statuses)) // prettier-ignore
      found.push({ p50, p99 })
    }
    return found
  }
}

const sentLine = (name: string, { perSecond, times, late }: Sent) =>
  [name, perSecond, shareOf(times, 0.5), shareOf(times, 0.99), shareOf(late, 0.99)] // prettier-ignore

/** First with no readings, then with so many a second spread over each second, then with all gateways sending on the same second. */
export async function answersTable(logins: Logins, seconds: number, perSecond: number): Promise<string> {
  const { flows } = await addGateways(logins.owner, GATEWAYS, 0)
  const server = await serve({ is: 'product', url: logins.server, live: true })
  const asks = asksOf(flows.source)
  const ask = client(server, asks)
  await ask(2_500) // connections are open, plans cached, code compiled
  const idle = await ask(seconds * 500)
  const during = async (together: boolean) => {
    const flow = flowing(server.port, { gateways: GATEWAYS, perSecond, together })
    const answered = await ask(seconds * 1000).finally(() => flow.cease())
    const sent = await flow.sent
    await pause(1_000) // times of the next flow are its own
    return { answered, sent }
  }
  const spread = await during(false)
  const together = await during(true)
  endSenders()
  await server.stop()
  const rows = asks.map(({ name }, n) => {
    const [none, some, all] = [idle[n]!, spread.answered[n]!, together.answered[n]!]
    return [name, none.p50, none.p99, some.p50, some.p99, some.p99 / none.p99, all.p50, all.p99, all.p99 / none.p99]
  })
  const head = ['asked by one connection', 'no readings: p50 ms', 'p99 ms', 'spread over the second: p50 ms', 'p99 ms', '÷ none', 'all on the second: p50 ms', 'p99 ms', '÷ none'] // prettier-ignore
  const sent = [sentLine('spread over the second', spread.sent), sentLine('all on the second', together.sent)]
  return [
    table(head, rows),
    table([`${GATEWAYS} gateways, a message each second, ${seconds} s`, 'readings/s', 'acknowledged, p50 ms', 'p99 ms', 'sent late, p99 ms'], sent),
  ].join('\n\n') // prettier-ignore
}
