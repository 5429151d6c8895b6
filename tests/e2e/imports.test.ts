import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { ask, askMap, drawn, openPage, PATIENCE, useBrowser } from './browser.ts'
import {
  corrected,
  FAULTS,
  FIRST_ROW,
  GRIDS,
  KNOWN,
  ledger,
  longLedger,
  metresBetween,
  RESEMBLING,
  resemblingBook,
} from './importFiles.ts'
import { arrivesAt, field, heading, isFit } from './people.ts'
import { begins } from './steward.ts'
import { book, check, columnOf, confirm, figures, isAt, next, opens, publish, staffOf, state } from './wizard.ts'

useBrowser()
/** Refusals are told to the person, and to the console by the browser itself. */
const REFUSED = /Failed to load resource/

describe('an empty book', () => {
  let product: Product
  /** One person goes on where the test before ended. */
  let page: Page
  let faulty: string
  const folder = dataFolder()
  beforeAll(async () => {
    product = await startProduct({ ANJIAN_DATA: folder.path, ANJIAN_DEMO: '0' })
  })
  afterAll(async () => {
    await product.stop()
    folder.remove()
  })

  test('from a survey and a GBK ledger in GCJ-02 to a map that is right', async () => {
    page = await openPage({ url: product.url, nowhere: true, allow: REFUSED, kept: true })
    await begins(page, product, 'data-steward')
    await page.goto(product.url)
    await page.getByRole('link', { name: '导入文件' }).click(PATIENCE)
    await arrivesAt(page, '/imports')
    await heading(page, '已发布的导入').waitFor(PATIENCE)
    await isFit(page)
    // every kind that comes in is taken out here, too
    const out = page.locator('[data-take-out]')
    await out.locator('select').selectOption('grids')
    await out.locator('.export-button').click()
    expect(await page.getByRole('link', { name: '下载' }).getAttribute('href')).toBe('/api/exports/grids.xlsx?lang=zh&datum=wgs84') // prettier-ignore
    await page.keyboard.press('Escape')

    // grids first: the district that the readings are judged by
    await opens(page, '三级网格.geojson', Buffer.from(GRIDS))
    await page.locator('input[name=capability][value=grids]').check(PATIENCE)
    await next(page)
    await isAt(page, 'mapping')
    expect(await Promise.all(['code', 'name', 'person', 'phone'].map((name) => columnOf(page, name)))).toEqual([
      'code', 'name', 'person', 'phone',
    ]) // prettier-ignore
    await next(page)
    await isAt(page, 'datum')
    expect(await page.locator('input[name=datum]:checked').count()).toBe(0)
    expect(await page.locator('[data-next]').isDisabled()).toBe(true)
    await check(page, 'wgs84')
    expect(await figures(page, 'good', 'rejected', 'added')).toEqual({ good: 2, rejected: 0, added: 2 })
    await publish(page)
    expect(await page.locator('[data-publish]').isDisabled()).toBe(true)
    await field(page, '区划代码').fill('370613')
    await field(page, '辖区名称').fill('高新区')
    await isFit(page)
    await confirm(page)

    // the ledger
    await page.goto(`${product.url}/imports`)
    await opens(page, '台账.csv', ledger())
    expect(await page.locator('[data-fact="encoding"]').textContent(PATIENCE)).toMatch(/GB18030|GBK/)
    await expect
      .poll(() => page.locator('.card:has(input[name=encoding]:checked) .lines').textContent(), PATIENCE)
      .toContain('高新区生产经营单位台账')
    expect(await page.locator('[data-fact="header"]').textContent()).toContain(String(FIRST_ROW - 1))
    await isFit(page)
    await next(page)
    await isAt(page, 'mapping')
    const guessed = ['key', 'name', 'lng', 'lat', 'staff', 'status']
    expect(await Promise.all(guessed.map((name) => columnOf(page, name)))).toEqual([
      '统一社会信用代码', '单位名称', '经度', '纬度', '从业人数', '经营状态',
    ]) // prettier-ignore
    const status = page.locator('[data-field="status"]')
    await status.getByRole('button').click()
    await page.getByLabel('经营状态: 正常', { exact: true }).selectOption('active')
    await page.getByLabel('经营状态: 停产', { exact: true }).selectOption('suspended')
    await isFit(page)
    await page.locator('[data-keep-mapping]').click()
    await page.locator('dialog').getByLabel('名称', { exact: true }).fill('高新区台账')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已存为“高新区台账”').waitFor(PATIENCE)
    // what was chosen stays, whatever happens to the page
    await page.reload()
    await status.getByRole('button', { name: '已翻译 2 个值' }).waitFor(PATIENCE)
    await next(page)
    await isAt(page, 'datum')
    await page.locator('[data-datum="gcj02"] [data-hint]').waitFor(PATIENCE)
    await drawn(page)
    expect(await askMap(page, 'rendered', 'import-points')).toBeGreaterThan(0)
    await isFit(page)
    await page.goBack()
    await isAt(page, 'mapping')
    await page.goForward()
    await isAt(page, 'datum')
    await check(page, 'gcj02')
    expect(await figures(page, 'good', 'rejected', 'added')).toEqual({ good: 12, rejected: 3, added: 12 })
    for (const { row, column, rule, found } of FAULTS) {
      const issue = page.locator(`[data-row="${row}"] [data-issue="${rule}"]`)
      expect(await issue.getAttribute('data-column', PATIENCE)).toBe(column)
      expect(await issue.textContent()).toContain(found)
    }
    expect(await page.locator('tr[data-outlook="rejected"]').count()).toBe(FAULTS.length)
    await drawn(page)
    await isFit(page)
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-faulty]').click()])
    faulty = await readFile(await download.path(), 'utf8')
    await publish(page)
    expect(await page.locator('[data-publish]').isDisabled()).toBe(true)
    await page.locator('[data-accept-good]').check()
    await confirm(page)
    expect(await page.locator('[data-published] [data-figure="added"]').textContent(PATIENCE)).toBe('新增 12')
    expect(await page.locator('[data-published] [data-figure="rejected"]').textContent()).toBe('不合格 3')

    const stored = await book(page)
    expect(stored).toHaveLength(12)
    for (const { key, at } of KNOWN.slice(0, 12)) {
      const { position, gridName } = stored.find(({ identifier }) => identifier === key)!
      expect(metresBetween(position!, at), key).toBeLessThan(1)
      expect(gridName).toBe(at[0] < 121.45 ? '海韵里' : '松岭南')
    }
  })

  test('the faulty rows put right, and a row that is another than before; the same once more; and back', async () => {
    const again = corrected(faulty, 999)
    for (const [round, expected] of [
      [1, { added: 3, changed: 1, unchanged: 0 }],
      [2, { added: 0, changed: 0, unchanged: 4 }],
    ] as const) {
      await page.goto(`${product.url}/imports`)
      await opens(page, `改好${round}.csv`, again)
      await next(page)
      await isAt(page, 'mapping')
      await page.locator('#kept-mapping').selectOption('高新区台账')
      await next(page)
      await check(page, 'gcj02')
      expect(await figures(page, 'added', 'changed', 'unchanged'), `round ${round}`).toEqual(expected)
      if (round === 1) {
        await page.locator('[data-kind="changed"]').click()
        await expect
          .poll(() => page.locator('[data-diff="staff"]').textContent(), PATIENCE)
          .toBe(`从业人数：${KNOWN[0]!.staff} → 999`)
      }
      await publish(page)
      if (round === 1) {
        // checked again beneath an open dialog: it closes, and says why
        const { origin, pathname } = new URL(page.url())
        const { mapping, datum } = await ask<{ mapping: object; datum: string }>(page, `/api${pathname}`)
        await page.locator('[data-publish]:not(:disabled)').click(PATIENCE)
        const again = { data: { mapping, datum }, headers: { origin } }
        expect((await page.request.post(`${origin}/api${pathname}/stage`, again)).status()).toBe(201)
        expect(await page.locator('[data-beneath]').textContent(PATIENCE)).toContain('没有发布')
        expect(await page.locator('dialog[open]').count()).toBe(0)
        await state(page, 'staged')
        await isAt(page, 'publish')
        await isFit(page)
      }
      await confirm(page)
      expect(await page.locator('[data-beneath]').count()).toBe(0)
    }
    expect(await book(page)).toHaveLength(15)
    expect(await staffOf(page, KNOWN[0]!.key)).toBe(999)

    await page.goto(`${product.url}/imports`)
    const line = page.locator('[data-import="改好1.csv"]')
    await line.getByRole('button').click(PATIENCE)
    await isFit(page)
    await page.locator('[data-confirm]').click()
    await page.locator('[data-import="改好1.csv"].undone').waitFor(PATIENCE)
    await expect.poll(async () => (await book(page)).length, PATIENCE).toBe(12)
    expect(await staffOf(page, KNOWN[0]!.key)).toBe(KNOWN[0]!.staff)
  })

  test('the second sheet of a workbook: one row is an enterprise of the book, one only sounds like it', async () => {
    await page.goto(`${product.url}/imports`)
    await opens(page, '两张表.xlsx', resemblingBook())
    const sheet = (name: string) => page.locator('label.card', { hasText: name }).locator('input[name=sheet]')
    await sheet('名录').check(PATIENCE)
    await expect.poll(() => page.locator('[data-fact="rows"]').textContent(), PATIENCE).toContain('2')
    expect(await sheet('填表说明').isChecked()).toBe(false)
    await next(page)
    await isAt(page, 'mapping')
    await next(page)
    await isAt(page, 'datum')
    await check(page, 'wgs84')
    expect(await figures(page, 'good', 'added')).toEqual({ good: 2, added: 2 })
    await next(page)
    await isAt(page, 'merges')
    const card = (row: number) => page.locator(`[data-merge="${row}"]`)
    expect(await card(2).textContent(PATIENCE)).toContain(KNOWN[0]!.key)
    expect(await page.locator('[data-decided="open"]').count()).toBe(2)
    await card(2).locator('input[value=merge]').check()
    await page.locator('[data-merge="2"][data-decided="merge"]').waitFor(PATIENCE)
    await card(3).locator('input[value=apart]').check()
    await page.locator('[data-merge="3"][data-decided="apart"]').waitFor(PATIENCE)
    await isFit(page)
    await next(page)
    await isAt(page, 'publish')
    await expect.poll(() => page.locator('[data-outlook]').textContent(), PATIENCE).toMatch(/新增 1 条，更改 1 条/)
    await confirm(page)
    const stored = await book(page)
    expect(stored).toHaveLength(13)
    expect(stored.map(({ identifier }) => identifier)).not.toContain(RESEMBLING[0]!.key)
    expect(await staffOf(page, KNOWN[0]!.key)).toBe(RESEMBLING[0]!.staff)
    expect(await staffOf(page, KNOWN[1]!.key)).toBe(KNOWN[1]!.staff)
    expect(await staffOf(page, RESEMBLING[1]!.key)).toBe(RESEMBLING[1]!.staff)
  })

  test('a check that is stopped leaves the file, and nothing else', async () => {
    await page.goto(`${product.url}/imports`)
    await opens(page, '很长.csv', longLedger())
    await next(page)
    await isAt(page, 'mapping')
    await next(page)
    await isAt(page, 'datum')
    await page.locator('[data-datum="wgs84"] input').check(PATIENCE)
    await next(page)
    await isAt(page, 'check')
    await page.locator('[data-cancel]').click(PATIENCE)
    await state(page, 'cancelled')
    await page.getByText('检查已停止').waitFor(PATIENCE)
    expect(await page.locator('[data-restart]').isEnabled()).toBe(true)
    await isFit(page)
    await page.goto(`${product.url}/imports`)
    const line = page.locator('[data-stage="很长.csv"]')
    expect(await line.textContent(PATIENCE)).toContain('已停止')
    expect(await book(page)).toHaveLength(13)
  })

  test('nobody else comes in', async () => {
    const stranger = await openPage({ url: product.url, nowhere: true, width: 390, height: 844, allow: REFUSED })
    await stranger.goto(`${product.url}/imports`)
    await stranger.locator('[data-no-entry]').waitFor(PATIENCE)
    await isFit(stranger)
  })
})

test('the demonstration takes no rows of the world, and says so', async () => {
  const page = await openPage({ as: 'duty', path: '/imports', width: 390, height: 844, allow: REFUSED })
  await opens(page, '台账.csv', ledger())
  const notice = page.locator('[data-demo-notice]')
  expect(await notice.textContent(PATIENCE)).toMatch(/演示[\s\S]*管理员/)
  expect(await notice.textContent()).not.toContain('--')
  await isFit(page)
  await next(page)
  await isAt(page, 'mapping')
  expect(await notice.count()).toBe(0)
  await isFit(page)
  // its values are not translated here, and would keep every row out
  await page.locator('[data-field="status"] select').first().selectOption('')
  await next(page)
  await isAt(page, 'datum')
  await page.locator('[data-datum="gcj02"] [data-count="inDistrict"]').waitFor(PATIENCE)
  await isFit(page)
  await check(page, 'gcj02')
  await isFit(page)
  await publish(page)
  await page.locator('[data-accept-good]').check()
  expect(await notice.count()).toBe(1)
  expect(await page.locator('[data-publish]').isDisabled()).toBe(true)
  await isFit(page)
  // and the server takes them from nobody
  const { origin, pathname } = new URL(page.url())
  const { revision } = await ask<{ revision: number }>(page, `/api${pathname}`)
  const publication = { data: { acceptGood: true, confirmed: revision }, headers: { origin } }
  const answer = await page.request.post(`${origin}/api${pathname}/publish`, publication)
  const { code, detail } = (await answer.json()) as { code: string; detail: string }
  expect([answer.ok(), code]).toEqual([false, 'import-refused'])
  expect(detail).toMatch(/演示/)
  expect(detail).not.toContain('--')
})
