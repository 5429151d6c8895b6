import { expect, test } from 'vitest'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

interface Node {
  readonly id: number
  readonly level: number
  readonly name: string
  readonly substitute: { readonly name: string } | null
}

test('somebody stands in from today: the tree, the file of an enterprise and the page of the grid say so at once, and no longer once it is ended', async () => {
  const page = await openPage({ as: 'leader', path: '/grids' })
  const grids = await ask<Node[]>(page, '/api/grids')
  // the last of them: nobody else writes there
  const node = grids.filter(({ level, substitute }) => level === 3 && !substitute).at(-1)!
  const { rows } = await ask<{ rows: { id: number }[] }>(page, `/api/enterprises?limit=1&grid=${node.id}`)
  const file = await openPage({ as: 'duty', path: `/enterprises/${rows[0]!.id}` })
  const phone = await openPage({ as: 'leader', path: `/my-grid?grid=${node.id}`, width: 390, height: 844 })
  const standing = '[data-stands-in], [data-substitute]'
  await phone.locator('[data-people] [data-worker]').first().waitFor(PATIENCE)
  expect(await phone.locator(`[data-people] ${standing}`).count()).toBe(0)

  await page.locator(`[data-node="${node.id}"]`).click(PATIENCE)
  const people = page.locator('[data-node-people]')
  await people.locator('[data-add="substitute"]').click(PATIENCE)
  const form = page.locator('[data-person-form]')
  // nothing typed: refused here, nothing is sent
  await form.locator('[data-send]').click()
  await form.getByText('未填；请填写').first().waitFor()
  await form.locator('[name="name"]').fill('代班甲（演示）')
  await form.locator('[name="phone"]').fill('0535-1239106')
  const today = await form.locator('[name="fromOn"]').inputValue()
  await form.locator('[name="last"]').fill(today)
  await isFit(page)
  await form.locator('[data-send]').click()
  await form.waitFor({ ...PATIENCE, state: 'detached' })
  const line = people.locator('[data-part="substitute"] [data-person]')
  await expect.poll(() => line.first().getAttribute('data-state'), PATIENCE).toBe('standing')
  await expect.poll(() => page.locator(`[data-node="${node.id}"] [data-stands-in]`).textContent(), PATIENCE).toContain('代班甲（演示）') // prettier-ignore
  await expect.poll(() => phone.locator('[data-people] [data-substitute]').textContent(), PATIENCE).toContain(`至 ${today}`) // prettier-ignore
  expect(await phone.locator('[data-people] [data-substitute] a').getAttribute('href')).toBe('tel:05351239106')
  await isFit(phone)
  await file.getByText('代班 代班甲（演示）').waitFor(PATIENCE)

  await line.first().locator('[data-end]').click()
  const ending = page.locator('[data-end-person-form]')
  await ending.locator('[name="reason"]').fill('提前返岗（演示）')
  await ending.locator('[data-send]').click()
  await ending.waitFor({ ...PATIENCE, state: 'detached' })
  await page.locator(`[data-node="${node.id}"] [data-stands-in]`).waitFor({ ...PATIENCE, state: 'detached' })
  await phone.locator('[data-people] [data-substitute]').waitFor({ ...PATIENCE, state: 'detached' })
  await file.getByText('代班 代班甲（演示）').waitFor({ ...PATIENCE, state: 'detached' })
  await people.locator('details summary').click()
  expect(await people.locator('details').textContent()).toContain('提前返岗（演示）')
  for (const one of [page, file, phone]) await one.context().close()
})
