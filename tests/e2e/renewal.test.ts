import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { drawn, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

/** Begins pages with a script of another name, as those of the release before do; counts them, and ends it. */
async function ofBefore(page: Page) {
  const pages = (url: URL) => url.origin === inject('url') && !/^\/(api|tiles|assets)\//.test(url.pathname)
  let given = 0
  await page.route('**/assets/before.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await page.route(pages, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue()
    given += 1
    const answer = await route.fetch()
    const before = '<script type="module" src="/assets/before.js"></script>'
    return route.fulfill({ response: answer, body: (await answer.text()).replace('<script type="module"', `${before}$&`) })
  })
  return { given: () => given, end: () => page.unroute(pages) }
} // prettier-ignore

const notice = (page: Page) => page.locator('[data-renewed]')
/** Marks the document; one that is loaded anew bears no mark. */
const mark = (page: Page) => page.evaluate(() => void (document.documentElement.dataset.mark = '1'))
const marks = (page: Page) => page.locator('html[data-mark]').count()

/** Once a beat has come: what the page opened before has heard one by then. */
const heard = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const stream = new EventSource('/api/live')
        stream.addEventListener('beat', () => {
          stream.close()
          resolve()
        })
      }),
  )

for (const [width, theme] of [
  [1440, 'dark'],
  [390, 'light'],
] as const)
  test(`at ${width} px a page of the release before says so, and is of now after a press`, async () => {
    const page = await openPage({ nowhere: true, as: 'duty', width, theme })
    const before = await ofBefore(page)
    await page.goto(`${inject('url')}/hazards`)
    await notice(page).waitFor(PATIENCE)
    expect(await notice(page).getAttribute('role')).toBe('status')
    await isFit(page)
    await before.end()
    await mark(page)
    await notice(page).getByRole('button', { name: '刷新' }).click()
    await expect.poll(() => marks(page), PATIENCE).toBe(0)
    await page.locator('main [data-hazard]').first().waitFor(PATIENCE)
    await heard(page)
    expect(await notice(page).count()).toBe(0)
  })

test('a view of the map is no other page; on the way to one it is loaded from the release of now', async () => {
  const page = await openPage({ nowhere: true, as: 'duty' })
  const before = await ofBefore(page)
  await page.goto(`${inject('url')}/#v=1&risk=1`)
  await drawn(page)
  await notice(page).waitFor(PATIENCE)
  await mark(page)
  await page.getByRole('button', { name: '只看：较大', exact: true }).click()
  await expect.poll(() => new URL(page.url()).hash, PATIENCE).toContain('risk=1,2')
  expect(await marks(page)).toBe(1)

  await page.goto(`${inject('url')}/hazards`)
  await notice(page).waitFor(PATIENCE)
  await mark(page)
  await before.end()
  await page.locator('a.brand').click()
  await expect.poll(() => page.locator('[data-live="live"]').count(), PATIENCE).toBe(1)
  expect([await marks(page), await notice(page).count()]).toEqual([0, 0])
  // in the release of now nothing is loaded anew
  await page.goto(`${inject('url')}/hazards`)
  await page.locator('main [data-hazard]').first().waitFor(PATIENCE)
  await heard(page)
  await mark(page)
  await page.locator('a.brand').click()
  await drawn(page)
  expect(await marks(page)).toBe(1)
})

test('a wall loads itself anew, once for each release', async () => {
  const page = await openPage({ nowhere: true, as: 'duty', width: 1920, height: 1080 })
  const before = await ofBefore(page)
  await page.goto(`${inject('url')}/wall`)
  await expect.poll(before.given, PATIENCE).toBe(2)
  // what stands between keeps the page of before
  await page.locator('.wall').waitFor(PATIENCE)
  await heard(page)
  expect(await page.evaluate(() => sessionStorage.getItem('anjian.renewed'))).toMatch(/^\/assets\/app-\S+$/)
  expect(before.given()).toBe(2)
})
