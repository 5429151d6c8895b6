/** List, indicators and facets at eight connections, and what the server holds after ten thousand tiles. */
import { FILTERS, ROUTES, tilePaths } from './plan.ts'
import { load, type Memory, serve } from './processes.ts'
import { table } from './tables.ts'

const CONNECTIONS = 8
const LONGEST_MS = 600_000

/** Every route with every filter. */
export async function routesTable(url: string, milliseconds: number): Promise<string> {
  const server = await serve({ is: 'product', url })
  const rows: (string | number)[][] = []
  for (const { name, path } of ROUTES) {
    for (const filter of FILTERS) {
      const work = { port: server.port, paths: [path(filter)], headers: {}, connections: CONNECTIONS }
      await load({ ...work, milliseconds: milliseconds / 4 })
      const { perSecond, p50, p99, statuses } = await load({ ...work, milliseconds })
      rows.push([
        name,
        decodeURIComponent(filter) || '(no filter)',
        perSecond,
        p50,
        p99,
        Object.keys(statuses).join(', '),
      ])
    }
  }
  await server.stop()
  return table(['route', 'filter', 'answers/s', 'p50 ms', 'p99 ms', 'status'], rows)
}

const MEGABYTE = 2 ** 20
const row = (when: string, { rss, heapUsed, external }: Memory) => [
  when,
  rss / MEGABYTE,
  heapUsed / MEGABYTE,
  external / MEGABYTE,
]

/** Memory of the whole server, its garbage collected, along as many different tiles. */
export async function memoryTable(url: string, tiles: number): Promise<string> {
  const server = await serve({ is: 'product', url })
  const rows: (string | number)[][] = [row('started', await server.memory())]
  const paths = tilePaths([13, 14, 15, 16], Math.ceil(tiles / 4))
  const quarter = Math.ceil(paths.length / 4)
  for (let from = 0; from < paths.length; from += quarter) {
    const part = paths.slice(from, from + quarter)
    const ask = { port: server.port, paths: part, headers: { 'accept-encoding': 'gzip' }, connections: CONNECTIONS }
    await load({ ...ask, milliseconds: LONGEST_MS, requests: part.length })
    rows.push(row(`after ${from + part.length} tiles`, await server.memory()))
  }
  await server.stop()
  return table(['', 'resident MB', 'heap MB', 'buffers MB'], rows)
}
