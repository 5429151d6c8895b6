import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

useBrowser()

interface Told {
  readonly figures: readonly { readonly id: string; readonly parts: readonly { readonly part: string; readonly n: number }[] }[]
} // prettier-ignore
/** The figure, and what the proof finds of it. */
async function counted(page: Page): Promise<[number, number]> {
  const { figures } = await ask<Told>(page, '/api/indicators?ids=class-a-leaderless,coverage-faults')
  const of = (id: string, part: string) => figures.find((one) => one.id === id)!.parts.find((one) => one.part === part)!.n // prettier-ignore
  return [of('class-a-leaderless', 'all'), of('coverage-faults', 'class-a-leader')]
}
const FIGURE = '[data-figure="class-a-leaderless"]'
const shown = (page: Page) => page.locator(FIGURE).textContent()
const RULE = '[data-rule="class-a-leader"]'

test('from a blind spot a leader is assigned: the figure and the proof go down by one on every open page, and the file says who answers', async () => {
  const page = await openPage({ as: 'leader', path: '/coverage?kind=class-a-leader' })
  const watching = await openPage({ as: 'department-emergency', path: '/assignments' })
  const [before, faults] = await counted(page)
  expect([before > 1, faults]).toEqual([true, before])
  await expect.poll(() => page.locator(RULE).getAttribute('data-faults'), PATIENCE).toBe(String(before))
  const fault = page.locator('[data-fault^="class-a-leader:"]').first()
  const id = (await fault.getAttribute('data-fault'))!.split(':')[1]!
  const name = await fault.locator('b').first().textContent()

  await fault.locator('a', { hasText: '分包给领导' }).click()
  const form = page.locator('[data-assign-form]')
  await form.waitFor(PATIENCE)
  await arrivesAt(page, '/assignments')
  expect(await form.textContent()).toContain(name!)
  await expect.poll(async () => (await shown(page))?.trim(), PATIENCE).toBe(`A 类无分包领导 ${before} 家`)
  await isFit(page)
  // nobody chosen: refused here, nothing is sent
  await form.locator('[data-send]').click()
  await form.getByText('请选择领导').waitFor()
  await form.locator('select').selectOption('name-周岚（演示）')
  await form.locator('[data-send]').click()
  await form.waitFor({ ...PATIENCE, state: 'detached' })

  await expect.poll(async () => (await shown(page))?.trim(), PATIENCE).toBe(`A 类无分包领导 ${before - 1} 家`)
  await page.locator(`[data-leaderless="${id}"]`).waitFor({ ...PATIENCE, state: 'detached' })
  expect(await counted(page)).toEqual([before - 1, before - 1])
  const own = async () => (await counted(watching))[0]
  await expect.poll(async () => (await shown(watching))?.trim(), PATIENCE).toBe(`A 类无分包领导 ${await own()} 家`)
  expect(await watching.locator('[data-assign], [data-assign-all]').count()).toBe(0)

  await page.goto(page.url().replace(/\/assignments.*/, `/enterprises/${id}`))
  const section = page.locator('[data-file-assignment]')
  await section.waitFor(PATIENCE)
  expect(await section.textContent()).toContain('周岚（演示）')

  // ended, it is a blind spot again, and the history says who it was
  await page.goto(page.url().replace(/\/enterprises.*/, '/assignments'))
  await page.locator('[data-share="present"]').click()
  await page.locator('[data-leader="name-周岚（演示）"]').click()
  const line = page.locator('[data-assignment]', { hasText: name! })
  await line.locator('[data-end]').click()
  await page.locator('[name="reason"]').fill('分工调整（演示）')
  await page.locator('[data-end-form] [data-send]').click()
  await expect.poll(() => counted(page), PATIENCE).toEqual([before, before])
  await page.locator('[data-share="history"]').click()
  await page.locator('[data-assignment]', { hasText: '分工调整（演示）' }).first().waitFor(PATIENCE)
})
