import { createHash, randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, take, useBrowser } from './browser.ts'
import { arrivesAt, isFit, PASSWORD, signIn } from './people.ts'

useBrowser()

const DAY = 86_400_000
const dialog = (page: Page) => page.locator('dialog[open]')
const send = async (page: Page, method: 'post' | 'put', path: string, data: object) => {
  const answer = await page.request[method](`${inject('url')}/api${path}`, { headers: { origin: inject('url') }, data })
  expect([method, path, answer.status() < 300 ? 'done' : await answer.text()]).toEqual([method, path, 'done'])
  return (await answer.json()) as Record<string, unknown>
}
const firstOf = async (page: Page) =>
  (await ask<{ rows: { id: number; name: string }[] }>(page, '/api/enterprises?limit=1')).rows[0]!
const momentOf = async (page: Page) => (await page.request.get(inject('url'))).headers().date!
/** An inspection that is finished, made past the page. @returns its path */
async function visited(page: Page, kind: string, enterprise: number): Promise<string> {
  const path = `/inspections/${randomUUID()}`
  const deviceAt = new Date(await momentOf(page)).toISOString()
  await send(page, 'put', path, {
    enterprise,
    kind,
    deviceAt,
    answers: [],
    note: '罐区现场',
    noCheckIn: '手机没电',
    finished: true,
    seen: 0,
  })
  return path
}
interface Told {
  readonly records: readonly { request: string; kind: string; signed: { sha256: string; version: number } | null }[]
}
const recordsOf = async (page: Page, path: string) => (await ask<Told>(page, `/api${path}`)).records

/** Corners of a stroke, in parts of the pad. */
const STROKE = [[0.2, 0.3], [0.35, 0.7], [0.5, 0.25], [0.65, 0.7], [0.8, 0.35]] as const // prettier-ignore
async function padOf(page: Page) {
  const canvas = dialog(page).locator('canvas')
  await canvas.scrollIntoViewIfNeeded()
  const box = (await canvas.boundingBox())!
  return STROKE.map(([x, y]) => ({ x: box.x + box.width * x, y: box.y + box.height * y }))
}
async function signByMouse(page: Page) {
  const [first, ...others] = await padOf(page)
  await page.mouse.move(first!.x, first!.y)
  await page.mouse.down()
  for (const { x, y } of others) await page.mouse.move(x, y, { steps: 6 })
  await page.mouse.up()
  await dialog(page).locator('[data-signed="true"]').waitFor(PATIENCE)
}

test('a visit is signed by hand or refused before a witness; what comes after is said in words, on the page and on paper', async () => {
  const page = await openPage({ as: 'grid-materials', path: '/inspections' })
  const { id, name } = await firstOf(page)
  const path = await visited(page, 'patrol', id)
  await page.goto(`${inject('url')}${path}`)
  await page.locator('[data-add="signature"]').click(PATIENCE)
  // a name alone is no signature
  await dialog(page).locator('[name="named"]').fill('孙经理')
  await dialog(page).locator('[data-send]').click()
  await dialog(page).locator('[data-unsigned]').waitFor(PATIENCE)
  expect(await recordsOf(page, path)).toEqual([])
  await isFit(page)
  await signByMouse(page)
  await dialog(page).locator('[data-clear]').click()
  await dialog(page).locator('[data-signed="false"]').waitFor(PATIENCE)
  await signByMouse(page)
  await dialog(page).locator('[data-send]').click()
  const shown = page.locator('article [data-record][data-kind="signature"]')
  await shown.locator('img').waitFor(PATIENCE)

  const [signature] = await recordsOf(page, path)
  const whole = await ask<{ image: string; content: string }>(page, `/api${path}/records/${signature!.request}`)
  expect(Buffer.from(whole.image, 'base64').toString('latin1', 1, 4)).toBe('PNG')
  expect(createHash('sha256').update(whole.content).digest('hex')).toBe(signature!.signed!.sha256)
  expect(await shown.locator('.mono').getAttribute('title')).toBe(signature!.signed!.sha256)
  expect(await shown.textContent()).toContain('签的是第 1 版，隐患 0 条 · 此后内容未变')

  await page.locator('[data-add="refusal"]').click()
  await dialog(page).locator('[name="named"]').fill('周班长')
  await dialog(page).locator('[data-send]').click()
  expect(await dialog(page).locator('.error').count()).toBe(2)
  await dialog(page).locator('[name="note"]').fill('称须先请示')
  await dialog(page).locator('[name="witness"]').fill('吴证人')
  await dialog(page).locator('[data-send]').click()
  await page.locator('article [data-kind="refusal"]').waitFor(PATIENCE)

  const now = Date.parse(await momentOf(page))
  await send(page, 'post', '/hazards', { request: randomUUID(), enterprise: id, source: 'patrol', description: '阀门渗漏', dueAt: new Date(now + 15 * DAY).toISOString(), inspection: path.split('/')[2] }) // prettier-ignore
  await page.locator('article [data-kind="signature"] [data-since="true"]').waitFor(PATIENCE)
  expect(await shown.textContent()).toContain('此后新增隐患 1 条')

  await page.evaluate(() => (window.print = () => undefined))
  await page.emulateMedia({ media: 'print' })
  for (const which of ['record', 'order', 'review']) {
    await page.locator(`[data-print="${which}"]`).dispatchEvent('click')
    const paper = page.locator(`[data-paper="${which}"]`)
    await paper.waitFor(PATIENCE)
    const text = (await paper.innerText()).replace(/\s+/g, ' ')
    for (const said of [name, '孙经理', '签的是第 1 版，隐患 0 条 · 此后新增隐患 1 条', signature!.signed!.sha256, '周班长拒签：称须先请示', '见证人 吴证人'])
      expect(text, which).toContain(said)
    const drawn = await paper.locator('[data-signed] img').evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth))
    expect(drawn.length === 1 && drawn[0]! > 200, which).toBe(true)
    expect(await paper.locator('[data-line="inspector"] i').count(), which).toBe(1)
  } // prettier-ignore
})

test('on a phone one signs by finger, and what went on meanwhile has to be seen before it is signed', async () => {
  const page = await openPage({ as: 'grid-materials', path: '/inspections', width: 390, height: 844 })
  const { id } = await firstOf(page)
  const path = await visited(page, 'patrol', id)
  await page.goto(`${inject('url')}${path}`)
  await page.locator('[data-add="signature"]').click(PATIENCE)
  await dialog(page).locator('[name="side"]').selectOption('inspector')
  const finger = await page.context().newCDPSession(page)
  const touch = (type: string, touchPoints: object[]) => finger.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: touchPoints as [] }) // prettier-ignore
  async function signByFinger() {
    const [first, ...others] = await padOf(page)
    await touch('touchStart', [first!])
    for (const point of others) await touch('touchMove', [point])
    await touch('touchEnd', [])
    await dialog(page).locator('[data-signed="true"]').waitFor(PATIENCE)
  }
  await signByFinger()
  await isFit(page)
  const now = Date.parse(await momentOf(page))
  await send(page, 'post', '/hazards', { request: randomUUID(), enterprise: id, source: 'patrol', description: '又一处', dueAt: new Date(now + 15 * DAY).toISOString(), inspection: path.split('/')[2] }) // prettier-ignore
  await dialog(page).locator('[data-moved]').waitFor(PATIENCE)
  await dialog(page).locator('[data-signed="false"]').waitFor(PATIENCE)
  await signByFinger()
  await dialog(page).locator('[data-send]').click()
  await page.locator('article [data-kind="signature"] img').waitFor(PATIENCE)
  expect(await page.locator('article [data-kind="signature"]').textContent()).toContain('签的是第 1 版，隐患 1 条 · 此后内容未变') // prettier-ignore
  await isFit(page)
})

test('an expert gives advice on a diagnosis, sees it left over until it is done, and who said so', async () => {
  const desk = await openPage({ path: '/disclosures', allow: /status of 403/ })
  await take(desk, 'security')
  const { link } = (await send(desk, 'post', '/accounts', { userName: 'expert-zhao', name: '赵工', posts: [{ kind: 'expert' }] })) as { link: { link: string } } // prettier-ignore
  await send(desk, 'post', '/account/link', { token: link.link.split('#link=')[1], password: PASSWORD })
  await take(desk, 'duty')
  const { id, name } = await firstOf(desk)
  const [expertOne] = (await ask<{ account: number; name: string }[]>(desk, '/api/experts')).filter((one) => one.name === '赵工') // prettier-ignore
  await send(desk, 'post', '/expert-assignments', { enterprise: id, account: expertOne!.account, task: '罐区诊断', days: 9 }) // prettier-ignore

  const expert = await openPage({ path: '/sign-in' })
  await signIn(expert, 'expert-zhao')
  await arrivesAt(expert, '/inspections')
  const path = await visited(expert, 'expert', id)
  await expert.locator(`[data-my-diagnoses] [data-inspection="${path.split('/')[2]}"]`).click(PATIENCE)
  await expert.locator('[data-add="advice"]').click(PATIENCE)
  await dialog(expert).locator('[name="note"]').fill('储罐加装高液位报警')
  await dialog(expert).locator('[name="named"]').fill('李安全')
  await dialog(expert).locator('[data-send]').click()
  await expert.locator('[data-advice="left-over"]').waitFor(PATIENCE)

  await desk.goto(`${inject('url')}${path}`)
  const answer = async (outcome: string) => {
    await desk.locator('[data-add="tracking"]').click(PATIENCE)
    await dialog(desk).locator('[name="outcome"]').selectOption(outcome)
    await dialog(desk).locator('[name="note"]').fill(`查看：${outcome}`)
    await dialog(desk).locator('[data-send]').click()
    await desk.locator(`[data-answer="${outcome}"]`).waitFor(PATIENCE)
  }
  await answer('not-yet')
  await expert.locator('[data-answer="not-yet"]').waitFor(PATIENCE)
  await expert.locator('article .ways a').click()
  const left = expert.locator('[data-my-advice] [data-leftover="advice"]')
  await left.waitFor(PATIENCE)
  expect(await left.textContent()).toContain(name)
  await isFit(expert)
  await answer('done')
  expect(await desk.locator('[data-advice="done"]').textContent()).toMatch(/值班员.+已落实/s)
  await expert.getByText('没有未落实的意见').waitFor(PATIENCE)
})

test('a led visit is begun from its plan, tells why the enterprise matters, and what is left over stands in one list', async () => {
  const page = await openPage({ as: 'leader', path: '/inspections' })
  await page.locator('[data-share="led"]').click(PATIENCE)
  const now = Date.parse(await momentOf(page))
  const day = (ahead: number) => new Date(now + ahead * DAY + 8 * 3_600_000).toISOString().slice(0, 10)
  const { rows } = await ask<{ rows: { id: number; name: string }[] }>(page, '/api/enterprises?class=A&limit=1')
  const name = `带队-${randomUUID().slice(0, 8)}`
  await send(page, 'post', '/inspection-plans', { request: randomUUID(), kind: 'leader', name, fromOn: day(0), untilOn: day(9), side: 'person', named: '林区长', filter: { search: rows[0]!.name } }) // prettier-ignore
  const plan = page.locator('[data-plan]').filter({ hasText: name })
  await plan.locator(`[data-start-at="${rows[0]!.id}"]`).click(PATIENCE)
  expect(await dialog(page).locator('[name="kind"] option').count()).toBe(1)
  await dialog(page).locator('[data-send]').click()
  const brief = page.locator('[data-brief]')
  await brief.locator('[data-class-reason]').waitFor(PATIENCE)
  expect(await brief.locator('[data-class-reason]').textContent()).toMatch(/为什么是 A 类.+\S/s)
  const major = await ask<{ rows: object[] }>(page, `/api/hazards?enterprise=${rows[0]!.id}&turn=anyone&grade=major&limit=200`) // prettier-ignore
  await expect.poll(() => brief.locator('[data-major] li').count(), PATIENCE).toBe(major.rows.length)
  await isFit(page)

  // a finding past its day: sent late by a phone, by whose clock it was to be put right a day ago
  const over = `堆货-${randomUUID().slice(0, 8)}`
  const officer = await openPage({ as: 'duty' })
  const path = await visited(officer, 'patrol', rows[0]!.id)
  const sentAt = Date.parse(await momentOf(officer))
  const before = (hours: number) => new Date(sentAt - hours * 3_600_000).toISOString()
  await send(officer, 'post', '/hazards', { request: randomUUID(), enterprise: rows[0]!.id, source: 'patrol', description: over, foundAt: before(49), dueAt: before(25), sentAt: before(0), inspection: path.split('/').at(-1) }) // prettier-ignore
  await page.goto(`${inject('url')}/inspections`)
  await page.locator('[data-share="left"]').click(PATIENCE)
  await page.locator('[data-about="finding"]').click(PATIENCE)
  const line = page.locator('[data-leftover="finding"]').filter({ hasText: over }).first()
  await line.waitFor(PATIENCE)
  expect(await line.textContent()).toMatch(/已上报.*超 1 天/s)
  const left = await ask<{ rows: { hazard: number; text: string }[] }>(
    page,
    '/api/inspection-leftovers?about=finding&limit=50',
  )
  await expect.poll(() => page.locator('[data-leftover]').count(), PATIENCE).toBe(left.rows.length)
  await isFit(page)
  await line.click()
  await arrivesAt(page, `/hazards/${left.rows.find(({ text }) => text === over)!.hazard}`)
})
