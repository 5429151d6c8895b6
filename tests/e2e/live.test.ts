import { randomUUID } from 'node:crypto'
import { createServer, connect, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { STALE_SECONDS } from '../../core/contract/live.ts'
import { ask, drawn, figure, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

async function report(page: Page) {
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?limit=1')
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

/** Camera, selection and conditions all live in the address. */
const stateOf = (page: Page) => new URL(page.url()).hash

describe('a live change', () => {
  test('shows on the page, and moves neither camera, selection nor conditions', async () => {
    const page = await openPage({ hash: 'map=13.2/37.425/121.51&v=1&class=A' })
    await drawn(page)
    const month = await page.locator('[data-figure^="hazards-new:"]').first().getAttribute('data-figure')
    await expect.poll(() => figure(page, month!), PATIENCE).toBeGreaterThan(0)
    const [before, state] = [await figure(page, month!), stateOf(page)]
    await report(page)
    await expect.poll(() => figure(page, month!), PATIENCE).toBe(before + 1)
    expect(stateOf(page)).toBe(state)
  })
})

/** A line to the product that can be frozen: sockets stay open, nothing passes. */
async function freezableLine() {
  const target = new URL(inject('url'))
  const ends = new Set<Socket>()
  let frozen = false
  const server = createServer((near) => {
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
    close: () => (ends.forEach((end) => end.destroy()), server.close()),
  }
}

describe('a frozen server with an open socket', () => {
  test('makes the page call itself stale, and it recovers by itself', async () => {
    const line = await freezableLine()
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
