import { expect, test } from 'vitest'
import type { Output } from '#core/contract/route.ts'
import type { patrols } from '#core/contract/patrols.ts'
import { ask, askMap, drawn, openPage, PATIENCE, useBrowser } from './browser.ts'
import { tab } from './fieldPhone.ts'
import { isFit } from './people.ts'

useBrowser()

type Streets = Output<typeof patrols.streets>
type Cells = Output<typeof patrols.cells>

test('the government sees when somebody was last where, which streets nobody walked, and opens them', async () => {
  const page = await openPage({ as: 'duty', path: '/patrols' })
  await page.locator('[data-grid-row]').first().waitFor(PATIENCE)
  const { grids } = await ask<Streets>(page, '/api/patrols/streets')
  const listed = await page.locator('[data-grid-row]').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-grid-row')))) // prettier-ignore
  expect(listed).toEqual(grids.map(({ grid }) => grid))
  await drawn(page)
  await expect.poll(() => askMap(page, 'rendered', 'patrols-unrecorded'), PATIENCE).toBeGreaterThan(0)

  const { cells } = await ask<Cells>(page, '/api/patrols/cells')
  expect(cells.length).toBeGreaterThan(100)
  const shown = async () =>
    (await page.locator('[data-age][data-n]').evaluateAll((items) => items.map((one) => Number(one.getAttribute('data-n'))))).reduce((sum, n) => sum + n, 0) // prettier-ignore
  await page.locator('[data-days="all"]').click()
  await expect.poll(shown, PATIENCE).toBe(cells.length)
  await page.locator('[data-as="heat"]').click()
  await page.locator('[data-legend]').waitFor({ state: 'detached', ...PATIENCE })

  await page.locator(`[data-figure="streets-unwalked:${listed[0]}:n"]`).click()
  const { total } = await ask<{ total: number }>(page, `/api/indicators/streets-unwalked/rows?part=${listed[0]}`)
  await expect.poll(() => page.locator('.figure-rows li').count(), PATIENCE).toBeGreaterThan(0)
  expect(total).toBeGreaterThan(0)
  await page.context().close()
})

test('a chief switches a track on, walks, and switches it off; it is told, and can be deleted', async () => {
  const page = await openPage({ as: 'grid-harbour', path: '/field', width: 390, height: 844 })
  const context = page.context()
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ longitude: 121.48, latitude: 37.42, accuracy: 9 })
  await page.locator('[data-consent]').waitFor(PATIENCE)
  expect(await page.locator('[data-consent]').textContent()).toMatch(/网格长和政府端.*90 天/)
  await page.locator('[data-begin-patrol]').click()
  // a device that stands still tells nothing new: the chief walks
  let steps = 0
  const walked = async () => {
    await context.setGeolocation({ longitude: 121.48 + ++steps * 1e-5, latitude: 37.42, accuracy: 9 })
    return page.locator('[data-patrol-on]').textContent()
  }
  await expect.poll(walked, PATIENCE).toMatch(/正在记录轨迹 · [1-9]\d* 点/)
  await page.locator('[data-end-patrol]').click()
  interface Tracks {
    rows: { own: boolean; points: number; endedAt: string | null; request: string }[]
  }
  const own = async () => (await ask<Tracks>(page, '/api/patrols/tracks')).rows.filter((one) => one.own)
  await expect.poll(async () => (await own()).map(({ points, endedAt }) => [points > 0, endedAt !== null]), PATIENCE).toEqual([[true, true]]) // prettier-ignore
  await tab(page, 'me')
  await page.locator('[data-drop-track]').first().click()
  await page.locator('.van-dialog__confirm').click()
  await expect.poll(own, PATIENCE).toEqual([])
  await isFit(page)
  await page.context().close()
})

test('a second phone of the same person takes the track up that is on, says so, and ends it', async () => {
  const opened = { as: 'grid-harbour', path: '/field', width: 390, height: 844, allow: /409/ }
  const at = async () => {
    const page = await openPage(opened)
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation({ longitude: 121.48, latitude: 37.42, accuracy: 9 })
    await page.locator('[data-begin-patrol]').waitFor(PATIENCE)
    return page
  }
  interface Tracks {
    rows: { own: boolean; endedAt: string | null; request: string }[]
  }
  const [first, second] = [await at(), await at()]
  const own = async () => (await ask<Tracks>(first, '/api/patrols/tracks')).rows.filter((one) => one.own)
  await first.locator('[data-begin-patrol]').click()
  await expect.poll(async () => (await own()).map(({ endedAt }) => endedAt), PATIENCE).toEqual([null])
  await second.locator('[data-begin-patrol]').click()
  await second.locator('[data-taken-up]').waitFor(PATIENCE)
  expect(await first.locator('[data-taken-up]').count()).toBe(0)
  await isFit(second)
  const [track] = await own()
  await second.locator('[data-end-patrol]').click()
  await expect.poll(async () => (await own()).map(({ request, endedAt }) => [request, endedAt !== null]), PATIENCE).toEqual([[track!.request, true]]) // prettier-ignore
  const { origin } = new URL(first.url())
  expect((await first.request.delete(`${origin}/api/patrols/tracks/${track!.request}`, { headers: { origin } })).status()).toBe(200) // prettier-ignore
  await first.context().close()
  await second.context().close()
})
