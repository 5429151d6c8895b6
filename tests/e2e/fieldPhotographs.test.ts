import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { answerRest, installed, isFit, type Paged, tab, tooSmall } from './fieldPhone.ts'
import { photograph } from './photograph.ts'

useBrowser()

interface Visit {
  readonly request: string
  readonly checklist: { readonly items: readonly { id: number; evidence: string | null }[] }
  readonly photos: readonly { id: number; checklistItem: number | null; original: number | null }[]
  readonly hazards: readonly { id: number; checklistItem: number }[]
}
const firstOf = async (page: Page) => (await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=1')).rows[0]!.id
const shoot = async (page: Page, within: string, buffer: Buffer) =>
  page.locator(`${within} [data-album]`).setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer })
const latest = async (page: Page, enterprise: number) => {
  const { rows } = await ask<Paged<{ request: string }>>(
    page,
    `/api/inspections?enterprise=${enterprise}&own=1&limit=1`,
  )
  return ask<Visit>(page, `/api/inspections/${rows[0]!.request}`)
}

test('photographs of items are taken without a signal, outlive the page, and stand at their items on the desktop and the paper', async () => {
  const page = await installed({ as: 'grid-harbour' })
  const enterprise = await firstOf(page)
  // two, for one file is kept once at an enterprise
  const pictures = [await photograph(page), await photograph(page)]
  await page.context().setOffline(true)
  await page.goto(`${inject('url')}/field/enterprises/${enterprise}/inspect`)
  await page.locator('[data-checklist]').first().click(PATIENCE)
  const items = page.locator('[data-item]')
  await items.first().waitFor(PATIENCE)
  const [ok, wrong] = [await items.nth(0).getAttribute('data-item'), await items.nth(1).getAttribute('data-item')]
  for (const [item, answer] of [[ok, 'ok'], [wrong, 'wrong']] as const) {
    const at = `[data-item="${item}"]`
    await page.locator(`${at} [data-answer="${answer}"]`).click()
    await page.locator(`${at} [data-show]`).click()
    await shoot(page, at, pictures.pop()!)
    await page.locator(`${at} [data-photo]`).waitFor(PATIENCE)
  }
  expect(await findings(page)).toEqual([])
  expect([await isFit(page), await tooSmall(page)]).toEqual([true, []])
  await page.locator('[data-draft-kept]').waitFor(PATIENCE)
  await page.reload()
  await page.locator(`[data-item="${wrong}"] [data-photo]`).waitFor(PATIENCE)
  await answerRest(page)
  await page.locator('[data-finish]').click()
  // the visit, the hazard that the wrong item became, and both photographs
  await expect.poll(() => page.locator('[data-record="waiting"]').count(), PATIENCE).toBe(4)
  await page.context().setOffline(false)
  await expect.poll(() => page.locator('[data-record="waiting"], [data-record="refused"]').count(), PATIENCE).toBe(0)

  const visit = await latest(page, enterprise)
  expect(visit.photos.map(({ checklistItem }) => String(checklistItem))).toEqual([ok, wrong])
  const hazard = await ask<{ photos: { id: number }[] }>(page, `/api/hazards/${visit.hazards[0]!.id}`)
  expect(hazard.photos.map(({ id }) => id)).toEqual([visit.photos[1]!.id])

  const desk = await openPage({ as: 'grid-harbour', path: `/inspections/${visit.request}` })
  await desk.locator(`[data-item="${wrong}"] [data-photo="${visit.photos[1]!.id}"] img`).waitFor(PATIENCE)
  const isDrawn = () => desk.locator(`[data-item="${wrong}"] img`).evaluate((one: HTMLImageElement) => one.naturalWidth)
  await desk.locator(`[data-item="${wrong}"] img`).scrollIntoViewIfNeeded()
  await expect.poll(isDrawn, PATIENCE).toBeGreaterThan(100)
  await desk.locator(`[data-item="${wrong}"] [data-photo] button`).click()
  expect(await findings(desk)).toEqual([])
  await desk.keyboard.press('Escape')
  await desk.evaluate(() => (window.print = () => undefined))
  await desk.emulateMedia({ media: 'print' })
  await desk.locator('[data-print="record"]').dispatchEvent('click')
  const paper = await desk.locator('[data-paper="record"]').innerText()
  expect([paper.match(/照片 1 张/g)?.length, paper.includes('现场照片共 2 张')]).toEqual([2, true])
}) // prettier-ignore

/** A report with one photograph, its original kept. @returns the bytes that the camera made */
async function reportWhole(page: Page): Promise<Buffer> {
  const picture = await photograph(page)
  await tab(page, 'report')
  if (!(await page.locator('[data-originals]').isChecked())) await page.locator('[data-originals]').check()
  await page.locator('[data-originals-lead]').waitFor(PATIENCE)
  await shoot(page, '[data-report]', picture)
  await page.locator('[data-photo]').waitFor(PATIENCE)
  expect(await page.locator('[data-photo]').textContent()).toMatch(/原图 \d+(\.\d)? (KB|MB)/)
  await page.locator('[data-pick]').click(PATIENCE)
  await page.locator('[data-enterprise]').first().click(PATIENCE)
  await page.locator('[name="description"]').fill(`护栏缺失 ${picture.length}`)
  expect([await findings(page), await isFit(page), await tooSmall(page)]).toEqual([[], true, []])
  await page.locator('[data-keep]').click()
  return picture
}
/** The original of the photograph of the latest report, as the server gives it. */
async function originalOf(page: Page, picture: Buffer): Promise<Buffer | undefined> {
  const { rows } = await ask<Paged<{ id: number; enterprise: number; description: string }>>(
    page,
    '/api/hazards?limit=200',
  )
  const { id, enterprise } = rows.find(({ description }) => description === `护栏缺失 ${picture.length}`)!
  const { photos } = await ask<{ photos: { original: number | null }[] }>(page, `/api/hazards/${id}`)
  expect(photos).toHaveLength(1)
  const [{ original } = { original: null }] = photos
  if (original === null) return undefined
  return (await page.request.get(`${inject('url')}/api/enterprises/${enterprise}/documents/${original}`)).body()
}

test('an original is kept only where that was wanted, waits until somebody sends it, and comes whole with what the camera wrote', async () => {
  const page = await installed({ as: 'grid-harbour' })
  await tab(page, 'report')
  expect(await page.locator('[data-originals]').isChecked()).toBe(false)
  expect(await page.locator('[data-originals-lead]').count()).toBe(0)
  const picture = await reportWhole(page)
  // report and photograph go at once; nobody knows what the network costs, so the original does not
  await expect.poll(() => page.locator('[data-record="done"]').count(), PATIENCE).toBe(2)
  expect(await page.locator('[data-record="waiting"]').count()).toBe(1)
  expect(await originalOf(page, picture)).toBeUndefined()
  await page.reload()
  await page.locator('[data-press]').waitFor(PATIENCE)
  expect([await findings(page), await tooSmall(page)]).toEqual([[], []])
  await page.locator('[data-press]').click()
  await expect.poll(() => page.locator('[data-record="done"]').count(), PATIENCE).toBe(3)
  const bytes = await originalOf(page, picture)
  expect(bytes?.equals(picture)).toBe(true)
  expect(bytes?.includes('Exif')).toBe(true)
  await tab(page, 'report')
  expect(await page.locator('[data-originals]').isChecked()).toBe(true) // as it was left last
})

test('over a network that costs nothing an original goes by itself', async () => {
  const page = await installed({ as: 'grid-harbour' })
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', {
      value: Object.assign(new EventTarget(), { type: 'wifi', saveData: false }),
    }),
  )
  await page.reload()
  await page.locator('[data-tasks] [data-task]').first().waitFor(PATIENCE)
  const picture = await reportWhole(page)
  await expect.poll(() => page.locator('[data-record="done"]').count(), PATIENCE).toBe(3)
  expect((await originalOf(page, picture))?.equals(picture)).toBe(true)
})

test('a file that is kept small alone says why its original is not', async () => {
  const page = await installed({ as: 'grid-harbour' })
  await tab(page, 'report')
  await page.locator('[data-originals]').check()
  const webp = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 64
    canvas.getContext('2d')!.fillRect(8, 8, 40, 40)
    return canvas.toDataURL('image/webp').split(',')[1]!
  })
  await page.locator('[data-report] [data-album]').setInputFiles({ name: 'IMG_2.webp', mimeType: 'image/webp', buffer: Buffer.from(webp, 'base64') })
  await page.locator('[data-photo]').waitFor(PATIENCE)
  expect(await page.locator('[data-photo-fault="form"]').textContent()).toContain('没有保留原图')
  expect(await page.locator('[data-photo]').textContent()).not.toContain('原图')
}) // prettier-ignore
