import type { Locator, Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { pdfOf, pngOf } from '../files/documents.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

/** What the browser itself notes of an answer that refuses. */
const REFUSED = /status of 422/
useBrowser()

interface File {
  readonly id: number
  readonly file: { readonly name: string }
  readonly sections: readonly { readonly section: string; readonly state: string }[]
}
/** The first file in which a section stands so. */
async function fileWith(page: Page, section: string, state: string): Promise<File> {
  const { rows } = await ask<{ rows: { id: number }[] }>(page, '/api/enterprises?limit=200')
  for (const { id } of rows) {
    const file = await ask<File>(page, `/api/enterprises/${id}/file`)
    if (file.sections.some((one) => one.section === section && one.state === state)) return file
  }
  throw new Error(`no file has ${section} ${state}`)
}
async function openFile(page: Page, { id, file }: File) {
  await page.goto(`${inject('url')}/enterprises/${id}`)
  await page.getByRole('heading', { level: 1, name: file.name }).waitFor(PATIENCE)
}
const part = (page: Page, section: string) => page.locator(`[data-section="${section}"]`)
const dialog = (page: Page) => page.getByRole('dialog')
const rowWith = (of: Locator, text: string) => of.locator('tbody tr').filter({ hasText: text })
const gone = (what: Locator) => what.waitFor({ state: 'detached', ...PATIENCE })

async function fill(page: Page, values: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(values)) {
    const field = dialog(page).locator(`[name="${name}"]`)
    if (await field.evaluate((one) => one.tagName === 'SELECT')) await field.selectOption(value)
    else await field.fill(value)
  }
}
const save = (page: Page) => dialog(page).locator('[data-send]').click()

test('a licence is added, corrected and deleted; what is wrong stands beside its field, and nothing typed is lost unasked', async () => {
  const page = await openPage({ nowhere: true, allow: REFUSED })
  await openFile(page, await fileWith(page, 'licences', 'filled'))
  const licences = part(page, 'licences')
  await licences.locator('[data-add="licences"]').click()
  await save(page)
  await expect.poll(() => dialog(page).getByText('请填写').count()).toBe(4)
  expect(await dialog(page).locator('[name="number"]').getAttribute('aria-invalid')).toBe('true')

  await fill(page, { kind: 'fire', number: '消-0815', issuer: '消防救援大队', issuedOn: '2026-05-01', expiresOn: '2025-05-01' })
  await save(page)
  await dialog(page).locator('[name="expiresOn"][aria-invalid="true"]').waitFor(PATIENCE)
  await expect.poll(() => dialog(page).locator('.field').filter({ has: page.locator('[name="expiresOn"]') }).textContent()).toContain('截止日早于起始日')
  await isFit(page)
  await fill(page, { expiresOn: '2031-05-01' })
  await save(page)
  await gone(dialog(page))
  await rowWith(licences, '消-0815').waitFor(PATIENCE)

  await rowWith(licences, '消-0815').getByRole('button', { name: '修改' }).click()
  expect(await dialog(page).locator('[name="issuer"]').inputValue()).toBe('消防救援大队')
  await fill(page, { number: '消-0816' })
  await page.keyboard.press('Escape')
  await dialog(page).locator('[data-unsaved]').waitFor(PATIENCE)
  await fill(page, { number: '消-0817' })
  await save(page)
  await gone(dialog(page))
  await rowWith(licences, '消-0817').waitFor(PATIENCE)

  await rowWith(licences, '消-0817').getByRole('button', { name: '删除' }).click()
  await page.locator('[data-confirm]').click()
  await gone(rowWith(licences, '消-0817'))
}) // prettier-ignore

test('what is missing is told at the top, and goes once it is there', async () => {
  const page = await openPage({ nowhere: true })
  await openFile(page, await fileWith(page, 'plans', 'missing'))
  const reminder = page.locator('[data-reminder="plans"]')
  expect(await reminder.textContent()).toMatch(/缺.*由企业填.*\d{4}-\d{2}-\d{2}/s)
  await part(page, 'plans').locator('[data-add="plans"]').click()
  const today = new Date().toISOString().slice(0, 10)
  await fill(page, { kind: 'comprehensive', name: '综合应急预案', filedOn: '2026-01-05', drilledOn: today })
  await save(page)
  await gone(reminder)
  await part(page, 'plans').locator('[data-state="filled"]').waitFor(PATIENCE)
})

test('that there is no special equipment is declared, and taken back', async () => {
  const page = await openPage({ nowhere: true })
  await openFile(page, await fileWith(page, 'equipment', 'missing'))
  const equipment = part(page, 'equipment')
  await equipment.locator('[data-declare="equipment"]').click()
  await fill(page, { reason: '没有特种设备' })
  await save(page)
  await equipment.locator('[data-state="not-applicable"]').waitFor(PATIENCE)
  await equipment.getByRole('button', { name: '删除 无此项声明' }).click()
  await page.locator('[data-confirm]').click()
  await equipment.locator('[data-state="missing"]').waitFor(PATIENCE)
})

test('the level of standardization is written with its last day', async () => {
  const page = await openPage({ nowhere: true, allow: REFUSED })
  await openFile(page, await fileWith(page, 'standardization', 'missing'))
  const section = part(page, 'standardization')
  await section.locator('[data-standardize]').click()
  await fill(page, { until: '2030-12-31' })
  await save(page)
  await dialog(page).getByText('没有达标等级就没有有效期').first().waitFor(PATIENCE)
  await fill(page, { level: '2' })
  await save(page)
  await section.locator('[data-state="filled"]').waitFor(PATIENCE)
  expect(await section.textContent()).toContain('2030-12-31')
})

test('a class is set by hand with its reason and last day, marked as such, explained, and taken back', async () => {
  const page = await openPage({ url: inject('url'), allow: REFUSED })
  const file = await fileWith(page, 'class', 'filled')
  await openFile(page, file)
  const section = part(page, 'class')
  await expect.poll(() => section.locator('tbody tr').count()).toBe(6)
  await section.locator('[data-set-class]').click()
  const until = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10)
  await fill(page, { reason: '列入年度重点检查单位名单', until: '2020-01-01' })
  await save(page)
  await dialog(page).locator('[name="until"][aria-invalid="true"]').waitFor(PATIENCE)
  await dialog(page).getByText('截止日应在今天之后').first().waitFor(PATIENCE)
  await isFit(page)
  await fill(page, { until })
  await save(page)
  await gone(dialog(page))
  await section.locator('[data-override]').getByText(`至 ${until}`).waitFor(PATIENCE)
  await page.locator('[data-set-by-hand]').waitFor(PATIENCE)
  await isFit(page)
  await section.locator('[data-lift-class]').click()
  await gone(section.locator('[data-override]'))
}) // prettier-ignore

test('a person of the enterprise adds a policy to the own file, and no penalty', async () => {
  const page = await openPage({ nowhere: true, as: 'enterprise-plant' })
  const { enterprise } = await ask<{ enterprise: number }>(page, '/api/session')
  const file = await ask<File>(page, `/api/enterprises/${enterprise}/file`)
  await openFile(page, file)
  expect(await page.locator('[data-add="penalties"], [data-add="accidents"]').count()).toBe(0)
  const insurance = part(page, 'insurance')
  await insurance.locator('[data-add="insurance"]').click()
  await fill(page, { insurer: '演示财险', policy: 'PZ-自填-1', fromOn: '2026-01-01', untilOn: '2029-12-31' })
  await save(page)
  await rowWith(insurance, 'PZ-自填-1').waitFor(PATIENCE)
  expect(await insurance.locator('[data-state]').getAttribute('data-state')).toBe('filled')
})

test('documents are uploaded, looked at and deleted; a lie is refused with its reason', async () => {
  const page = await openPage({ nowhere: true, allow: REFUSED })
  await openFile(page, await fileWith(page, 'licences', 'filled'))
  const section = page.locator('[data-documents]')
  await section.locator('[name="document-kind"]').selectOption('licence')
  const chooser = section.locator('input[type="file"]')
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer })
  await chooser.setInputFiles([file('营业执照副本.pdf', pdfOf('e2e')), file('厂门.png', pngOf(320, 200)), file('木马.pdf', Buffer.from('MZ\x90\x00'.padEnd(400, 'x')))])
  const licence = section.locator('tr[data-document]').filter({ hasText: '营业执照副本' })
  await licence.waitFor(PATIENCE)
  expect(await licence.textContent()).toMatch(/证照.*PDF.*KB.*未查毒/s)
  const refused = section.locator('[data-sending="refused"]')
  await refused.waitFor(PATIENCE)
  expect(await refused.textContent()).toContain('文件内容不是 PDF、JPG、PNG、DOCX 或 XLSX')
  await isFit(page)

  const href = await licence.locator('a').getAttribute('href')
  expect((await (await page.request.get(new URL(href!, page.url()).href)).body()).equals(pdfOf('e2e'))).toBe(true)
  await section.getByRole('button', { name: '预览 厂门' }).click()
  await expect.poll(() => dialog(page).locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth), PATIENCE).toBe(320)
  await page.keyboard.press('Escape')
  await gone(dialog(page))

  await refused.getByRole('button', { name: '知道了' }).click()
  await gone(refused)
  await licence.getByRole('button', { name: '删除 营业执照副本' }).click()
  await page.locator('[data-confirm]').click()
  await gone(licence)
  expect((await page.request.get(new URL(href!, page.url()).href)).status()).toBe(404)
}) // prettier-ignore

test('files are dropped onto the page', async () => {
  const page = await openPage({ nowhere: true })
  await openFile(page, await fileWith(page, 'people', 'filled'))
  const bytes = [...pdfOf('dropped')]
  const transfer = await page.evaluateHandle((data) => {
    const dropped = new DataTransfer()
    dropped.items.add(new File([new Uint8Array(data)], '拖入.pdf'))
    return dropped
  }, bytes)
  await page.locator('[data-drop]').dispatchEvent('drop', { dataTransfer: transfer })
  await page.locator('tr[data-document]').filter({ hasText: '拖入' }).waitFor(PATIENCE)
})

test('who may not write sees no way to', async () => {
  const page = await openPage({ nowhere: true, as: 'department-emergency', width: 390, height: 844 })
  const { rows } = await ask<{ rows: { id: number; name: string }[] }>(page, '/api/enterprises?limit=1')
  await openFile(page, { id: rows[0]!.id, file: rows[0]!, sections: [] })
  await page.locator('[data-documents]').waitFor(PATIENCE)
  expect(
    await page
      .locator(
        '[data-add], [data-declare], [data-standardize], [data-upload], button[aria-label^="修改"], button[aria-label^="删除"]',
      )
      .count(),
  ).toBe(0)
  await isFit(page)
  expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0)
})

test('on a phone the forms fit, and on paper nothing of them is left', async () => {
  const page = await openPage({ nowhere: true, width: 390, height: 844 })
  await openFile(page, await fileWith(page, 'licences', 'filled'))
  expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0)
  await part(page, 'accidents').locator('[data-add="accidents"]').click()
  await isFit(page)
  await dialog(page).locator('[data-leave]').click()
  await gone(dialog(page))
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('[data-documents] h2').isVisible()).toBe(true)
  expect(await page.locator('[data-drop], [data-add="accidents"]').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)).toBe(0)
}) // prettier-ignore

test('the bell tells what is due; a line of it leads to the section of the file, and is read by that on every page', async () => {
  const page = await openPage({ as: 'grid-harbour', path: '/reminders', width: 390, height: 844 })
  const lines = page.locator('.desk [data-reminder]')
  await lines.first().waitFor(PATIENCE)
  await page.locator('[data-rule="licence"]').waitFor(PATIENCE)
  await isFit(page)
  const { unread } = await ask<{ unread: number }>(page, '/api/reminders')
  const bell = page.locator('.reminder-bell')
  expect(await bell.textContent()).toContain(String(Math.min(unread, 99)))
  await bell.click()
  const first = page.locator('.reminder-panel [data-reminder][href^="/enterprises/"]').first()
  const section = new URL((await first.getAttribute('href')) ?? '', page.url()).hash.slice(1)
  await isFit(page)
  await first.click()
  const there = page.locator(`.file-page [id="${section}"]`)
  await expect.poll(() => there.evaluate((one) => Math.round(one.getBoundingClientRect().top) < innerHeight / 2), PATIENCE).toBe(true)
  await expect.poll(async () => (await ask<{ unread: number }>(page, '/api/reminders')).unread, PATIENCE).toBe(unread - 1)
  await expect.poll(() => bell.getAttribute('aria-label'), PATIENCE).toBe(`提醒：${unread - 1} 条未读`)
}) // prettier-ignore
