import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import type { SourceUnit } from '#core/contract/sourceUnits.ts'
import { ask, openPage, PATIENCE, pixelOf, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

const dialog = (page: Page) => page.locator('dialog[open]')
const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [name, text] of Object.entries(fields)) await dialog(page).locator(`[name="${name}"]`).fill(text)
}
async function send(page: Page) {
  await dialog(page).locator('[data-send]').click()
  await dialog(page).waitFor({ ...PATIENCE, state: 'detached' })
}
/** A plant with a boundary of whose sources none is drawn yet. */
async function findPlant(page: Page) {
  const { rows } = await ask<{ rows: { id: number; enterprise: number }[] }>(page, '/api/hazard-sources')
  for (const { id, enterprise } of rows) {
    const unit = await ask<SourceUnit>(page, `/api/hazard-sources/${id}/unit`)
    if (unit.bound === null && unit.boundary !== null && unit.exact) return { enterprise, ring: unit.boundary }
  }
  throw new Error('no such plant')
}

test('a source is added from the file of its plant with a bound drawn on the map, a tank is put into it and seen in the layout, as full as its gateway says', async () => {
  const page = await openPage({ nowhere: true, as: 'duty', sharp: true })
  const { enterprise, ring } = await findPlant(page)
  await page.goto(`${inject('url')}/enterprises/${enterprise}`)
  await page.locator('[data-add-source]').click(PATIENCE)
  await fill(page, { name: '浏览器罐组' })
  await page.locator('[data-open-map]').click()
  await page.locator('[data-place-editor] .stage[data-map-state="idle"]').waitFor(PATIENCE)
  await page.locator('[data-place-editor] canvas').scrollIntoViewIfNeeded()
  await page.locator('[data-mode="polygon"]').click()
  // half of the way from the middle to three corners of the plant
  const corners = ring.slice(0, -1)
  const middle = [0, 1].map((axis) => corners.reduce((sum, at) => sum + at[axis]!, 0) / corners.length)
  const drawn = corners.slice(0, 3).map((at): [number, number] => [(at[0] + middle[0]!) / 2, (at[1] + middle[1]!) / 2])
  for (const corner of [...drawn, drawn[0]!]) await page.mouse.click(...(await pixelOf(page, corner)))
  const typed = dialog(page).locator('[name="bound"]')
  await expect.poll(async () => (await typed.inputValue()).split(';').length, PATIENCE).toBe(drawn.length)
  await send(page)

  await page.waitForURL(/\/hazard-sources\/\d+/, PATIENCE)
  const source = Number(/\d+$/.exec(new URL(page.url()).pathname)![0])
  await page.locator('[data-unit-area]').waitFor(PATIENCE)
  // without an inventory nobody knows its level: it is not below the threshold
  await page.locator('[data-unjudged-responsible]').waitFor(PATIENCE)
  expect(await page.getByText('未达到重大危险源').count()).toBe(0)
  const { bound } = await ask<SourceUnit>(page, `/api/hazard-sources/${source}/unit`)
  expect(bound!.form).toBe('dike')
  // the exact area of the drawn ring in a plane; a pixel is some decimetres there
  const [east, north] = [111_320 * Math.cos((middle[1]! * Math.PI) / 180), 110_980]
  const area = Math.abs(drawn.reduce((sum, at, i) => sum + (at[0] - middle[0]!) * (drawn.at(i - 1)![1] - middle[1]!) - (drawn.at(i - 1)![0] - middle[0]!) * (at[1] - middle[1]!), 0) / 2) * east * north
  expect(Math.abs(bound!.area / area - 1)).toBeLessThan(0.05)

  await page.locator('[data-add-tank]').click()
  await fill(page, { tag: 'V-901', diameter: '4', extent: '12', capacity: '150', density: '0.79' })
  await dialog(page).locator('[data-tank-place]').click()
  expect(await dialog(page).locator('[name="datum"]').inputValue()).toBe('wgs84')
  await send(page)
  const tank = page.locator('[data-tank-row]').filter({ hasText: 'V-901' })
  await tank.waitFor(PATIENCE)
  expect(await tank.locator('[data-contents]').getAttribute('data-contents')).toBe('unmeasured')

  // its level sensor is written down with the gateway that speaks for it
  const post = async <Answer>(path: string, data: object, token?: string) => {
    const headers = { origin: inject('url'), ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await page.request.post(`${inject('url')}/api${path}`, { data, headers })
    expect([path, answer.status()]).toEqual([path, 201])
    return (await answer.json()) as Answer
  }
  const gateway = await post<{ token: string; row: { id: number } }>(`/enterprises/${enterprise}/gateways`, { name: `罐组网关 ${Date.now()}` })
  await page.locator('[data-add-sensor]').click()
  await dialog(page).locator('[name="gateway"]').selectOption(String(gateway.row.id), PATIENCE)
  await dialog(page).locator('[name="tank"]').selectOption({ label: 'V-901' }, PATIENCE)
  await fill(page, { code: 'LT-901', name: '罐组液位', rangeLow: '0', rangeHigh: '12' })
  await send(page)
  const mark = page.locator('[data-layout-sensor]')
  await mark.waitFor(PATIENCE)
  expect(await mark.getAttribute('data-state')).toBe('silent')
  expect(await tank.locator('[data-contents]').getAttribute('data-contents')).toBe('silent')
  const at = new Date().toISOString()
  await post('/readings', { sentAt: at, readings: [{ sensor: 'LT-901', source, at, value: 4.2 }] }, gateway.token)
  await expect.poll(() => tank.locator('[data-contents]').innerText(), PATIENCE).toMatch(/52\.78\sm³[\s\S]*41\.7\st/)
  expect(await mark.getAttribute('data-state')).toBe('fresh')
  await mark.click()
  await page.locator('[data-sensor-chart]').waitFor(PATIENCE)

  const phone = await openPage({ as: 'duty', path: `/hazard-sources/${source}`, width: 390, height: 844 })
  await phone.locator('[data-tank-row]').waitFor(PATIENCE)
  await phone.locator('[data-tank-shape]').waitFor(PATIENCE)
  await isFit(phone)
  const [list, plan] = await Promise.all(['[data-tank-row]', '[data-layout]'].map((one) => phone.locator(one).boundingBox()))
  expect(list!.y).toBeLessThan(plan!.y)
}) // prettier-ignore
