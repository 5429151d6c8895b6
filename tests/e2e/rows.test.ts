import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { ask, figure, goTo, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

let page: Page
beforeAll(async () => {
  page = await openPage({ kept: true })
})

test.each(['', '&risk=1,2', '&class=B&overdue=1'])(
  'every figure of the page under “%s” opens as many rows as it shows',
  async (conditions) => {
    await goTo(page, `v=1${conditions}`)
    const { total } = await ask<{ total: number }>(page, `/api/enterprises?limit=1${conditions}`)
    expect(total).toBeGreaterThan(0)
    await expect.poll(() => figure(page, 'enterprises:all:n'), PATIENCE).toBe(total)
    await expect.poll(() => page.locator('.older').count(), PATIENCE).toBe(0)
    const shown = page.locator('[data-figure$=":n"]:visible')
    const names = await shown.evaluateAll((all) => all.map((one) => one.getAttribute('data-figure')!))
    expect(names.length).toBeGreaterThan(12)
    for (const name of new Set(names)) {
      const one = page.locator(`[data-figure="${name}"]:visible`).first()
      // by the keys: figures of the trend's table are for those who do not see the chart
      await one.focus()
      await page.keyboard.press('Enter')
      // both as they are shown at once, for somebody else may report a hazard meanwhile
      const shows = async () => {
        const [text, rows] = [await one.textContent(), await page.locator('[data-rows-total]').textContent()]
        return `${text!.trim().split('/')[0]!} 行` === rows
      }
      await expect.poll(shows, { ...PATIENCE, message: name }).toBe(true)
      await page.keyboard.press('Escape')
    }
  },
)
