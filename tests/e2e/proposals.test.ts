import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, pixelOf, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

const ENTERPRISE = 'enterprise-plant'
interface Facts {
  readonly facts: {
    readonly staff: number
    readonly industry: string
    readonly position: { readonly at: [number, number] }
    readonly footprint: { readonly ring: [number, number][] }
  }
}
const ownId = async (page: Page) =>
  (await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?limit=1')).rows[0]!.id
const factsOf = async (page: Page, id: number) => (await ask<Facts>(page, `/api/enterprises/${id}/facts`)).facts
const typed = (page: Page, field: string) => page.locator(`[data-field="${field}"]`)

async function openForm(page: Page, id: number) {
  await page.goto(`${inject('url')}/enterprises/${id}`)
  await page.locator('[data-edit-facts]').click(PATIENCE)
  await page.locator('dialog[open]').waitFor(PATIENCE)
}

/** Opens the map of the form and waits until it is drawn, the fields beside it as they are. */
async function openMap(page: Page) {
  await page.locator('[data-open-map]').click()
  await page.locator('[data-place-editor] .stage[data-map-state="idle"]').waitFor(PATIENCE)
  await page.locator('[data-place-editor] canvas').scrollIntoViewIfNeeded()
}
async function drag(page: Page, from: [number, number], to: [number, number]) {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 })
  await page.mouse.move(...to, { steps: 4 })
  await page.mouse.up()
}

test('what an enterprise edits on the map is proposed, looked at by the supervisor, accepted, and told with what followed', async () => {
  const page = await openPage({ nowhere: true, as: ENTERPRISE, sharp: true })
  const id = await ownId(page)
  const before = await factsOf(page, id)
  await openForm(page, id)
  await openMap(page)

  // the position is set anew by a click
  const [lng, lat] = before.position.at
  await page.locator('[data-mode="point"]').click()
  await page.mouse.click(...(await pixelOf(page, [lng + 0.0004, lat + 0.0001])))
  await expect.poll(() => typed(page, 'position').inputValue(), PATIENCE).not.toBe(`${lng}, ${lat}`)
  const [movedLng, movedLat] = (await typed(page, 'position').inputValue()).split(', ').map(Number) as [number, number]
  expect(Math.abs(movedLng - (lng + 0.0004))).toBeLessThan(1e-4)
  expect(Math.abs(movedLat - (lat + 0.0001))).toBeLessThan(1e-4)

  // a corner of the boundary is dragged; taken back, and done again
  const ringBefore = await typed(page, 'footprint').inputValue()
  const areaBefore = await page.locator('[data-area]').textContent()
  const corner = before.footprint.ring[0]!
  const middle = before.footprint.ring.slice(0, -1).reduce<[number, number]>(([x, y], [cx, cy], _, all) => [x + cx / all.length, y + cy / all.length], [0, 0])
  const inside: [number, number] = [(corner[0] + middle[0]) / 2, (corner[1] + middle[1]) / 2]
  await expect.poll(() => page.locator('[data-mode="select"]').getAttribute('aria-pressed'), PATIENCE).toBe('true')
  await page.mouse.click(...(await pixelOf(page, inside)))
  await drag(page, await pixelOf(page, corner), await pixelOf(page, [corner[0] - 0.0006, corner[1] - 0.0004]))
  await expect.poll(() => typed(page, 'footprint').inputValue(), PATIENCE).not.toBe(ringBefore)
  const ringAfter = await typed(page, 'footprint').inputValue()
  expect(await page.locator('[data-area]').textContent()).not.toBe(areaBefore)
  await page.locator('[data-undo]').click()
  await expect.poll(() => typed(page, 'footprint').inputValue(), PATIENCE).toBe(ringBefore)
  await page.locator('[data-redo]').click()
  await expect.poll(() => typed(page, 'footprint').inputValue(), PATIENCE).toBe(ringAfter)
  expect(await typed(page, 'datum').inputValue()).toBe('wgs84')

  // another trade, so that another unit leads
  await typed(page, 'industry').fill('E4')
  await page.getByText('门类字母加二至四位数字，如 C26。').waitFor(PATIENCE)
  expect(await page.locator('[data-send]').isDisabled()).toBe(true)
  await typed(page, 'industry').fill('E47')
  await page.getByLabel('说明（必填）').fill('改为建筑施工，厂界随之调整')
  await page.locator('[data-rehearse]').click()
  const foreseen = page.locator('dialog [data-consequence="department"]')
  await foreseen.waitFor(PATIENCE)
  const consequence = ((await foreseen.textContent()) ?? '').replaceAll(/\s/g, '')
  await page.locator('[data-send]').click()
  const waiting = page.locator('[data-file-proposals] [data-proposal][data-state="open"]')
  await waiting.waitFor(PATIENCE)
  expect(await waiting.locator('[data-difference]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-difference')))).toEqual(['industry', 'position', 'footprint'])
  expect(await factsOf(page, id)).toEqual(before)
  expect(await waiting.locator('[data-accept]').count()).toBe(0)

  const desk = await openPage({ as: 'duty', path: '/proposals' })
  const row = desk.locator('[data-proposal]').filter({ hasText: '改为建筑施工' })
  await row.waitFor(PATIENCE)
  await row.locator('[data-preview]').click()
  await row.locator('[data-outcome] [data-consequence="department"]').waitFor(PATIENCE)
  expect(await factsOf(page, id)).toEqual(before)
  await row.locator('[data-accept]').click()
  await row.waitFor({ ...PATIENCE, state: 'detached' })

  // the page of the enterprise, open all the while, tells of it by itself
  const told = page.locator('[data-event="facts-changed"]').filter({ hasText: '改为建筑施工' })
  await told.waitFor(PATIENCE)
  expect(await told.locator('[data-difference="industry"] ins').textContent()).toContain('E47')
  expect(((await told.locator('[data-consequence="department"]').textContent()) ?? '').replaceAll(/\s/g, '')).toBe(consequence)
  const after = await factsOf(page, id)
  expect(after.industry).toBe('E47')
  expect(after.position.at).toEqual([movedLng, movedLat])
  expect(after.footprint.ring).toHaveLength(before.footprint.ring.length)
}) // prettier-ignore

test('a boundary that crosses itself is refused, and coordinates need their datum', async () => {
  const page = await openPage({ nowhere: true, as: ENTERPRISE, allow: /status of 422/ })
  const id = await ownId(page)
  const { position } = await factsOf(page, id)
  const [lng, lat] = position.at
  await openForm(page, id)
  const corners = [[0, 0], [0.001, 0.001], [0.001, 0], [0, 0.001]].map(([x, y]) => `${lng + x!}, ${lat + y!}`)
  await typed(page, 'footprint').fill(corners.join('; '))
  await page.getByText('并选择坐标系。').first().waitFor(PATIENCE)
  expect(await page.locator('[data-rehearse]').isDisabled()).toBe(true)
  await typed(page, 'datum').selectOption('gcj02')
  await page.locator('[data-rehearse]').click()
  await page.locator('dialog [data-problem="field-refused"]').waitFor(PATIENCE)
}) // prettier-ignore

test('what was proposed before somebody else changed it shows the conflict, and is refused with a reason', async () => {
  const page = await openPage({ nowhere: true, as: ENTERPRISE })
  const id = await ownId(page)
  const { staff } = await factsOf(page, id)
  await openForm(page, id)
  await typed(page, 'staff').fill(String(staff + 1))
  await page.getByLabel('说明（必填）').fill('招了一人')
  await page.locator('[data-send]').click()
  await page.locator('[data-file-proposals] [data-state="open"]').waitFor(PATIENCE)

  const desk = await openPage({ nowhere: true, as: 'duty' })
  await openForm(desk, id)
  await typed(desk, 'staff').fill(String(staff + 9))
  await desk.locator('[data-send]').click()
  const conflicted = desk.locator('[data-file-proposals] [data-state="open"]')
  await conflicted.locator('[data-conflict]').waitFor(PATIENCE)
  expect(await conflicted.locator('[data-accept]').count()).toBe(0)
  await conflicted.locator('[data-refuse]').click()
  await desk.getByLabel('退回理由（必填）').fill('人数已更新')
  await desk.locator('[data-refuse-sure]').click()
  await conflicted.waitFor({ ...PATIENCE, state: 'detached' })
  await page.locator('[data-event="proposal-refused"]').getByText('人数已更新').waitFor(PATIENCE)
})

test.each([
  ['desk', 1440, 900],
  ['phone', 390, 844],
])('%s: form, map and list have nothing serious for axe and nothing cut off', async (_name, width, height) => {
  const page = await openPage({ nowhere: true, as: ENTERPRISE, width, height })
  const id = await ownId(page)
  await openForm(page, id)
  await openMap(page)
  await isFit(page)
  const body = page.locator('dialog .body')
  expect(await body.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  await page.goto(`${inject('url')}/proposals`)
  await page.locator('[data-share="all"]').click(PATIENCE)
  await page.locator('[data-proposal]').first().waitFor(PATIENCE)
  await isFit(page)
})
