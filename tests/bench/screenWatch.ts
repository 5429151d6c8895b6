/** What is watched in the page itself, by its own clock set against ours. */
import type { Page } from 'playwright-core'

/** Moments in a page, ms since 1970 by the clock of this process. */
export interface Watched {
  /** When the stream told of alarms. */
  readonly told: readonly number[]
  /** When the list of the desk was asked, and its answer was whole. */
  readonly asked: readonly { readonly begun: number; readonly ended: number }[]
  /** When a row stood in the page and when it was painted, by its text. */
  readonly rows: Readonly<Record<string, { readonly stood: number; readonly painted: number }>>
  /** How many alarms call, and since when the page says so. */
  readonly calling: readonly { readonly n: number; readonly at: number }[]
}
interface Kept {
  told: number[]
  asked: { begun: number; ended: number }[]
  rows: Record<string, { stood: number; painted: number }>
  calling: { n: number; at: number }[]
}
declare global {
  interface Window {
    benchKept: Kept
  }
}

/** Runs in the page before anything of its own. */
function watchHere(): void {
  const kept: Kept = (window.benchKept = { told: [], asked: [], rows: {}, calling: [] })
  const now = () => performance.timeOrigin + performance.now()
  window.EventSource = class extends EventSource {
    constructor(url: string | URL) {
      super(url)
      this.addEventListener('change', ({ data }) => void (String(data).includes('"alarms"') && kept.told.push(now())))
    }
  }
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      if (!name.includes('/api/alarms?') || !name.includes('limit=200')) continue
      kept.asked.push({ begun: performance.timeOrigin + startTime, ended: performance.timeOrigin + startTime + duration }) // prettier-ignore
    }
  }).observe({ type: 'resource', buffered: true })
  function meet(row: Element) {
    const text = row.querySelector('b')?.textContent?.trim() ?? ''
    if (text === '' || text in kept.rows) return
    const seen = (kept.rows[text] = { stood: now(), painted: NaN })
    // after the frame that paints it
    requestAnimationFrame(() => setTimeout(() => (seen.painted = now())))
  }
  function bell(element: Element) {
    const n = Number(element.getAttribute('data-alarms-calling') ?? NaN)
    if (!Number.isNaN(n) && kept.calling.at(-1)?.n !== n) kept.calling.push({ n, at: now() })
  }
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      if (type === 'attributes') bell(target as Element)
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue
        if (node.matches('[data-alarm]')) meet(node)
        node.querySelectorAll('[data-alarm]').forEach(meet)
        node.querySelectorAll('[data-alarms-calling]').forEach(bell)
      }
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-alarms-calling'] })
}

/** From now on each page that is opened is watched. */
export async function watch(page: Page): Promise<void> {
  // tsx names functions by a helper that a page has not got
  await page.addInitScript(`globalThis.__name = (made) => made; (${watchHere.toString()})()`)
}

/** Clock of the page less ours, by the quickest of some looks. */
async function offsetOf(page: Page): Promise<number> {
  const looks: { way: number; offset: number }[] = []
  for (let n = 0; n < 20; n += 1) {
    const before = performance.timeOrigin + performance.now()
    const there = await page.evaluate(() => performance.timeOrigin + performance.now())
    const after = performance.timeOrigin + performance.now()
    looks.push({ way: after - before, offset: there - (before + after) / 2 })
  }
  return looks.sort((a, b) => a.way - b.way)[0]!.offset
}

/** What was watched so far. */
export async function watched(page: Page): Promise<Watched> {
  const by = await offsetOf(page)
  const kept = await page.evaluate(() => window.benchKept)
  return {
    told: kept.told.map((at) => at - by),
    asked: kept.asked.map(({ begun, ended }) => ({ begun: begun - by, ended: ended - by })),
    rows: Object.fromEntries(Object.entries(kept.rows).map(([text, { stood, painted }]) => [text, { stood: stood - by, painted: painted - by }])), // prettier-ignore
    calling: kept.calling.map(({ n, at }) => ({ n, at: at - by })),
  }
}
