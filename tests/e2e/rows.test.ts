import { expect, test } from 'vitest'
import { drawn, figure, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

test.each(['', '&risk=1,2', '&class=B&overdue=1'])(
  'every figure of the page under “%s” opens as many rows as it shows',
  async (conditions) => {
    const page = await openPage({ hash: `v=1${conditions}` })
    await drawn(page)
    await expect.poll(() => figure(page, 'enterprises:all:n'), PATIENCE).toBeGreaterThan(0)
    const shown = page.locator('[data-figure$=":n"]:visible')
    const names = await shown.evaluateAll((all) => all.map((one) => one.getAttribute('data-figure')!))
    expect(names.length).toBeGreaterThan(12)
    for (const name of new Set(names)) {
      const text = (await page.locator(`[data-figure="${name}"]:visible`).first().textContent())!.trim()
      const counted = text.split('/')[0]!
      // by the keys: figures of the trend's table are for those who do not see the chart
      await page.locator(`[data-figure="${name}"]:visible`).first().focus()
      await page.keyboard.press('Enter')
      await expect
        .poll(() => page.locator('[data-rows-total]').textContent(), { ...PATIENCE, message: name })
        .toBe(`${counted} 行`)
      await page.keyboard.press('Escape')
    }
  },
)
