import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

interface Told {
  readonly rules: readonly { readonly id: number | null; readonly target: string; readonly part: string }[]
  readonly units: readonly { readonly id: number; readonly name: string; readonly leads: number }[]
}
const table = (page: Page) => ask<Told>(page, '/api/supervision/rules')

test('a rule that is written moves enterprises to their unit on every open page, the file shows the chain, and ended it is as before', async () => {
  const page = await openPage({ as: 'leader', path: '/supervision' })
  const watching = await openPage({ as: 'department-emergency', path: '/supervision' })
  // a unit is told of what part its figures are, and nothing of what it cannot see
  const kinds = (of: Page) => of.locator('[data-fault-figure]').evaluateAll((all) => all.map((one) => one.getAttribute('data-fault-figure'))) // prettier-ignore
  await expect.poll(() => watching.locator('[data-seen]').textContent(), PATIENCE).toContain('应急管理局')
  expect(await kinds(watching)).toEqual(['enterprise-two-leads', 'industry-ownerless'])
  await watching.locator('[data-share="ownerless"]').click()
  await watching.locator('[data-own-part]').waitFor(PATIENCE)
  const places = watching.locator('[data-ownerless="places"] .one')
  await places.first().waitFor(PATIENCE)
  for (const text of await places.allTextContents()) expect(text).toMatch(/本单位主管的在营单位 \d+ 家/)
  await watching.locator('[data-share="rules"]').click()
  const { units } = await table(page)
  const unit = units.find(({ name }) => name === '农业和海洋渔业局')!
  const figure = (of: Page) => of.locator(`[data-unit="${unit.id}"] [data-figure]`)
  const shown = async (of: Page) => Number((await figure(of).textContent())?.replace(/\D/g, ''))
  await expect.poll(() => shown(page), PATIENCE).toBe(unit.leads)
  expect([await kinds(page), await page.locator('[data-seen]').count()]).toEqual([['enterprise-no-lead', 'enterprise-two-leads', 'industry-ownerless'], 0]) // prettier-ignore
  const { rows } = await ask<{ rows: { items: { id: number; name: string }[] } }>(page, `/api/indicators/enterprises/rows?part=all&industry=G59&limit=1`) // prettier-ignore
  const [store] = rows.items
  expect(store).toBeDefined()

  await page.locator('[data-make-rule]').click()
  const form = page.locator('[data-rule-form]')
  await form.locator('[name="basis"]').selectOption('industry')
  // nothing chosen: refused here, nothing is sent
  await form.locator('[data-send]').click()
  await form.getByText('请选择').first().waitFor()
  await form.locator('[name="target"]').fill('G5941')
  await form.locator('[name="department"]').selectOption({ label: '农业和海洋渔业局' })
  await form.locator('[name="principle"]').selectOption('supervision')
  await form.locator('[name="clause"]').selectOption({ label: '中华人民共和国安全生产法第十条' })
  await isFit(page)
  await form.locator('[data-send]').click()
  await form.waitFor({ ...PATIENCE, state: 'detached' })
  const of = async () => (await table(page)).rules.find(({ target, part }) => target === 'G5941' && part === 'lead')!
  const made = await of()
  const line = page.locator(`[data-rules="rules"] [data-rule="rule-${made.id}"]`)
  await line.waitFor(PATIENCE)
  expect(await line.textContent()).toContain('谁监管谁负责')
  const led = (await table(page)).units.find(({ id }) => id === unit.id)!.leads
  await expect.poll(() => shown(page), PATIENCE).toBe(led)
  await watching.locator(`[data-rule="rule-${made.id}"]`).waitFor(PATIENCE)
  expect(await watching.locator('[data-end], [data-make-rule]').count()).toBe(0)

  await line.locator('[data-end]').click()
  await page.locator('[data-end-rule] [name="reason"]').fill('职责调整（演示）')
  await page.locator('[data-end-rule] [data-send]').click()
  await line.waitFor({ ...PATIENCE, state: 'detached' })
  await expect.poll(() => shown(page), PATIENCE).toBe(unit.leads)
  await page.locator('[data-share="ended"]').click()
  await page.locator('[data-rules="ended"]', { hasText: '职责调整（演示）' }).waitFor(PATIENCE)

  await page.goto(page.url().replace(/\/supervision.*/, `/enterprises/${store!.id}`))
  const section = page.locator('[data-file-supervision]')
  await section.waitFor(PATIENCE)
  await section.locator('summary').click()
  await section.locator('[data-verdict="leads"]').waitFor()
  expect(await section.locator('[data-verdict="leads"]').count()).toBe(1)
})

test('a press on the number lists what a unit supports, with who leads and how to reach them; files open to the government alone', async () => {
  for (const as of ['department-emergency', 'leader'] as const) {
    const page = await openPage({ as, path: '/supervision' })
    const { units } = await ask<{ units: { id: number; name: string; supports: number }[] }>(page, '/api/supervision/rules') // prettier-ignore
    const unit = units.find(({ name }) => name === '应急管理局')!
    expect(unit.supports).toBeGreaterThan(0)
    const number = page.locator(`[data-unit="${unit.id}"] [data-supports]`)
    await number.waitFor(PATIENCE)
    expect(Number((await number.textContent())?.replace(/\D/g, ''))).toBe(unit.supports)
    await number.click()
    const dialog = page.locator('[data-supported]')
    await dialog.locator('[data-supported-enterprise]').first().waitFor(PATIENCE)
    expect(Number(await dialog.getAttribute('data-total'))).toBe(unit.supports)
    const lines = dialog.locator('[data-supported-enterprise]')
    while (await dialog.locator('[data-more]').isVisible()) {
      const before = await lines.count()
      await dialog.locator('[data-more]').click()
      await expect.poll(() => lines.count(), PATIENCE).toBeGreaterThan(before)
    }
    expect(await lines.count()).toBe(unit.supports)
    expect(await dialog.locator('[data-led-by]:has(a[href^="tel:"]), [data-no-lead]').count()).toBe(unit.supports)
    expect(await dialog.locator('[data-by]').count()).toBeGreaterThanOrEqual(unit.supports)
    // what a unit only supports is not its to open
    expect(await dialog.locator('a[href^="/enterprises/"]').count()).toBe(as === 'leader' ? unit.supports : 0)
    await isFit(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ ...PATIENCE, state: 'detached' })
    await page.context().close()
  }
})

test('what is ownerless becomes a joint plan by one press, with as many as were told', async () => {
  const page = await openPage({ as: 'duty', path: '/supervision' })
  await page.locator('[data-share="ownerless"]').click()
  await page.locator('[data-ownerless="places"]').waitFor(PATIENCE)
  await page.locator('[data-joint]').click()
  const size = page.locator('[data-joint-size]')
  await size.waitFor(PATIENCE)
  const total = Number(await size.getAttribute('data-total'))
  const name = `无主联合检查（演示）${crypto.randomUUID().slice(0, 8)}`
  await page.locator('[data-joint-form] [name="name"]').fill(name)
  await page.locator('[data-joint-form] [data-send]').click()
  await page.locator('[data-planned]').waitFor(PATIENCE)
  const plans = await ask<{ name: string; kind: string; total: number; ownerless: number }[]>(page, '/api/inspection-plans') // prettier-ignore
  expect(plans.find((one) => one.name === name)).toMatchObject({ kind: 'joint', total })
})

test('a law is added, a clause repealed, and the library says so to whoever reads it', async () => {
  const page = await openPage({ as: 'duty', path: '/laws' })
  const reading = await openPage({ as: 'grid-harbour', path: '/laws' })
  const name = `演示办法${crypto.randomUUID().slice(0, 8)}`
  await page.locator('[data-add-law]').click()
  const form = page.locator('[data-law-form]')
  await form.locator('[name="name"]').fill(name)
  await form.locator('[name="source"]').fill('演示')
  await form.locator('[name="inForceFrom"]').fill('2020-01-01')
  await form.locator('[data-send]').click()
  await form.waitFor({ ...PATIENCE, state: 'detached' })
  const card = page.locator('[data-law]', { hasText: name })
  await card.locator('[data-add-clause]').click()
  await form.locator('[name="number"]').fill('第二条')
  await form.locator('[name="text"]').fill('楼宇由管委会牵头监管。')
  await form.locator('[name="inForceFrom"]').fill('2020-01-01')
  await form.locator('[data-send]').click()
  await card.locator('[data-clause]').waitFor(PATIENCE)
  const read = reading.locator('[data-law]', { hasText: name })
  await read.locator('[data-clause]').waitFor(PATIENCE)
  expect(await reading.locator('[data-add-law], [data-repeal]').count()).toBe(0)

  await card.locator('[data-repeal-law]').click()
  await page.locator('[data-repeal-form] [data-send]').click()
  // repealed from today: no longer among what is in force, still among all
  await card.waitFor({ ...PATIENCE, state: 'detached' })
  await page.locator('[data-share="all"]').click()
  await card.locator('[data-mark]', { hasText: '已废止' }).first().waitFor(PATIENCE)
  await page.locator('[name="search"]').fill('管委会牵头')
  await expect.poll(() => page.locator('[data-law]').count(), PATIENCE).toBe(1)
})

test('what is mistyped for a day to come is withdrawn by a press, its repeal as well, and the history keeps both', async () => {
  const page = await openPage({ as: 'duty', path: '/laws' })
  const { today } = await ask<{ today: string }>(page, '/api/laws')
  const after = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
  const name = `写错办法${crypto.randomUUID().slice(0, 8)}`
  await page.locator('[data-share="all"]').click()
  const form = page.locator('[data-law-form]')
  const add = async (from: string) => {
    await page.locator('[data-add-law]').click()
    await form.locator('[name="name"]').fill(name)
    await form.locator('[name="source"]').fill('演示')
    await form.locator('[name="inForceFrom"]').fill(from)
    await form.locator('[data-send]').click()
    await form.waitFor({ ...PATIENCE, state: 'detached' })
  }
  const withdraw = async (reason: string) => {
    const asked = page.locator('[data-withdraw-form]')
    await asked.locator('[data-send]').click()
    // without a reason nothing is sent
    await asked.getByText('请填写').waitFor(PATIENCE)
    await asked.locator('[name="reason"]').fill(reason)
    await isFit(page)
    await asked.locator('[data-send]').click()
    await asked.waitFor({ ...PATIENCE, state: 'detached' })
  }
  await add(after(40))
  const card = page.locator('[data-law]', { hasText: name })
  await card.locator('[data-add-clause]').click()
  await form.locator('[name="number"]').fill('第12条')
  await form.locator('[name="text"]').fill('写错的条文。')
  await form.locator('[name="inForceFrom"]').fill(after(40))
  await form.locator('[data-send]').click()
  await card.locator('[data-clause]', { hasText: '第十二条' }).waitFor(PATIENCE)
  await card.locator('[data-withdraw-law="entry"]').click()
  await withdraw('施行日写错（演示）')
  await card.locator('[data-mark]', { hasText: '已撤回' }).first().waitFor(PATIENCE)
  await card.locator('[data-withdrawals]', { hasText: '施行日写错（演示）' }).waitFor(PATIENCE)
  expect(await card.locator('[data-repeal-law], [data-withdraw-law], [data-add-clause]').count()).toBe(0)

  await add(after(-400))
  const right = page.locator('[data-law]', { hasText: name }).filter({ has: page.locator('[data-repeal-law]') })
  await right.locator('[data-repeal-law]').click()
  await page.locator('[data-repeal-form] [name="repealedOn"]').fill(after(10))
  await page.locator('[data-repeal-form] [data-send]').click()
  await page.locator('[data-withdraw-law="repeal"]').click()
  await withdraw('废止日写错（演示）')
  await right.locator('[data-withdrawals]', { hasText: '废止日写错（演示）' }).waitFor(PATIENCE)
  expect(await page.locator('[data-law]', { hasText: name }).count()).toBe(2)
  await page.context().close()
})
