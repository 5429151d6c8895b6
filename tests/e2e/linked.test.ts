import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, askMap, drawn, figure, goTo, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

const conditions = (page: Page) => {
  const hash = new URLSearchParams(new URL(page.url()).hash.slice(1))
  for (const key of ['map', 'v', 'theme', 'locale', 'layers', 'open']) hash.delete(key)
  return hash
}
/** Under the conditions of the page: what the API counts. */
const total = async (page: Page, query = '') => {
  const { total: n } = await ask<{ total: number }>(page, `/api/enterprises?limit=1${query}`)
  return n
}
/** Every part of the page has come to rest on `n` enterprises: layer figure, list, and the risk bar's sum. */
async function allSay(page: Page, n: number) {
  await expect.poll(() => figure(page, 'enterprises:all:n'), PATIENCE).toBe(n)
  const risks = () => Promise.all([1, 2, 3, 4, 0].map((risk) => figure(page, `risk-distribution:${risk}:n`)))
  await expect.poll(async () => (await risks()).reduce((sum, one) => sum + one, 0), PATIENCE).toBe(n)
}
/** Colours of what the map draws of enterprises. */
const risksDrawn = async (page: Page) => {
  const points = [
    ...(await askMap(page, 'features', 'enterprises-high')),
    ...(await askMap(page, 'features', 'enterprises-low')),
  ]
  return [...new Set(points.map(({ risk }) => risk))].sort()
}

describe('one selection', () => {
  let page: Page
  beforeAll(async () => {
    page = await openPage({ kept: true })
  })
  beforeEach(() => goTo(page, 'v=1'))

  test('a risk colour in the panel narrows map, list and figures', async () => {
    await page.getByRole('button', { name: '只看：重大', exact: true }).click()
    await allSay(page, await total(page, '&risk=1'))
    await drawn(page)
    await expect.poll(() => risksDrawn(page), PATIENCE).toEqual([1])
    expect(conditions(page).get('risk')).toBe('1')
  })

  test('a grid in the coverage ranking narrows, and its chip takes it back', async () => {
    const before = await total(page)
    await page.locator('[data-panel="grid-coverage"] .names button').first().click()
    const grid = conditions(page).get('grid')
    await allSay(page, await total(page, `&grid=${grid}`))
    await page.getByRole('button', { name: /^去掉条件“网格/ }).click()
    await allSay(page, before)
  })

  test('a hazard-source level narrows to the enterprises that have one', async () => {
    await page.getByRole('button', { name: '只看：一级', exact: true }).click()
    await allSay(page, await total(page, '&sourceLevel=1'))
    await drawn(page)
    const levels = async () => (await askMap(page, 'features', 'hazard-sources-symbol')).map(({ level }) => level)
    await expect.poll(async () => [...new Set(await levels())], PATIENCE).toEqual([1])
  })

  test('a drawn polygon is a condition: list and figures follow, and the server counts it', async () => {
    await page.keyboard.press('b')
    const box = (await page.locator('.stage canvas').first().boundingBox())!
    for (const [x, y] of [[0.4, 0.35], [0.7, 0.35], [0.7, 0.7], [0.4, 0.7]] as const) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
    } // prettier-ignore
    await page.keyboard.press('Enter')
    await expect.poll(() => conditions(page).get('polygon'), PATIENCE).toBeTruthy()
    const inside = await total(page, `&polygon=${encodeURIComponent(conditions(page).get('polygon')!)}`)
    expect(inside).toBeGreaterThan(0)
    expect(inside).toBeLessThan(1200)
    await allSay(page, inside)
  })

  test('a line of the list opens the file and marks the map; Esc steps back to where one was', async () => {
    await page.keyboard.press('l')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('aside.file h2').textContent(), PATIENCE).toBeTruthy()
    const chosen = await page.locator('[role=row][aria-selected=true] .name').textContent()
    expect(await page.locator('aside.file h2').textContent()).toBe(chosen)
    await expect.poll(() => askMap(page, 'rendered', 'selection-ring'), PATIENCE).toBe(1)
    const all = page.locator('[data-hazards=all]')
    const counted = Number(await all.locator('.n').textContent())
    expect(counted).toBeGreaterThan(await page.locator('[data-hazard]').count())
    await all.click()
    await expect.poll(() => page.locator('[data-hazard]').count(), PATIENCE).toBe(counted)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('aside.file').count()).toBe(0)
  })

  test('a month of the trend opens exactly the rows it counts', async () => {
    const name = await page.locator('[data-figure^="hazards-closed:"]').first().getAttribute('data-figure')
    const counted = await figure(page, name!)
    await page.locator(`[data-figure="${name}"]`).first().click()
    await expect
      .poll(() => page.locator('[data-rows-total]').textContent(), PATIENCE)
      .toBe(`${counted.toLocaleString('en')} 行`)
    // no condition says which enterprises have a hazard of that month, so the map is not offered
    const onMap = page.locator('.rows').getByRole('button', { name: '在图上看' })
    expect(await onMap.count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('[data-figure="risk-distribution:1:n"]').click()
    await onMap.click()
    await allSay(page, await total(page, '&risk=1'))
  })
})
