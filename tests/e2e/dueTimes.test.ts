import { randomUUID } from 'node:crypto'
import { createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { LAYERS, STALE_SECONDS } from '../../core/contract/live.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

/** How soon after a due time pages have to have turned: less than the beat would take by itself. */
const SOON = { timeout: 6_000, interval: 100 }
const number = async (page: Page, at: string) => Number((await page.locator(at).first().textContent(PATIENCE))?.replace(/[^0-9]/g, '')) // prettier-ignore

/** A hazard at an enterprise of class C, due in so many seconds. */
async function dueIn(page: Page, seconds: number): Promise<{ id: number; due: number }> {
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?class=C&limit=1')
  const due = Date.now() + seconds * 1000
  const data = {
    request: randomUUID(),
    enterprise: rows[0]!.id,
    source: 'patrol',
    description: '演示：警示标志褪色',
    dueAt: new Date(due).toISOString(),
  }
  const answer = await page.request.post(`${inject('url')}/api/hazards`, { data, headers: { origin: inject('url') } })
  expect(answer.status(), await answer.text()).toBe(201)
  return { id: ((await answer.json()) as { id: number }).id, due }
}

test('when a due time passes, open pages turn within seconds: the list, the figure by the map and the page of the hazard', async () => {
  const list = await openPage({ as: 'duty', path: '/hazards' })
  await list.locator('[data-share="overdue"]').click(PATIENCE)
  await list.locator('[data-hazard] [data-due="late"]').first().waitFor(PATIENCE)
  const map = await list.context().newPage()
  await map.goto(inject('url'))
  await map.locator('[data-sight="overdue"]').click(PATIENCE)
  await map.locator('[data-figure="hazards-overdue-now:all:n"]').waitFor(PATIENCE)
  const { id, due } = await dueIn(list, 25)
  const page = await list.context().newPage()
  await page.goto(`${inject('url')}/hazards/${id}`)
  const tag = page.locator('.stands [data-due]')
  expect(await tag.textContent(PATIENCE)).toMatch(/今天 \d\d:\d\d 到期|剩 1 天/)
  const total = (await ask<{ total: number }>(list, '/api/hazards?late=1&limit=1')).total
  const both = async () => [
    await number(list, '[data-total]'),
    await number(map, '[data-figure="hazards-overdue-now:all:n"]'),
  ]
  await expect.poll(both, PATIENCE).toEqual([total, total])
  await expect.poll(() => Date.now(), PATIENCE).toBeGreaterThan(due)
  await expect.poll(both, SOON).toEqual([total + 1, total + 1])
  await expect.poll(() => tag.getAttribute('data-due'), SOON).toBe('late')
  expect(await tag.textContent()).toBe('超期不到 1 小时')
})

/** The product behind a line of our own, whose stream says what it is told to. */
async function behind() {
  const streams = new Set<ServerResponse>()
  const server = createServer((req, res) => {
    if (req.url === '/api/live') {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      streams.add(res)
      const versions = Object.fromEntries(LAYERS.map((layer) => [layer, 1]))
      say('beat', {
        versions,
        turned: { grids: '', hazards: '', inspections: '', pledges: '', 'special-works': '' },
        at: new Date().toISOString(),
        release: null,
      })
      return
    }
    const at = new URL(req.url ?? '/', inject('url'))
    const headers = { ...req.headers, host: at.host, ...(req.headers.origin && { origin: at.origin }) }
    const on = request(at, { method: req.method, headers }, (from) => {
      res.writeHead(from.statusCode ?? 500, from.headers)
      from.pipe(res)
    })
    req.pipe(on)
  }).listen(0, '127.0.0.1')
  function say(event: string, data: object) {
    for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  await new Promise((resolve) => server.once('listening', resolve))
  const close = () => (server.closeAllConnections(), server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, say, close }
}

test('while the database is away the list is hatched, its age marked, and the reason said for as long as it lasts', async () => {
  const line = await behind()
  const page = await openPage({ as: 'duty', url: line.url, path: '/hazards', allow: /Failed to load|ERR_/ })
  await page.locator('main [data-hazard]').first().waitFor(PATIENCE)
  expect(await page.locator('main .state-frame').first().getAttribute('data-state')).toBe('idle')
  line.say('down', {})
  const banner = page.locator('[data-stale]')
  const told = async () => [
    await page.locator('main .state-frame').first().getAttribute('data-state'),
    await page.locator('main .answer').first().evaluate((list) => getComputedStyle(list).backgroundImage.includes('gradient')), // prettier-ignore
    (await page.locator('main [data-as-of]').getAttribute('class'))?.includes('dead'),
    (await banner.textContent(PATIENCE))?.includes('数据库连不上 · 页面上是'),
  ]
  await expect.poll(told, PATIENCE).toEqual(['stale', true, true, true])
  const saying = setInterval(() => line.say('down', {}), 2_000)
  const long = { timeout: (STALE_SECONDS + 30) * 1000, interval: 500 }
  await expect.poll(() => banner.textContent(), long).toMatch(/(4[6-9]|[5-9]\d) 秒前/)
  expect(await told()).toEqual(['stale', true, true, true])
  clearInterval(saying)
  await page.close()
  line.close()
})
