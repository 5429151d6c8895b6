import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openPage, PATIENCE } from './browser.ts'

const PHONE = { width: 390, height: 844, theme: 'light', as: 'grid-materials' } as const
/** The page says by itself that it cannot reach the server; the browser's own line about it is no fault. */
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_EMPTY_RESPONSE|Failed to load resource/

export interface Paged<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}
/** The app, installed: its worker holds the page, and the book is on the device. */
export async function installed(opened: Parameters<typeof openPage>[0] = {}): Promise<Page> {
  const page = await openPage({ ...PHONE, path: '/field', allow: OFFLINE, ...opened })
  await page.locator('[data-tasks] [data-task]').first().waitFor(PATIENCE)
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), PATIENCE).toBe(true)
  return page
}
export const tab = (page: Page, name: string) => page.locator(`[data-tab="${name}"]`).click(PATIENCE)
/** Whether nothing of the page is wider than the screen. */
/** Answers what is not answered yet of a visit, and says why nobody checked in where nobody did. */
export async function answerRest(page: Page, without: readonly string[] = []): Promise<void> {
  for (const item of await page.locator('main [data-item]').all()) {
    if (without.includes((await item.getAttribute('data-item'))!)) continue
    if ((await item.locator('[aria-checked="true"]').count()) === 0)
      await item.locator('[data-answer="not-applicable"]').click()
  }
  const why = page.locator('[name="noCheckIn"]')
  if ((await why.count()) > 0) await why.fill('地下室无信号')
}

export const isFit = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
/** What can be touched and is smaller than a finger, 44 pixels, by its words; what cannot be seen is left out. */
export const tooSmall = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.field button, .field a, .field summary, .field label:has(input)')]
      .filter((one) => one.checkVisibility() && !one.closest('.maplibregl-ctrl'))
      .map((one) => ({ word: one.getAttribute('aria-label') ?? one.textContent.trim(), box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
      .map(({ word, box }) => `${word} ${Math.round(box.width)}×${Math.round(box.height)}`),
  ) // prettier-ignore
