import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { STALE_SECONDS } from '../../core/contract/live.ts'
import { alarmHouse } from './alarmHouse.ts'
import { findings } from './axe.ts'
import { ask, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser('--autoplay-policy=document-user-activation-required')

let house: Awaited<ReturnType<typeof alarmHouse>>
let [first, second, third]: number[] = []
beforeAll(async () => {
  house = await alarmHouse()
  ;[first, second, third] = [await house.sensor('一号可燃气'), await house.sensor('二号可燃气'), await house.sensor('三号可燃气')] // prettier-ignore
  await house.say(first!, 30)
  await house.say(second!, 60)
})
afterAll(() => house.close())

const line = (page: Page, name: string) => page.locator('[data-alarm]').filter({ hasText: name })
const open = async (page: Page, name: string) => {
  await page.locator('[data-open-alarm]').filter({ hasText: name }).waitFor(PATIENCE)
}
const chosen = (page: Page) => page.locator('[data-alarm][aria-pressed="true"]').getAttribute('data-alarm')
const dialog = (page: Page) => page.locator('dialog[open]')
const names = async (page: Page) => (await page.locator('[data-alarm] .what b').allTextContents()).map((text) => text.slice(0, 5)) // prettier-ignore

test('an alarm is worked by keys alone: found, acknowledged, handed over, noted, shelved, cleared and closed with its cause', async () => {
  const page = await openPage({ path: '/alarms' })
  await line(page, '一号可燃气').waitFor(PATIENCE)
  // the second stage before the first
  expect((await names(page)).slice(0, 2)).toEqual(['二号可燃气', '一号可燃气'])
  await page.keyboard.press('/')
  await page.keyboard.type('一号可燃')
  await expect.poll(() => page.locator('[data-alarm]').count(), PATIENCE).toBe(1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await open(page, '一号可燃气')
  await page.keyboard.press('c')
  await page.locator('[data-said]').filter({ hasText: '当前状态不适用' }).waitFor(PATIENCE)
  await page.keyboard.press('a')
  await page.locator('[data-event="acknowledge"]').waitFor(PATIENCE)
  for (const [key, act, words] of [['h', 'hand-over', '请到现场'], ['n', 'note', '企业已关阀'], ['s', 'shelve', '更换探头']] as const) {
    await page.keyboard.press(key)
    await dialog(page).locator('[data-note]').fill(words)
    await dialog(page).locator('[data-send]').click()
    await page.locator(`[data-event="${act}"]`).filter({ hasText: words }).waitFor(PATIENCE)
    await dialog(page).waitFor({ ...PATIENCE, state: 'detached' })
  } // prettier-ignore
  await page.keyboard.press('s')
  await page.locator('[data-event="unshelve"]').waitFor(PATIENCE)
  await page.keyboard.press('m')
  await dialog(page).locator('[data-reason]').fill('校验')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ ...PATIENCE, state: 'detached' })
  await house.owner.query('insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) values ($1, 0, 0, 0, $2)', [first, '测试']) // prettier-ignore
  await house.say(first!, 1)
  await page.locator('[data-event="clear"]').waitFor(PATIENCE)
  await page.keyboard.press('c')
  await dialog(page).locator('[data-send]').click()
  await dialog(page).getByText('请填写').waitFor(PATIENCE)
  await dialog(page).locator('[data-cause]').selectOption('instrument')
  await dialog(page).locator('[data-send]').click()
  await page.locator('[data-event="close"]').waitFor(PATIENCE)
  // it left the list and stays open beside it
  await expect.poll(() => line(page, '一号可燃气').count(), PATIENCE).toBe(0)
  await open(page, '一号可燃气')
  await page.keyboard.press('?')
  await page.locator('[data-keys]').waitFor(PATIENCE)
  const log = await ask<{ rows: { act: string; alarm: number }[] }>(page, '/api/duties/log?kind=alarm')
  expect(log.rows.map(({ act }) => act)).toEqual(['close', 'unshelve', 'shelve', 'note', 'hand-over', 'acknowledge'])
})

test('an alarm that arrives is shown, sounds where that was chosen, and keeps what is chosen; nothing but what calls blinks', async () => {
  const page = await openPage({ path: '/alarms' })
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await line(page, '二号可燃气').click(PATIENCE)
  await open(page, '二号可燃气')
  const was = await chosen(page)
  const sound = page.locator('[data-sound]')
  expect([await sound.getAttribute('data-sound'), await sound.textContent()]).toMatchObject(['off', expect.stringContaining('声音：关')]) // prettier-ignore
  await sound.click()
  await expect.poll(() => sound.getAttribute('data-sound'), PATIENCE).toBe('on')
  const rung = Number(await sound.getAttribute('data-rung'))
  const bell = page.locator('[data-alarms-calling]')
  const before = Number(await bell.getAttribute('data-alarms-calling'))
  await house.say(third!, 55)
  await line(page, '三号可燃气').waitFor(PATIENCE)
  await expect.poll(async () => Number(await sound.getAttribute('data-rung')), PATIENCE).toBe(rung + 1)
  await expect.poll(() => bell.getAttribute('data-alarms-calling'), PATIENCE).toBe(String(before + 1))
  expect((await names(page))[0]).toBe('三号可燃气') // the newest of its stage
  expect(await chosen(page)).toBe(was)
  const blinks = (name: string) => line(page, name).locator('.stage').evaluate((mark) => getComputedStyle(mark).animationName !== 'none') // prettier-ignore
  expect([await blinks('二号可燃气'), await blinks('三号可燃气')]).toEqual([true, true])
  await page.keyboard.press('a')
  await page.locator('[data-event="acknowledge"]').waitFor(PATIENCE)
  await expect.poll(() => blinks('二号可燃气'), PATIENCE).toBe(false)
  expect(await blinks('三号可燃气')).toBe(true)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await blinks('三号可燃气')).toBe(false)
  expect(await line(page, '三号可燃气').evaluate((row) => getComputedStyle(row).boxShadow)).toContain('inset')
  // remembered, and heard only once the page is touched, which it says
  await page.reload()
  await expect.poll(() => sound.getAttribute('data-sound'), PATIENCE).toMatch(/^(waiting|on)$/)
  expect(await findings(page)).toEqual([])
})

test('once the stream is cut the desk says how old it is, counts nothing as of now, blinks no more and says that it will not sound', async () => {
  const page = await openPage({ nowhere: true, allow: /Failed to load resource|ERR_/ })
  await page.clock.install()
  await page.goto(`${inject('url')}/alarms`)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await line(page, '三号可燃气').waitFor(PATIENCE)
  await page.locator('[data-sound]').click()
  await page.route('**/api/live', (route) => route.abort())
  await page.clock.fastForward((STALE_SECONDS + 5) * 1000)
  await page.locator('[data-cut]').filter({ hasText: '不知道' }).waitFor(PATIENCE)
  expect(await page.locator('[data-sound]').textContent()).toContain('不会响')
  expect(await page.locator('[data-alarms-calling]').getAttribute('data-alarms-calling')).toBe('unknown')
  expect(await line(page, '三号可燃气').locator('.stage').evaluate((mark) => getComputedStyle(mark).animationName)).toBe('none') // prettier-ignore
  await page.unroute('**/api/live')
  await page.clock.fastForward(20_000)
  await page.locator('[data-cut]').waitFor({ ...PATIENCE, state: 'detached' })
})

test('on a phone the same list is worked by hand: acknowledged and noted, and nothing is wider than it', async () => {
  const page = await openPage({ path: '/alarms', width: 390, height: 844, theme: 'light' })
  await line(page, '三号可燃气').click(PATIENCE)
  await open(page, '三号可燃气')
  await page.locator('[data-act="acknowledge"]').click()
  await page.locator('[data-event="acknowledge"]').waitFor(PATIENCE)
  await page.locator('[data-act="note"]').click()
  await dialog(page).locator('[data-note]').fill('已电话核实')
  await dialog(page).locator('[data-send]').click()
  await page.locator('[data-event="note"]').filter({ hasText: '已电话核实' }).waitFor(PATIENCE)
  await isFit(page)
  expect(await findings(page)).toEqual([])
  await page.locator('[data-back]').click()
  await line(page, '三号可燃气').waitFor(PATIENCE)
  await isFit(page)
})
