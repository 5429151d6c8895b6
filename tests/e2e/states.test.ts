import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { drawn, figure, goTo, openPage, PATIENCE, take, useBrowser } from './browser.ts'

useBrowser()

type Opened = NonNullable<Parameters<typeof openPage>[0]>

/** A page for all states that look alike but for what is done to them. */
const DARK: Opened = { theme: 'dark', kept: true }
const LIGHT: Opened = { theme: 'light', kept: true }
const PHONE: Opened = { width: 390, height: 844, kept: true }
const STATES: [name: string, opened: Opened, act?: (page: Page) => Promise<unknown>][] = [
  ['overview, dark', DARK],
  ['overview, light', LIGHT],
  ['phone width', PHONE],
  ['wall width', { width: 3840, height: 2160 }],
  ['conditions in force', DARK, (page) => goTo(page, 'v=1&risk=1,2&class=A&overdue=1')],
  [
    'nothing matches',
    DARK,
    async (page) => {
      await goTo(page, 'v=1&search=没有这家单位')
      await page.getByText('没有满足').first().waitFor()
    },
  ],
  [
    'a file, dark',
    DARK,
    async (page) => {
      await page.locator('.list[aria-activedescendant]').waitFor({ timeout: PATIENCE.timeout }) // rows of these conditions
      await page.keyboard.press('l')
      // the file takes half the map, so the list is asked for what is left of it
      const listed = page.waitForResponse((answer) => /\/api\/enterprises\?.*bbox/.test(answer.url()))
      await page.keyboard.press('Enter')
      await page.locator('aside.file h2').waitFor()
      await listed
    },
  ],
  [
    'opened rows, light',
    LIGHT,
    async (page) => {
      await page.locator('[data-figure="risk-distribution:1:n"]').click()
      await page.locator('[data-rows-total]').waitFor()
    },
  ],
  ['help', DARK, (page) => page.keyboard.press('?')],
]

const pages = new Map<Opened, Page>()
const pageOf = async (opened: Opened, hash = 'v=1') => {
  const page = pages.get(opened) ?? (await openPage(opened))
  pages.set(opened, page)
  if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape') // the help, of a test before
  await goTo(page, hash)
  return page
}

describe('every state', () => {
  test.each(STATES)('%s: axe finds nothing serious, and nothing scrolls sideways', async (_name, opened, act) => {
    const page = await pageOf(opened)
    await act?.(page)
    await drawn(page)
    // what an answer to come has made fade is faint on purpose, and only until that answer is there
    await expect.poll(() => page.locator('.older').count(), PATIENCE).toBe(0)
    expect(await findings(page)).toEqual([])
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(sideways).toBeLessThanOrEqual(0)
  })
})

describe('demo identities', () => {
  test('an enterprise sees itself alone; the public is told that it may not', async () => {
    const identities: { key: string; role: string }[] = await (
      await fetch(`${inject('url')}/api/session/identities`)
    ).json()
    const keyOf = (role: string) => identities.find((identity) => identity.role === role)!.key
    const page = await openPage({ as: keyOf('enterprise'), allow: /403/ })
    await expect
      .poll(() => page.locator('[data-figure="enterprises:all:n"]').first().textContent(), PATIENCE)
      .toMatch(/^\s*1\s*$/)
    const coverage = page.locator('[data-panel="grid-coverage"]')
    await expect.poll(() => coverage.textContent(), PATIENCE).toContain('本企业')
    expect(await coverage.textContent()).not.toContain('全区')
    await take(page, keyOf('public'))
    await page.reload()
    await expect.poll(() => page.locator('.disclosed').textContent(), PATIENCE).toContain('公众只能看公示的内容')
    expect(await page.locator('[data-panel], .stage').count()).toBe(0)
    expect(await page.locator('header .demo').first().textContent()).toBe('演示数据')
  })
})

describe('a server that answers no more', () => {
  test('leaves no figure of the conditions before under those of now', async () => {
    const page = await openPage({ allow: /Failed to load resource/ })
    await drawn(page)
    await page.route(/\/api\/(indicators|enterprises|facets)/, (route) => route.abort())
    await page.locator('[data-figure="enterprises:all:n"]').first().waitFor()
    await page.getByRole('button', { name: '只看：重大', exact: true }).click()
    const panel = page.locator('[data-panel="risk-distribution"]')
    await expect.poll(() => panel.locator('[data-state="failed"]').count(), PATIENCE).toBe(1)
    await expect.poll(() => page.locator('.dock [data-state="failed"]').count(), PATIENCE).toBe(1)
    expect(await panel.textContent()).toContain('风险=重大')
    expect(await page.locator('[data-figure], [role=row][aria-selected]').count()).toBe(0)
    await page.unroute(/\/api\/(indicators|enterprises|facets)/)
    // by its key: what comes back beside it moves it, and a pointer would wait until it is gone
    await panel.getByRole('button', { name: '现在重试' }).press('Enter')
    await expect.poll(() => figure(page, 'risk-distribution:1:n'), PATIENCE).toBeGreaterThan(0)
  })
})

describe('a file', () => {
  test('of a hazard source named alone opens on a phone, and steps aside for the map', async () => {
    const page = await pageOf(PHONE, 'v=1&sel=s1')
    const file = page.locator('aside.file')
    const height = async () => (await file.boundingBox())!.height
    await file.locator('h2').waitFor({ timeout: PATIENCE.timeout })
    expect(await height()).toBeGreaterThan(600)
    await drawn(page)
    await file.getByRole('button', { name: '在图上看' }).click()
    await expect.poll(height, PATIENCE).toBeLessThan(200)
    expect((await page.locator('.stage canvas').first().boundingBox())!.height).toBeGreaterThan(450)
    await file.getByRole('button', { name: '展开档案' }).click()
    await expect.poll(height, PATIENCE).toBeGreaterThan(600)
  })

  test('of a hazard source that is not there says so', async () => {
    const page = await pageOf(DARK, 'v=1&sel=s999999')
    await page.getByText('没有这处重大危险源').waitFor({ timeout: PATIENCE.timeout })
    await page.getByRole('button', { name: '关闭档案' }).click()
    expect(await page.locator('aside.file').count()).toBe(0)
  })
})
