import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, askMap, drawn, openPage, PATIENCE, pixelOf, useBrowser } from './browser.ts'
import { arrivesAt } from './people.ts'

useBrowser()

interface Hazard {
  readonly id: number
  readonly enterprise: number
  readonly state: string
}
const LAYERS = 'layers=enterprises,hazards'
/** Open hazards that the flags of the map say, over all of them. */
const said = async (page: Page) =>
  (await askMap(page, 'features', 'hazards-flag')).reduce((sum, { open }) => sum + Number(open), 0)
const figureOf = async (page: Page) =>
  Number((await page.locator('.layer [data-figure^="hazards-open:"]').textContent())?.replace(/\D/g, ''))

test('the flags of the whole district add up to the figure of the layer, which is off until somebody wants it', async () => {
  const page = await openPage({ hash: 'map=10.5/37.42/121.515&v=1' })
  await drawn(page)
  expect(await askMap(page, 'rendered', 'hazards-flag')).toBe(0)
  await page.locator('.layer').filter({ hasText: /^隐患/ }).locator('input').first().check() // prettier-ignore
  await drawn(page)
  await expect.poll(() => said(page), PATIENCE).toBe(await figureOf(page))
  expect(await said(page)).toBeGreaterThan(100)
})

test('a flag stands on its enterprise, changes with a report by somebody else, and leads to the hazards there', async () => {
  const asking = await openPage({ nowhere: true, as: 'duty' })
  const { rows } = await ask<{ rows: Hazard[] }>(asking, '/api/hazards?turn=anyone&limit=200')
  const alone = rows.filter(({ enterprise }) => rows.filter((one) => one.enterprise === enterprise).length === 1)
  const { hazard, position } = await one(asking, alone)
  const page = await openPage({ as: 'duty', hash: `map=17/${position[1]}/${position[0]}&v=1&${LAYERS}` })
  await drawn(page)
  const flag = async () => (await askMap(page, 'features', 'hazards-flag')).find(({ id }) => id === hazard.enterprise)
  await expect.poll(flag, PATIENCE).toMatchObject({ enterprises: 1, open: 1, hazard: hazard.id })
  const [x, y] = await pixelOf(page, position)
  await page.mouse.click(x, y - 16)
  await arrivesAt(page, `/hazards/${hazard.id}`)

  await page.goBack()
  await drawn(page)
  await expect.poll(flag, PATIENCE).toMatchObject({ open: 1 })
  const answer = await asking.request.post(`${inject('url')}/api/hazards`, {
    data: { request: randomUUID(), enterprise: hazard.enterprise, source: 'patrol', major: true, description: '通道堵塞', dueAt: new Date(Date.now() + 86_400_000).toISOString() },
    headers: { origin: inject('url') },
  })
  expect(answer.status()).toBe(201)
  await expect.poll(flag, PATIENCE).toMatchObject({ open: 2, major: 1 })
  expect((await flag())!.hazard).toBeUndefined()
  await drawn(page)
  await page.mouse.click(x, y - 16)
  await arrivesAt(page, `/enterprises/${hazard.enterprise}`)
  expect(new URL(page.url()).hash).toBe('#hazards')
}) // prettier-ignore

/** One of the hazards whose enterprise has a position and no other enterprise close by. */
async function one(asking: Page, among: readonly Hazard[]) {
  interface Place {
    readonly id: number
    readonly position: [number, number] | null
  }
  const enterprises: Place[] = []
  for (let after = ''; after !== 'end';) {
    const body = await ask<{ rows: Place[]; next: string | null }>(asking, `/api/enterprises?limit=200${after}`)
    enterprises.push(...body.rows)
    after = body.next === null ? 'end' : `&after=${encodeURIComponent(body.next)}`
  }
  const sources = (await ask<{ rows: { enterprise: number }[] }>(asking, '/api/hazard-sources')).rows
  const near = (a: [number, number], b: [number, number] | null) => b !== null && Math.hypot(a[0] - b[0], a[1] - b[1]) < 5e-4 // prettier-ignore
  for (const hazard of among) {
    const position = enterprises.find(({ id }) => id === hazard.enterprise)?.position
    if (!position || sources.some(({ enterprise }) => enterprise === hazard.enterprise)) continue
    if (enterprises.filter((other) => near(position, other.position)).length === 1) return { hazard, position }
  }
  throw new Error('every enterprise with one hazard has a neighbour')
}
