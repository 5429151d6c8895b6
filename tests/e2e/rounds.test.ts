import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Output } from '#core/contract/route.ts'
import type { rounds } from '#core/contract/rounds.ts'
import { ask, askMap, drawn, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

useBrowser()

type Round = Output<typeof rounds.read>
const MINUTE = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` // prettier-ignore

test('a chief sees the grid with its round on list and map, with hours and reasons, and begins a visit there', async () => {
  const page = await openPage({ as: 'grid-materials', path: '/my-grid', width: 390, height: 844 })
  // the round of tomorrow is the same at any hour of the day
  await page.locator('[data-day="tomorrow"]').click()
  await page.locator('[data-stop="1"]').waitFor(PATIENCE)
  const { grids } = await ask<{ grids: number[] }>(page, '/api/session')
  const { today } = await ask<Round>(page, `/api/rounds?grid=${grids[0]}`)
  const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
  const round = await ask<Round>(page, `/api/rounds?grid=${grids[0]}&on=${tomorrow}`)
  expect(round.stops.length).toBeGreaterThan(2)

  const named = (id: number) => round.ranked.find((one) => one.id === id)!
  await expect.poll(() => page.locator('[data-stop]').count(), PATIENCE).toBe(round.stops.length)
  for (const [at, stop] of round.stops.entries()) {
    const line = page.locator(`[data-stop="${at + 1}"]`)
    const { name, terms } = named(stop.enterprise)
    expect(await line.locator('[data-choose]').textContent()).toContain(name)
    expect(await line.locator('[data-when]').textContent()).toContain(MINUTE(stop.begins))
    expect(await line.locator('[data-reason]').count()).toBe(terms.length)
    const removed = (await line.locator('[data-removed]').textContent())!
    expect(removed.split('若').length - 1, removed).toBe(stop.kept.length)
  }
  // coverage is the registered figure
  const { figures } = await ask<{ figures: { parts: { n: number; of: number }[] }[] }>(page, `/api/indicators?ids=grid-coverage&grid=${grids[0]}`) // prettier-ignore
  const { n, of } = figures[0]!.parts[0]!
  expect(await page.locator('[data-ring]').textContent()).toContain(`${n}/${of}`)
  await isFit(page)

  await drawn(page)
  await expect.poll(() => askMap(page, 'rendered', 'rounds-stop'), PATIENCE).toBe(round.stops.length)
  expect(await askMap(page, 'rendered', 'rounds-way')).toBeGreaterThan(0)

  // an overdue figure opens its rows; a press on a stop begins the visit of that enterprise
  const first = named(round.stops[0]!.enterprise)
  await page.locator('[data-stop="1"] [data-begin]').click()
  const form = page.locator('[data-start-form]')
  await form.waitFor(PATIENCE)
  expect(await form.textContent()).toContain(first.name)
  await page.context().close()
})

test('the government turns from grid to grid, and an enterprise is told for whom it is', async () => {
  const page = await openPage({ as: 'duty', path: '/my-grid' })
  const picker = page.locator('select[data-grid]')
  await picker.waitFor(PATIENCE)
  const ids = await picker.locator('option').evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value)) // prettier-ignore
  await picker.selectOption(ids[3]!)
  await arrivesAt(page, '/my-grid')
  await page.locator('[data-route]').waitFor(PATIENCE)
  expect(new URL(page.url()).searchParams.get('grid')).toBe(ids[3])
  await page.locator('[data-rules] summary').click()
  await expect.poll(() => page.locator('[data-rule]').count(), PATIENCE).toBe(28)
  await page.context().close()
  const plant = await openPage({ as: 'enterprise-plant', path: '/my-grid', allow: /403/ })
  await plant.getByText('走访安排只给监管人员看').waitFor(PATIENCE)
  await plant.context().close()
})

/** Answers of today with other hours: the product goes by the hour of the test. */
const withHours = (page: Page, hours: Pick<Round, 'begins' | 'ends'>) =>
  page.route(/\/api\/rounds\?/, async (route) => {
    const answer = await route.fetch()
    if (!answer.ok()) return route.fulfill({ response: answer })
    const json = (await answer.json()) as Round
    return route.fulfill({ response: answer, json: json.on === json.today ? { ...json, ...hours } : json })
  })

test('after the hours of the day nobody is located, and the page says why', async () => {
  const page = await openPage({ as: 'grid-materials', path: '/account', width: 390, height: 844 })
  await withHours(page, { begins: 1050, ends: 1050 })
  await page.goto(new URL('/my-grid', page.url()).href)
  const start = page.locator('[data-from]')
  await expect.poll(() => start.textContent(), PATIENCE).toContain('今天的走访时间已过，不再排路线，也不再定位')
  expect(await page.locator('[data-from-here], [data-from-grid]').count()).toBe(0)
  await isFit(page)
  await page.locator('[data-day="tomorrow"]').click()
  await expect.poll(() => start.textContent(), PATIENCE).toContain('明天的路线从网格内一点出发')
  await page.context().close()
})

test('a round begins where the chief stands by a press, and says from where, how old that is, and where it is refused', async () => {
  const page = await openPage({ as: 'grid-materials', path: '/account', width: 390, height: 844, allow: /400/ })
  await withHours(page, { begins: 0, ends: 1440 })
  await page.goto(new URL('/my-grid', page.url()).href)
  const context = page.context()
  const start = page.locator('[data-from]')
  await start.waitFor(PATIENCE)
  expect(await start.textContent()).toContain('从网格内一点出发')
  // the browser gives no leave: it says so, and begins as before
  await page.locator('[data-from-here]').click()
  await expect.poll(() => start.textContent(), PATIENCE).toContain('没有定位权限，仍从网格内一点出发')
  expect(await page.locator('[data-start-is]').getAttribute('data-start-is')).toBe('grid')

  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ longitude: 121.4812, latitude: 37.4207, accuracy: 9 })
  const asked = page.waitForRequest((request) => request.url().includes('from=121.481200%2C37.420700'))
  await page.locator('[data-from-here]').click()
  await asked
  await expect
    .poll(() => start.textContent(), PATIENCE)
    .toMatch(/从您的位置出发（误差约 9 米），定位于 \d+ (秒|分).*前/)
  await expect.poll(() => page.locator('[data-route]').textContent(), PATIENCE).toContain('出发地取您按下时的位置')
  await isFit(page)
  // a day to come begins at the point within the grid, and the place is kept for today
  await page.locator('[data-day="tomorrow"]').click()
  await expect.poll(() => start.textContent(), PATIENCE).toContain('明天的路线从网格内一点出发')
  await expect.poll(() => page.locator('[data-route]').textContent(), PATIENCE).toContain('出发地取网格内一点')
  await page.locator('[data-day="today"]').click()
  await expect.poll(() => start.textContent(), PATIENCE).toContain('从您的位置出发')
  // far from the district it says so, and begins as before: the list stays
  await context.setGeolocation({ longitude: 120.1, latitude: 36.1, accuracy: 9 })
  await page.locator('[data-from-here]').click()
  await expect.poll(() => start.textContent(), PATIENCE).toContain('您的位置离本区超过 5 公里，仍从网格内一点出发')
  expect(await page.locator('[data-start-is]').getAttribute('data-start-is')).toBe('grid')
  await expect.poll(() => page.locator('[data-route]').textContent(), PATIENCE).toContain('出发地取网格内一点')
  await page.context().close()
})
