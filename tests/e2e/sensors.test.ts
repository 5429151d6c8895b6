import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

const MINUTE = 60_000
const iso = (ms: number) => new Date(ms).toISOString()
const china = (ms: number) => `${new Date(ms + 8 * 60 * MINUTE).toISOString().slice(0, -1)}+08:00`

async function post<Answer>(as: Page, path: string, data: object, token?: string): Promise<Answer> {
  const headers = { origin: inject('url'), ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await as.request.post(`${inject('url')}/api${path}`, { data, headers })
  expect([path, answer.status()]).toEqual([path, 201])
  return (await answer.json()) as Answer
}

/** A tank that sends, one that has fallen silent, and values of the former: one a minute for two hours, with a hole of half an hour. */
async function prepare() {
  const district = await openPage({ nowhere: true, as: 'duty' })
  const { rows } = await ask<{ rows: { id: number; enterprise: number }[] }>(district, '/api/hazard-sources')
  const { id: source, enterprise } = rows[0]!
  const gateway = await post<{ token: string; row: { id: number } }>(district, `/enterprises/${enterprise}/gateways`, { name: `网关 ${Date.now()}` }) // prettier-ignore
  const body = { source, gateway: gateway.row.id, name: '浏览器罐', kind: 'level', gas: null, unit: 'm', rangeLow: 0, rangeHigh: 10, limitLowLow: null, limitLow: 1, limitHigh: 8, limitHighHigh: 9, limitsBasis: '设计文件', cadence: 60, tank: null, part: '9# 罐', enabled: true } // prettier-ignore
  const live = await post<{ id: number }>(district, '/sensors', { ...body, code: 'LT-901' })
  const silent = await post<{ id: number }>(district, '/sensors', { ...body, code: 'LT-902', name: '静默罐' })
  const now = Math.floor(Date.now() / 1000) * 1000
  const values = Array.from({ length: 120 }, (_, i) => ({ at: now - i * MINUTE, value: Number((8.2 - i / 100).toFixed(2)) })).filter((_, i) => i < 50 || i > 80) // prettier-ignore
  const read = (sensor: string) => (one: { at: number; value: number }) => ({ sensor, source, at: iso(one.at), value: one.value }) // prettier-ignore
  const readings = [...values.map(read('LT-901')), read('LT-902')({ at: now - 20 * MINUTE, value: 3 })]
  await post(district, '/readings', { sentAt: iso(Date.now()), readings }, gateway.token)
  return { source, live: live.id, silent: silent.id, values: values.reverse() }
}

test('a source shows what is live and what is silent, a gap as a gap, and its values as a file that equals the book', async () => {
  const { source, live, silent, values } = await prepare()
  const page = await openPage({ as: 'duty', path: `/hazard-sources/${source}` })
  const tile = (id: number) => page.locator(`[data-sensor="${id}"]`)
  await tile(live).waitFor(PATIENCE)
  expect(await tile(live).getAttribute('data-state')).toBe('fresh')
  expect(await tile(live).locator('[data-reached]').getAttribute('data-reached')).toBe('H')
  expect(await tile(live).locator('[data-tank]').getAttribute('data-tank')).toBe('known')
  // twenty minutes are more than three intervals of one: its last value is no value of now
  expect(await tile(silent).getAttribute('data-state')).toBe('silent')
  expect(await tile(silent).locator('[data-tank]').getAttribute('data-tank')).toBe('unknown')
  expect(await tile(silent).locator('[data-reached]').count()).toBe(0)

  await tile(live).click()
  const chart = page.locator(`[data-sensor-chart="${live}"]`)
  await expect.poll(() => chart.getAttribute('data-count'), PATIENCE).toBe(String(values.length))
  expect(await chart.getAttribute('data-grain')).toBe('raw')
  // before the first value, and the hole: 30 values are missing between two that are 31 minutes apart
  const gaps = chart.locator('[data-gap]')
  expect(await gaps.count()).toBe(2)
  expect(await gaps.first().getAttribute('data-gap')).toBe(iso(values[values.length - 51]!.at))
  expect(await chart.locator('canvas').count()).toBeGreaterThan(0)

  const href = (await chart.locator('[data-readings-csv]').getAttribute('href'))!
  const file = await page.request.get(new URL(href, inject('url')).href)
  const [heading, ...lines] = (await file.text()).replace('\uFEFF', '').trimEnd().split('\r\n')
  expect(heading).toBe('时间（北京）,数值 m,收到时间（北京）')
  expect(lines.map((line) => line.split(',').slice(0, 2).join(','))).toEqual(values.map(({ at, value }) => `${china(at)},${value}`)) // prettier-ignore

  await chart.locator('[data-span="year"]').click()
  await expect.poll(() => chart.getAttribute('data-count'), PATIENCE).toBe(String(values.length))
  expect(await chart.locator('[data-gap]').count()).toBe(2)
})

test('the page fits a phone, and a sensor is written down with the limits of the standard', async () => {
  const district = await openPage({ nowhere: true, as: 'duty' })
  const { rows } = await ask<{ rows: { id: number }[] }>(district, '/api/hazard-sources')
  const page = await openPage({
    as: 'duty',
    path: `/hazard-sources/${rows[1]!.id}`,
    width: 390,
    height: 844,
    allow: /status of 422/,
  })
  await page.locator('[data-add-sensor]').click(PATIENCE)
  const dialog = page.locator('dialog[open]')
  await dialog.locator('[name="kind"]').selectOption('toxic')
  await dialog.locator('[name="gas"]').fill('H2S')
  await dialog.locator('[data-standard]').click()
  for (const [name, text] of Object.entries({ code: 'AT-907', name: '硫化氢', rangeLow: '0', rangeHigh: '5' }))
    await dialog.locator(`[name="${name}"]`).fill(text)
  await dialog.locator('[data-send]').click()
  // ten is beyond a range of five: the database says so, at the field
  await dialog.locator('.error').first().waitFor(PATIENCE)
  await dialog.locator('[name="rangeHigh"]').fill('100')
  await dialog.locator('[data-send]').click()
  await dialog.waitFor({ ...PATIENCE, state: 'detached' })
  const tile = page.locator('[data-sensor]').filter({ hasText: 'AT-907' })
  await tile.waitFor(PATIENCE)
  expect(await tile.getAttribute('data-state')).toBe('silent')
  await linkCamera(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})

/** A camera of the source is written down: of it nothing is asked that measures, a link without https is told at its field, and it opens apart. */
async function linkCamera(page: Page) {
  await page.locator('[data-add-sensor]').click(PATIENCE)
  const dialog = page.locator('dialog[open]')
  await dialog.locator('[name="kind"]').selectOption('video')
  expect(await dialog.locator('[name]').evaluateAll((all) => all.map((one) => one.getAttribute('name')))).toEqual(['kind', 'code', 'name', 'link', 'part']) // prettier-ignore
  for (const [name, text] of Object.entries({ code: 'CAM-9', name: '东门', link: 'http://video.example/9' }))
    await dialog.locator(`[name="${name}"]`).fill(text)
  await dialog.locator('[data-send]').click()
  expect(await dialog.locator('.error').first().textContent(PATIENCE)).toContain('https://')
  await dialog.locator('[name="link"]').fill('https://video.example:444/9')
  await dialog.locator('[data-send]').click()
  const link = page.locator('[data-video]').filter({ hasText: 'video.example:444' }).locator('[data-open-video]')
  await link.waitFor(PATIENCE)
  const told = await Promise.all(['href', 'target', 'rel'].map((name) => link.getAttribute(name)))
  expect(told).toEqual(['https://video.example:444/9', '_blank', 'noopener noreferrer'])
  expect(await page.locator('iframe, video').count()).toBe(0)
}
