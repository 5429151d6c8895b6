import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

interface Told {
  readonly name: string
  readonly version: number
  readonly items: readonly { question: string }[]
}
const HEAD = '检查表,行业,来源,序号,检查内容,依据,证据,严重程度,类型'
const choose = (page: Page, text: string) =>
  page.locator('[data-file]').setInputFiles({ name: '检查表.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
const listed = async (page: Page, name: string, state = 'in-force') =>
  (await ask<Told[]>(page, `/api/checklists?state=${state}`)).filter((one) => one.name === name)

test('a file of checklists: wrong cells by row, what it would change before it is published, then its next version', async () => {
  const page = await openPage({ as: 'duty', path: '/checklists', allow: /status of 422/ })
  const name = `粉尘-${randomUUID().slice(0, 8)}`
  await page.locator('[data-checklist]').first().waitFor(PATIENCE)

  await choose(page, `${HEAD}\n${name},,甲,0,除尘,某条,,一般,fire\n${name},,甲,1,,某条,,轻微,fire`)
  await page.locator('[data-faults]').waitFor(PATIENCE)
  const faults = page.locator('[data-fault]')
  expect(await faults.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-fault')))).toEqual(['2 序号', '3 检查内容', '3 严重程度']) // prettier-ignore
  expect(await faults.first().textContent()).toContain('应为 1 至 999 的整数')
  expect(await page.locator('[data-publish]').count()).toBe(0)

  await choose(page, `${HEAD}\n${name},,甲,1,除尘按规定清灰,某条,记录,一般,fire\n${name},,甲,2,禁火,某条,,重大,fire`)
  await page.locator(`[data-change="${name}"][data-version="1"]`).waitFor(PATIENCE)
  expect(await listed(page, name)).toEqual([])
  await page.locator('[data-publish]').click()
  await page.locator('[data-published]').waitFor(PATIENCE)
  expect(await listed(page, name)).toMatchObject([{ version: 1, items: [{}, {}] }])

  await choose(
    page,
    `${HEAD}\n${name},,甲,1,防爆电气,新条,,一般,electrical\n${name},,甲,2,除尘按规定清灰,某条,记录和照片,一般,fire`,
  )
  const change = page.locator(`[data-change="${name}"][data-version="2"]`)
  await change.waitFor(PATIENCE)
  expect(await change.locator('[data-item-change]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item-change')))).toEqual(['added', 'changed', 'removed']) // prettier-ignore
  expect(await change.locator('[data-field]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-field')))).toEqual(['n', 'evidence']) // prettier-ignore
  expect(await change.locator('[data-field="evidence"]').textContent()).toMatch(/记录\s*→\s*记录和照片/)
  await page.locator('[data-publish]').click()
  await page.locator('[data-published]').waitFor(PATIENCE)
  await page.locator('[data-share="retired"]').click()
  await page.locator('[data-checklist][data-state="retired"]').filter({ hasText: name }).click(PATIENCE)
  await page.getByText('禁火').waitFor(PATIENCE)
  expect(await listed(page, name, 'retired')).toMatchObject([{ version: 1 }])

  const download = page.waitForEvent('download')
  await page.locator('[data-template]').click()
  const bytes = await readFile(await (await download).path())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const lines = bytes.subarray(3).toString().trim().split('\r\n')
  expect([lines[0], lines.length]).toEqual([HEAD, 2])
  // what the template says is taken as it is
  await choose(page, lines.join('\n'))
  await page.locator('[data-preview]').waitFor(PATIENCE)
})

test('everybody in office reads checklists, on a phone as well, and nobody but the steward is offered to import', async () => {
  const page = await openPage({ as: 'grid-materials', path: '/inspections', width: 390, height: 844 })
  await page.locator('[data-checklists]').click(PATIENCE)
  await page.locator('[data-checklist]').first().click(PATIENCE)
  await page.locator('[data-checklist] ol li').first().waitFor(PATIENCE)
  expect(await page.locator('[data-drop], [data-file]').count()).toBe(0)
  await isFit(page)
})
