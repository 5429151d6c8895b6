import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import type { Duty, DutyNow } from '#core/contract/duties.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

const HOUR_MS = 3_600_000
const after = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString()

/** Writes down a turn again, with other fields. */
async function write(page: Page, one: Duty, fields: Partial<Duty>) {
  const { person, phone, fromAt, untilAt } = { ...one, ...fields }
  const data = { account: null, person, phone, fromAt, untilAt, note: '演示', seen: one.changedAt }
  const headers = { origin: inject('url') }
  expect((await page.request.post(`${inject('url')}/api/duties/${one.id}`, { data, headers })).status()).toBe(201)
}

/** The turn of a seat that runs, and the next. */
async function turns(page: Page, seat: Duty['seat']) {
  const { rows } = await ask<{ rows: DutyNow[] }>(page, '/api/duties/now')
  const { duty, next } = rows.find((row) => row.seat === seat)!
  return [duty!, next!] as const
}

/** Moves the change from the turn of a seat that runs to the next to so many hours from now; the longer turn is shortened first. */
async function change(page: Page, seat: Duty['seat'], hours: number) {
  const [duty, next] = await turns(page, seat)
  const at = after(hours)
  const [ending, beginning] = [() => write(page, duty, { untilAt: at }), () => write(page, next, { fromAt: at })]
  const isLater = Date.parse(at) > Date.parse(duty.untilAt)
  for (const one of isLater ? [beginning, ending] : [ending, beginning]) await one()
}

/** Whatever the hour: `duty` sits there and 王静 is next, and no change but the one of the test is near. The demo changes turns at 08:30 and 20:30. */
async function settle(page: Page) {
  await change(page, 'leader', 12)
  await change(page, 'officer', 6)
  const [duty, next] = await turns(page, 'officer')
  await write(page, duty, { person: '值班员 · 指挥中心' })
  await write(page, next, { person: '王静（演示）' })
}

test('who is on duty hands over near the change, another confirms for whom has no account and says why, and the log holds it', async () => {
  const page = await openPage({ path: '/duty', as: 'duty' })
  const officer = page.locator('[data-seat="officer"]')
  const dialog = page.locator('dialog[open]')
  await settle(page)
  await officer.getByText('值班员 · 指挥中心').waitFor(PATIENCE)
  expect(await page.locator('[data-gaps]').count()).toBe(0)
  await change(page, 'officer', 2)
  await page.locator('[data-give]').click()
  await dialog.locator('[data-early]').waitFor(PATIENCE)
  expect(await dialog.locator('[data-reason]').count()).toBe(0)
  await change(page, 'officer', 0.5)
  await dialog.locator('[data-early]').waitFor({ ...PATIENCE, state: 'detached' })
  // whoever is next has no account: the page and the bar say to call them
  await page.locator('[data-due="call"]', { hasText: '王静' }).waitFor(PATIENCE)
  await page.locator('.duty-bell[data-duty-dues="1"]').waitFor(PATIENCE)
  await dialog.locator('[data-notes]').fill('三号罐检修到十点')
  await dialog.locator('[data-send]').click()
  await page.locator('[data-end="withdraw"]').waitFor(PATIENCE)
  const leader = await openPage({ path: '/duty', as: 'leader', width: 390, height: 844 })
  await leader.getByText('三号罐检修到十点').first().waitFor(PATIENCE)
  await leader.locator('[data-due="call"]').waitFor(PATIENCE)
  await leader.locator('[data-end="take"]').click()
  const taking = leader.locator('dialog[open]')
  await taking.locator('[data-send]').click()
  await taking.getByText('请填写').waitFor(PATIENCE)
  await taking.locator('[data-reason]').fill('王静没有账号，由我代接')
  await taking.locator('[data-send]').click()
  await leader.getByText('代接原因：王静没有账号，由我代接').waitFor(PATIENCE)
  await leader.locator('[data-end]').waitFor({ ...PATIENCE, state: 'detached' })
  await leader.locator('[data-due]').waitFor({ ...PATIENCE, state: 'detached' })
  await isFit(leader)
  await page.locator('[data-end]').waitFor({ ...PATIENCE, state: 'detached' })

  await page.locator('[data-write]').click()
  await dialog.locator('[data-text]').fill('市局来电询问三号罐')
  await dialog.locator('[data-send]').click()
  await page.locator('[data-entry]').filter({ hasText: '市局来电' }).waitFor(PATIENCE)
  for (const [kind, text] of [['handover', '三号罐检修到十点'], ['takeover', '分管领导']] as const) {
    await page.locator('[data-kind]').selectOption(kind)
    await page.locator('[data-entry]').first().filter({ hasText: text }).waitFor(PATIENCE)
  } // prettier-ignore
  await page.locator('[data-kind]').selectOption('')
  await page.locator('[data-search]').fill('来电询问')
  await expect.poll(() => page.locator('[data-entry]').count(), PATIENCE).toBe(1)
  await isFit(page)

  // both seats are planned as far as they may be: that is said before anything is sent, and not where all of it fits
  await page.locator('[data-plan]').click()
  for (const seat of ['officer', 'leader']) {
    await dialog.locator('[data-seat-choice]').selectOption(seat)
    await dialog.locator('[data-too-far]', { hasText: '400 天' }).waitFor(PATIENCE)
    expect(await dialog.locator('[data-send]').isDisabled()).toBe(true)
  }
  await dialog.locator('[data-first]').fill(after(48).slice(0, 16))
  await dialog.locator('[data-too-far]').waitFor({ ...PATIENCE, state: 'detached' })
  expect(await dialog.locator('[data-send]').isDisabled()).toBe(false)
})
