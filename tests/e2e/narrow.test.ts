import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

useBrowser()

const HALF = 0.5
/** What leads to the pages of the bar: links that stand there whole, and those of its menu. */
async function ways(page: Page) {
  const nav = page.locator('nav.views')
  await nav.locator('a, button').first().waitFor(PATIENCE)
  const read = () =>
    nav.evaluate((bar) => {
      const box = bar.getBoundingClientRect()
      const parts = [...bar.querySelectorAll<HTMLElement>(':scope > a, :scope > button')]
      return {
        links: parts.filter((part) => part.matches('a')).map((part) => part.getAttribute('href')),
        cut: parts.filter((part) => part.getBoundingClientRect().right > Math.min(box.right, innerWidth) + 0.5).length,
        menu: parts.filter((part) => part.matches('button')).map((part) => [part.offsetWidth, part.offsetHeight]),
      }
    })
  let last = ''
  // it stands still once it has measured itself
  await expect.poll(async () => { const now = JSON.stringify(await read()); const still = now === last; last = now; return still }, PATIENCE).toBe(true) // prettier-ignore
  const told = await read()
  const more = nav.locator(':scope > button')
  if (told.menu.length === 0) return { ...told, under: [] }
  await more.click()
  const under = await page.locator('.pages-panel a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  await page.keyboard.press('Escape')
  return { ...told, under }
}
const PAGES = ['/', '/questions', '/alarms', '/duty', '/alarm-rules', '/hazards', '/inspections', '/assignments', '/supervision', '/laws', '/places', '/coverage', '/my-grid', '/comparison', '/my-department', '/grids', '/patrols', '/proposals', '/reports', '/imports', '/scenes', '/special-works', '/pledges', '/disclosures'] // prettier-ignore

test.each([390, 768, 1024, 1280, 1440, 1920, 3840])('at %i px every page of the bar can be reached, no name is cut, and the search is usable', async (width) => {
  const page = await openPage({ as: 'duty', width, height: width < 700 ? 844 : 900 })
  for (const lang of ['zh', 'en']) {
    await page.evaluate((tongue) => (location.hash = `#v=1&lang=${tongue}`), lang)
    await expect.poll(() => page.evaluate(() => document.documentElement.lang.slice(0, 2)), PATIENCE).toBe(lang)
    const { links, under, cut, menu } = await ways(page)
    expect([...links, ...under], lang).toEqual(PAGES)
    expect([lang, cut]).toEqual([lang, 0])
    for (const [wide, high] of menu) expect([lang, wide! >= 44, high! >= 44]).toEqual([lang, true, true])
    const search = await page.locator('header .search').boundingBox()
    expect([lang, search!.width >= (width < 1200 ? 96 : 240)]).toEqual([lang, true])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(HALF)
  }
}) // prettier-ignore

test('on a phone the menu of a desktop page leads to every other, and is fit for all', async () => {
  const page = await openPage({ as: 'duty', path: '/hazards', width: 390, height: 844 })
  const menu = page.getByRole('button', { name: '菜单' })
  await menu.click(PATIENCE)
  const lines = page.locator('.pages-panel a')
  expect(await lines.count()).toBe(PAGES.length)
  for (const line of await lines.all()) expect((await line.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  expect(await page.locator('.pages-panel [aria-current="page"]').getAttribute('href')).toBe('/hazards')
  await isFit(page)
  await page.getByRole('dialog', { name: '菜单' }).getByText('检查').click()
  await arrivesAt(page, '/inspections')
  await menu.click(PATIENCE)
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('菜单')
})
