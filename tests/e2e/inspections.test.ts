import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit, pathOf } from './people.ts'

useBrowser()

const dialog = (page: Page) => page.locator('dialog[open]')
const stands = (page: Page, state: string) => page.locator(`article[data-state="${state}"]`).waitFor(PATIENCE)
const nameIn = async (page: Page) =>
  (await ask<{ rows: { id: number; name: string }[] }>(page, '/api/enterprises?limit=1')).rows[0]!
interface Told {
  readonly version: number
  readonly enterprise: number
  readonly deviceAt: string
  readonly checklist: { id: number; items: { id: number; question: string; clause: string }[] }
  readonly hazards: readonly { id: number; checklistItem: number }[]
}
/** Begins one at the desk, by the first checklist. @returns its address */
async function begin(page: Page, name: string): Promise<string> {
  await page.locator('[data-start]').click(PATIENCE)
  await dialog(page).locator('[data-pick]').fill(name)
  await dialog(page).locator('.hits button').first().click(PATIENCE)
  const lists = dialog(page).locator('[name="checklist"]')
  await lists
    .locator('option')
    .nth(1)
    .waitFor({ ...PATIENCE, state: 'attached' })
  await lists.selectOption({ index: 1 })
  await dialog(page).locator('[data-send]').click()
  await stands(page, 'open')
  return pathOf(page)
}
/** Prints nothing, but notes what is asked to be printed. */
const stubPrint = (page: Page) => page.evaluate(() => (window.print = () => undefined))

test('a visit: begun at the desk, answered by the checklist, a wrong item a hazard with one press, finished, on paper', async () => {
  const grid = await openPage({ as: 'grid-materials', path: '/inspections' })
  const { name } = await nameIn(grid)
  const path = await begin(grid, name)
  const told = () => ask<Told>(grid, `/api${path}`)
  const [first, second] = (await told()).checklist.items
  await grid.locator(`[data-item="${first!.id}"] [data-says="ok"]`).click()
  await grid.locator(`[data-item="${second!.id}"] [data-says="wrong"]`).click()
  await grid.locator(`[data-note="${second!.id}"]`).fill('两人未培训')
  await grid.locator('[data-save]').click()
  await grid.locator('article[data-version="2"]').waitFor(PATIENCE)
  await grid.locator(`[data-finding="${second!.id}"]`).click()
  await grid.locator(`[data-item="${second!.id}"] a[data-hazard]`).waitFor(PATIENCE)
  const [found] = (await told()).hazards
  expect(found!.checklistItem).toBe(second!.id)
  // what is missing is said, and nothing is finished before: every item is answered, and nobody checked in without a word
  expect(await grid.locator('[data-finish]').isDisabled()).toBe(true)
  const missing = () =>
    grid.locator('[data-lack]').evaluateAll((all) => all.map((one) => one.getAttribute('data-lack')))
  expect(await missing()).toEqual(['unanswered', 'no-check-in'])
  for (const { id } of (await told()).checklist.items.slice(2)) await grid.locator(`[data-item="${id}"] [data-says="not-applicable"]`).click() // prettier-ignore
  await grid.locator('[name="noCheckIn"]').fill('办公室补录')
  await expect.poll(missing, PATIENCE).toEqual([])
  // the same item again: only where what is said differs
  expect(await grid.locator(`[data-finding="${second!.id}"]`).count()).toBe(0)
  await grid.locator(`[data-note="${second!.id}"]`).fill('另一班组也未培训')
  await grid.locator(`[data-finding="${second!.id}"]`).waitFor(PATIENCE)
  await grid.locator(`[data-note="${second!.id}"]`).fill('两人未培训')
  // a draft says so on paper
  await stubPrint(grid)
  await grid.emulateMedia({ media: 'print' })
  await grid.locator('[data-print="order"]').dispatchEvent('click')
  expect(await grid.locator('[data-paper="order"] .draft').innerText()).toBe('草稿')
  await grid.emulateMedia({ media: 'screen' })
  await grid.locator('[data-finish]').click()
  await stands(grid, 'finished')
  expect(await grid.locator('[data-save], [data-says]').count()).toBe(0)
  expect(await grid.locator('[data-fact="checkIn"]').innerText()).toContain('未签到：办公室补录')

  // the hazard names where it was found, and leads back
  await grid.locator(`[data-item="${second!.id}"] a[data-hazard]`).click()
  await grid.locator('[data-fact="inspection"] a').waitFor(PATIENCE)
  expect(await grid.locator('[data-fact="inspection"]').textContent()).toContain(second!.clause)
  await grid.locator('[data-fact="inspection"] a').click()
  await stands(grid, 'finished')

  await stubPrint(grid)
  await grid.emulateMedia({ media: 'print' })
  const paper = grid.locator('[data-paper]')
  for (const [which, title] of [
    ['record', '现场检查记录'],
    ['order', '责令限期整改指令书'],
    ['review', '整改复查意见书'],
  ] as const) {
    // prettier-ignore
    await grid.locator(`[data-print="${which}"]`).dispatchEvent('click')
    await grid.locator(`[data-paper="${which}"]`).waitFor(PATIENCE)
    const text = await paper.innerText()
    expect([which, text.includes(title), text.includes(name), text.includes('两人未培训')]).toEqual([which, true, true, true]) // prettier-ignore
  }
  expect(await paper.innerText()).toContain('未提交整改')
  expect(await grid.locator('.draft').count()).toBe(0)
  await grid.locator('[data-print="order"]').dispatchEvent('click')
  await grid.locator('[data-paper="order"]').waitFor(PATIENCE)
  const { id, inspector } = await ask<{ id: number; inspector: string }>(grid, `/api${path}`)
  const order = await paper.innerText()
  expect(order).toMatch(new RegExp(`责改〔20\\d\\d〕${String(id).padStart(6, '0')} 号`))
  expect([order.includes(inspector), order.includes('待核实'), order.includes(second!.clause)]).toEqual([true, true, true]) // prettier-ignore
  expect(await grid.locator('article').isVisible()).toBe(false)
})

test('what was changed elsewhere meanwhile is compared field by field, and a person decides', async () => {
  const page = await openPage({ as: 'grid-materials', path: '/inspections', allow: /status of 409|ERR_FAILED/ })
  const { name } = await nameIn(page)
  const path = await begin(page, name)
  const { enterprise, deviceAt, checklist } = await ask<Told>(page, `/api${path}`)
  const [first] = checklist.items
  await page.route('**/api/live', (route) => route.abort()) // no notice comes: only the refusal tells
  await page.reload()
  await stands(page, 'open')
  const elsewhere = await page.request.put(`${inject('url')}/api${path}`, {
    headers: { origin: inject('url') },
    data: { enterprise, kind: 'patrol', deviceAt, checklist: checklist.id, answers: [{ item: first!.id, answer: 'ok' }], note: '手机上写的', finished: false, seen: 1 },
  }) // prettier-ignore
  expect(elsewhere.status()).toBe(200)
  await page.locator(`[data-item="${first!.id}"] [data-says="wrong"]`).click()
  await page.locator('[data-save]').click()
  await page.locator('[data-conflict]').waitFor(PATIENCE)
  const differs = await page.locator('[data-differs]').evaluateAll((all) => all.map((one) => one.getAttribute('data-differs'))) // prettier-ignore
  expect(differs).toEqual(['note', String(first!.id)])
  expect(await page.locator('[data-differs="note"]').textContent()).toContain('手机上写的')
  await page.locator('[data-keep-mine]').click()
  await page.locator('[data-save]').click()
  await page.locator('article[data-version="3"]').waitFor(PATIENCE)
  const after = await ask<{ answers: object[]; note: string | null }>(page, `/api${path}`)
  expect(after).toMatchObject({ answers: [{ item: first!.id, answer: 'wrong' }], note: null })
})

test('a joint plan takes in what no unit leads and tells how far it is; who is due stands by grid and person', async () => {
  const duty = await openPage({ as: 'duty', path: '/inspections' })
  await duty.locator('[data-due]').first().waitFor(PATIENCE)
  const { all } = await ask<{ all: { overdue: number } }>(duty, '/api/inspection-dues?due=overdue')
  expect((await duty.locator('[data-total]').textContent())?.replace(/\D/g, '')).toBe(String(all.overdue))
  await duty.locator('details summary').click()
  expect(await duty.locator('[data-due-grids] tbody tr').count()).toBeGreaterThan(1)

  // a number opens its rows
  const cell = duty.locator('[data-opens$=" due"]').first()
  const shown = Number((await cell.textContent())?.trim())
  await cell.click()
  await duty.locator('[data-all-grids]').waitFor(PATIENCE)
  await duty.locator('[data-due][data-state="due"]').first().waitFor(PATIENCE)
  expect(await duty.locator('[data-due]').count()).toBe(Math.min(shown, 50))

  const name = `联合-${randomUUID().slice(0, 8)}`
  await duty.locator('[data-make-plan]').click()
  await dialog(duty).locator('[name="name"]').fill(name)
  await dialog(duty).locator('[name="kind"]').selectOption('joint')
  await dialog(duty).locator('[name="classes"]').selectOption('A')
  await dialog(duty).locator('[name="industry"]').selectOption('C')
  const sized = await ask<{ total: number }>(duty, '/api/inspection-plan-sizes?kind=joint&class=A&industry=C')
  const size = dialog(duty).locator(`[data-plan-size][data-total="${sized.total}"]`)
  await size.waitFor(PATIENCE)
  await dialog(duty).locator('[data-send]').click()
  const card = duty.locator('[data-plan]').filter({ hasText: name })
  await card.waitFor(PATIENCE)
  const plans = await ask<{ name: string; total: number; done: number; ownerless: number }[]>(duty, '/api/inspection-plans') // prettier-ignore
  const plan = plans.find((one) => one.name === name)!
  expect(plan.total).toBe(sized.total)
  const { total: ownerless } = await ask<{ total: number }>(duty, '/api/enterprises?department=0&limit=1')
  expect(plan.ownerless).toBeLessThanOrEqual(ownerless)
  expect(await card.locator('[data-progress]').textContent()).toBe(`已查 ${plan.done}/${plan.total}`)
  await card.locator('button').first().click()
  await card.locator('[data-target]').first().waitFor(PATIENCE)
  expect(await card.locator('[data-target]').count()).toBe(plan.total)
})

test('on a phone the desk and a visit fit', async () => {
  const phone = await openPage({ as: 'grid-materials', path: '/inspections', width: 390, height: 844 })
  await phone.locator('[data-share="overdue"]').waitFor(PATIENCE)
  await isFit(phone)
  const { name } = await nameIn(phone)
  await begin(phone, name)
  await isFit(phone)
})

test('by person: who answers and who inspected, each figure with exactly its rows; a chief sees the own alone', async () => {
  const duty = await openPage({ as: 'duty', path: '/inspections' })
  await duty.locator('[data-share="people"]').click(PATIENCE)
  await duty.locator('[data-chiefs] tbody tr').first().waitFor(PATIENCE)
  const dues = await ask<{ chiefs: { person: string | null; grids: number[]; overdue: number; total: number }[] }>(duty, '/api/inspection-dues?limit=1') // prettier-ignore
  expect(await duty.locator('[data-chiefs] tbody tr').count()).toBe(dues.chiefs.length)
  const [worst] = dues.chiefs
  expect(worst!.overdue).toBeGreaterThan(0)
  await duty.locator('[data-chiefs] [data-figure="visits-overdue:all:n"]').first().click()
  await expect.poll(() => duty.locator('[data-rows-total]').textContent(), PATIENCE).toContain(String(worst!.overdue))
  expect(await duty.locator('.figure-rows').textContent()).not.toBe('')
  await duty.keyboard.press('Escape')

  const made = await ask<{ figures: { parts: { part: string; n: number; name?: string }[] }[] }>(duty, '/api/indicators?ids=visits-made') // prettier-ignore
  const [all, most] = made.figures[0]!.parts
  await duty.locator(`[data-inspector="${most!.part}"]`).waitFor(PATIENCE)
  await duty.locator(`[data-inspector="${most!.part}"] [data-figure^="visits-made:"]`).click()
  await expect.poll(() => duty.locator('[data-rows-total]').textContent(), PATIENCE).toContain(String(most!.n))
  expect(await duty.locator('.figure-rows li').first().textContent()).toContain(most!.name)
  expect(all!.n).toBeGreaterThanOrEqual(most!.n)

  const chief = await openPage({ as: 'grid-materials', path: '/inspections', width: 390, height: 844 })
  await chief.locator('[data-share="people"]').click(PATIENCE)
  await chief.locator('[data-chiefs] tbody tr').first().waitFor(PATIENCE)
  expect(await chief.locator('[data-chiefs] tbody tr').count()).toBe(1)
  await isFit(chief)
})

test('frequency: each month with what was kept of what was due, nothing of nothing as —, and what is unknown before said', async () => {
  const page = await openPage({ as: 'leader', path: '/inspections' })
  await page.locator('[data-share="frequency"]').click(PATIENCE)
  await page.locator('[data-frequency] tbody tr').first().waitFor(PATIENCE)
  const { figures } = await ask<{ figures: { parts: { part: string; n: number; of: number | null }[] }[] }>(page, '/api/indicators?ids=frequency-kept,frequency-left-out&months=12') // prettier-ignore
  const left = new Map(figures[1]!.parts.map(({ part, n }) => [part, n]))
  const running = figures[0]!.parts.at(-1)!
  expect([running.n, running.of]).toEqual([0, 0])
  const months = await page.locator('[data-month]').count()
  for (const { part, n, of } of figures[0]!.parts.toReversed().slice(0, months)) {
    const cells = await page.locator(`[data-month="${part}"] td`).allTextContents()
    expect([part, cells.map((text) => text.trim())]).toEqual([
      part,
      [of ? `${((n / of) * 100).toFixed(1)}%` : '—', of ? `${n}/${of}` : '—', part === running.part ? '—' : String(left.get(part))],
    ]) // prettier-ignore
  }
  if (months < 12) await page.locator('[data-unknown-before]').waitFor(PATIENCE)
})

test('who was not there is one figure that opens its rows, and stands at each visit', async () => {
  const chief = await openPage({ as: 'grid-materials', path: '/inspections' })
  const { id } = await nameIn(chief)
  const deviceAt = new Date((await chief.request.get(inject('url'))).headers().date!).toISOString()
  const { status } = await chief.request.put(`${inject('url')}/api/inspections/${randomUUID()}`, {
    headers: { origin: inject('url') },
    data: { enterprise: id, kind: 'patrol', deviceAt, answers: [], note: '看过', noCheckIn: '地下室无信号', finished: true, seen: 0 },
  }).then((answer) => ({ status: answer.status() })) // prettier-ignore
  expect(status).toBe(200)
  await chief.locator('[data-share="all"]').click(PATIENCE)
  await chief.locator('[data-attendance="none"]').filter({ hasText: '未签到：地下室无信号' }).first().waitFor(PATIENCE)
  const { figures } = await ask<{ figures: { parts: { n: number; of: number }[] }[] }>(chief, '/api/indicators?ids=visits-unattended') // prettier-ignore
  const { n, of } = figures[0]!.parts[0]!
  expect(n).toBeGreaterThan(0)
  await expect.poll(() => chief.locator('[data-unattended]').innerText(), PATIENCE).toMatch(new RegExp(`${n}\\s*/ 共完成 ${of} 次`)) // prettier-ignore
  await chief.locator('[data-figure="visits-unattended:all:n"]').click()
  await expect.poll(() => chief.locator('[data-rows-total]').textContent(), PATIENCE).toContain(String(n))
})

test('on a phone nothing of a row of the desk lies over another', async () => {
  const phone = await openPage({ as: 'duty', path: '/inspections', width: 390, height: 844 })
  await phone.locator('[data-due]').first().waitFor(PATIENCE)
  const over = await phone.locator('[data-due]').evaluateAll((lines) =>
    lines.filter((line) => {
      const boxes = [...line.querySelectorAll('.name, .about, .state, .when')].map((one) => one.getBoundingClientRect())
      return boxes.some((a, at) => boxes.slice(at + 1).some((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1))
    }).length,
  ) // prettier-ignore
  expect(over).toBe(0)
  // in the words of hazards: by days of the calendar
  const late = await phone.locator('[data-due][data-state="overdue"] .when').allInnerTexts()
  const today = await phone.evaluate(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  const days = (day: string) => (Date.parse(today) - Date.parse(day)) / 86_400_000
  const [, told, day] = /^超期 (\d+) 天\s+(\d{4}-\d\d-\d\d)$/.exec(
    late.find((text) => /超期 \d+ 天/.test(text))!.trim(),
  )!
  expect(Number(told)).toBe(days(day!))
})
