import { expect, inject, test } from 'vitest'
import type { ReportRow } from '#core/contract/reports.ts'
import { ask, openPage, PATIENCE, take, useBrowser } from './browser.ts'
import { arrivesAt, isFit, pathOf } from './people.ts'

useBrowser()

test('a quarter is prepared by one, its figures open their rows, another signs it, and the printed sheet has no navigation', async () => {
  const page = await openPage({ path: '/reports', as: 'duty' })
  const period = page.locator('[data-period]').filter({ has: page.locator('[data-prepare]') }).first() // prettier-ignore
  await period.waitFor(PATIENCE)
  await isFit(page)
  const name = await period.getAttribute('data-period')
  await period.locator('[data-prepare]').click()
  const sheet = page.locator('[data-report]')
  await sheet.waitFor(PATIENCE)
  const id = Number(await sheet.getAttribute('data-report'))
  expect(pathOf(page)).toBe(`/reports/${id}`)
  expect(await sheet.getAttribute('data-state')).toBe('draft')
  expect(await page.locator('[data-sign]').count()).toBe(0)
  await isFit(page)

  const found = page.locator('[data-line=""] [data-measure="open"]').first()
  const shown = Number(((await found.textContent()) ?? '').replaceAll(/[\s,]/g, ''))
  await found.click()
  const rows = page.locator('dialog[open]')
  await expect.poll(() => rows.locator('[data-hazard]').count(), PATIENCE).toBe(Math.min(shown, 50))
  expect(await rows.locator('[data-rows-total]').textContent()).toBe(`${shown.toLocaleString('en')} 条`)
  const { rows: told } = await ask<{ rows: ReportRow[] }>(page, `/api/reports/${id}/rows?measure=open&limit=1`)
  const link = rows.locator('[data-hazard] a').first()
  expect(await link.textContent()).toBe(told[0]!.enterpriseName)
  await link.click()
  await arrivesAt(page, `/enterprises/${told[0]!.enterprise}`)

  await take(page, 'leader')
  await page.goto(`${inject('url')}/reports/${id}`)
  await page.locator('[data-sign]').click(PATIENCE)
  await page.locator('[data-confirm]').click()
  await expect.poll(() => sheet.getAttribute('data-state'), PATIENCE).toBe('signed')
  expect(await page.locator('[data-signature]').textContent()).toContain('分管领导')

  await page.emulateMedia({ media: 'print' })
  for (const hidden of ['nav', 'header.top', '[data-acts]']) expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false) // prettier-ignore
  for (const there of ['h1', '[data-majors]', '[data-signature]']) expect(await page.locator(there).isVisible(), there).toBe(true) // prettier-ignore
  await page.emulateMedia({ media: 'screen' })
  await page.goto(`${inject('url')}/reports`)
  await page.locator(`[data-period="${name}"] [data-state="signed"]`).waitFor(PATIENCE)
})
