import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { filmCode } from './codeVideo.ts'
import { answerRest, installed, isFit, type Paged, tooSmall } from './fieldPhone.ts'

const folder = mkdtempSync(join(tmpdir(), 'anjian-film-'))
const film = join(folder, 'code.y4m')
afterAll(() => rmSync(folder, { recursive: true }))
useBrowser(
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
)

interface File {
  readonly id: number
  readonly name: string
  readonly identifier: string
  readonly industry: string | null
  readonly riskPoints: readonly {
    id: number
    name: string
    level: number
    measures: string | null
    person: string | null
  }[]
}
interface List {
  readonly id: number
  readonly name: string
  readonly industry: string | null
}
/** An enterprise of the grid that has risk points, whole. */
async function withPoints(page: Page): Promise<File> {
  const { rows } = await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=50')
  for (const { id } of rows) {
    const file = await ask<File>(page, `/api/enterprises/${id}`)
    if (file.riskPoints.length > 1) return file
  }
  throw new Error('no enterprise of the grid has risk points')
}
/** The list that an inspector would take out of the drawer: the one that names most of the industry. */
const fitting = (lists: readonly List[], industry: string | null) =>
  lists
    .filter((one) => one.industry === null || (industry ?? '').startsWith(one.industry))
    .reduce((best, one) => ((one.industry?.length ?? 0) > (best.industry?.length ?? 0) ? one : best))

test('codes of an enterprise and its risk points are printed, each on a page of A6 with name, number and 扫码检查', async () => {
  const page = await openPage({ as: 'grid-materials', nowhere: true })
  const file = await withPoints(page)
  await page.goto(`${inject('url')}/enterprises/${file.id}`)
  await page.locator('[data-codes]').click(PATIENCE)
  const label = (of: number | 'enterprise') => page.locator(`[data-code="${of}"]`)
  await label('enterprise').waitFor(PATIENCE)
  const whole = await label('enterprise').innerText()
  for (const word of [file.name, file.identifier, '扫码检查']) expect(whole).toContain(word)
  expect(await label('enterprise').getAttribute('data-address')).toBe(`${inject('url')}/field/enterprises/${file.id}/inspect?code=1`)
  for (const point of file.riskPoints) {
    const text = await label(point.id).innerText()
    for (const word of [file.name, point.name, String(point.id), '扫码检查']) expect(text).toContain(word)
    expect(await label(point.id).getAttribute('data-address')).toBe(`${inject('url')}/field/enterprises/${file.id}/inspect?riskPoint=${point.id}`)
  }
  // the product of these tests answers on this machine alone: whoever prints there is told that no phone opens it
  expect(await page.locator('[data-fault]').textContent()).toContain('手机打不开')
  expect(await findings(page)).toEqual([])

  await page.locator('[data-take="enterprise"]').uncheck()
  expect(await page.locator('[data-print]').textContent()).toContain(`打印 ${file.riskPoints.length} 张`)
  await page.emulateMedia({ media: 'print' })
  expect(await label('enterprise').isVisible()).toBe(false)
  expect(await page.locator('header').first().isVisible()).toBe(false)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Number(width), Number(height)])
  expect(boxes).toHaveLength(file.riskPoints.length)
  for (const [width, height] of boxes) {
    expect(width).toBeCloseTo((105 / 25.4) * 72, 0)
    expect(height).toBeCloseTo((148 / 25.4) * 72, 0)
  }
}) // prettier-ignore

test('a code of a risk point, opened without a signal, shows it and its controls before the checklist of the industry', async () => {
  const page = await installed()
  const file = await withPoints(page)
  const lists = await ask<List[]>(page, '/api/checklists')
  const point = file.riskPoints.find(({ measures }) => measures !== null) ?? file.riskPoints[0]!
  const address = `${inject('url')}/field/enterprises/${file.id}/inspect?riskPoint=${point.id}`
  await page.goto(address)
  await page.locator('[data-risk-point] h2').waitFor(PATIENCE)
  await page.context().setOffline(true)
  await page.goto(address)
  await page.locator('[data-risk-point] h2').waitFor(PATIENCE)
  const card = await page.locator('[data-risk-point]').innerText()
  expect(card).toContain(point.name)
  for (const part of (point.measures ?? '').split(/[\n；;]/).filter(Boolean)) expect(card).toContain(part.trim())
  expect(await page.locator('[data-list]').textContent()).toBe(fitting(lists, file.industry).name)
  const [above, below] = [await page.locator('[data-risk-point]').boundingBox(), await page.locator('[data-item]').first().boundingBox()]
  expect(above!.y).toBeLessThan(below!.y)
  expect(await findings(page)).toEqual([])
  expect([await isFit(page), await tooSmall(page)]).toEqual([true, []])

  await page.locator('[data-item]').first().locator('[data-answer="ok"]').click()
  await answerRest(page)
  await page.locator('[data-finish]').click()
  await page.locator('[data-record="waiting"]').first().waitFor(PATIENCE)
  await page.context().setOffline(false)
  await page.locator('[data-record="done"]').first().waitFor(PATIENCE)
  const { rows } = await ask<Paged<{ request: string }>>(page, `/api/inspections?enterprise=${file.id}&own=1&limit=1`)
  const visit = await ask<{ note: string; checklist: List }>(page, `/api/inspections/${rows[0]!.request}`)
  expect([visit.note, visit.checklist.name]).toEqual([expect.stringContaining(point.name), fitting(lists, file.industry).name])
}) // prettier-ignore

test('a code says in words what it cannot open: a risk point that is gone, an enterprise of another grid', async () => {
  const page = await installed()
  const file = await withPoints(page)
  await page.goto(`${inject('url')}/field/enterprises/${file.id}/inspect?riskPoint=2000000000`)
  await page.locator('[data-unknown-point]').waitFor(PATIENCE)
  expect(await page.locator('[data-unknown-point]').textContent()).toContain('2000000000')
  await page.locator('[data-item]').first().waitFor(PATIENCE)

  const duty = await openPage({ nowhere: true, as: 'duty' })
  const mine = new Set((await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=200')).rows.map(({ id }) => id))
  const all = (await ask<Paged<{ id: number }>>(duty, '/api/enterprises?limit=200')).rows
  const other = all.find(({ id }) => !mine.has(id))!.id
  await page.goto(`${inject('url')}/field/enterprises/${other}/inspect?riskPoint=1`)
  await page.locator('[data-not-mine]').waitFor(PATIENCE)
  expect(await page.locator('[data-not-mine]').textContent()).toContain('不在您的范围内')
  expect(await page.locator('[data-item], [data-risk-point]').count()).toBe(0)
  expect(await findings(page)).toEqual([])
})

test('a phone that opens a code before anybody signed in keeps it over the sign-in', async () => {
  const grid = await openPage({ nowhere: true, as: 'grid-materials' })
  const file = await withPoints(grid)
  const page = await openPage({ nowhere: true, as: 'public', width: 390, height: 844 })
  const path = `/field/enterprises/${file.id}/inspect?riskPoint=${file.riskPoints[0]!.id}`
  await page.goto(`${inject('url')}${path}`)
  await page.locator('[data-sign-in]').waitFor(PATIENCE)
  await page.locator('[data-identity="grid-materials"]').click()
  await page.locator('[data-risk-point] h2').waitFor(PATIENCE)
  // nothing was on this phone before: the checklist opens as soon as the book is there
  await page.locator('[data-item]').first().waitFor(PATIENCE)
  expect(page.url()).toBe(`${inject('url')}${path}`)
})

test('the camera of the app reads a code that was printed, and refuses one of another system', async () => {
  const page = await installed()
  const file = await withPoints(page)
  filmCode(film, 'https://elsewhere.example/field/enterprises/1/inspect?code=1')
  await page.locator('[data-to-scan]').click()
  await page.locator('[data-refused="elsewhere"]').waitFor(PATIENCE)
  expect(await page.locator('[data-refused]').textContent()).toContain('别的系统')
  expect(await findings(page)).toEqual([])
  expect([await isFit(page), await tooSmall(page)]).toEqual([true, []])
  await page.goto(`${inject('url')}/field`)
  const point = file.riskPoints[0]!
  filmCode(film, `${inject('url')}/field/enterprises/${file.id}/inspect?riskPoint=${point.id}`)
  await page.locator('[data-to-scan]').click(PATIENCE)
  await page.locator(`[data-risk-point="${point.id}"] h2`).waitFor(PATIENCE)
  expect(await page.locator('[data-risk-point] h2').textContent()).toContain(point.name)
})

test('where there is no camera the app says so and looks up by name or number', async () => {
  const page = await installed()
  const file = await withPoints(page)
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'))
  })
  await page.goto(`${inject('url')}/field/scan`)
  await page.locator('[data-scan="none"]').waitFor(PATIENCE)
  expect(await page.locator('[data-scan]').textContent()).toContain('没有可用的相机')
  await page.locator('[data-by-name]').click()
  await page.locator('input[type="search"]').fill(file.identifier)
  await page.locator(`[data-enterprise="${file.id}"]`).click()
  await page.locator('[data-item]').first().waitFor(PATIENCE)
})

test('the account menu leads to the phone app: its address as a code for whoever inspects, for nobody else', async () => {
  const desk = await openPage({ as: 'department-emergency', path: '/hazards' })
  const menu = desk.locator('.identity-button')
  await menu.click(PATIENCE)
  await desk.locator('[data-field]').click()
  const door = desk.locator('[data-field-door]')
  await door.waitFor(PATIENCE)
  expect(await door.locator('textarea').inputValue()).toBe(`${inject('url')}/field`)
  expect(await door.locator('svg[role="img"]').count()).toBe(1)
  expect(await findings(desk)).toEqual([])
  await desk.keyboard.press('Escape')
  await door.waitFor({ ...PATIENCE, state: 'detached' })
  expect(await menu.evaluate((one) => one === document.activeElement)).toBe(true)
  await menu.click()
  await desk.locator('[data-field]').click()
  await desk.locator('[data-open-field]').click()
  await desk.locator('[data-tab="home"]').waitFor(PATIENCE)

  const nobody = await openPage({ as: 'system', path: '/system' })
  await nobody.locator('.identity-button').click(PATIENCE)
  await nobody.locator('.identity-panel ul').waitFor(PATIENCE)
  expect(await nobody.locator('[data-field]').count()).toBe(0)
})
