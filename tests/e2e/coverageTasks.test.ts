import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

interface Told {
  readonly figures: readonly { readonly parts: readonly { readonly n: number }[] }[]
}
const openTasks = async (page: Page) =>
  (await ask<Told>(page, '/api/indicators?ids=coverage-tasks-open')).figures[0]!.parts[0]!.n
const figure = (page: Page) => page.locator('[data-figure="coverage-tasks-open"]').first().textContent()

test('a blind spot is given by one press, taken back, given again; mended, its task is cleared on every open page', async () => {
  const page = await openPage({ as: 'leader', path: '/coverage?kind=class-a-leader' })
  const fault = page.locator('[data-fault^="class-a-leader:"]').last()
  await fault.waitFor(PATIENCE)
  const key = (await fault.getAttribute('data-fault'))!
  const own = page.locator(`[data-fault="${key}"]`)
  const before = await openTasks(page)

  await own.locator('[data-give]').click()
  await expect.poll(() => own.locator('[data-given]').textContent(), PATIENCE).toBe('已交办 · 政府端 · 剩 7 天')
  await expect.poll(async () => (await figure(page))?.trim(), PATIENCE).toBe(`未完成 ${before + 1} 项`)
  await isFit(page)
  await own.locator('[data-undo]').click()
  await own.locator('[data-give]').waitFor(PATIENCE)
  expect(await openTasks(page)).toBe(before)

  await own.locator('[data-give]').click()
  await own.locator('[data-given]').waitFor(PATIENCE)
  const task = (await own.locator('[data-task]').getAttribute('data-task'))!
  const watching = await openPage({ as: 'leader', path: '/coverage?tasks=open' })
  const line = watching.locator(`[data-coverage-task="${task}"]`)
  await line.waitFor(PATIENCE)
  await isFit(watching)

  // an answer ends nothing
  await line.locator('[data-answer]').click()
  const form = watching.locator('[data-task-form]')
  await form.locator('[data-send]').click()
  await form.getByText('未填；请写明').waitFor(PATIENCE)
  await form.locator('[name="note"]').fill('正在定人（演示）')
  await form.locator('[data-send]').click()
  await form.waitFor({ ...PATIENCE, state: 'detached' })
  await line.locator('summary').click()
  await expect.poll(() => line.locator('[data-event="answered"]').textContent(), PATIENCE).toContain('正在定人（演示）')
  expect(await line.getAttribute('data-state')).toBe('open')

  // a leader who answers for it mends it: the prover no longer finds it
  await page.goto(page.url().replace(/\/coverage.*/, `/assignments?assign=${key.split(':')[1]!}`))
  const assigning = page.locator('[data-assign-form]')
  await assigning.waitFor(PATIENCE)
  await assigning.locator('select').selectOption('name-周岚（演示）')
  await assigning.locator('[data-send]').click()
  await assigning.waitFor({ ...PATIENCE, state: 'detached' })
  await line.waitFor({ ...PATIENCE, state: 'detached' })
  await expect.poll(() => openTasks(watching), PATIENCE).toBe(before)
  await watching.locator('[data-share="cleared"]').click()
  await expect.poll(() => line.getAttribute('data-state'), PATIENCE).toBe('cleared')

  // ended, it is a blind spot again, and the task is open again
  await page.goto(page.url().replace(/\/assignments.*/, '/assignments'))
  await page.locator('[data-share="present"]').click()
  await page.locator('[data-leader="name-周岚（演示）"]').click()
  await page.locator('[data-assignment]').first().locator('[data-end]').click()
  await page.locator('[name="reason"]').fill('分工调整（演示）')
  await page.locator('[data-end-form] [data-send]').click()
  await watching.locator('[data-share="open"]').click()
  await line.waitFor(PATIENCE)
  await line.locator('summary').click()
  await line.locator('[data-event="returned"]').waitFor(PATIENCE)
})

test('a grid gives nothing, and reads its own tasks alone', async () => {
  const page = await openPage({ as: 'grid-harbour', path: '/coverage?tasks=open' })
  await page.locator('[data-task-desk]').waitFor(PATIENCE)
  await page.locator('[data-to-proof]').click()
  await page.locator('[data-fault-list]').waitFor(PATIENCE)
  expect(await page.locator('[data-give]').count()).toBe(0)
})
