import { expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { openPage, PATIENCE, take, useBrowser } from './browser.ts'

useBrowser()

/** The page of the audit, as an identity of the demonstration. */
const openAudits = (key: string, more: Parameters<typeof openPage>[0] = {}) =>
  openPage({ ...more, as: key, path: '/audits' })

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
  expect(await findings(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})
