import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { ask, openPage, PATIENCE, take, useBrowser } from './browser.ts'
import { answerRest, installed, isFit, type Paged, tab, tooSmall } from './fieldPhone.ts'
import { photograph } from './photograph.ts'

useBrowser()
const closing: (() => void)[] = []
afterAll(() => closing.forEach((close) => close()))

/** A phone that needs long for each picture: until `go` none of them is read. */
async function slow(page: Page) {
  await page.addInitScript(() => {
    const read = createImageBitmap
    const gate = new Promise<void>((go) => Object.assign(window, { go }))
    window.createImageBitmap = async (...asked: [ImageBitmapSource, ImageBitmapOptions?]) => {
      await gate
      return read(...asked)
    }
  })
  return () => page.evaluate(() => (window as unknown as { go: () => void }).go())
}
const shoot = (page: Page, within: string, buffer: Buffer) =>
  page.locator(`${within} [data-album]`).setInputFiles({ name: 'IMG_9.jpg', mimeType: 'image/jpeg', buffer })
const firstOf = async (page: Page) => (await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=1')).rows[0]!.id
const standsWell = async (page: Page) => [await findings(page), await isFit(page), await tooSmall(page)]
const WELL = [[], true, []]

test('a report is not sent while a photograph of it is being made, nor an act, nor a visit', async () => {
  const page = await installed()
  const picture = await photograph(page)
  const enterprise = await firstOf(page)
  const go = await slow(page)
  await page.goto(`${inject('url')}/field/report?enterprise=${enterprise}`)
  const keep = page.locator('[data-keep]')
  await page.locator('[name="description"]').fill('吊装口没有围护')
  await shoot(page, '[data-report]', picture)
  await expect.poll(() => keep.isDisabled(), PATIENCE).toBe(true)
  expect(await keep.textContent()).toContain('照片处理中')
  expect(await standsWell(page)).toEqual(WELL)
  await go()
  await page.locator('[data-photo]').waitFor(PATIENCE)
  await keep.click(PATIENCE)
  await expect.poll(() => page.locator('[data-record="done"]').count(), PATIENCE).toBe(2)
  const { rows } = await ask<Paged<{ id: number; description: string }>>(page, '/api/hazards?limit=50')
  const { id } = rows.find(({ description }) => description === '吊装口没有围护')!
  expect((await ask<{ photos: unknown[] }>(page, `/api/hazards/${id}`)).photos).toHaveLength(1)

  const origin = inject('url')
  const verified = await page.request.post(`${origin}/api/hazards/${id}/events`, {
    headers: { origin },
    data: { request: crypto.randomUUID(), seen: 1, act: 'verify', major: false, kind: 'fire' },
  })
  expect(verified.status()).toBe(201)
  await page.goto(`${origin}/field/hazards/${id}`)
  await page.locator('[data-act="fix-on-spot"]').click(PATIENCE)
  await shoot(page, '[data-deed]', picture)
  await expect.poll(() => keep.isDisabled(), PATIENCE).toBe(true)
  await go()
  await page.locator('[data-deed] [data-photo]').waitFor(PATIENCE)
  await expect.poll(() => keep.isDisabled(), PATIENCE).toBe(false)

  await page.goto(`${inject('url')}/field/enterprises/${enterprise}/inspect?code=1`)
  const first = page.locator('main li:first-child [data-item]')
  const ends = () => page.locator('[data-finish], [data-to-sign]').evaluateAll((all) => all.map((one) => (one as HTMLButtonElement).disabled)) // prettier-ignore
  await first.waitFor(PATIENCE)
  await answerRest(page)
  await expect.poll(ends, PATIENCE).toEqual([false, false])
  await first.locator('[data-show]').click()
  await shoot(page, 'main li:first-child [data-item]', picture)
  await expect.poll(ends, PATIENCE).toEqual([true, true])
  await page.locator('[data-making]').waitFor(PATIENCE)
  await go()
  await first.locator('[data-photo]').waitFor(PATIENCE)
  await expect.poll(ends, PATIENCE).toEqual([false, false])
})

test('a photograph that is being made when the page is left is in the draft', async () => {
  const page = await installed()
  const picture = await photograph(page)
  const go = await slow(page)
  await page.goto(`${inject('url')}/field/report`)
  await shoot(page, '[data-report]', picture)
  await expect.poll(() => page.locator('[data-keep]').isDisabled(), PATIENCE).toBe(true)
  await tab(page, 'tasks')
  await go()
  await page.locator('[data-queue], [data-begun-list]').first().waitFor(PATIENCE)
  expect(await page.locator('[data-begun="report"]').textContent()).toContain('照片 1 张')
  await page.locator('[data-begun="report"]').click()
  await page.locator('[data-photo]').waitFor(PATIENCE)
  expect(await page.locator('[data-photo]').count()).toBe(1)
})

test('a visit that did not end is found everywhere, and is not signed away unasked', async () => {
  const page = await installed()
  const enterprise = await firstOf(page)
  await page.goto(`${inject('url')}/field/enterprises/${enterprise}/inspect?code=1`)
  await page.locator('[data-item] [data-answer="ok"]').first().click(PATIENCE)
  await page.locator('[data-draft-kept]').waitFor(PATIENCE)
  const row = page.locator(`[data-begun="inspect-${enterprise}"]`)
  for (const name of ['home', 'tasks', 'me']) {
    await tab(page, name)
    await row.waitFor(PATIENCE)
    expect(await row.textContent()).toMatch(/检查开始于 \d\d-\d\d \d\d:\d\d · 已答 1 项.*继续检查/s)
    expect(await standsWell(page), name).toEqual(WELL)
  }
  await page.locator('[data-leave]').click()
  const asked = page.locator('.van-dialog')
  await asked.waitFor(PATIENCE)
  expect(await asked.textContent()).toMatch(/还有 1 次检查没有结束.*结束检查/s)
  expect(await asked.textContent()).not.toContain('连网')
  await asked.locator('.van-dialog__cancel').click()
  await page.goto(`${inject('url')}/field/enterprises/${enterprise}`)
  await expect.poll(() => page.locator('[data-inspect]').textContent(), PATIENCE).toMatch(/继续检查（\d\d-\d\d \d\d:\d\d 开始）/) // prettier-ignore
  await page.locator('[data-inspect]').click()
  await page.locator('[data-item] [aria-checked="true"][data-answer="ok"]').waitFor(PATIENCE)
  // given up by a person, it is gone everywhere
  await page.goto(`${inject('url')}/field/me`)
  await page.locator('[data-drop-begun]').click(PATIENCE)
  await page.locator('.van-dialog__confirm').click(PATIENCE)
  await expect.poll(() => row.count(), PATIENCE).toBe(0)
})

test('the bar says at once that the device is off the network, and how old the book is', async () => {
  const page = await installed()
  await page.locator('[data-sync][data-age="fresh"]').waitFor(PATIENCE)
  await page.context().setOffline(true)
  await page.locator('[data-offline]').waitFor({ timeout: 3_000 })
  expect(await page.locator('[data-sync]').getAttribute('data-age')).not.toBe('fresh')
  expect(await page.locator('[data-sync]').textContent()).toMatch(/同步(于|中)/)
  await expect.poll(() => page.locator('[data-sync]').textContent(), PATIENCE).toMatch(/同步于(不到 1|\s*\d+) 分前/)
  expect(await findings(page)).toEqual([])
})

test('a server that went away is missed within seconds, though the network stays', async () => {
  const { hostname, port } = new URL(inject('url'))
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const one of [near, far]) one.on('error', () => undefined).on('close', () => (near.destroy(), far.destroy(), open.delete(one))) // prettier-ignore
    open.add(near)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const page = await installed({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  await page.locator('[data-sync][data-age="fresh"]').waitFor(PATIENCE)
  server.close()
  for (const one of open) one.destroy()
  await page.locator('[data-offline]').waitFor({ timeout: 25_000 })
  expect(await page.locator('[data-sync]').getAttribute('data-age')).toBe('offline')
})

test('whoever signed out of a demo is nobody until somebody chose, and nothing of a book comes to the phone', async () => {
  const page = await installed()
  await tab(page, 'me')
  await page.locator('[data-leave]').click(PATIENCE)
  await page.locator('[data-identity]').first().waitFor(PATIENCE)
  for (const path of ['/field', '/field/tasks', '/field/me']) {
    await page.goto(`${inject('url')}${path}`)
    await page.locator('[data-identity]').first().waitFor(PATIENCE)
    expect(await page.locator('[data-who], [data-task]').count(), path).toBe(0)
  }
  const books = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith('anjian-field'))) // prettier-ignore
  expect(books).toEqual([])
  expect((await ask<{ unasked: boolean }>(page, '/api/session')).unasked).toBe(true)
  await page.locator('[data-identity="grid-materials"]').click()
  await page.locator('[data-who]').waitFor(PATIENCE)
  expect((await ask<{ unasked: boolean }>(page, '/api/session')).unasked).toBe(false)
})

test('somebody whose demo identity the browser forgot keeps the book, and goes on as the same', async () => {
  const page = await installed()
  const who = await ask<{ label: string }>(page, '/api/session')
  await page.context().clearCookies()
  await page.reload()
  await page.locator('[data-signed-out] [data-resume]').waitFor(PATIENCE)
  expect(await page.locator('[data-resume]').textContent()).toContain(who.label)
  expect(await page.locator('[data-task]').count()).toBeGreaterThan(0)
  await page.locator('[data-resume]').click()
  await page.locator('[data-sync][data-age="fresh"]').waitFor(PATIENCE)
  expect(await ask<{ label: string }>(page, '/api/session')).toMatchObject({ label: who.label, unasked: false })
})

/** What the page has to say of a due time, worked out from the days of a calendar of China alone. */
function said(dueAt: string, now: number): string {
  const dayOf = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at)
  const due = Date.parse(dueAt)
  let days = 0
  while (dayOf(due) !== dayOf(now + days * 86_400_000 * Math.sign(due - now))) days += 1
  if (due >= now) return days === 0 ? '今天' : `剩 ${days} 天`
  if (now - due >= 86_400_000) return `超期 ${days} 天`
  return now - due < 3_600_000 ? '超期不到 1 小时' : `超期 ${Math.floor((now - due) / 3_600_000)} 小时`
}

test('hazards and visits count the same days, and what is urgent multiplies out as it is shown', async () => {
  const page = await installed()
  await tab(page, 'tasks')
  await page.locator('[data-why]').click(PATIENCE)
  const hazards = await ask<Paged<{ id: number; dueAt: string }>>(page, '/api/hazards?turn=anyone&limit=200')
  const enterprises = await ask<Paged<{ id: number; visitDueAt: string | null }>>(page, '/api/enterprises?limit=200')
  const dues = new Map<string, string>([
    ...hazards.rows.map(({ id, dueAt }) => [`hazard-${id}`, dueAt] as const),
    ...enterprises.rows.map(({ id, visitDueAt }) => [`visit-${id}`, visitDueAt!] as const),
  ])
  const rows = await page.locator('[data-task]').evaluateAll((all) =>
    all.map((one) => ({ key: (one as HTMLElement).dataset.task!, due: one.querySelector('.side b')!.textContent, why: one.querySelector('.dim')!.textContent })),
  ) // prettier-ignore
  expect(rows.length).toBeGreaterThan(5)
  const now = Date.now()
  for (const { key, due, why } of rows) {
    // a boundary may pass between the page's last look and this one
    expect([said(dues.get(key)!, now), said(dues.get(key)!, now - 15_000)].some((one) => due.includes(one)), `${key} ${due}`).toBe(true) // prettier-ignore
    const [urgency, ...factors] = [...why.matchAll(/\d+(?:\.\d+)?/g)].map(([text]) => text)
    const thousandths = factors.reduce((product, one) => product * BigInt(Math.round(Number(one) * 1000)), 1n)
    // half a hundredth is rounded up, as by hand
    expect(Math.round(Number(urgency) * 100), why).toBe(Number((thousandths + 5_000_000n) / 10_000_000n))
  }
  const late = rows.find(({ key, due }) => key.startsWith('hazard') && /超期 \d+ 天/.test(due))!
  await page.locator(`[data-task="${late.key}"]`).click()
  await expect.poll(() => page.locator('[data-due]').textContent(), PATIENCE).toContain(late.due)
  expect(await page.locator('[data-due]').textContent()).toContain('期限')
})

test('the ring opens the enterprises that it counts as not visited, and each says how late it is', async () => {
  const page = await installed()
  const { figures } = await ask<{ figures: { parts: { part: string; n: number; of: number }[] }[] }>(page, '/api/indicators?ids=grid-coverage') // prettier-ignore
  const { n, of } = figures[0]!.parts.find(({ part }) => part === 'all')!
  await page.locator('[data-to-due]').click()
  await page.locator('[data-due-page]').waitFor(PATIENCE)
  await expect.poll(() => page.locator('[data-due-enterprise]').count(), PATIENCE).toBe(of - n)
  expect(await page.locator('[data-due-page] h2').textContent()).toContain(`${of - n} 家`)
  expect(of - n).toBeGreaterThan(0)
  expect(await standsWell(page)).toEqual(WELL)
  const row = page.locator('[data-due-enterprise]').first()
  const late = (await row.locator('.late').textContent())!.trim()
  expect(late).toMatch(/^超期 \d+ 天$/)
  await row.click()
  await expect.poll(() => page.locator('[data-visit-due]').textContent(), PATIENCE).toContain(`检查${late}`)
  expect(await standsWell(page)).toEqual(WELL)
})

test('a conflict with one’s own other device blames nobody else, tells the photographs, and asks for a decision before signing out', async () => {
  const page = await installed()
  const origin = inject('url')
  const made = await page.request.post(`${origin}/api/hazards`, {
    headers: { origin },
    data: { request: crypto.randomUUID(), enterprise: await firstOf(page), source: 'patrol', description: '安全绳老化', dueAt: new Date(Date.now() + 9 * 86_400_000).toISOString() },
  }) // prettier-ignore
  const { id } = (await made.json()) as { id: number }
  await page.locator('[data-sync]').click()
  await page.goto(`${origin}/field/hazards/${id}`)
  await page.locator('[data-act="void"]').click(PATIENCE)
  await page.locator('[data-deed="void"] [name="note"]').fill('不存在')
  await page.context().setOffline(true)
  await page.locator('[data-deed="void"] [data-keep]').click()
  await page.locator('[data-queued]').waitFor(PATIENCE)
  const desk = await openPage({ nowhere: true })
  await take(desk, 'grid-materials')
  const done = await desk.request.post(`${origin}/api/hazards/${id}/events`, {
    headers: { origin },
    data: { request: crypto.randomUUID(), seen: 1, act: 'void', note: '另一台设备上作废' },
  })
  expect(done.status()).toBe(201)
  await page.context().setOffline(false)
  await tab(page, 'tasks')
  const conflict = page.locator('[data-record="conflict"]')
  await conflict.waitFor(PATIENCE)
  expect(await conflict.textContent()).not.toContain('别人')
  await tab(page, 'me')
  await page.locator('[data-leave]').click(PATIENCE)
  const asked = page.locator('.van-dialog')
  await asked.waitFor(PATIENCE)
  expect(await asked.textContent()).toMatch(/1 条等您处理.*逐条决定/s)
  expect(await asked.textContent()).not.toContain('连网')
  await asked.locator('.van-dialog__cancel').click()
  await tab(page, 'tasks')
  await page.locator('[data-compare]').click(PATIENCE)
  await page.locator('[data-own]').waitFor(PATIENCE)
  expect(await page.locator('[data-field="note"] td').allTextContents()).toEqual(['另一台设备上作废', '不存在'])
  expect(await standsWell(page)).toEqual(WELL)
})
