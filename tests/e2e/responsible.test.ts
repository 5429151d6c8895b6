import { expect, inject, test } from 'vitest'
import type { Pledge } from '#core/contract/pledges.ts'
import type { Responsible } from '#core/contract/responsible.ts'
import type { SpecialWork } from '#core/contract/specialWorks.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

const OWN = 'enterprise-plant'

test('the enterprise pledges for today and corrects it; numbers that differ from what is filed are marked', async () => {
  const page = await openPage({ as: OWN, path: '/pledges', width: 390, height: 844 })
  const field = (name: string) => page.locator(`[data-pledge-form] [name="${name}"]`)
  const send = () => page.locator('[data-pledge-form] [data-send]').click()
  await page.locator('[data-not-pledged]').waitFor(PATIENCE)
  const card = page.locator('[data-pledge-of]')
  const id = await card.getAttribute('data-pledge-of')
  await page.locator('[data-pledge]').click(PATIENCE)
  for (const [name, text] of [['units', '3'], ['running', '2'], ['stopped', '0'], ['overhauled', '0'], ['judgement', '风险受控'], ['principal', '王厂长']]) await field(name!).fill(text!)
  await send()
  await page.getByText('运行、停产、检修之和须等于总数').waitFor(PATIENCE)
  await isFit(page)
  await field('overhauled').fill('1')
  const filed = Number(await field('hotSecond').inputValue())
  await field('hotSecond').fill(String(filed + 1))
  await send()
  await page.locator('[data-pledge-form]').waitFor({ state: 'detached', ...PATIENCE })
  await page.locator('[data-differs]').waitFor(PATIENCE)
  expect(await page.locator('[data-differs]').textContent()).toContain(`二级动火：承诺 ${filed + 1}，报备 ${filed}`)
  await page.locator('[data-pledge]').click()
  await field('hotSecond').fill(String(filed))
  await send()
  await page.locator('[data-differs]').waitFor({ state: 'detached', ...PATIENCE })
  const { rows, today } = await ask<{ rows: Pledge[]; today: string }>(page, `/api/pledges/${id}`)
  expect(rows[0]).toMatchObject({ day: today, units: 3, overhauled: 1, hotSecond: filed, version: 2 })
}) // prettier-ignore

test('a work in a confined space is filed, begins by a gas test that passes alone, and ends', async () => {
  const page = await openPage({ as: OWN, path: '/special-works', allow: /status of 422/ })
  const place = `${Date.now()} 号罐内`
  await page.locator('[data-file-work]').click(PATIENCE)
  const form = page.locator('[data-work-form]')
  await form.locator('[name="work-kind"]').selectOption('confined')
  for (const [name, text] of [['place', place], ['responsible', '张三'], ['guardian', '张三']]) await form.locator(`[name="${name}"]`).fill(text!)
  // begun a minute ago, so that it may begin now
  const from = await form.locator('[name="from"]').inputValue()
  await form.locator('[name="from"]').fill(new Date(Date.parse(`${from}Z`) - 120_000).toISOString().slice(0, 16))
  await form.locator('[data-send]').click()
  await page.getByText('监护人不能是负责人本人').waitFor(PATIENCE)
  await form.locator('[name="guardian"]').fill('李四')
  await form.locator('[data-send]').click()
  const card = page.locator('[data-work]').filter({ hasText: place })
  await card.locator('[data-step="begin"]').click(PATIENCE)
  await card.getByText('没有合格的气体分析').waitFor(PATIENCE)
  const test = async (oxygen: string) => {
    await card.locator('[data-gas]').click()
    const gas = page.locator('[data-gas-form]')
    for (const [name, text] of [['oxygen', oxygen], ['combustible', '0'], ['tester', '王五']]) await gas.locator(`[name="${name}"]`).fill(text!)
    await gas.locator('[data-send]').click()
    await gas.waitFor({ state: 'detached', ...PATIENCE })
  }
  await test('21.1')
  await card.locator('[data-gas-test][data-passes="false"]').waitFor(PATIENCE)
  await card.locator('[data-step="begin"]').click()
  await card.getByText('没有合格的气体分析').waitFor(PATIENCE)
  await test('20.9')
  await card.locator('[data-gas-test][data-passes="true"]').waitFor(PATIENCE)
  await card.locator('[data-step="begin"]').click()
  await page.locator('[data-share="now"]').click()
  await card.locator('[data-step="end"]').click(PATIENCE)
  await card.waitFor({ state: 'detached', ...PATIENCE })
  const { rows } = await ask<{ rows: SpecialWork[] }>(page, '/api/special-works?share=over&kind=confined')
  expect(rows.find((one) => one.place === place)).toMatchObject({ state: 'ended', tests: [{ oxygen: 20.9 }, { oxygen: 21.1 }] })
  await isFit(page)
}) // prettier-ignore

test('a source says who answers for it and what is late; a check ends that, and who only reads is offered nothing', async () => {
  const page = await openPage({ as: OWN, nowhere: true })
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/hazard-sources')
  const source = rows[0]!.id
  const read = () => ask<Responsible>(page, `/api/hazard-sources/${source}/responsible`)
  await page.goto(`${inject('url')}/hazard-sources/${source}`)
  const office = page.locator('[data-office="operational"]')
  await office.locator('[data-check-act]').click(PATIENCE)
  const before = (await read()).offices[2]!
  const note = `巡查 ${Date.now()}`
  await page.locator('[data-check-form] [name="note"]').fill(note)
  if (before.checks[0]?.doneOn === (await read()).today) await page.locator('[data-check-form] [data-leave]').click()
  else {
    await page.locator('[data-check-form] [data-send]').click()
    await office.getByText(note).waitFor(PATIENCE)
    expect((await read()).offices[2]).toMatchObject({ late: false, checks: [{ note }, ...before.checks.map(({ id }) => ({ id }))].slice(0, 30) })
  }
  await page.locator('[data-fact="assessed"]').waitFor(PATIENCE)
  const leader = await openPage({ as: 'leader', path: `/hazard-sources/${source}`, width: 390, height: 844, theme: 'light' })
  await leader.locator('[data-office="principal"]').waitFor(PATIENCE)
  expect(await leader.locator('[data-office]').count()).toBe(3)
  await isFit(leader)
}) // prettier-ignore
