import { randomUUID } from 'node:crypto'
import { createServer, connect, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { STALE_SECONDS } from '../../core/contract/live.ts'
import { ask, drawn, enterprisesOnMap, figure, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

/** At an enterprise of class B: those of class A are reported at by tests that run beside this one. */
async function report(page: Page) {
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?class=B&limit=1')
  const data = {
    request: randomUUID(),
    enterprise: rows[0]!.id,
    source: 'patrol',
    description: '演示：消防通道被占',
    dueAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
  }
  const answer = await page.request.post(`${inject('url')}/api/hazards`, { data, headers: { origin: inject('url') } })
  expect(answer.status()).toBe(201)
}

const WHOLE = 'map=10.5/37.42/121.515&v=1'

/** Camera, selection and conditions all live in the address. */
const stateOf = (page: Page) => new URL(page.url()).hash

describe('a live change', () => {
  test('shows on the page, and moves neither camera, selection nor conditions', async () => {
    const page = await openPage({ hash: 'map=13.2/37.425/121.51&v=1&class=B' })
    await drawn(page)
    const month = await page.locator('[data-figure^="hazards-new:"]').first().getAttribute('data-figure')
    await expect.poll(() => figure(page, month!), PATIENCE).toBeGreaterThan(0)
    const [before, state] = [await figure(page, month!), stateOf(page)]
    await report(page)
    await expect.poll(() => figure(page, month!), PATIENCE).toBe(before + 1)
    expect(stateOf(page)).toBe(state)

    // tiles under way while the data change are asked for once more, and come unchanged: the map is whole all the same
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    let held = 0
    await page.route(/\/tiles\/enterprises\//, async (route) => {
      held++
      await gate
      await route.continue()
    })
    await page.evaluate(() => (location.hash = '#map=15/37.43/121.49&v=1&class=B'))
    await expect.poll(() => held, PATIENCE).toBeGreaterThan(0)
    await report(page)
    await expect.poll(() => figure(page, month!), PATIENCE).toBe(before + 2)
    open()
    await drawn(page)
  })
})

/** A line to the product that can be frozen, its sockets open and nothing passing, or cut. */
async function breakableLine() {
  const target = new URL(inject('url'))
  const ends = new Set<Socket>()
  let frozen = false
  let cut = false
  const server = createServer((near) => {
    if (cut) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [[near, far], [far, near]] as const) {
      ends.add(one)
      one.on('data', (chunk) => void other.write(chunk))
      one.on('close', () => (ends.delete(one), other.destroy()))
      one.on('error', () => other.destroy())
      if (frozen) one.pause()
    } // prettier-ignore
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return {
    url,
    freeze: () => ((frozen = true), ends.forEach((end) => end.pause())),
    thaw: () => ((frozen = false), ends.forEach((end) => end.resume())),
    cut: () => ((cut = true), ends.forEach((end) => end.destroy())),
    mend: () => (cut = false),
    close: () => (ends.forEach((end) => end.destroy()), server.close()),
  }
}

describe('a frozen server with an open socket', () => {
  test('makes the page call itself stale, and it recovers by itself', async () => {
    const line = await breakableLine()
    const page = await openPage({ url: line.url, allow: /Failed to load resource|ERR_/ })
    await drawn(page)
    await expect.poll(() => page.locator('[data-stale]').count(), PATIENCE).toBe(0)
    line.freeze()
    const limit = { timeout: (STALE_SECONDS + 15) * 1000, interval: 500 }
    await expect.poll(() => page.locator('[data-stale]').count(), limit).toBe(1)
    expect(await page.locator('[data-stale]').textContent()).toContain('不等于正常')
    line.thaw()
    await expect.poll(() => page.locator('[data-stale]').count(), PATIENCE).toBe(0)
    line.close()
  })
})

describe('a server that is gone', () => {
  test('leaves nothing that looks live, and its map is whole again when it is back', async () => {
    const line = await breakableLine()
    const page = await openPage({ url: line.url, hash: WHOLE, allow: /Failed to load resource|ERR_/ })
    await expect.poll(() => enterprisesOnMap(page), PATIENCE).toBe(1200)
    line.cut()
    await expect.poll(() => page.locator('[data-live="live"]').count(), PATIENCE).toBe(0)
    await page.getByRole('button', { name: '只看：重大', exact: true }).click()
    await expect.poll(() => page.locator('[data-tiles="failing"]').count(), PATIENCE).toBe(1)
    line.mend()
    const { total } = await ask<{ total: number }>(page, `${inject('url')}/api/enterprises?risk=1&limit=1`)
    await expect.poll(() => enterprisesOnMap(page), PATIENCE).toBe(total)
    await expect.poll(() => page.locator('[data-tiles="failing"]').count(), PATIENCE).toBe(0)
    await expect.poll(() => page.locator('[data-live="live"]').count(), PATIENCE).toBe(1)
    line.close()
  })
})

describe('another identity', () => {
  test('taken in one tab shows in every other, name and figures alike', async () => {
    const page = await openPage({ hash: WHOLE })
    await expect.poll(() => enterprisesOnMap(page), PATIENCE).toBe(1200)
    const other = await page.context().newPage()
    await other.goto(inject('url'))
    for (const name of ['网格长 · 新材园', '分管领导']) {
      await other.locator('.identity-button').click()
      await other.getByRole('button', { name }).click()
      await expect.poll(() => page.locator('.identity-button').textContent(), PATIENCE).toContain(name)
      const { total } = await ask<{ total: number }>(page, '/api/enterprises?limit=1')
      await expect.poll(() => figure(page, 'enterprises:all:n'), PATIENCE).toBe(total)
    }
  })
})

describe('the address', () => {
  test('pasted into an open page is followed, and Back leads to the view before', async () => {
    const page = await openPage({ hash: WHOLE })
    await drawn(page)
    await page.evaluate(() => (location.hash = '#v=1&risk=1&lang=en'))
    await expect.poll(() => page.getByRole('button', { name: /^Remove condition/ }).count(), PATIENCE).toBe(1)
    expect(new URL(page.url()).hash).toContain('risk=1')
    await page.getByRole('button', { name: /^Remove condition/ }).click()
    await expect.poll(() => new URL(page.url()).hash, PATIENCE).not.toContain('risk=1')
    await page.goBack()
    await expect.poll(() => page.getByRole('button', { name: /^Remove condition/ }).count(), PATIENCE).toBe(1)
  })

  test('of the one-time link leads to the first account from an open page, too, and keeps no token', async () => {
    const page = await openPage()
    await drawn(page)
    await page.evaluate(() => (location.hash = '#setup=0123456789abcdef0123456789'))
    await page.getByRole('heading', { name: '建立第一个账号' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/setup')
    expect(page.url()).not.toContain('0123456789abcdef')
  })
})
