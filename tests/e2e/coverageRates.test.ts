import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { coverageRates } from '#core/contract/coverageRates.ts'
import type { Figures } from '#core/contract/indicators.ts'
import type { Output } from '#core/contract/route.ts'
import { ask, figure, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

useBrowser()

type Answer = Output<typeof coverageRates.read>
const percent = (n: number, of: number) => (of > 0 ? `${((100 * n) / of).toFixed(1)}%` : '—')

test('a leader compares all grids, opens the rows behind a rate, and sees the grid on the map', async () => {
  const page = await openPage({ as: 'leader', path: '/comparison' })
  const panels = page.locator('[data-grid-panel]')
  await panels.first().waitFor(PATIENCE)
  const answer = await ask<Answer>(page, '/api/coverage-rates?by=grid')
  expect(await panels.count()).toBe(answer.rows.length)
  expect(await page.locator('[data-interval]').count()).toBe(answer.rows.filter(({ rank }) => rank !== null).length)
  expect(await page.locator('[data-outlier]').count()).toBe(answer.rows.filter(({ outlier }) => outlier).length)
  const worst = answer.rows.toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0))[0]!
  const panel = panels.first()
  expect(await panel.getAttribute('data-grid-panel')).toBe(worst.key)
  const text = (await panel.textContent())!
  for (const part of [worst.name, percent(worst.n, worst.of), `${worst.n}/${worst.of}`, `第 ${worst.rank}/`]) expect(text).toContain(part) // prettier-ignore

  // the number opens exactly its rows
  await panel.locator(`[data-figure="visit-coverage:${answer.month}:of"]`).click()
  await expect.poll(() => page.locator('[data-rows-total]').textContent(), PATIENCE).toContain(String(worst.of))
  await page.keyboard.press('Escape')

  // a dot of the plot leads to its panel, another order puts others first
  const best = answer.rows.find(({ rank }) => rank === 1)!
  await page.locator(`[data-interval="${best.key}"]`).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-grid-panel')), PATIENCE).toBe(best.key) // prettier-ignore
  await page.locator('[data-order="visits-overdue"]').click()
  const overdue = Math.max(...answer.rows.map(({ beside }) => beside!['visits-overdue']))
  await expect.poll(() => panels.first().locator('[data-figure="visits-overdue:all:n"]').textContent(), PATIENCE).toContain(String(overdue)) // prettier-ignore
  await isFit(page)

  const shown = await panels.first().getAttribute('data-grid-panel')
  // the order stands in the address: whoever opens the link sees the same first
  expect(new URL(page.url()).search).toBe('?order=visits-overdue')
  await page.reload()
  await expect.poll(() => panels.first().getAttribute('data-grid-panel'), PATIENCE).toBe(shown)
  await panels.first().locator('.way').click()
  await arrivesAt(page, '/')
  await expect.poll(() => page.url(), PATIENCE).toContain(`grid=${shown}`)
  await page.context().close()
})

test('an address that asks for what is not there is told so, with what is shown instead', async () => {
  const page = await openPage({ as: 'leader', path: '/comparison?month=1999-01' })
  const note = page.locator('[data-address-note]')
  await note.waitFor(PATIENCE)
  expect(await note.textContent()).toContain('“1999-01”')
  await page
    .locator('select[data-month] option')
    .nth(11)
    .waitFor({ state: 'attached', ...PATIENCE })
  const month = (await page.locator('select[data-month] option').nth(4).getAttribute('value'))!
  await page.locator('select[data-month]').selectOption(month)
  await expect.poll(() => new URL(page.url()).searchParams.get('month'), PATIENCE).toBe(month)
  await page.locator('[data-order="coverage-faults"]').click()
  await expect.poll(() => new URL(page.url()).search, PATIENCE).toBe(`?month=${month}&order=coverage-faults`)
  await expect.poll(() => note.count(), PATIENCE).toBe(0)
  const { whole } = await ask<Answer>(page, `/api/coverage-rates?by=grid&month=${month}`)
  await expect.poll(() => page.locator('[data-whole]').textContent(), PATIENCE).toContain(`${whole.n}/${whole.of}`)
  for (const [path, said, gone] of [
    ['/patrols?grid=999999', '“999999”', 'select[data-grid]'],
    ['/patrols?grid=abc', '“abc”', 'select[data-grid]'],
    ['/my-grid?grid=999999', '“999999”', 'select[data-grid]'],
    ['/my-department?department=999', '“999”', 'select[data-department]'],
  ] as const) {
    await page.goto(new URL(path, page.url()).href)
    await note.waitFor(PATIENCE)
    expect(await note.textContent(), path).toContain(said)
    const picker = page.locator(gone)
    await picker.selectOption((await picker.locator('option').nth(2).getAttribute('value'))!)
    await expect.poll(() => note.count(), { ...PATIENCE, message: path }).toBe(0)
  }
  for (const [path, told, press] of [
    ['/grids?on=2099-01-01', '“2099-01-01”还没有到', undefined],
    ['/grids?on=2026-02-30', '“2026-02-30”不是一个日期', undefined],
    ['/grids?on=', '“”不是一个日期', undefined],
    ['/coverage?kind=foo', '“foo”不存在', '[data-rule]'],
    ['/coverage?tasks=foo', '“foo”没有这一种', '[data-rule]'],
    ['/comparison?order=foo', '“foo”没有这一种', '[data-order="visit-coverage"][aria-pressed="true"]'],
  ] as const) {
    await page.goto(new URL(path, page.url()).href)
    await note.waitFor(PATIENCE)
    expect(await note.textContent(), path).toContain(told)
    if (press === undefined) {
      // one thing is said: the grid of now, and no day beside
      await page.locator('[data-on="now"]').waitFor(PATIENCE)
      expect(await page.locator('[data-as-of-day], [data-past]').count(), path).toBe(0)
    } else await page.locator(press).first().waitFor(PATIENCE)
  }
  for (const path of [
    '/grids?on=2026-01-05',
    '/grids',
    '/coverage',
    '/coverage?kind=territory-gap',
    '/coverage?tasks=open',
  ]) {
    await page.goto(new URL(path, page.url()).href)
    await page.locator('main, [data-on]').first().waitFor(PATIENCE)
    expect(await note.count(), path).toBe(0)
  }
  await isFit(page)
  await page.context().close()
  const officer = await openPage({ as: 'department-emergency', path: '/my-department?department=4' })
  await officer.locator('[data-address-note]').waitFor(PATIENCE)
  expect(await officer.locator('[data-address-note]').textContent()).toContain('不是您的部门')
  await officer.context().close()
})

test('on a phone every panel fits, a chief is told for whom it is, and a unit has its own enterprises', async () => {
  const phone = await openPage({ as: 'department-emergency', path: '/comparison', width: 390, height: 844 })
  await phone.locator('[data-grid-panel]').first().waitFor(PATIENCE)
  const own = await ask<Answer>(phone, '/api/coverage-rates?by=grid')
  expect(await phone.locator('[data-whole]').textContent()).toContain(`${own.whole.n}/${own.whole.of}`)
  await isFit(phone)
  await phone.context().close()
  const chief = await openPage({ as: 'grid-materials', path: '/comparison' })
  await chief.getByRole('heading', { name: '网格对比只给政府端和成员单位看' }).waitFor(PATIENCE)
  await chief.context().close()
})

/** One part of a figure as the API tells it. */
async function told(page: Page, id: string, { part = 'all', condition = '' }) {
  const { figures } = await ask<Figures>(page, `/api/indicators?ids=${id}${condition}`)
  return figures[0]?.parts.find((one) => one.part === part)
}

test('an officer sees the own unit with the registered numbers, opens the rows of one, and a gap leads to the proof', async () => {
  // another unit in the address is not theirs to see
  const page = await openPage({ as: 'department-emergency', path: '/my-department?department=4' })
  await page.locator('[data-tiles] [data-figure="visits-overdue:all:n"]').waitFor(PATIENCE)
  const { department } = await ask<{ department: number }>(page, '/api/session')
  const unit = `&department=${department}`
  const units = await ask<{ id: number; name: string }[]>(page, '/api/departments')
  expect(department).not.toBe(4)
  expect(await page.locator('[data-department-name]').textContent()).toBe(units.find(({ id }) => id === department)!.name) // prettier-ignore

  const TILES = ['visits-overdue', 'hazards-overdue-now', 'hazards-overdue-major', 'class-a-leaderless', 'responsible-missing'] // prettier-ignore
  const GAPS = ['enterprise-no-grid', 'enterprise-two-leads', 'class-a-leader', 'visit-overdue', 'source-responsible', 'place-register'] // prettier-ignore
  const NO_UNITS = ['territory-gap', 'territory-overlap', 'territory-outside', 'enterprise-no-lead', 'industry-ownerless', 'chief-overload'] // prettier-ignore
  expect(await page.locator('[data-gap]').evaluateAll((all) => all.map((one) => one.getAttribute('data-gap')))).toEqual([...GAPS, 'node-person']) // prettier-ignore
  // with these all thirteen kinds are told of
  expect(await page.locator('[data-no-unit]').evaluateAll((all) => all.map((one) => one.getAttribute('data-no-unit')))).toEqual(NO_UNITS) // prettier-ignore
  const { id: node } = (await ask<{ id: number; level: number; department: number | null }[]>(page, '/api/grids')).find((one) => one.level === 2 && one.department === department)! // prettier-ignore
  const shown = [
    ...TILES.map((id) => ({ id, part: 'all', condition: unit })),
    ...GAPS.map((part) => ({ id: 'coverage-faults', part, condition: unit })),
    { id: 'coverage-faults', part: 'node-person', condition: `&grid=${node}` },
    ...['coverage-tasks-open', 'coverage-tasks-late'].map((id) => ({ id, part: 'all', condition: '' })),
  ]
  // neighbours change the book meanwhile, so both sides are asked until they agree
  for (const { id, ...of } of shown)
    await expect.poll(async () => (await figure(page, `${id}:${of.part}:n`)) - (await told(page, id, of))!.n, { ...PATIENCE, message: `${id} ${of.part}` }).toBe(0) // prettier-ignore
  for (const one of ['A', 'B', 'C']) {
    const { n } = (await told(page, 'enterprises', { condition: `${unit}&class=${one}` }))!
    expect(n).toBeGreaterThan(0)
    const cell = page.locator(`[data-class="${one}"] [data-figure="enterprises:all:n"]`)
    await expect.poll(async () => (await cell.textContent())?.trim(), PATIENCE).toBe(String(n))
  }
  const rated = async () => {
    const { month, whole } = await ask<Answer>(page, `/api/coverage-rates?by=month${unit}`)
    const rate = (await page.locator('[data-rate]').textContent())!
    const covered = (await told(page, 'visit-coverage', { part: month!, condition: unit }))!
    const missing = [month!, percent(whole.n, whole.of), `${whole.n}/${whole.of}`].filter(
      (part) => !rate.includes(part),
    )
    return { missing, apart: [covered.n - whole.n, covered.of! - whole.of] }
  }
  await expect.poll(rated, PATIENCE).toEqual({ missing: [], apart: [0, 0] })
  const { month, whole } = await ask<Answer>(page, `/api/coverage-rates?by=month${unit}`)
  await isFit(page)

  // a number opens exactly its rows
  await page.locator(`[data-rate] [data-figure="visit-coverage:${month}:n"]`).click()
  await expect.poll(() => page.locator('[data-rows-total]').textContent(), PATIENCE).toContain(String(whole.n))
  await page.keyboard.press('Escape')

  await page.locator('[data-gap="class-a-leader"] a').click()
  await arrivesAt(page, '/coverage')
  expect(new URL(page.url()).searchParams.get('kind')).toBe('class-a-leader')
  await page.locator('[data-rule="class-a-leader"] [aria-pressed="true"]').waitFor(PATIENCE)
  await page.context().close()
})

test('a plan stands with how far it is among the enterprises of each unit that the government turns to', async () => {
  const page = await openPage({ as: 'duty', path: '/my-department?department=4', width: 390, height: 844 })
  const picker = page.locator('select[data-department]')
  await picker.waitFor(PATIENCE)
  expect(await picker.inputValue()).toBe('4')
  const { today } = await ask<{ today: string }>(page, '/api/coverage-tasks')
  const data = { request: crypto.randomUUID(), kind: 'campaign', name: '两部门专项行动', fromOn: today, untilOn: today, side: 'grid', filter: { department: '1,4', class: 'A' } } // prettier-ignore
  const { origin } = new URL(page.url())
  const made = await page.request.post(`${origin}/api/inspection-plans`, { data, headers: { origin } })
  expect(made.status()).toBe(201)
  const { id, total } = (await made.json()) as { id: number; total: number }
  // a rule of another desk may move an enterprise meanwhile: what is shown and what is told are read until they agree
  const agree = (shown: () => Promise<string | null>, known: () => Promise<string>) =>
    expect.poll(async () => [(await shown())?.includes(await known()), await shown(), await known()], PATIENCE).toContain(true) // prettier-ignore
  const share = async (condition: string) => (await told(page, 'plan-visited', { part: String(id), condition }))!
  const rated = (month: string | null) => page.locator(`[data-rate] [data-figure="visit-coverage:${month}:n"]`)
  const stands = async (unit: number) => {
    const condition = `&department=${unit}`
    await agree(
      () => page.locator(`[data-plan="${id}"] [data-progress]`).textContent(),
      async () => share(condition).then(({ n, of }) => `${n}/${of}`),
    )
    // the district has more of each than a unit
    for (const id of ['visits-overdue', 'enterprises']) {
      const known = async () => (await told(page, id, { condition }))!.n
      expect(await known(), id).toBeLessThan((await told(page, id, {}))!.n)
      const last = page.locator(`[data-figure="${id}:all:n"]`).last()
      await agree(
        () => last.textContent().then((text) => `=${text?.trim()}`),
        async () => `=${await known()}`,
      )
    }
    const rate = async () => ask<Answer>(page, `/api/coverage-rates?by=month${condition}`)
    const { month } = await rate()
    await agree(
      () => rated(month).textContent(),
      async () => rate().then(({ whole }) => `${whole.n}/${whole.of}`),
    )
  }
  await stands(4)
  await isFit(page)
  await picker.selectOption('1')
  await expect.poll(() => new URL(page.url()).searchParams.get('department'), PATIENCE).toBe('1')
  await stands(1)
  expect((await share('')).of).toBe(total)
  const apart = async () => {
    const [first, second, both] = await Promise.all(
      [4, 1, '4,1'].map(async (unit) => (await share(`&department=${unit}`)).of!),
    )
    return { some: first! > 0 && second! > 0, rest: both! - first! - second!, beyond: both! > total }
  }
  await expect.poll(apart, PATIENCE).toEqual({ some: true, rest: 0, beyond: false })
  // whose a task is no figure tells
  expect(await page.locator('[data-figure^="coverage-tasks"]').count()).toBe(0)
  await page.locator('[data-to-plans]').click()
  await arrivesAt(page, '/inspections')
  await page.locator(`section[data-plan="${id}"]`).waitFor(PATIENCE)
  await page.context().close()

  const chief = await openPage({ as: 'grid-materials', path: '/my-department' })
  await chief.getByRole('heading', { name: '这一页只给成员单位和政府端看' }).waitFor(PATIENCE)
  await chief.context().close()
})
