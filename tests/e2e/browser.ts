import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { MapProbe } from '../../client/map/probe.ts'

const ARGUMENTS = [
  '--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-dev-shm-usage', '--force-color-profile=srgb', '--hide-scrollbars', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // without a graphics card only the map is worth an emulated one; all else is painted and put together faster by the processor
  '--disable-gpu-rasterization', '--disable-accelerated-2d-canvas', '--disable-gpu-compositing',
] // prettier-ignore
/** Device pixels per CSS pixel: the layout is the same, and a quarter of the pixels is drawn. */
const COARSE = 0.5
/** Software WebGL draws everything, slowly. */
export const PATIENCE = { timeout: 60_000, interval: 250 }

export interface Opened {
  readonly width?: number
  readonly height?: number
  readonly theme?: 'dark' | 'light'
  /** After `#`, e.g. `map=14/37.43/121.51&v=1&risk=1`. */
  readonly hash?: string
  /** Another address than the product's own, e.g. a proxy before it. */
  readonly url?: string
  /** `/` unless named. */
  readonly path?: string
  /** Goes nowhere yet: the test asks the API first, and the workspace with its map is not what it is about. */
  readonly nowhere?: boolean
  /** Key of a demo identity to open it as. */
  readonly as?: string
  /** Stays open for the tests after this one in its file. */
  readonly kept?: boolean
  /** Every pixel of the screen, for tests that read them. */
  readonly sharp?: boolean
  /** Console errors that the test provokes. */
  readonly allow?: RegExp
}

let browser: Browser
const closing: (() => Promise<void>)[] = []
const faults: string[] = []

/** One browser for a test file; an unexpected console error, page error or outside request fails the test it happens in. `more`: arguments of the browser. */
export function useBrowser(...more: readonly string[]) {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium-headless-shell',
      args: [...ARGUMENTS, ...more],
    })
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    expect(faults.splice(0)).toEqual([])
  })
  afterAll(() => browser.close())
}

function listen(page: Page, origin: string, allow: RegExp | undefined) {
  const note = (text: string) => {
    if (!allow?.test(text)) faults.push(text)
  }
  page.on('console', (message) => {
    if (message.type() === 'error' && !/GPU stall|GL Driver Message/.test(message.text()))
      note(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => note(`page: ${error.stack ?? error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) note(`outside request: ${url}`)
  })
}

/** Opens the workspace; every request to another host is cut off, as with the cable pulled. */
export async function openPage(opened: Opened = {}): Promise<Page> {
  const url = opened.url ?? inject('url')
  const context = await browser.newContext({
    viewport: { width: opened.width ?? 1440, height: opened.height ?? 900 },
    deviceScaleFactor: opened.sharp ? 1 : COARSE,
    colorScheme: opened.theme ?? 'dark',
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  if (!opened.kept) closing.push(() => context.close())
  await context.route(
    (address) => !address.href.startsWith(url),
    (route) => route.abort(),
  )
  const page = await context.newPage()
  listen(page, url, opened.allow)
  if (opened.as) await take(page, opened.as, url)
  if (!opened.nowhere) await page.goto(`${url}${opened.path ?? '/'}${opened.hash ? `#${opened.hash}` : ''}`)
  return page
}

/** Takes a demo identity, for the page and all that share its cookies. */
export async function take(page: Page, key: string, origin = inject('url')) {
  const answer = await page.request.post(`${origin}/api/session/identity`, { data: { key }, headers: { origin } })
  expect(answer.status(), key).toBe(201)
}

/** Leads an open page to another view, as a link that is pasted into it does. */
export async function goTo(page: Page, hash: string) {
  await page.evaluate((next) => (location.hash = `#${next}`), hash)
  await drawn(page)
}

/** Waits until everything that the map was asked for is drawn. */
export const drawn = (page: Page) =>
  expect.poll(() => page.evaluate(() => window.anjian?.map.loaded() ?? false), PATIENCE).toBe(true)

/** Asks the map's probe; its answer must be plain data. */
export const askMap = <Name extends keyof MapProbe>(page: Page, name: Name, ...rest: Parameters<MapProbe[Name]>) =>
  page.evaluate(
    ([asked, args]) => (window.anjian?.map[asked as 'rendered'] as (...given: unknown[]) => unknown)(...args),
    [name, rest] as const,
  ) as Promise<ReturnType<MapProbe[Name]>>

/** Enterprises that the map shows, alone or in clusters. */
export async function enterprisesOnMap(page: Page): Promise<number> {
  const of = (layer: string) => askMap(page, 'features', layer)
  const clustered = (await of('enterprises-cluster')).reduce((sum, { count }) => sum + Number(count), 0)
  const single = [...(await of('enterprises-high')), ...(await of('enterprises-low'))]
  return clustered + new Set(single.map(({ id }) => id)).size
}

/** Answer of the API to the same page: its cookies, its origin; the product's own while the page is nowhere. */
export async function ask<T>(page: Page, path: string): Promise<T> {
  const origin = page.url() === 'about:blank' ? inject('url') : page.url()
  const response = await page.request.get(new URL(path, origin).href)
  expect(response.status(), path).toBe(200)
  return (await response.json()) as T
}

/** The number a figure shows; NaN while it is unknown. */
export const figure = async (page: Page, name: string) => {
  const text = await page.locator(`[data-figure="${name}"]`).first().textContent()
  return Number((text ?? '').replaceAll(',', '').trim() || Number.NaN)
}

/** Centre of a place in page pixels. */
export async function pixelOf(page: Page, position: [number, number]): Promise<[number, number]> {
  const box = await page.locator('.stage canvas').first().boundingBox()
  const [x, y] = await askMap(page, 'project', position)
  return [(box?.x ?? 0) + x, (box?.y ?? 0) + y]
}
