import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { openPage, PATIENCE, useBrowser } from './browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
useBrowser()

const take = (page: Page, key: string) =>
  page.request.post(`${inject('url')}/api/session/identity`, { data: { key }, headers: { origin: inject('url') } })

/** The page of the audit, as an identity of the demonstration. */
async function openAudits(key: string, more: Parameters<typeof openPage>[0] = {}): Promise<Page> {
  const page = await openPage({ ...more, url: inject('url') })
  expect((await take(page, key)).status()).toBe(201)
  await page.goto(`${inject('url')}/audits`)
  return page
}

/** What axe finds that is serious. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } }).axe
    const { violations } = await axe.run()
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
  })
}

test('who is not the audit administrator is told whom the page is for', async () => {
  const page = await openAudits('duty')
  await page.getByRole('heading', { name: '审计只给审计管理员看' }).waitFor(PATIENCE)
  expect(await page.getByRole('table').count()).toBe(0)
})

test('a deed is found, opened and verified, by keyboard alone', async () => {
  const page = await openAudits('duty')
  const read = await page.request.get(`${inject('url')}/api/enterprises/7`)
  expect(read.status()).toBe(200)
  await take(page, 'audit')
  await page.goto(`${inject('url')}/audits`)
  await page.locator('select[name="act"]').selectOption('read')
  await page.locator('select[name="topic"]').selectOption('enterprise')
  await page.locator('input[name="id"]').fill('7')
  await page.keyboard.press('Enter')
  const rows = page.locator('tbody')
  await expect.poll(() => rows.first().textContent(), PATIENCE).toMatch(/查看 生产经营单位 #7/)
  expect(await rows.first().textContent()).toContain('值班员')
  await rows.first().getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => rows.first().textContent(), PATIENCE).toContain('请求')
  const link = (await page.getByRole('link', { name: '导出' }).getAttribute('href')) ?? ''
  const sheet = await page.request.get(`${inject('url')}${link}`)
  expect((await sheet.text()).trim().split('\r\n').length).toBeGreaterThan(1)
  await page.getByRole('button', { name: '从头验证' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(/行全部无误/).waitFor(PATIENCE)
})

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
] as const)('%s at %d: axe finds nothing serious, and nothing scrolls sideways', async (theme, width) => {
  const page = await openAudits('audit', { theme, width })
  await page.locator('tbody tr').first().waitFor(PATIENCE)
  await page.locator('tbody tr').first().getByRole('button').click()
  expect(await serious(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})
