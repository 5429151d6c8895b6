import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import type { HazardSource } from '#core/contract/hazardSources.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()
const dialog = (page: Page) => page.getByRole('dialog')
const texts = (page: Page, selector: string) => page.locator(selector).allInnerTexts()

/** A source of level 1 to 3 with one substance of a table, and its file. */
async function openSource(page: Page): Promise<HazardSource> {
  const { rows } = await ask<{ rows: { id: number; level: number | null }[] }>(page, '/api/hazard-sources')
  for (const { id, level } of rows.filter((one) => one.level !== null && one.level < 4)) {
    const source = await ask<HazardSource>(page, `/api/hazard-sources/${id}`)
    if (source.substances.length > 1 || source.substances.some(({ mixture }) => mixture)) continue
    await page.goto(`${inject('url')}/hazard-sources/${id}`)
    await page.locator('[data-worked-sum]').waitFor(PATIENCE)
    expect(level).toBe(source.level)
    return source
  }
  throw new Error('no source of one substance')
}
/** Writes the tonnes of the first substance, found in the table anew. */
async function hold(page: Page, name: string, tonnes: number) {
  await page.locator('[data-change-substance]').first().click()
  await dialog(page).locator('[data-find-substance]').fill(name)
  await dialog(page).locator('[data-reference]').first().click()
  await dialog(page).locator('[name="quantity"]').fill(String(tonnes))
  await dialog(page).locator('[data-foretold]').waitFor(PATIENCE)
  await dialog(page).locator('[data-send]').click()
  await dialog(page).waitFor({ state: 'detached', ...PATIENCE })
}

test('fewer tonnes are tried without being saved; written down they change the level, and the assessment says why', async () => {
  const page = await openPage({ nowhere: true })
  const source = await openSource(page)
  const { name, quantity, critical } = source.substances[0]!
  const { level, r } = source
  const words = ['', '一级', '二级', '三级', '四级']
  await page.locator('[data-try="0"]').fill(String(critical / 2))
  await page.locator('[data-tried]').waitFor(PATIENCE)
  expect(await page.locator('[data-tried]').innerText()).toMatch(/试算[\s\S]*S = 0\.5[\s\S]*不构成/)
  expect((await ask<HazardSource>(page, `/api/hazard-sources/${source.id}`)).r).toBe(r)

  await hold(page, name, critical / 2)
  await expect.poll(() => page.locator('[data-hazard-source]').innerText(), PATIENCE).toContain('不构成')
  await expect.poll(() => texts(page, '[data-assessments] tbody tr').then(([first]) => first), PATIENCE).toMatch(/清单变化[\s\S]*不构成/)
  await hold(page, name, quantity!)
  await expect.poll(() => page.locator('[data-hazard-source]').innerText(), PATIENCE).toContain(words[level!])
  expect((await ask<HazardSource>(page, `/api/hazard-sources/${source.id}`)).r).toBeCloseTo(r!, 6)
}) // prettier-ignore

test('on a phone the whole file fits, with who lives around drawn and listed; whoever may not write is offered nothing', async () => {
  const page = await openPage({ nowhere: true, width: 390, height: 844, as: 'grid-materials' })
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/hazard-sources')
  await page.goto(`${inject('url')}/hazard-sources/${rows[0]!.id}`)
  await page.locator('[data-plan] svg').first().waitFor(PATIENCE)
  await isFit(page)
  const around = await ask<{ people: { people: number }[]; domino: unknown[] }>(page, `/api/hazard-sources/${rows[0]!.id}/surroundings`) // prettier-ignore
  expect(await page.locator('[data-plan] svg').first().locator('circle').count()).toBe(around.people.length)
  expect(await page.locator('[data-add-substance], [data-change-substance], [data-count-people]').count()).toBe(0)
})
