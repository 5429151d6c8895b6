import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findings } from './axe.ts'
import { drawn, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

const menu = (page: Page) => page.getByRole('dialog', { name: '导出：格式与坐标系' })
const address = async (page: Page) => {
  const href = (await menu(page).getByRole('link', { name: '下载' }).getAttribute('href')) ?? ''
  const { pathname, searchParams } = new URL(href, page.url())
  return { path: pathname, ...Object.fromEntries([...searchParams].filter(([name]) => name !== 'bbox')) }
}

async function download(page: Page) {
  const [taken] = await Promise.all([
    page.waitForEvent('download'),
    menu(page).getByRole('link', { name: '下载' }).click(),
  ])
  return { name: taken.suggestedFilename(), bytes: readFileSync(await taken.path()) }
}

test('the list is taken away by the keys, in the format and datum that were chosen', async () => {
  const page = await openPage({ hash: 'v=1&risk=1,2' })
  await drawn(page)
  await page.locator('.dock .export-button').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => menu(page).isVisible(), PATIENCE).toBe(true)
  expect(await address(page)).toEqual({ path: '/api/exports/enterprises.xlsx', risk: '1,2', lang: 'zh', datum: 'wgs84' })
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('ArrowDown') // from XLSX to CSV
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space') // without the mark
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown') // from WGS 84 to GCJ-02
  expect(await address(page)).toEqual({ path: '/api/exports/enterprises.csv', risk: '1,2', lang: 'zh', datum: 'gcj02', bom: 'no' })
  const { name, bytes } = await download(page)
  expect(name).toMatch(/^生产经营单位-\d{4}-\d\d-\d\d-GCJ-02\.csv$/)
  expect(bytes.toString()).toMatch(/^编号,[^\r]*,经度（GCJ-02）,纬度（GCJ-02）\r\n\d+,/)
  await expect.poll(() => menu(page).isVisible()).toBe(false)
}) // prettier-ignore

test('on a phone it fits, and can be touched', async () => {
  const page = await openPage({ hash: 'v=1', width: 390, height: 844 })
  await page.locator('.tabs').getByRole('button', { name: '列表' }).click({ timeout: PATIENCE.timeout })
  await page.locator('.dock .export-button').click()
  await expect.poll(() => menu(page).isVisible(), PATIENCE).toBe(true)
  const box = (await menu(page).boundingBox())!
  expect([box.x >= 0, box.y >= 0, box.x + box.width <= 390, box.y + box.height <= 844]).toEqual(Array(4).fill(true))
  for (const label of await menu(page).locator('label, a').all())
    expect((await label.boundingBox())!.height).toBeGreaterThanOrEqual(48)
  expect(await findings(page)).toEqual([])
})
