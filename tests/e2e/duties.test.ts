import { expect, test } from 'vitest'
import { openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

const HOUR_MS = 3_600_000
/** A moment as a field of date and time takes it, by the clock of China. */
const typed = (at: number) => new Date(at + 8 * HOUR_MS).toISOString().slice(0, 16)

test('turns are planned, one person hands over, another confirms, and the log holds both beside what was written', async () => {
  const page = await openPage({ path: '/duty', as: 'duty' })
  const officer = page.locator('[data-seat="officer"]')
  await officer.getByText('此刻无人值班').waitFor(PATIENCE)
  await page.locator('[data-plan]').click()
  const dialog = page.locator('dialog[open]')
  await dialog.locator('[data-send]').click()
  await dialog.getByText('至少选一人').waitFor(PATIENCE)
  await dialog.locator('[data-first]').fill(typed(Date.now() - HOUR_MS))
  await dialog.locator('[data-turns]').fill('2')
  for (const [name, phone] of [['张三', '0535-1234567'], ['李四', '0535-7654321']] as const) {
    await dialog.locator('[data-other]').fill(name)
    await dialog.locator('[data-phone]').fill(phone)
    await dialog.locator('[data-add-other]').click()
  } // prettier-ignore
  await dialog.locator('[data-send]').click()
  await officer.getByText('张三').waitFor(PATIENCE)
  expect(await officer.locator('a[href="tel:0535-1234567"]').count()).toBe(1)
  expect(await officer.textContent()).toContain('下一班：李四')
  // the leader's seat is empty all the while, which is a gap
  expect(await page.locator('[data-gaps]').textContent()).toContain('带班领导')

  await page.locator('[data-give]').click()
  await dialog.locator('[data-notes]').fill('三号罐检修到十点')
  await dialog.locator('[data-send]').click()
  await page.locator('[data-end="withdraw"]').waitFor(PATIENCE)
  const leader = await openPage({ path: '/duty', as: 'leader', width: 390, height: 844 })
  await leader.getByText('三号罐检修到十点').first().waitFor(PATIENCE)
  await leader.locator('[data-end="take"]').click()
  await leader.getByText('分管领导').first().waitFor(PATIENCE)
  await leader.locator('[data-end]').waitFor({ ...PATIENCE, state: 'detached' })
  await isFit(leader)
  await page.locator('[data-end]').waitFor({ ...PATIENCE, state: 'detached' })

  await page.locator('[data-write]').click()
  await dialog.locator('[data-text]').fill('市局来电询问三号罐')
  await dialog.locator('[data-send]').click()
  await page.locator('[data-entry]').filter({ hasText: '市局来电' }).waitFor(PATIENCE)
  for (const kind of ['handover', 'takeover'] as const) {
    await page.locator('[data-kind]').selectOption(kind)
    await expect.poll(() => page.locator('[data-entry]').count(), PATIENCE).toBe(1)
  }
  await page.locator('[data-kind]').selectOption('')
  await page.locator('[data-search]').fill('来电询问')
  await expect.poll(() => page.locator('[data-entry]').count(), PATIENCE).toBe(1)
  await isFit(page)
})
