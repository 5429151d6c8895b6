import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

const HOUR = 3_600_000
/** `11-25 09:42` in China, by another way than the client's. */
const china = (at: string) => new Date(Date.parse(at) + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ')

/** A photograph as a browser makes one, which nobody sent before. */
async function picture(page: Page): Promise<Buffer> {
  const url = await page.evaluate((word) => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 480
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#446'
    pen.fillRect(0, 0, 640, 480)
    pen.fillStyle = '#fff'
    pen.fillText(word, 20, 240)
    return canvas.toDataURL('image/jpeg')
  }, randomUUID())
  return Buffer.from(url.split(',')[1]!, 'base64')
}

test('a hazard found offline says when its report came, where it was found and how far that is, and shows its photographs', async () => {
  const grid = await openPage({ nowhere: true, as: 'grid-materials' })
  const headers = { origin: inject('url') }
  const plant = await openPage({ nowhere: true, as: 'enterprise-plant' })
  const { rows } = await ask<{ rows: { id: number; position: [number, number] }[] }>(plant, '/api/enterprises?limit=1')
  const { id: enterprise, position } = rows[0]!
  const slow = Date.now() - 2 * HOUR // the clock of the phone
  const [lng, lat] = [position[0], position[1] + 0.001]
  const report = await grid.request.post(`${inject('url')}/api/hazards`, {
    headers,
    data: {
      request: randomUUID(), enterprise, source: 'patrol', description: '配电箱门脱落', foundAt: new Date(slow - 5 * HOUR).toISOString(),
      sentAt: new Date(slow).toISOString(), dueAt: new Date(slow + 72 * HOUR).toISOString(), position: { lng, lat, accuracyM: 12 },
    },
  }) // prettier-ignore
  expect(report.status(), await report.text()).toBe(201)
  const { id, foundAt } = (await report.json()) as { id: number; foundAt: string }
  expect(Math.abs(Date.now() - 5 * HOUR - Date.parse(foundAt))).toBeLessThan(60_000)

  // which unit leads the plant is changed by other tests meanwhile; the duty officer sees it all the same
  const page = await openPage({ as: 'duty', path: `/hazards/${id}` })
  await page.locator(`article[data-hazard="${id}"]`).waitFor(PATIENCE)
  const { receivedAt } = await ask<{ receivedAt: string }>(page, `/api/hazards/${id}`)
  const told = `离线上报，${china(receivedAt)} 到达`
  expect(await page.locator('[data-fact="received"] dd').textContent()).toBe(told)
  expect(await page.locator('[data-event="report"] [data-received]').textContent()).toBe(told)
  expect(await page.locator('[data-event="report"] time').textContent()).toBe(china(foundAt))
  // a thousandth of a degree of the meridian here is 110.99 m on WGS 84
  const place = `${lat.toFixed(5)}° N, ${lng.toFixed(5)}° E ± 12 m\n距单位 111 m（设备定位，未作校正）`
  expect(await page.locator('[data-fact="foundPlace"] dd').textContent()).toBe(place)
  expect(await page.locator('[data-photos]').count()).toBe(0)

  // the page, open all the while, shows a photograph as soon as it comes
  const query = new URLSearchParams({ name: '配电箱.jpg', kind: 'photo', section: 'hazards', hazard: String(id), request: randomUUID(),
    takenAt: new Date(slow - 5 * HOUR).toISOString(), lng: lng.toFixed(7), lat: lat.toFixed(7), accuracyM: '12' }) // prettier-ignore
  const sent = await grid.request.post(`${inject('url')}/api/enterprises/${enterprise}/documents?${query.toString()}`, {
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    data: await picture(page),
  })
  expect(sent.status(), await sent.text()).toBe(201)
  const { document } = (await sent.json()) as { document: number }
  const photo = page.locator(`[data-photo="${document}"]`)
  await photo.waitFor(PATIENCE)
  expect(await photo.textContent()).toContain(`${china(new Date(slow - 5 * HOUR).toISOString())} 拍摄（设备时钟）`)
  await isFit(page)
  await photo.locator('button').click()
  const large = page.locator('dialog[open]')
  await large.waitFor(PATIENCE)
  const wide = () => large.locator('img').evaluate((one: HTMLImageElement) => one.naturalWidth)
  await expect.poll(wide, PATIENCE).toBe(640)
  expect(await large.textContent()).toContain(`${lat.toFixed(5)}° N, ${lng.toFixed(5)}° E ± 12 m`)
  await isFit(page)
})
