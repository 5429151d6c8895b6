import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { answerRest, installed, isFit, type Paged, tooSmall } from './fieldPhone.ts'

useBrowser()

interface Visit {
  readonly version: number
  readonly findings: number
  readonly records: readonly {
    request: string
    kind: string
    side: string | null
    named: string
    note: string | null
    witness: string | null
    signed: { version: number; findings: number; rewritten: boolean; added: number }
  }[]
}
/** A visit without a signal at an enterprise where no other test makes one, its first item in order and its second wrong, as far as the signing. */
async function worked(page: Page): Promise<number> {
  const enterprise = (await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=2')).rows[1]!.id
  await page.context().setOffline(true)
  await page.goto(`${inject('url')}/field/enterprises/${enterprise}/inspect?code=1`)
  const items = page.locator('[data-item]')
  await items.first().waitFor(PATIENCE)
  await items.nth(0).locator('[data-answer="ok"]').click()
  await items.nth(1).locator('[data-answer="wrong"]').click()
  await items.nth(1).locator('textarea').fill('灭火器压力不足')
  await answerRest(page)
  await page.locator('[data-to-sign]').click()
  await page.locator('[data-signing]').waitFor(PATIENCE)
  return enterprise
}
/** Signs on the pad of one side, as a finger or a mouse does. */
async function scrawl(page: Page, side: string) {
  const pad = page.locator(`[data-side="${side}"] canvas`)
  await pad.scrollIntoViewIfNeeded()
  const { x, y } = (await pad.boundingBox())!
  await page.mouse.move(x + 40, y + 80)
  await page.mouse.down()
  for (let step = 0; step < 20; step++) await page.mouse.move(x + 40 + step * 10, y + 80 + 30 * Math.sin(step))
  await page.mouse.up()
  await page.locator(`[data-side="${side}"] [data-signed="true"]`).waitFor(PATIENCE)
}
async function sent(page: Page, enterprise: number): Promise<Visit & { request: string }> {
  await page.context().setOffline(false)
  await expect.poll(() => page.locator('[data-record="waiting"], [data-record="refused"]').count(), PATIENCE).toBe(0)
  const { rows } = await ask<Paged<{ request: string }>>(
    page,
    `/api/inspections?enterprise=${enterprise}&own=1&limit=1`,
  )
  return { request: rows[0]!.request, ...(await ask<Visit>(page, `/api/inspections/${rows[0]!.request}`)) }
}

test('both sides sign a visit without a signal; the signatures go after it and are put to what was shown', async () => {
  const page = await installed({ as: 'grid-harbour' })
  const enterprise = await worked(page)
  const sheet = page.locator('[data-signing]')
  const items = await page.locator('main [data-item]').count()
  expect(await sheet.textContent()).toContain(`已答 ${items} 项，写成隐患 1 条`)
  expect(await sheet.locator('ol').textContent()).toContain('灭火器压力不足')
  expect([await findings(page), await isFit(page)]).toEqual([[], true])
  // nothing is signed yet, and a typed name is no signature
  await sheet.locator('[name="enterprise"]').fill('王安全')
  await sheet.locator('[data-sign-finish]').click()
  await sheet.locator('[data-unsigned]').waitFor(PATIENCE)
  await scrawl(page, 'inspector')
  await scrawl(page, 'enterprise')
  await sheet.locator('[name="enterprise"]').fill('')
  await sheet.locator('[data-sign-finish]').click()
  await sheet.locator('[data-side="enterprise"] [role="alert"]').waitFor(PATIENCE)
  await sheet.locator('[name="enterprise"]').fill('王安全')
  await sheet.locator('[data-sign-finish]').click()
  // the visit, its finding, two signatures
  await expect.poll(() => page.locator('[data-record="waiting"]').count(), PATIENCE).toBe(4)
  const visit = await sent(page, enterprise)
  expect(visit.records.map(({ kind, side }) => [kind, side])).toEqual([['signature', 'inspector'], ['signature', 'enterprise']])
  for (const { signed } of visit.records) expect(signed).toMatchObject({ version: visit.version, findings: 1, rewritten: false, added: 0 })
  const { image } = await ask<{ image: string }>(page, `/api/inspections/${visit.request}/records/${visit.records[1]!.request}`)
  expect(Buffer.from(image, 'base64').subarray(1, 4).toString()).toBe('PNG')
  const desk = await openPage({ as: 'grid-harbour', path: `/inspections/${visit.request}` })
  await desk.getByText('王安全').first().waitFor(PATIENCE)
}) // prettier-ignore

test('an enterprise that refuses to sign is written down on the phone without a signal, and stands at the desk with reason and witness', async () => {
  const page = await installed({ as: 'grid-harbour' })
  const enterprise = await worked(page)
  const sheet = page.locator('[data-signing]')
  const side = sheet.locator('[data-side="enterprise"]')
  await side.locator('[data-refuses]').check()
  // who refuses leaves no hand, and says why before somebody who saw it
  expect(await side.locator('canvas').count()).toBe(0)
  await sheet.locator('[data-sign-finish]').click()
  await sheet.locator('[data-unsigned]').waitFor(PATIENCE)
  expect(await side.locator('[role="alert"]').count()).toBe(3)
  await sheet.locator('[name="enterprise"]').fill('周班长')
  await sheet.locator('[name="reason"]').fill('称须先请示')
  await sheet.locator('[data-sign-finish]').click()
  expect(await side.locator('[role="alert"]').allTextContents()).toEqual([expect.stringContaining('见证人姓名')])
  await sheet.locator('[name="witness"]').fill('吴证人')
  expect([await findings(page), await isFit(page), await tooSmall(page)]).toEqual([[], true, []])
  await scrawl(page, 'inspector')
  await sheet.locator('[data-sign-finish]').click()
  // the visit, its finding, a signature and the refusal
  await expect.poll(() => page.locator('[data-record="waiting"]').count(), PATIENCE).toBe(4)
  const visit = await sent(page, enterprise)
  expect(visit.records.map(({ kind, side, named, note, witness }) => [kind, side, named, note, witness])).toEqual([
    ['signature', 'inspector', expect.any(String), null, null],
    ['refusal', 'enterprise', '周班长', '称须先请示', '吴证人'],
  ])
  expect(visit.records[1]!.signed).toMatchObject({ version: visit.version, findings: 1, rewritten: false, added: 0 })

  const desk = await openPage({ as: 'grid-harbour', path: `/inspections/${visit.request}` })
  const shown = desk.locator('article [data-kind="refusal"]')
  await shown.waitFor(PATIENCE)
  for (const said of ['周班长拒签：称须先请示', '见证人 吴证人', `签的是第 ${visit.version} 版，隐患 1 条`]) expect(await shown.textContent()).toContain(said)
  expect(await shown.locator('img').count()).toBe(0)
  expect(await desk.locator('article [data-kind="signature"]').count()).toBe(1)
}) // prettier-ignore

test('at the desk, on a phone, a signature that is not given becomes a refusal, and nothing is kept before it is whole', async () => {
  const page = await openPage({ as: 'grid-harbour', path: '/inspections', width: 390, height: 844 })
  const enterprise = (await ask<Paged<{ id: number }>>(page, '/api/enterprises?limit=3')).rows[2]!.id
  const request = randomUUID()
  const made = await page.request.put(`${inject('url')}/api/inspections/${request}`, {
    headers: { origin: inject('url') },
    data: { enterprise, kind: 'patrol', deviceAt: await page.evaluate(() => new Date().toISOString()), answers: [], note: '罐区现场', noCheckIn: '手机没电', finished: true, seen: 0 },
  })
  expect(made.ok(), await made.text()).toBe(true)
  await page.goto(`${inject('url')}/inspections/${request}`)
  await page.locator('[data-add="signature"]').click(PATIENCE)
  const dialog = page.locator('dialog[open]')
  await dialog.locator('[data-refuse]').click()
  await dialog.locator('[name="witness"]').waitFor(PATIENCE)
  await dialog.locator('[data-send]').click()
  await expect.poll(() => dialog.locator('.error').count(), PATIENCE).toBe(3)
  expect([await findings(page), await isFit(page)]).toEqual([[], true])
  expect((await ask<Visit>(page, `/api/inspections/${request}`)).records).toEqual([])
  await dialog.locator('[name="named"]').fill('周班长')
  await dialog.locator('[name="note"]').fill('称须先请示')
  await dialog.locator('[name="witness"]').fill('吴证人')
  await dialog.locator('[data-send]').click()
  const shown = page.locator('article [data-kind="refusal"]')
  await shown.waitFor(PATIENCE)
  expect(await shown.textContent()).toContain('周班长拒签：称须先请示')
  expect(await isFit(page)).toBe(true)
  const { records } = await ask<Visit>(page, `/api/inspections/${request}`)
  expect(records.map(({ kind, named, witness }) => [kind, named, witness])).toEqual([['refusal', '周班长', '吴证人']])
}) // prettier-ignore
