import { expect, test } from 'vitest'
import type { coverageRates } from '#core/contract/coverageRates.ts'
import type { Output } from '#core/contract/route.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

useBrowser()

type Answer = Output<typeof coverageRates.read>
const percent = (n: number, of: number) => (of > 0 ? `${((100 * n) / of).toFixed(1)}%` : '—')

test('a leader compares all grids, opens the rows behind a rate, and sees the grid on the map', async () => {
  const page = await openPage({ as: 'leader', path: '/comparison' })
  const panels = page.locator('[data-grid-panel]')
  await panels.first().waitFor(PATIENCE)
  const answer = await ask<Answer>(page, '/api/coverage-rates?by=grid')
  expect(await panels.count()).toBe(answer.rows.length)
  expect(await page.locator('[data-interval]').count()).toBe(answer.rows.filter(({ rank }) => rank !== null).length)
  expect(await page.locator('[data-outlier]').count()).toBe(answer.rows.filter(({ outlier }) => outlier).length)
  const worst = answer.rows.toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0))[0]!
  const panel = panels.first()
  expect(await panel.getAttribute('data-grid-panel')).toBe(worst.key)
  const text = (await panel.textContent())!
  for (const part of [worst.name, percent(worst.n, worst.of), `${worst.n}/${worst.of}`, `第 ${worst.rank}/`]) expect(text).toContain(part) // prettier-ignore

  // the number opens exactly its rows
  await panel.locator(`[data-figure="visit-coverage:${answer.month}:of"]`).click()
  await expect.poll(() => page.locator('[role="dialog"]').textContent(), PATIENCE).toContain(String(worst.of))
  await page.keyboard.press('Escape')

  // a dot of the plot leads to its panel, another order puts others first
  const best = answer.rows.find(({ rank }) => rank === 1)!
  await page.locator(`[data-interval="${best.key}"]`).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-grid-panel')), PATIENCE).toBe(best.key) // prettier-ignore
  await page.locator('[data-order="visits-overdue"]').click()
  const overdue = Math.max(...answer.rows.map(({ beside }) => beside!['visits-overdue']))
  await expect.poll(() => panels.first().locator('[data-figure="visits-overdue:all:n"]').textContent(), PATIENCE).toContain(String(overdue)) // prettier-ignore
  await isFit(page)

  const shown = await panels.first().getAttribute('data-grid-panel')
  await panels.first().locator('.way').click()
  await arrivesAt(page, '/')
  await expect.poll(() => page.url(), PATIENCE).toContain(`grid=${shown}`)
  await page.context().close()
})

test('on a phone every panel fits, a chief is told for whom it is, and a unit has its own enterprises', async () => {
  const phone = await openPage({ as: 'department-emergency', path: '/comparison', width: 390, height: 844 })
  await phone.locator('[data-grid-panel]').first().waitFor(PATIENCE)
  const own = await ask<Answer>(phone, '/api/coverage-rates?by=grid')
  expect(await phone.locator('[data-whole]').textContent()).toContain(`${own.whole.n}/${own.whole.of}`)
  await isFit(phone)
  await phone.context().close()
  const chief = await openPage({ as: 'grid-materials', path: '/comparison' })
  await chief.getByRole('heading', { name: '网格对比只给政府端和成员单位看' }).waitFor(PATIENCE)
  await chief.context().close()
})
