import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { findings } from './axe.ts'
import { PATIENCE } from './browser.ts'

export const PASSWORD = 'Blue-Whale-37'
const STEP_MS = 30_000

/** An authenticator as people carry it; no code is given twice, for the server takes none twice. */
export function authenticator(secret: string) {
  const totp = new TOTP({ secret: secret.replaceAll(' ', ''), algorithm: 'SHA1', digits: 6, period: STEP_MS / 1000 })
  let last = 0
  return () => {
    last = Math.max(Math.floor(Date.now() / STEP_MS), last + 1)
    return totp.generate({ timestamp: last * STEP_MS })
  }
}

export const pathOf = (page: Page) => new URL(page.url()).pathname
export const arrivesAt = (page: Page, path: string) => expect.poll(() => pathOf(page), PATIENCE).toBe(path)
export const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
export const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** A password typed twice. */
export async function typeTwice(page: Page, name: string, password = PASSWORD) {
  await field(page, name).fill(password)
  await field(page, '再输一遍').fill(password)
}

/** Enrols the second factor that the page asks for, up to the home of the post. @returns its authenticator */
export async function enrol(page: Page): Promise<() => string> {
  const code = authenticator(await field(page, '密钥').inputValue())
  await field(page, '验证码').fill(code())
  await press(page, '启用两步验证')
  await heading(page, '请保存恢复码').waitFor()
  expect(await page.locator('[data-recovery] li').count()).toBe(8)
  expect(await page.getByRole('button', { name: '完成，进入系统' }).isDisabled()).toBe(true)
  await page.getByLabel('我已保存好这些恢复码').check()
  await press(page, '完成，进入系统')
  return code
}

export async function signIn(page: Page, name: string, password = PASSWORD) {
  await field(page, '用户名或手机号').fill(name)
  await field(page, '口令').fill(password)
  await press(page, '登录')
}

/** Chooses from the menu of the account at the upper right. */
export async function fromMenu(page: Page, name: string | RegExp) {
  await page.locator('.identity-button').click()
  await page.locator('.identity-panel').getByRole('button', { name }).click()
}

/** Rules of axe that look at colours. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** Nothing grave by axe, and nothing that scrolls sideways, in either theme. */
export async function isFit(page: Page) {
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme)
    // the second theme changes nothing but colours
    expect(await findings(page, theme === 'light' ? COLOURS : undefined), theme).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), theme).toBeLessThanOrEqual(0)
  }
}
