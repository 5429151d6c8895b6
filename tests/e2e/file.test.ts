import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

/** What the frame asks for before it knows that the public looks. */
const REFUSED = /status of 403/
useBrowser()

interface Section {
  readonly section: string
  readonly state: string
  readonly by: string
}
interface File {
  readonly id: number
  readonly file: { readonly name: string }
  readonly sections: readonly Section[]
  readonly completeness: { readonly n: number; readonly of: number }
}
const fileOf = (page: Page, id: number) => ask<File>(page, `/api/enterprises/${id}/file`)
const send = async (page: Page, path: string, data: object) => {
  const answer = await page.request.post(`${inject('url')}/api${path}`, { data, headers: { origin: inject('url') } })
  expect(answer.status(), path).toBe(201)
}

/** The file of the first enterprise in which a section stands so. */
async function fileWith(page: Page, section: string, state: string): Promise<File> {
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?limit=200')
  for (const { id } of rows) {
    const file = await fileOf(page, id)
    if (file.sections.some((one) => one.section === section && one.state === state)) return file
  }
  throw new Error(`no file has ${section} ${state}`)
}
async function openFile(page: Page, { id, file }: File) {
  await page.goto(`${inject('url')}/enterprises/${id}`)
  await page.getByRole('heading', { level: 1, name: file.name }).waitFor(PATIENCE)
}
const part = (page: Page, section: string) => page.locator(`[data-section="${section}"]`)

test('opens from the map, and says who must fill what by when', async () => {
  const page = await openPage({ nowhere: true })
  const wanted = await fileWith(page, 'people', 'missing')
  await page.goto(`${inject('url')}/#v=1&sel=e${wanted.id}`)
  await page.locator('[data-whole-file]').click(PATIENCE)
  await arrivesAt(page, `/enterprises/${wanted.id}`)
  await page.getByRole('heading', { level: 1, name: wanted.file.name }).waitFor(PATIENCE)
  const { n, of } = wanted.completeness
  await page.getByRole('img', { name: `适用的 ${of} 节中有 ${n} 节已填且未过期` }).waitFor(PATIENCE)

  expect(await page.locator('[data-section]').count()).toBe(wanted.sections.length)
  for (const { section, state } of wanted.sections)
    expect([section, await part(page, section).locator('p[data-state]').getAttribute('data-state')]).toEqual([section, state])
  expect(await part(page, 'people').textContent()).toMatch(/未填.*缺.*主要负责人；由企业填.*\d{4}-\d{2}-\d{2} 前/s)
  expect(await page.title()).toContain(wanted.file.name)
}) // prettier-ignore

test('what is filled in meanwhile shows by itself', async () => {
  const page = await openPage({ nowhere: true })
  const wanted = await fileWith(page, 'people', 'missing')
  await openFile(page, wanted)
  await part(page, 'people').getByText('未填').waitFor(PATIENCE)
  for (const office of ['responsible-person', 'safety-manager'])
    await send(page, `/enterprises/${wanted.id}/entries`, {
      entry: 'person',
      office,
      name: '补填的人',
      phone: null,
      appointedOn: null,
    })
  await part(page, 'people').locator('[data-state="filled"]').waitFor(PATIENCE)
  const { n, of } = wanted.completeness
  await page.getByRole('img', { name: `适用的 ${of} 节中有 ${n + 1} 节已填且未过期` }).waitFor(PATIENCE)
})

test('the figure of complete files opens its rows, and a row its file', async () => {
  const page = await openPage({ nowhere: true })
  await openFile(page, await fileWith(page, 'plans', 'filled'))
  const figure = page.locator('[data-figure="file-completeness:all:n"]')
  const said = async () => (await figure.textContent())?.replaceAll(/\s/g, '')
  await figure.click(PATIENCE)
  await page.locator('[data-rows-total]').waitFor(PATIENCE)
  expect(await page.locator('[data-rows-total]').textContent()).toContain(await said())
  await page.getByRole('dialog').locator('.figure-rows button').last().click()
  await expect.poll(() => page.getByRole('dialog').isVisible(), PATIENCE).toBe(false)
  const opened = Number(/\d+$/.exec(new URL(page.url()).pathname)?.[0])
  const { file, completeness } = await fileOf(page, opened)
  await page.getByRole('heading', { level: 1, name: file.name }).waitFor(PATIENCE)
  expect(completeness.n).toBe(completeness.of)
})

test('all inspections and hazards are a press away, counted before; a file that is not there says so and leads back', async () => {
  const page = await openPage({ nowhere: true, allow: /status of 404/ })
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?limit=40')
  const files = await Promise.all(rows.map(({ id }) => ask<{ id: number; file: { name: string; hazardsTotal: number; inspectionsTotal: number } }>(page, `/api/enterprises/${id}/file`)))
  const wanted = files.find(({ file }) => file.hazardsTotal > 20 && file.inspectionsTotal > 12)!
  await page.goto(`${inject('url')}/enterprises/${wanted.id}`)
  for (const [section, all, row] of [['inspections', wanted.file.inspectionsTotal, 'tbody tr'], ['hazards', wanted.file.hazardsTotal, '[data-hazard]']] as const) {
    await part(page, section).locator(`[data-all-${section}]`).waitFor(PATIENCE)
    const shown = await part(page, section).locator(row).count()
    expect(shown).toBeLessThan(all)
    expect(await part(page, section).locator(`[data-${section}-total]`).textContent()).toMatch(new RegExp(`共 ${all} .*另有 ${all - shown} 条未列`, 's'))
    await part(page, section).locator(`[data-all-${section}]`).click()
    await expect.poll(() => part(page, section).locator(row).count(), PATIENCE).toBe(all)
  }
  await page.goto(`${inject('url')}/enterprises/999999`)
  await page.locator('main [data-state="missing"]').waitFor(PATIENCE)
  await page.locator('main').getByRole('link', { name: '回到一张图' }).waitFor(PATIENCE)
  expect(await page.getByText('现在重试').count()).toBe(0)
}) // prettier-ignore

test.each([
  ['desk', 1440, 900],
  ['phone', 390, 844],
])('%s: axe finds nothing serious, and nothing scrolls sideways', async (_name, width, height) => {
  const page = await openPage({ nowhere: true, width, height })
  await openFile(page, await fileWith(page, 'licences', 'due'))
  await isFit(page)
  expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0)
})

test('on paper: the file alone, light, marked as demonstration, no wider than the sheet', async () => {
  const page = await openPage({ nowhere: true, theme: 'dark' })
  await openFile(page, await fileWith(page, 'hazard-sources', 'filled'))
  await page.evaluate(() => {
    addEventListener('beforeprint', () => (document.title = document.documentElement.dataset.theme ?? ''))
  })
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
  expect(await page.title()).toBe('light')
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')

  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 688, height: 1000 }) // A4 at 96 dpi between margins of 14 mm
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  const cut = await page.locator('[data-section]').evaluateAll((parts) => parts.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.id))
  expect(cut).toEqual([])
  expect(await page.getByRole('banner').isVisible()).toBe(false)
  expect(await page.getByRole('navigation', { name: '档案各节' }).isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
  expect(await page.locator('h1 .demo').isVisible()).toBe(true)
  expect(await part(page, 'accidents').isVisible()).toBe(true)
}) // prettier-ignore

test('is closed to the public', async () => {
  const page = await openPage({ nowhere: true, allow: REFUSED })
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?limit=1')
  await send(page, '/session/identity', { key: 'public' })
  await page.goto(`${inject('url')}/enterprises/${rows[0]!.id}`)
  await page.getByRole('heading', { name: '企业档案只给管辖它的人看' }).waitFor(PATIENCE)
  expect(await page.locator('[data-section]').count()).toBe(0)
})
