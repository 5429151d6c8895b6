import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { socketFolder } from '../../server/db/clusterFolder.ts'
import { makePool, socketUrl } from '../../server/db/pools.ts'
import { CLIENT, type IdentityProvider, identityProvider } from '../api/identityProvider.ts'
import { postOffice } from '../api/postOffice.ts'
import { dataFolder, freePort, type Product, startProduct } from '../product.ts'
import { openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, enrol, field, fromMenu, heading, isFit, PASSWORD, press, signIn, typeTwice } from './people.ts'

useBrowser()

const NEXT = 'Green-Heron-41'
const LINA = { sub: 'lina-7f3a', email: 'lina@district.example', email_verified: true, amr: ['pwd', 'otp'] }

let product: Product
let provider: IdentityProvider
let office: Awaited<ReturnType<typeof postOffice>>
const folder = dataFolder()

beforeAll(async () => {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  provider = await identityProvider({ publicUrl })
  // whoever sits there signs in anew each time, whoever sat there before
  provider.tamper(({ searchParams }) => searchParams.set('prompt', 'login'))
  office = await postOffice()
  product = await startProduct({
    ANJIAN_DATA: folder.path,
    ANJIAN_DEMO: '0',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    SMTP_URL: office.url(),
    MAIL_FROM: 'anjian@district.example',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: '区统一登录',
  })
})
afterAll(async () => {
  await product.stop()
  await office.close()
  await provider.close()
  folder.remove()
})

/** A page that may go to the provider, too. */
async function open(hash?: string): Promise<Page> {
  const allow = new RegExp(`Failed to load resource|outside request: ${provider.issuer}/`)
  const page = await openPage({ url: product.url, allow, ...(hash !== undefined && { hash }) })
  await page.context().route(`${provider.issuer}/**`, (route) => route.continue())
  return page
}
const signOn = (page: Page) => page.locator('[data-sign-on]').click(PATIENCE)

test('from the mailed invitation to a sign-in by the provider, a link, and a password that is too old', async () => {
  const first = await open(`setup=${product.setup}`)
  await field(first, '用户名').fill('zhangwei')
  await field(first, '姓名').fill('张伟')
  await typeTwice(first, '口令')
  await press(first, '建立账号')
  await first.locator('.qr').waitFor()
  await enrol(first)
  await heading(first, '账本还是空的').waitFor()
  await fromMenu(first, /安全管理员/)
  await arrivesAt(first, '/accounts')
  await first.locator('[data-invite]').click()
  await field(first, '用户名').fill('lina')
  await field(first, '姓名').fill('李娜')
  await field(first, '邮箱（可不填）').fill(LINA.email)
  await first.locator('[data-kind]').selectOption('leader')
  await first.locator('dialog').getByRole('button', { name: '邀请', exact: true }).click()
  await first.getByText(`链接已发到 ${LINA.email}。`).waitFor()
  await isFit(first)
  await press(first, '知道了')
  const link = /https?:\/\/\S+#(link=\S+)/.exec(office.arrived[0]?.text ?? '')
  expect(link?.[0]).toMatch(new RegExp(`^${product.url}/#link=`))

  const lina = await open(link?.[1])
  await typeTwice(lina, '新口令')
  await press(lina, '设置口令')
  await arrivesAt(lina, '/sign-in')
  await lina.locator('[data-sign-on]').waitFor()
  await isFit(lina)
  provider.sits({ sub: 'stranger' })
  await signOn(lina)
  await lina.locator('[data-problem="sign-on-unknown"]').waitFor()
  expect(lina.url()).toBe(`${product.url}/sign-on`)
  await isFit(lina)
  await lina.getByRole('link', { name: '回到登录页' }).click()

  provider.sits(LINA)
  await signOn(lina)
  await arrivesAt(lina, '/')
  await heading(lina, '账本还是空的').waitFor()
  expect(await lina.locator('.identity-button').textContent()).toContain('李娜 · 领导')
  await lina.goto(`${product.url}/account`)
  const linked = lina.locator('[data-linked]')
  await expect.poll(() => linked.textContent(), PATIENCE).toContain('已关联')
  await isFit(lina)
  await press(lina, '取消关联')
  await expect.poll(() => linked.textContent(), PATIENCE).toContain('未关联')
  provider.sits({ sub: 'another-me' })
  await lina.locator('[data-link-account]').click()
  await field(lina, '现在的口令').fill(PASSWORD)
  await isFit(lina)
  await lina.locator('[data-link-go]').click()
  await expect.poll(() => linked.textContent(), PATIENCE).toContain('已关联')
  expect(lina.url()).toBe(`${product.url}/account`)
  await fromMenu(lina, '退出')
  await heading(lina, '请先登录').waitFor()

  const owner = makePool(socketUrl(socketFolder(folder.path), 'postgres', 'anjian'), { size: 1 })
  await owner.query("update password set set_at = set_at - interval '181 days'")
  await owner.end()
  await lina.goto(`${product.url}/sign-in`)
  await signIn(lina, 'lina')
  await lina.locator('.qr').waitFor()
  await enrol(lina)
  await heading(lina, '更换口令').waitFor()
  await isFit(lina)
  await field(lina, '现在的口令').fill(PASSWORD)
  await typeTwice(lina, '新口令', NEXT)
  await press(lina, '修改口令')
  await arrivesAt(lina, '/')
  await heading(lina, '账本还是空的').waitFor()
})

test('whoever is locked out is told until when, and somebody else need not wait', async () => {
  const page = await open()
  await page.goto(`${product.url}/sign-in`)
  const name = field(page, '用户名或手机号')
  await name.waitFor()
  const refused = page.locator('[data-problem]')
  for (let at = 0; at < 5; at += 1) {
    await signIn(page, 'nobody', `Wrong-Password-${at}`)
    const answered = at < 4 ? 'sign-in-wrong' : 'sign-in-locked'
    await expect.poll(() => refused.getAttribute('data-problem'), PATIENCE).toBe(answered)
  }
  expect(await refused.textContent()).toMatch(/已暂时锁定至 \d\d:\d\d:\d\d（北京时间）.*\d+ 秒后可再试/s)
  const go = page.getByRole('button', { name: '登录', exact: true })
  expect(await go.isDisabled()).toBe(true)
  await isFit(page)
  await name.fill('somebody')
  await expect.poll(() => go.isEnabled(), PATIENCE).toBe(true)
  expect(await refused.count()).toBe(0)
})
