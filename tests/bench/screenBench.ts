/** From the reading that a gateway sends to the row on the alarm desk in a real browser, while 5,000 others come in each second. */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Browser, chromium, type Page } from 'playwright-core'
import { addGateways, endSenders, flowing, type Gateways, sentAgain } from './gatewayBook.ts'
import type { Logins } from './policiesBench.ts'
import { serve } from './processes.ts'
import { watch, type Watched, watched } from './screenWatch.ts'
import { plain, shareOf, table } from './tables.ts'

const GATEWAYS = 20
const PATIENCE_MS = 60_000
const ARGUMENTS = [
  '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-gpu-rasterization', '--disable-accelerated-2d-canvas',
] // prettier-ignore

/** One page of a browser, watched from its beginning. */
async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' }) // prettier-ignore
  const page = await context.newPage()
  await watch(page)
  await page.goto(url)
  return page
}

/** Moments at which the database told of a change of alarms. */
async function notices(url: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // where the bench fails the database ends first
  await client.connect()
  const at: number[] = []
  client.on('notification', ({ payload }) => void (payload?.includes('"alarms"') && at.push(performance.timeOrigin + performance.now()))) // prettier-ignore
  await client.query('listen change')
  return { at, end: () => client.end() }
}

type Alarm = Awaited<ReturnType<Gateways['alarm']>>
/** So many alarms one after another at random moments, three or four a second. */
async function alarms(n: number, raise: () => Promise<Alarm>): Promise<Alarm[]> {
  const raised: Promise<Alarm>[] = []
  for (let i = 0; i < n; i += 1) {
    await pause(50 + Math.random() * 500)
    raised.push(raise())
  }
  return Promise.all(raised)
}

/** Waits until the page has what is asked for, or for so long. */
async function until(page: Page, fits: (found: Watched) => boolean): Promise<Watched> {
  const begun = performance.now()
  for (;;) {
    const found = await watched(page)
    if (fits(found) || performance.now() - begun > PATIENCE_MS) return found
    await pause(500)
  }
}

const from = (times: readonly number[], at: number) => times.find((one) => one >= at) ?? NaN

/** The way of one alarm, in parts: each the time since the part before it ended. */
function partsOf({ name, sent, acknowledged }: Alarm, { told, asked, rows }: Watched, noticed: readonly number[]) {
  const [, row] = Object.entries(rows).find(([text]) => text.startsWith(name)) ?? []
  if (!row) return undefined
  const notice = from(noticed, sent)
  const event = from(told, notice)
  const list = asked.filter(({ ended }) => ended <= row.stood).at(-1) ?? { begun: NaN, ended: NaN }
  return {
    'kept and acknowledged': acknowledged - sent,
    'told by the database, since it was sent': notice - sent,
    'from there to the page, by the stream': event - notice,
    'until the list is asked': list.begun - event,
    'until its answer is whole': list.ended - list.begun,
    'until the row stands in the page': row.stood - list.ended,
    'until it is painted': row.painted - row.stood,
    '**sent → row in the page**': row.stood - sent,
    '**sent → painted**': row.painted - sent,
  }
}

const line = (name: string, times: readonly number[]) =>
  [name, shareOf(times, 0.5), shareOf(times, 0.99), shareOf(times, 1)] // prettier-ignore

/** Rows of the desk for each part, over `n` alarms. @throws where one of them was never shown */
async function desk(browser: Browser, port: number, { raise, n, noticed }: { raise: () => Promise<Alarm>; n: number; noticed: readonly number[] }) {
  const page = await openPage(browser, `http://127.0.0.1:${port}/alarms`)
  await page.locator('[data-alarms-calling]').waitFor({ timeout: 60_000 })
  await alarms(3, raise) // code is compiled, plans are cached
  await pause(2_000)
  const raised = await alarms(n, raise)
  const isShown = ({ rows }: Watched) => raised.every(({ name }) => Object.keys(rows).some((text) => text.startsWith(name))) // prettier-ignore
  const found = await until(page, isShown)
  await page.context().close()
  const parts = raised.flatMap((one) => partsOf(one, found, noticed) ?? [])
  if (parts.length < n) throw new Error(`${n - parts.length} of ${n} alarms were not shown within ${PATIENCE_MS / 1000} s`)
  const names = Object.keys(parts[0]!) as (keyof (typeof parts)[0])[]
  return names.map((name) => line(name, parts.map((part) => part[name]))) // prettier-ignore
} // prettier-ignore

/** The count on the bell of the map page. @throws where it never says as many */
async function map(browser: Browser, port: number, { raise, n }: { raise: () => Promise<Alarm>; n: number }) {
  const page = await openPage(browser, `http://127.0.0.1:${port}/`)
  const isDrawn = () => (window as unknown as { anjian?: { map: { loaded(): boolean } } }).anjian?.map.loaded() ?? false
  await page.waitForFunction(isDrawn, undefined, { timeout: 120_000 })
  const before = (await watched(page)).calling.at(-1)?.n ?? NaN
  const raised = await alarms(n, raise)
  const found = await until(page, ({ calling }) => (calling.at(-1)?.n ?? 0) >= before + n)
  await page.context().close()
  const times = raised.map(({ sent }, i) => (found.calling.find((one) => one.n >= before + i + 1)?.at ?? NaN) - sent)
  if (times.some(Number.isNaN)) throw new Error(`the bell says ${found.calling.at(-1)?.n}, not ${before + n}`)
  return line('sent → count on the bell of the map', times)
}

const FLOOR_PAGE = `<!doctype html><title>floor</title><main></main><script>
  let n = 0
  new EventSource('/live').addEventListener('change', () =>
    document.querySelector('main').insertAdjacentHTML('afterbegin', '<p data-alarm="' + n + '"><b>探头' + n++ + '号</b></p>'))
  </script>`

/** Bare Node telling a bare page by an event, which adds a row: same browser, same load. */
async function floor(browser: Browser, n: number) {
  const bare = await serve({ is: 'broadcast', bytes: 'event: change\ndata: {"layer":"alarms"}\n\n', page: FLOOR_PAGE })
  const page = await openPage(browser, `http://127.0.0.1:${bare.port}/`)
  await pause(500)
  let next = 0
  const raised = await alarms(n, async () => {
    const name = `探头${next++}号`
    const sent = performance.timeOrigin + performance.now()
    await fetch(`http://127.0.0.1:${bare.port}/say`, { method: 'POST' })
    return { name, sent, acknowledged: performance.timeOrigin + performance.now() }
  })
  const { rows } = await until(page, ({ rows }) => Object.keys(rows).length === n)
  await page.context().close()
  await bare.stop()
  const times = (what: 'stood' | 'painted') => raised.map(({ name, sent }) => (rows[name]?.[what] ?? NaN) - sent)
  return [line('floor, sent → row in the page', times('stood')), line('floor, sent → painted', times('painted'))]
}

/** @param n alarms at the desk; a fifth of it on the map, a third at the floor @param perSecond readings that come in meanwhile */
export async function screenTable(logins: Logins, n: number, perSecond: number): Promise<string> {
  const [atMap, atFloor] = [Math.ceil(n / 5), Math.ceil(n / 3)]
  const { alarm } = await addGateways(logins.owner, GATEWAYS, n + atMap + 3, GATEWAYS)
  const server = await serve({ is: 'product', url: logins.server, live: true })
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ARGUMENTS })
  const listening = await notices(logins.server)
  const flow = flowing(server.port, { gateways: GATEWAYS, perSecond, together: false })
  const raise = () => alarm(server.port)
  const rows = [
    ...(await desk(browser, server.port, { raise, n, noticed: listening.at })),
    ...(await floor(browser, atFloor)),
    await map(browser, server.port, { raise, n: atMap }),
  ]
  flow.cease()
  const { perSecond: kept, times } = await flow.sent
  endSenders()
  await Promise.all([listening.end(), browser.close()])
  await server.stop()
  const about =
    `${n} alarms at the desk, ${atMap} on the map and ${atFloor} events at the floor (bare Node, a bare page), one after another at random moments, of ${GATEWAYS} plants by turns; meanwhile ` +
    `${plain(kept)} readings/s were kept and judged, a message acknowledged in ${plain(shareOf(times, 0.5))} ms (p99 ${plain(shareOf(times, 0.99))}), ${plain(sentAgain())} of them sent again after 429.`
  return `${table(['part of the way', 'p50 ms', 'p99 ms', 'max ms'], rows)}\n\n${about}`
}
