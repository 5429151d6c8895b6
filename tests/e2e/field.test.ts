import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { ask, drawn, openPage, PATIENCE, take, useBrowser } from './browser.ts'
import { answerRest, installed, isFit, type Paged, tab } from './fieldPhone.ts'
import { photograph } from './photograph.ts'

useBrowser()

/** Whether nothing of the page reaches beyond the screen, hidden or not. */
const isWithin = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('.field *')].every((one) => one.getBoundingClientRect().right <= innerWidth + 0.5)) // prettier-ignore

/** A line to the product that can be cut in the middle of a photograph. */
function line() {
  const { hostname, port } = new URL(inject('url'))
  const state = { cuts: 0, cut: false }
  const both = (near: Socket, far: Socket) => {
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    both(near, far)
    far.pipe(near)
    near.on('data', (part: Buffer) => {
      far.write(part)
      if (state.cut && part.includes('/documents?')) {
        state.cuts += 1
        far.destroy() // what was sent so far has gone through; the rest never does
      }
    })
  })
  return { server, state }
}
const closing: (() => void)[] = []
afterAll(() => closing.forEach((close) => close()))

test('my grid tells the registered figures, its map draws, and what is urgent comes first', async () => {
  const page = await installed()
  const { figures } = await ask<{ figures: { parts: { part: string; n: number; of: number }[] }[] }>(page, '/api/indicators?ids=grid-coverage') // prettier-ignore
  const whole = figures[0]!.parts.find(({ part }) => part === 'all')!
  expect(await page.locator('[data-coverage]').textContent()).toContain(`${whole.n}/${whole.of}`)
  const open = await ask<Paged<{ dueAt: string }>>(page, '/api/hazards?turn=anyone&limit=200')
  const listed = await ask<Paged<{ visitDueAt: string | null }>>(page, '/api/enterprises?limit=200')
  const late = [...open.rows.map(({ dueAt }) => dueAt), ...listed.rows.flatMap(({ visitDueAt }) => visitDueAt ?? [])]
  expect(await page.locator('[data-late] b').textContent()).toBe(String(late.filter((due) => Date.parse(due) < Date.now()).length)) // prettier-ignore
  await drawn(page)
  expect(await findings(page)).toEqual([])
  expect(await isFit(page)).toBe(true)
  await page.locator('[data-late]').click()
  const dues = await page.locator('[data-task] .side b').allTextContents()
  expect(dues.length).toBeGreaterThan(0)
  expect(dues.every((text) => text.includes('超期'))).toBe(true)
  for (const name of ['tasks', 'report', 'me']) {
    await tab(page, name)
    expect(await findings(page), name).toEqual([])
    expect(await isFit(page), name).toBe(true)
  }
  const { rows } = await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=1')
  await page.goto(`${inject('url')}/field/enterprises/${rows[0]!.id}`)
  await page.locator('[data-call]').waitFor(PATIENCE)
  expect(await findings(page)).toEqual([])
  expect(await isWithin(page)).toBe(true)
})

test('it can be installed: manifest, icons and a worker that holds all of it', async () => {
  const page = await installed()
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector<HTMLLinkElement>('link[rel=manifest]')!.href)).json()) // prettier-ignore
  expect(manifest).toMatchObject({ start_url: '/field', display: 'standalone', scope: '/field' })
  for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
    const size = await page.evaluate(async (at) => {
      const image = await createImageBitmap(await (await fetch(at)).blob())
      return `${image.width}x${image.height}`
    }, src)
    expect(size).toBe(sizes)
  }
})

test('without a signal it opens, reports and answers; with it all goes out once, though the line breaks in a photograph', async () => {
  const { server, state } = line()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const page = await installed({ url })
  const context = page.context()
  const before = await ask<Paged<object>>(page, '/api/hazards?limit=1')

  await context.setOffline(true)
  await page.reload()
  await page.locator('[data-offline]').waitFor(PATIENCE)
  await page.locator('[data-task]').first().waitFor(PATIENCE) // the book is here
  await tab(page, 'report')
  await page.locator('[data-pick]').click(PATIENCE)
  await page.locator('[data-enterprise]').first().click(PATIENCE)
  await page.locator('[name="description"]').fill('消防栓前堆放桶装物料，箱门打不开')
  await page.locator('[data-album]').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await photograph(page) }) // prettier-ignore
  await page.locator('[data-photo]').waitFor(PATIENCE)
  await page.reload() // a call came in, and the app was thrown out
  await page.locator('[data-draft-kept]').waitFor(PATIENCE)
  expect(await page.locator('[name="description"]').inputValue()).toBe('消防栓前堆放桶装物料，箱门打不开')
  expect(await page.locator('[data-photo]').count()).toBe(1)
  await page.locator('[data-keep]').click()
  await expect.poll(() => page.locator('[data-record="waiting"]').count(), PATIENCE).toBe(2)

  state.cut = true
  await context.setOffline(false)
  await expect.poll(() => state.cuts, PATIENCE).toBeGreaterThan(0)
  await expect.poll(() => page.locator('[data-record="waiting"]').count(), PATIENCE).toBe(1) // the report is there, its picture not yet
  await page.locator('[data-offline]').waitFor(PATIENCE)
  state.cut = false
  await page.locator('[data-retry]').click()
  await expect.poll(() => page.locator('[data-record="done"]').count(), PATIENCE).toBe(2)
  await page.locator('[data-sync][data-age="fresh"]').waitFor(PATIENCE)

  // others report beside this test: what this phone reported is there once
  const after = await ask<Paged<{ id: number; enterprise: number; description: string }>>(
    page,
    '/api/hazards?limit=200',
  )
  expect(after.total).toBeGreaterThan(before.total)
  const mine = after.rows.filter(({ description }) => description === '消防栓前堆放桶装物料，箱门打不开')
  expect(mine).toHaveLength(1)
  const { id, enterprise } = mine[0]!
  const { photos } = await ask<{ photos: { id: number; takenAt: string; position: [number, number] }[] }>(page, `/api/hazards/${id}`) // prettier-ignore
  expect(photos).toHaveLength(1)
  // the place that the camera wrote down is told beside the picture, and is no longer in it
  expect(photos[0]!.position[0]).toBeCloseTo(121.25, 4)
  expect(photos[0]!.position[1]).toBeCloseTo(37.5, 4)
  const bytes = await (await page.request.get(`${url}/api/enterprises/${enterprise}/documents/${photos[0]!.id}`)).body()
  expect(bytes.length).toBeLessThanOrEqual(400 * 1024)
  expect(bytes.includes('Exif')).toBe(false)
})

test('somebody who went on meanwhile is shown field by field, and a person decides', async () => {
  const page = await installed()
  const origin = inject('url')
  const { rows } = await ask<Paged<{ id: number; enterprise: number }>>(page, '/api/enterprises?limit=1')
  const due = new Date(Date.now() + 9 * 86_400_000).toISOString()
  const made = await page.request.post(`${origin}/api/hazards`, {
    headers: { origin },
    data: {
      request: crypto.randomUUID(),
      enterprise: rows[0]!.id,
      source: 'patrol',
      description: '疏散门锁闭',
      dueAt: due,
    },
  })
  const { id } = (await made.json()) as { id: number }
  await page.locator('[data-sync]').click()
  await page.goto(`${origin}/field/hazards/${id}`)
  await page.locator('[data-act="void"]').click(PATIENCE)
  await page.locator('[data-deed="void"] [name="note"]').fill('现场没有发现')
  await page.context().setOffline(true)
  await page.locator('[data-deed="void"] [data-keep]').click()
  await page.locator('[data-queued]').waitFor(PATIENCE)

  const officer = await openPage({ nowhere: true, as: 'department-emergency' })
  const done = await officer.request.post(`${origin}/api/hazards/${id}/events`, {
    headers: { origin },
    data: { request: crypto.randomUUID(), seen: 1, act: 'verify', major: false, kind: 'fire' },
  })
  expect(done.status()).toBe(201)
  await page.context().setOffline(false)
  await tab(page, 'tasks')
  await page.locator('[data-record="conflict"] [data-compare]').click(PATIENCE)
  await page.locator('[data-field="note"]').waitFor(PATIENCE)
  expect(await page.locator('[data-field="note"] td').allTextContents()).toEqual(['—', '现场没有发现'])
  expect(await page.locator('[data-field="kind"] td').first().textContent()).not.toBe('—')
  expect(await page.locator('[data-mine]').isDisabled()).toBe(true) // one that is verified cannot be voided
  expect(await findings(page)).toEqual([])
  await page.locator('[data-theirs]').click()
  await expect.poll(() => page.locator('[data-record="conflict"]').count(), PATIENCE).toBe(0)
})

test('a visit with its checklist is worked off without a signal, and what was wrong is a hazard', async () => {
  const page = await installed()
  const { rows } = await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=1')
  const at = rows[0]!.id
  await page.context().grantPermissions(['geolocation'])
  await page.context().setGeolocation({ longitude: 121.5, latitude: 37.43, accuracy: 8 })
  await page.context().setOffline(true)
  await page.goto(`${inject('url')}/field/enterprises/${at}/inspect`)
  await page.locator('[data-check-in]').click(PATIENCE)
  await page.locator('[data-checked-in]').waitFor(PATIENCE)
  await page.locator('[data-checklist]').first().click(PATIENCE)
  const items = page.locator('[data-item]')
  await items.first().waitFor(PATIENCE)
  await items.nth(0).locator('[data-answer="ok"]').click()
  await items.nth(1).locator('[data-answer="wrong"]').click()
  await items.nth(1).locator('textarea').fill('新进人员没有记录')
  expect(await findings(page)).toEqual([])
  expect(await isFit(page)).toBe(true)
  await answerRest(page)
  await page.locator('[data-finish]').click()
  await expect.poll(() => page.locator('[data-record="waiting"]').count(), PATIENCE).toBe(2)
  await page.context().setOffline(false)
  await expect.poll(() => page.locator('[data-record="done"]').count(), PATIENCE).toBe(2)
  const { rows: visits } = await ask<Paged<{ request: string; findings: number; state: string }>>(page, `/api/inspections?enterprise=${at}&own=1&limit=1`) // prettier-ignore
  expect(visits[0]).toMatchObject({ findings: 1, state: 'finished' })
  const visit = await ask<{ checkIn: { lng: number; accuracyM: number }; answers: { answer: string }[]; hazards: { description: string }[] }>(page, `/api/inspections/${visits[0]!.request}`) // prettier-ignore
  expect(visit.answers.map(({ answer }) => answer).filter((one) => one !== 'not-applicable').sort()).toEqual(['ok', 'wrong']) // prettier-ignore
  expect(visit.hazards[0]!.description).toContain('新进人员没有记录')
  expect([visit.checkIn.lng, visit.checkIn.accuracyM]).toEqual([121.5, 8])
})

test('whoever signs out with unsent work is told how much, and may stay; signed out, the device keeps nothing', async () => {
  const page = await installed()
  await page.context().setOffline(true)
  await tab(page, 'report')
  await page.locator('[data-pick]').click(PATIENCE)
  await page.locator('[data-enterprise]').first().click(PATIENCE)
  await page.locator('[name="description"]').fill('电缆沟盖板缺失')
  await page.locator('[data-keep]').click()
  await page.locator('[data-record="waiting"]').waitFor(PATIENCE)
  await tab(page, 'me')
  await page.locator('[data-leave]').click(PATIENCE)
  const asked = page.locator('.van-dialog')
  await asked.waitFor(PATIENCE)
  expect(await asked.textContent()).toContain('1 条没有发出')
  await asked.locator('.van-dialog__cancel').click()
  await tab(page, 'tasks')
  expect(await page.locator('[data-record="waiting"]').count()).toBe(1)
  await page.context().setOffline(false)
  await page.locator('[data-record="done"]').waitFor(PATIENCE)
  await tab(page, 'me')
  await page.locator('[data-leave]').click(PATIENCE)
  await page.locator('[data-sign-in]').waitFor(PATIENCE)
  const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith('anjian-field'))) // prettier-ignore
  expect(left).toEqual([])
})

test('whoever else signs in on the same phone sees, keeps and sends nothing of the first', async () => {
  const page = await installed()
  const first = await ask<{ label: string }>(page, '/api/session')
  await tab(page, 'report')
  await page.locator('[name="description"]').fill('甲写了一半')
  await page.locator('[data-draft-kept]').waitFor(PATIENCE)
  const origin = inject('url')
  const asFirst = { origin, 'x-as': `demo-${encodeURIComponent(first.label)}` }
  await take(page, 'grid-harbour')
  // what was under way for the first is refused, and nothing of it is taken in the second's name
  const late = await page.request.get(`${origin}/api/hazards?limit=1`, { headers: asFirst })
  expect([late.status(), ((await late.json()) as { code: string }).code]).toEqual([401, 'sign-in-needed'])
  await page.locator('[data-sync]').click()
  await expect.poll(() => page.locator('[name="description"]').inputValue(), PATIENCE).toBe('')
  expect(await page.locator('[data-draft-kept]').count()).toBe(0)
  await take(page, 'grid-materials')
  await page.locator('[data-sync]').click()
  await expect.poll(() => page.locator('[name="description"]').inputValue(), PATIENCE).toBe('甲写了一半')
})

test('a phone whose clock was set back never calls its book fresh, nor what was late in time', async () => {
  const page = await installed()
  const late = await page.locator('[data-late] b').textContent()
  await page.addInitScript(() => {
    const honest = Date.now.bind(Date)
    Date.now = () => honest() - 20 * 86_400_000
  })
  await page.context().setOffline(true)
  await page.reload()
  await page.locator('[data-offline]').waitFor(PATIENCE)
  await page.locator('[data-task]').first().waitFor(PATIENCE)
  expect(await page.locator('[data-sync]').getAttribute('data-age')).toBe('old')
  expect(await page.locator('[data-late] b').textContent()).toBe(late)
})
