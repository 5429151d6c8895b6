import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ask, PATIENCE } from './browser.ts'
import { heading } from './people.ts'

const step = (page: Page) => page.locator('main.wizard').getAttribute('data-step')
export const isAt = (page: Page, wanted: string) => expect.poll(() => step(page), PATIENCE).toBe(wanted)
export const state = (page: Page, wanted: string) =>
  expect.poll(() => page.locator('main.wizard').getAttribute('data-state'), PATIENCE).toBe(wanted)
export const next = (page: Page) => page.locator('[data-next]:not(:disabled)').click(PATIENCE)
export const figures = async (page: Page, ...names: string[]) => {
  const text = (name: string) => page.locator(`[data-figure="${name}"]`).first().textContent(PATIENCE)
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, Number(await text(name))])))
}
export const columnOf = (page: Page, name: string) =>
  page
    .locator(`[data-field="${name}"] select`)
    .first()
    .evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)

/** Chooses a file as somebody does who clicks the button. */
async function send(page: Page, name: string, buffer: Buffer, button = '选择文件…') {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).click(PATIENCE),
  ])
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer })
}
export async function opens(page: Page, name: string, buffer: Buffer, button?: string) {
  await send(page, name, buffer, button)
  await heading(page, name).waitFor(PATIENCE)
  await isAt(page, 'file')
}
/** Chooses the datum and has every row checked. */
export async function check(page: Page, datum: string) {
  await page.locator(`[data-datum="${datum}"] input`).check(PATIENCE)
  await next(page)
  await isAt(page, 'check')
  await state(page, 'staged')
}
/** From the check to the book. */
export async function publish(page: Page) {
  await next(page)
  await isAt(page, 'merges')
  await next(page)
  await isAt(page, 'publish')
}
export async function confirm(page: Page) {
  await page.locator('[data-publish]:not(:disabled)').click(PATIENCE)
  await page.locator('[data-confirm]').click()
  await page.locator('[data-published]').waitFor(PATIENCE)
}

interface Row {
  readonly identifier: string
  readonly position: [number, number] | null
  readonly gridName: string | null
  readonly id: number
}
export const book = async (page: Page) => (await ask<{ rows: Row[] }>(page, '/api/enterprises?limit=200')).rows
export const staffOf = async (page: Page, key: string) => {
  const row = (await book(page)).find(({ identifier }) => identifier === key)
  return (await ask<{ staff: number }>(page, `/api/enterprises/${row?.id}`)).staff
}
