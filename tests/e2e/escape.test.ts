import { expect, test } from 'vitest'
import { openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

test.each([
  ['/comparison', 'leader'],
  ['/my-department', 'department-emergency'],
  ['/coverage', 'leader'],
  ['/supervision', 'leader'],
  ['/patrols', 'leader'],
])('Esc closes the rows opened on %s, one thing at a time, and gives the focus back', async (path, as) => {
  const page = await openPage({ as, path })
  const figure = page.locator('main button[data-figure]:visible').first()
  await figure.waitFor(PATIENCE)
  const name = (await figure.getAttribute('data-figure'))!
  const isShut = () => expect.poll(() => page.locator('.rows:popover-open').count(), PATIENCE).toBe(0)
  await figure.click()
  await page.locator('[data-rows-total]').waitFor(PATIENCE)
  // what lies above the rows goes first
  await page.keyboard.press('e')
  await expect.poll(() => page.locator(':popover-open').count(), PATIENCE).toBe(2)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator(':popover-open').count(), PATIENCE).toBe(1)
  expect(await page.locator('.rows:popover-open').count()).toBe(1)
  await page.keyboard.press('Escape')
  await isShut()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-figure')), PATIENCE).toBe(name)
  // from anywhere on the page, not from within the rows alone
  await page.keyboard.press('Enter')
  await page.locator('[data-rows-total]').waitFor(PATIENCE)
  await page.locator('main').focus()
  await page.keyboard.press('Escape')
  await isShut()
  // with nothing open it does nothing
  await page.keyboard.press('Escape')
  expect(new URL(page.url()).pathname).toBe(path)
  await page.context().close()
})
