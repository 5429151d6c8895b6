import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, pixelOf, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

interface Row {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly tenantsWithoutFile: number
  readonly position: [number, number]
}
interface Tenants {
  readonly rows: readonly {
    readonly tenant: number | null
    readonly enterprise: number | null
    readonly name: string
  }[]
}

test('a tower is found on the map and in the list; its tenant without a file is shown, and linked to one by a press', async () => {
  const page = await openPage({ url: inject('url'), path: '/places' })
  await page.locator('[data-place]').first().waitFor(PATIENCE)
  const { rows } = await ask<{ rows: Row[] }>(page, '/api/places?limit=200')
  const tower = rows.find((row) => row.kind === 'tower' && row.tenantsWithoutFile > 1)!
  expect(await page.locator('[data-place]').count()).toBe(Math.min(rows.length, 50))
  await page.locator(`[data-place="${tower.id}"] [data-figure="tenants-without-file:all:n"]`).click()
  await expect.poll(() => page.locator('[data-rows-total]').textContent(), PATIENCE).toContain(String(tower.tenantsWithoutFile))
  await page.keyboard.press('Escape')
  await isFit(page)

  // the same tower on the map: a press opens its card, which leads to the file
  await page.goto(`${inject('url')}/#map=16.5/${tower.position[1]}/${tower.position[0]}&v=1&layers=places`)
  await page.locator('[data-map-state="idle"]').waitFor(PATIENCE)
  await page.mouse.click(...(await pixelOf(page, tower.position)))
  await expect.poll(() => page.locator('[data-place-card] h2').textContent(), PATIENCE).toBe(tower.name)
  expect(page.url()).toContain(`sel=p${tower.id}`)
  await isFit(page)
  await page.locator('[data-place-file]').click()
  await page.locator('[data-section="tenants"] tbody tr').first().waitFor(PATIENCE)

  // a tenant without a file stands first, and is linked to an enterprise that already sits there
  const tenants = async () => (await ask<Tenants>(page, `/api/places/${tower.id}/tenants?limit=200`)).rows
  const before = await tenants()
  const bare = before.find((row) => row.enterprise === null)!
  const file = before.find((row) => row.enterprise !== null)!
  const line = page.locator(`[data-tenant="${bare.tenant}"]`)
  expect(await line.textContent()).toContain('无档案')
  await line.locator('[data-open-link]').click()
  await page.locator('dialog[open] [data-pick]').fill(file.name)
  await page.locator('dialog[open] .hits button').first().click(PATIENCE)
  await page.locator('dialog[open] [data-link]').click()
  await expect.poll(() => line.getAttribute('data-enterprise'), PATIENCE).toBe(String(file.enterprise))
  expect(await tenants()).toHaveLength(before.length - 1)
  await isFit(page)

  // its boundary is drawn anew on the map beside the form, and what is drawn is what is kept
  const [lng, lat] = tower.position
  const corners = ([[-1, -1], [1, -1], [1, 1]] as const).map(([east, north]): [number, number] => [lng + east * 0.0007, lat + north * 0.0006])
  await page.locator('[data-change-place]').click()
  await page.locator('[data-open-map]').click()
  await page.locator('[data-place-editor] .stage[data-map-state="idle"]').waitFor(PATIENCE)
  await page.locator('[data-place-editor] canvas').scrollIntoViewIfNeeded()
  await page.locator('[data-mode="polygon"]').click()
  for (const corner of [...corners, corners[0]!]) await page.mouse.click(...(await pixelOf(page, corner)))
  const typed = page.locator('dialog[open] [name="boundary"]')
  await expect.poll(async () => (await typed.inputValue()).split(';').length, PATIENCE).toBe(3)
  expect(await page.locator('dialog[open] [name="datum"]').inputValue()).toBe('wgs84')
  await isFit(page)
  await page.locator('dialog[open] [data-send]').click()
  const isKept = async () => {
    const { ring } = await ask<{ ring: [number, number][] }>(page, `/api/places/${tower.id}`)
    return corners.every((corner) => ring.some((at) => at.every((value, axis) => Math.abs(value - corner[axis]!) < 2e-5)))
  }
  await expect.poll(isKept, PATIENCE).toBe(true)
  expect(await page.pdf({ format: 'A4' }).then(({ length }) => length)).toBeGreaterThan(10_000)
}) // prettier-ignore
