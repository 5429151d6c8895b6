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
