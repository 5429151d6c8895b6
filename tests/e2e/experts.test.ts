import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, openPage, PATIENCE, take, useBrowser } from './browser.ts'
import { arrivesAt, field, isFit, PASSWORD, press, signIn } from './people.ts'

/** The frame asks for what the public may not read before it knows who looks. */
const REFUSED = /status of 403/
useBrowser()

const post = async (page: Page, path: string, data: object) => {
  const answer = await page.request.post(`${inject('url')}/api${path}`, { data, headers: { origin: inject('url') } })
  expect(answer.status()).toBe(201)
  return answer.json() as Promise<Record<string, unknown>>
}

/** An account that is ready to sign in, made by the security administrator of the demonstration. */
async function accountOf(page: Page, userName: string, name: string, held: { kind: string; grids?: number[] }) {
  await take(page, 'security')
  const { link } = (await post(page, '/accounts', { userName, name, posts: [held] })) as { link: { link: string } } // prettier-ignore
  await post(page, '/account/link', { token: link.link.split('#link=')[1], password: PASSWORD })
}

test('an expert is assigned in the file, works on that enterprise alone, and is sent away', async () => {
  const desk = await openPage({ path: '/disclosures', allow: REFUSED })
  await accountOf(desk, 'expert-li', '李工', { kind: 'expert' })
  await take(desk, 'duty')
  const { rows } = await ask<{ rows: { enterprise: number }[] }>(desk, '/api/hazard-sources')
  const enterprise = rows[0]!.enterprise
  await desk.goto(`${inject('url')}/#v=1&sel=e${enterprise}`)
  await desk.locator('[data-assign]').click(PATIENCE)
  await desk.locator('[data-expert]').selectOption({ label: '李工' })
  await field(desk, '请专家看什么').fill('罐区安全间距')
  await press(desk, '指派专家')
  await desk.locator('[data-file-experts] li').first().waitFor(PATIENCE)

  const expert = await openPage({ path: '/sign-in', width: 390, height: 844 })
  await signIn(expert, 'expert-li')
  await arrivesAt(expert, '/inspections')
  await expert.locator('[data-assignment]').waitFor(PATIENCE)
  await isFit(expert)
  expect((await ask<{ total: number }>(expert, '/api/enterprises?limit=1')).total).toBe(1)

  await desk.getByRole('button', { name: '结束: 李工' }).click()
  await expert.getByText('现在没有指派给您的检查').waitFor(PATIENCE)
  expect((await ask<{ total: number }>(expert, '/api/enterprises?limit=1')).total).toBe(0)
})

test('a chief names a stand-in, who wears the post; the administrator previews how far it reaches', async () => {
  const desk = await openPage({ path: '/sign-in' })
  const grids = await ask<{ id: number; level: number }[]>(desk, '/api/grids')
  const [first, second] = grids.filter(({ level }) => level === 3).map(({ id }) => id)
  await accountOf(desk, 'chief-chen', '陈海', { kind: 'grid-chief', grids: [first!] })
  await accountOf(desk, 'worker-wang', '王芳', { kind: 'grid-worker', grids: [second!] })

  const chief = await openPage({ path: '/sign-in' })
  await signIn(chief, 'chief-chen')
  await arrivesAt(chief, '/')
  await chief.goto(`${inject('url')}/account`)
  await chief.locator('[data-lend]').click(PATIENCE)
  await field(chief, '代理人的用户名').fill('worker-wang')
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
  await field(chief, '到何时止').fill(tomorrow)
  await press(chief, '请人代理')
  await chief.locator('[data-stand-in]').waitFor(PATIENCE)
  await isFit(chief)

  await desk.goto(`${inject('url')}/accounts`)
  await desk.getByText('王芳').first().click(PATIENCE)
  await desk.locator('[data-preview-post]').nth(1).click(PATIENCE)
  await desk.locator('[data-preview]').waitFor(PATIENCE)
  expect(await desk.getByRole('dialog').textContent()).toContain('巡查')
  await isFit(desk)
})

test.each([['light', 1440], ['dark', 390]] as const)('%s at %d: what is disclosed is read by anybody', async (theme, width) => {
  const page = await openPage({ as: 'public', path: '/disclosures', theme, width, allow: REFUSED })
  const counted = page.locator('[data-disclosed]')
  await counted.waitFor(PATIENCE)
  const { total } = await ask<{ total: number }>(page, '/api/disclosures')
  expect(await counted.textContent()).toContain(String(total))
  await page.getByLabel('按名称查找').fill('罐区')
  await expect.poll(() => counted.textContent(), PATIENCE).not.toContain(String(total))
  await isFit(page)
}) // prettier-ignore
