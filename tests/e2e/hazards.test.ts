import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { pngOf } from '../files/documents.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit, pathOf } from './people.ts'

useBrowser()

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
/** The smallest picture there is. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') // prettier-ignore

interface Hazard {
  readonly id: number
  readonly events: number
  readonly log: readonly { act: string; person: string }[]
}
const enterpriseOf = async () =>
  (await ask<{ rows: { id: number; name: string }[] }>(await openPage({ nowhere: true, as: 'enterprise-plant' }), '/api/enterprises?limit=1')).rows[0]! // prettier-ignore
async function post<Answer>(as: Page, path: string, data: object): Promise<Answer> {
  const answer = await as.request.post(`${inject('url')}/api${path}`, { data, headers: { origin: inject('url') } })
  expect([path, answer.status()]).toEqual([path, 201])
  return (await answer.json()) as Answer
}
/** What another hand does, without a browser's window. */
async function does(as: Page, id: number, act: string, more: object = {}) {
  const { events } = await ask<Hazard>(as, `/api/hazards/${id}`)
  return post<Hazard>(as, `/hazards/${id}/events`, { request: randomUUID(), seen: events, act, ...more })
}
const report = (as: Page, enterprise: number, more: object = {}) =>
  post<Hazard>(as, '/hazards', {
    request: randomUUID(),
    enterprise,
    source: 'patrol',
    description: '灭火器压力不足',
    dueAt: inDays(15),
    ...more,
  })

const dialog = (page: Page) => page.locator('dialog[open]')
const typed = (page: Page, name: string) => dialog(page).locator(`[name="${name}"]`)
const stands = (page: Page, state: string) => page.locator(`article[data-state="${state}"]`).waitFor(PATIENCE)
/** Opens the form of an act, fills it in and sends it; the hazard then stands as said. */
async function act(page: Page, name: string, fields: Readonly<Record<string, string>>, state: string) {
  await page.locator(`[data-act="${name}"]`).click(PATIENCE)
  for (const [field, text] of Object.entries(fields)) {
    const isChoice = field === 'grade' || field === 'kind'
    await (isChoice ? typed(page, field).selectOption(text) : typed(page, field).fill(text))
  }
  await dialog(page).locator('[data-send]').click()
  await stands(page, state)
  await dialog(page).waitFor({ ...PATIENCE, state: 'detached' })
}

test('a hazard goes round: reported and dispatched by the grid, rectified with a photograph, reviewed by the department', async () => {
  const { id: enterprise, name } = await enterpriseOf()
  const grid = await openPage({ as: 'grid-materials', path: '/hazards' })
  await grid.locator('[data-report-hazard]').click(PATIENCE)
  await dialog(grid).locator('[data-send]').click()
  expect(await dialog(grid).locator('.error').count()).toBe(2) // what is wrong, and where it was found out
  await dialog(grid).locator('[data-pick]').fill(name)
  await dialog(grid).locator('.hits button').first().click(PATIENCE)
  await typed(grid, 'description').fill('三号库房安全出口上锁')
  await typed(grid, 'source').selectOption('patrol')
  await dialog(grid).locator('[data-send]').click()
  await stands(grid, 'reported')
  const path = pathOf(grid)
  expect(await grid.locator('[data-to-enterprise]').getAttribute('href')).toBe(`/enterprises/${enterprise}`)
  await act(grid, 'verify', { kind: 'fire' }, 'verified')
  expect(await grid.evaluate(() => document.activeElement?.hasAttribute('data-acts'))).toBe(true)
  await act(grid, 'dispatch', { responsiblePerson: '王安全', measures: '拆除门锁，改装推杠' }, 'dispatched')
  expect(await grid.locator('[data-ordered="measures"]').textContent()).toContain('改装推杠')
  expect(await grid.locator('[data-clock="dispatchedToSubmitted"]').getAttribute('data-stands')).toBe('running')

  const plant = await openPage({ as: 'enterprise-plant', path: '/hazards' })
  await plant.locator(`[data-hazard]`).filter({ hasText: '三号库房安全出口上锁' }).click(PATIENCE)
  await arrivesAt(plant, path)
  await act(plant, 'accept', {}, 'rectifying')
  await plant.locator('[data-act="submit"]').click()
  await typed(plant, 'note').fill('已改装推杠锁')
  expect(await dialog(plant).textContent()).toContain('提交须附照片或文档，不能用已用过的，也不能用其他隐患的。')
  await dialog(plant).locator('[data-send]').click()
  await dialog(plant).getByText('请先附上照片或文档').waitFor(PATIENCE)
  await dialog(plant).locator('input[type="file"]').setInputFiles({ name: '推杠锁.png', mimeType: 'image/png', buffer: PICTURE }) // prettier-ignore
  await dialog(plant).locator('[data-chosen]').waitFor(PATIENCE)
  await dialog(plant).locator('[data-send]').click()
  await stands(plant, 'pending-review')

  const department = await openPage({ as: 'department-emergency', path })
  const picture = department.locator('[data-acts] [data-submitted] img')
  await picture.waitFor(PATIENCE)
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth), PATIENCE).toBe(1)
  expect(await department.locator('[data-submitted]').textContent()).toContain('提交的证据（1）')
  await department.locator('[data-act="pass"]').click()
  await dialog(department).locator('[data-submitted] img').waitFor(PATIENCE)
  await department.keyboard.press('Escape')
  await act(department, 'pass', {}, 'closed')
  const told = await department.locator('[data-log] [data-event]').evaluateAll((all) => all.map((one) => one.getAttribute('data-event'))) // prettier-ignore
  expect(told).toEqual(['report', 'verify', 'dispatch', 'accept', 'submit', 'pass'])
  await expect.poll(() => department.locator('[data-evidence]').textContent(), PATIENCE).toBe('推杠锁')
  const file = await department.request.get((await department.locator('[data-evidence]').getAttribute('href'))!.replace(/^/, inject('url'))) // prettier-ignore
  expect((await file.body()).equals(PICTURE)).toBe(true)
  // the page of the grid, open all the while, tells of it by itself
  await stands(grid, 'closed')
})

test('those who supervise bear out what they do with photographs of that hazard, and a paper is refused with the reason', async () => {
  const { id: enterprise } = await enterpriseOf()
  const grid = await openPage({ nowhere: true, as: 'grid-materials', allow: /status of 422/ })
  const { id } = await report(grid, enterprise, { description: '配电箱缺门' })
  await does(grid, id, 'verify', { major: false, kind: 'electrical' })
  const input = (page: Page) => dialog(page).locator('input[type="file"]')
  const add = async (page: Page, name: string, width: number) => {
    await input(page).setInputFiles({ name: `${name}.png`, mimeType: 'image/png', buffer: pngOf(width, 30) })
    await dialog(page).locator('[data-chosen]', { hasText: name }).waitFor(PATIENCE)
  }
  await grid.goto(`${inject('url')}/hazards/${id}`)
  await grid.locator('[data-act="fix-on-spot"]').click(PATIENCE)
  expect(await dialog(grid).locator('[data-upload-evidence]').textContent()).toContain('上传照片')
  expect(await input(grid).getAttribute('accept')).toBe('.jpg,.jpeg,.png')
  await input(grid).setInputFiles({
    name: '说明.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF'),
  })
  await dialog(grid).getByText('照片须为 JPEG 或 PNG').waitFor(PATIENCE)
  await add(grid, '已装门', 40)
  await isFit(grid)
  await typed(grid, 'note').fill('当场装上')
  await dialog(grid).locator('[data-send]').click()
  await stands(grid, 'pending-review')
  await grid.locator('[data-photo]').waitFor(PATIENCE)

  const department = await openPage({ as: 'department-emergency', path: `/hazards/${id}`, width: 390, height: 844 })
  await department.locator('[data-act="pass"]').click(PATIENCE)
  await add(department, '复查', 50)
  await isFit(department)
  await dialog(department).locator('[data-send]').click()
  await stands(department, 'closed')
  await expect.poll(() => department.locator('[data-photo]').count(), PATIENCE).toBe(2)
  await expect.poll(() => department.locator('[data-evidence]').allTextContents(), PATIENCE).toEqual(['已装门', '复查'])
  interface Kept { title: string; kind: string; section: string } // prettier-ignore
  const { rows } = await ask<{ rows: Kept[] }>(grid, `/api/enterprises/${enterprise}/documents`)
  expect(rows.filter(({ title }) => ['已装门', '复查'].includes(title)).map(({ kind, section }) => [kind, section])).toEqual([['photo', 'hazards'], ['photo', 'hazards']]) // prettier-ignore
  expect(rows.some(({ title }) => title === '说明')).toBe(false)
})

test('the form of what is overdue shows the day that stands and says why', async () => {
  const { id: enterprise } = await enterpriseOf()
  const grid = await openPage({ nowhere: true, as: 'grid-materials' })
  const found = Date.now() - 6 * DAY_MS
  const { id } = await report(grid, enterprise, {
    foundAt: new Date(found).toISOString(), sentAt: new Date().toISOString(), dueAt: new Date(found + 4 * DAY_MS).toISOString(),
  }) // prettier-ignore
  const { dueAt } = await ask<{ dueAt: string }>(grid, `/api/hazards/${id}`)
  await does(grid, id, 'verify', { major: false, kind: 'fire' })
  await grid.goto(`${inject('url')}/hazards/${id}`)
  await grid.locator('[data-act="dispatch"]').click(PATIENCE)
  const china = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  expect(await typed(grid, 'due').inputValue()).toBe(china(dueAt).slice(0, 10))
  expect(await typed(grid, 'due').getAttribute('readonly')).not.toBeNull()
  expect(await dialog(grid).textContent()).toContain('已超期：派发不改期限，仍为')
  await isFit(grid)
  await typed(grid, 'responsiblePerson').fill('王安全')
  await typed(grid, 'measures').fill('立即更换')
  await dialog(grid).locator('[data-send]').click()
  await stands(grid, 'dispatched')
  expect(await ask(grid, `/api/hazards/${id}`)).toMatchObject({ dueAt, overdue: true, state: 'dispatched' })
})

test('who comes second is shown what happened meanwhile, keeps what was typed, and decides', async () => {
  const { id: enterprise } = await enterpriseOf()
  const duty = await openPage({ nowhere: true, as: 'duty' })
  const { id } = await report(duty, enterprise, { source: 'enforcement', major: true })
  const page = await openPage({ nowhere: true, as: 'department-emergency', allow: /status of 409|ERR_FAILED/ })
  await does(page, id, 'verify', { major: true, kind: 'fire', clause: 'AQ 3067-2026 5.3' })
  await page.route('**/api/live', (route) => route.abort()) // no notice comes: only the refusal tells
  await page.goto(`${inject('url')}/hazards/${id}`)
  expect(await page.locator('[data-grade="major"]').first().textContent(PATIENCE)).toContain('重大隐患')
  await page.locator('[data-act="fix-on-spot"][disabled]').waitFor(PATIENCE)
  expect(await page.locator('[data-refusal="major-on-spot"]').textContent()).toBe('重大隐患不能当场销号')

  await page.locator('[data-act="dispatch"]').click()
  const fields = { responsiblePerson: '王安全', measures: '停用，改造', funds: '12,000', emergencyPlan: '停电处置' }
  for (const [name, text] of Object.entries(fields)) await typed(page, name).fill(text)
  await does(duty, id, 'supervise', { note: '区级挂牌' })
  await dialog(page).locator('[data-send]').click()
  const meanwhile = dialog(page).locator('[data-meanwhile] [data-event="supervise"]')
  await meanwhile.waitFor(PATIENCE)
  expect(await meanwhile.textContent()).toContain('区级挂牌')
  for (const [name, text] of Object.entries(fields)) expect(await typed(page, name).inputValue()).toBe(text)
  expect((await ask<Hazard>(duty, `/api/hazards/${id}`)).log).toHaveLength(3)
  await isFit(page)

  await dialog(page).locator('[data-send]').click()
  await stands(page, 'dispatched')
  const { log } = await ask<Hazard>(duty, `/api/hazards/${id}`)
  expect(log.map(({ act: one }) => one)).toEqual(['report', 'verify', 'supervise', 'dispatch'])
})

test('a hazard of opened rows and one of a file lead to its page', async () => {
  const page = await openPage({ as: 'duty', path: '/places' })
  await page.locator('[data-figure^="hazards-open"]').first().click(PATIENCE)
  const row = page.locator('[data-to-hazard]').first()
  const id = await row.getAttribute('data-to-hazard', PATIENCE)
  await row.click()
  await page.locator(`article[data-hazard="${id}"]`).waitFor(PATIENCE)
  expect(await page.locator('[data-rows-total]').count()).toBe(0)
  await page.locator('[data-to-enterprise]').click()
  await page.locator(`[data-section="hazards"] a[href="/hazards/${id}"]`).click(PATIENCE)
  await arrivesAt(page, `/hazards/${id}`)
})

test.each([
  ['desk', 1440, 900],
  ['phone', 390, 844],
])('%s: list, page and forms have nothing serious for axe and nothing cut off', async (_name, width, height) => {
  const page = await openPage({ as: 'duty', path: '/hazards', width, height })
  await page.locator('[data-share="overdue"]').click(PATIENCE)
  const { total } = await ask<{ total: number }>(page, '/api/hazards?late=1&limit=1')
  await expect.poll(() => page.locator('[data-total]').textContent(), PATIENCE).toBe(`${total} 条`)
  await page.locator('[data-hazard]').first().waitFor(PATIENCE)
  await isFit(page)
  await page.locator('[data-report-hazard]').click()
  await isFit(page)
  await page.keyboard.press('Escape')
  await page.locator('[data-hazard]').first().click()
  await page.locator('[data-log] [data-event]').first().waitFor(PATIENCE)
  expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0)
  await isFit(page)
  expect(await page.pdf({ format: 'A4' }).then(({ length }) => length)).toBeGreaterThan(10_000)
})

test('a hazard that nobody dealt with has gone up to the leader; its line says whose turn it is, leads to it, and is read by that', async () => {
  const page = await openPage({ as: 'leader', path: '/reminders', width: 390, height: 844 })
  const line = page.locator('.desk [data-reminder][data-unread][href^="/hazards/"]').first()
  await line.waitFor(PATIENCE)
  await page.locator('[data-hazard-rules] [data-quiet]').waitFor(PATIENCE)
  await isFit(page)
  expect(await line.textContent()).toMatch(/隐患整改期限 · .+待(企业|监管方)办理.*\d{2}-\d{2} \d{2}:\d{2} 超期 \d+ 天/s)
  const rules = page.locator('[data-hazard-rules]')
  expect(await rules.locator('[data-rule="hazard-due"]').textContent()).toMatch(/期限前 3 天、期限前 1 天、到期时.*超期 1 天.*超期 3 天.*超期 7 天/s)
  expect(await rules.locator('[data-quiet]').textContent()).toContain('静默时段 21:00–7:00')
  const unread = async () => (await ask<{ unread: number }>(page, '/api/reminders')).unread
  const before = await unread()
  const path = (await line.getAttribute('href'))!
  await line.click()
  await arrivesAt(page, path)
  await expect.poll(unread, PATIENCE).toBe(before - 1)
  await expect.poll(() => page.locator('.reminder-bell').getAttribute('aria-label'), PATIENCE).toBe(`提醒：${before - 1} 条未读`)
}) // prettier-ignore
