import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { ask, drawn, enterprisesOnMap, openPage, PATIENCE, useBrowser } from './browser.ts'
import { arrivesAt, enrol, field, fromMenu, heading, isFit, PASSWORD, press, signIn, typeTwice } from './people.ts'

useBrowser()

/** Refusals are told to the person, and to the console by the browser itself. */
const REFUSED = /Failed to load resource/

/** Invites from the desk of people, with what the form holds below the person. @returns the one-time link */
async function invite(page: Page, userName: string, name: string, post: () => Promise<unknown>): Promise<string> {
  await page.locator('[data-invite]').click()
  await field(page, '用户名').fill(userName)
  await field(page, '姓名').fill(name)
  await post()
  await page.locator('dialog').getByRole('button', { name: '邀请', exact: true }).click()
  await heading(page, `给${name}的一次性链接`).waitFor()
  const link = await field(page, '一次性链接').inputValue()
  await press(page, '已交给本人')
  await page.locator(`[data-person="${userName}"]`).waitFor()
  return link
}

/** Follows a one-time link in a browser of its own, up to sign-in with the name filled in. */
async function follow(link: string, userName: string): Promise<Page> {
  const { origin, hash } = new URL(link)
  const page = await openPage({ url: origin, hash: hash.slice(1), allow: REFUSED })
  await heading(page, '设置口令').waitFor()
  expect(page.url()).not.toContain(hash.slice(6))
  await typeTwice(page, '新口令')
  await press(page, '设置口令')
  await arrivesAt(page, '/sign-in')
  expect(await field(page, '用户名或手机号').inputValue()).toBe(userName)
  return page
}

describe('an empty book', () => {
  let product: Product
  const folder = dataFolder()
  beforeAll(async () => {
    product = await startProduct({ ANJIAN_DATA: folder.path, ANJIAN_DEMO: '0' })
  })
  afterAll(async () => {
    await product.stop()
    folder.remove()
  })

  test('from the printed link to people who see what their posts see, and nothing once they left', async () => {
    const stranger = await openPage({ url: product.url, allow: REFUSED })
    await heading(stranger, '请先登录').waitFor()
    await isFit(stranger)

    const first = await openPage({ url: product.url, hash: `setup=${product.setup}`, allow: REFUSED })
    await heading(first, '建立第一个账号').waitFor()
    expect(first.url()).not.toContain(product.setup)
    await field(first, '用户名').fill('zhangwei')
    await field(first, '姓名').fill('张伟')
    await typeTwice(first, '口令', 'zhangwei-A1')
    await first.getByText('不能含用户名或手机号').first().waitFor()
    expect(await first.getByRole('button', { name: '建立账号' }).isDisabled()).toBe(true)
    await typeTwice(first, '口令')
    await isFit(first)
    await press(first, '建立账号')
    await arrivesAt(first, '/sign-in')
    await first.locator('.qr').waitFor()
    await isFit(first)
    const code = await enrol(first)
    await arrivesAt(first, '/')
    await heading(first, '账本还是空的').waitFor()

    await fromMenu(first, /安全管理员/)
    await arrivesAt(first, '/accounts')
    await first.locator('[data-person="zhangwei"]').waitFor()
    await isFit(first)
    const link = await invite(first, 'lina', '李娜', () => first.locator('[data-kind]').selectOption('leader'))

    const second = await follow(link, 'lina')
    await signIn(second, 'lina', 'Not-This-One-1')
    await second.locator('[data-problem="sign-in-wrong"]').waitFor()
    await isFit(second)
    await signIn(second, 'lina')
    await second.locator('.qr').waitFor()
    await enrol(second)
    await arrivesAt(second, '/')
    await heading(second, '账本还是空的').waitFor()
    expect(await second.locator('[data-failures]').textContent()).toContain('1')
    expect(await second.locator('.identity-button').textContent()).toContain('李娜 · 领导')
    await second.goto(`${product.url}/accounts`)
    await second.locator('[data-no-entry]').waitFor()
    await isFit(second)
    await second.goto(`${product.url}/account`)
    await second.getByText('本机').waitFor()
    await isFit(second)

    await first.locator('[data-person="lina"]').click()
    await heading(first, '李娜').waitFor()
    await first.locator('.devices li').waitFor()
    await isFit(first)
    await first.locator('[data-leave]').click()
    await heading(first, '李娜已离开？').waitFor()
    await isFit(first)
    await first.locator('[data-confirm]').click()
    await expect.poll(() => first.locator('table [data-state-of="lina"]').textContent(), PATIENCE).toBe('已离开')
    await second.locator('[data-session-ended]').waitFor(PATIENCE)
    await isFit(second)

    await first.locator('[data-take-back]').click()
    await first.locator('[data-confirm]').click()
    await heading(first, '给李娜的一次性链接').waitFor()
    await press(first, '已交给本人')
    await expect.poll(() => first.locator('table [data-state-of="lina"]').textContent(), PATIENCE).toBe('待激活')
    await first.locator('[data-correct]').click()
    await field(first, '姓名').fill('李娜娜')
    await isFit(first)
    await press(first, '保存更正')
    await heading(first, '李娜娜').waitFor()
    expect(new URL(first.url()).search).toMatch(/^\?person=\d+$/)
    await first.goBack()
    await heading(first, '李娜娜').waitFor({ state: 'detached' })

    await second.locator('[data-session-ended]').getByRole('link').click()
    await signIn(second, 'lina')
    await second.locator('[data-problem="sign-in-wrong"]').waitFor()
    await second.reload()
    await signIn(second, 'zhangwei')
    await heading(second, '两步验证').waitFor()
    await isFit(second)
    await field(second, '验证码').fill('000000')
    await press(second, '确认')
    await second.locator('[data-problem="code-wrong"]').waitFor()
    await field(second, '验证码').fill(code())
    await press(second, '确认')
    await arrivesAt(second, '/account')
    await heading(second, '张伟').waitFor()
    await fromMenu(second, '退出')
    await heading(second, '请先登录').waitFor()
  })
})

describe('a book with enterprises', () => {
  test('shows a grid chief the own grid alone, and signed in again the same address', async () => {
    const origin = inject('url')
    const page = await openPage({ as: 'security', path: '/accounts', allow: REFUSED })
    const link = await invite(page, 'gridchief', '顾小满', async () => {
      await page.locator('[data-kind]').selectOption('grid-chief')
      await page.getByRole('button', { name: /^网格: / }).click()
      await page.getByLabel('新材园').check()
      await page.keyboard.press('Escape')
    })
    const chief = await follow(link, 'gridchief')
    await signIn(chief, 'gridchief')
    await arrivesAt(chief, '/')
    await drawn(chief)
    const grids = await ask<{ id: number; name: string }[]>(page, '/api/grids')
    const { total } = await ask<{ total: number }>(chief, '/api/enterprises?limit=1')
    const { rows } = await ask<{ rows: { gridName: string }[] }>(chief, '/api/enterprises?limit=200')
    expect(grids.length).toBeGreaterThan(20)
    expect(total).toBeGreaterThan(0)
    expect(new Set(rows.map(({ gridName }) => gridName))).toEqual(new Set(['新材园']))
    await expect.poll(() => enterprisesOnMap(chief), PATIENCE).toBe(total)

    await chief.goto(`${origin}/#v=1&risk=1`)
    await page.locator('[data-person="gridchief"]').click()
    await press(page, '全部退出')
    await page.locator('[data-confirm]').click()
    await chief.locator('[data-session-ended]').waitFor(PATIENCE)
    await chief.locator('[data-session-ended]').getByRole('link').click()
    await arrivesAt(chief, '/sign-in')
    await signIn(chief, 'gridchief')
    await arrivesAt(chief, '/')
    expect(new URL(chief.url()).hash).toContain('risk=1')
  })

  test('lets a phone through every step of sign-in', async () => {
    const page = await openPage({ path: '/sign-in', width: 390, height: 844, allow: REFUSED })
    await field(page, '用户名或手机号').waitFor()
    await isFit(page)
    await signIn(page, 'nobody', PASSWORD)
    await page.locator('[data-problem="sign-in-wrong"]').waitFor()
    await isFit(page)
  })
})
