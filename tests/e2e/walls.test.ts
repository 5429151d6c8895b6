import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { prepareClusterFolder } from '../../server/db/clusterFolder.ts'
import { socketUrl } from '../../server/db/pools.ts'
import { haveWalls } from './alarmHouse.ts'
import { ask, drawn, enterprisesOnMap, openPage, PATIENCE, useBrowser } from './browser.ts'
import { field, heading, isFit, press } from './people.ts'

useBrowser()

let owner: pg.Client
beforeAll(async () => {
  const { socket } = prepareClusterFolder(inject('folder'), () => undefined)
  owner = new pg.Client({ connectionString: socketUrl(socket, 'postgres', 'anjian') })
  await owner.connect()
  await haveWalls(owner)
})
afterAll(() => owner.end())

/** A wall whose link has ended asks once more before it knows, and is refused. */
const REFUSED = /Failed to load resource/
/** Of the smallest words of a wall, pixels on a screen of 1920: twice that on one of 3840. */
const LEAST_TEXT = 14

const shown = (page: Page) => page.locator('[data-scene-shown]').textContent()

/** Heights of type on the page, as drawn. */
const typeSizes = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.wall *')]
      .filter((one) => [...one.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim()))
      .filter((one) => one.getBoundingClientRect().height > 0)
      .map((one) => Number.parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom),
  )

test('a scene is saved, a link made, and a wall shows it until the link is ended', async () => {
  const origin = inject('url')
  const desk = await openPage({ hash: 'v=1&risk=1&theme=dark' })
  await drawn(desk)
  const major = await enterprisesOnMap(desk)
  expect(major).toBeGreaterThan(0)
  await desk.locator('[data-save-scene]').click()
  await field(desk, '场景名称').fill('重大风险单位')
  await isFit(desk)
  await press(desk, '保存')
  await heading(desk, '已保存“重大风险单位”').waitFor()
  await desk.getByRole('link', { name: '去大屏页' }).click()
  await desk.locator('[data-scene="重大风险单位"]').waitFor()
  const headers = { origin }
  const second = { name: '全区', state: '#map=12/37.43/121.51&v=1&theme=light', seconds: 600 }
  expect((await desk.request.post(`${origin}/api/scenes`, { data: second, headers })).status()).toBe(201)
  await desk.locator('[data-scene="全区"]').waitFor(PATIENCE) // told by the stream, not by a reload
  await desk.getByRole('button', { name: '上移: 全区' }).click()
  await expect.poll(() => desk.locator('[data-scene]').first().getAttribute('data-scene'), PATIENCE).toBe('全区')
  await desk.getByRole('button', { name: '下移: 全区' }).click()
  await expect.poll(() => desk.locator('[data-scene]').last().getAttribute('data-scene'), PATIENCE).toBe('全区')
  await press(desk, '生成大屏链接')
  await field(desk, '大屏名称').fill('应急指挥大厅')
  await press(desk, '生成大屏链接')
  const link = await desk.getByRole('textbox', { name: '大屏链接' }).inputValue()
  await isFit(desk)

  const wall = await openPage({ nowhere: true, width: 1920, height: 1080, allow: REFUSED })
  await wall.goto(link)
  await expect.poll(() => wall.locator('[data-scene-shown]').count(), PATIENCE).toBe(1)
  expect(await shown(wall)).toBe('重大风险单位')
  expect(wall.url()).not.toContain(new URL(link).hash.slice(6))
  await drawn(wall)
  // other tests write at the same time: an open map holds what the wall has to
  const beside = await openPage({ hash: 'v=1&risk=1&theme=dark' })
  await drawn(beside)
  await expect.poll(async () => (await enterprisesOnMap(wall)) - (await enterprisesOnMap(beside)), PATIENCE).toBe(0)
  expect((await ask<{ role: string }>(wall, '/api/session')).role).toBe('wall')
  expect(Math.min(...(await typeSizes(wall)))).toBeGreaterThanOrEqual(LEAST_TEXT)
  expect(await wall.locator('.figures .panels').evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0)
  expect(await wall.locator('[data-live]').getAttribute('data-live')).toBe('live')
  await wall.keyboard.press('ArrowRight')
  await expect.poll(() => shown(wall), PATIENCE).toBe('全区')
  await drawn(wall)
  await expect.poll(() => enterprisesOnMap(wall), PATIENCE).toBeGreaterThan(major)
  await wall.keyboard.press('Space')
  await wall.getByText('已暂停轮播').waitFor()
  await isFit(wall)
  // a wall has no workspace to wander off to
  await wall.goto(origin)
  await expect.poll(() => new URL(wall.url()).pathname, PATIENCE).toBe('/wall')
  await expect.poll(() => wall.locator('[data-scene-shown]').count(), PATIENCE).toBe(1)

  await desk.getByRole('button', { name: '作废: 应急指挥大厅' }).click()
  await desk.locator('[data-confirm]').click()
  await wall.getByText('此大屏链接已失效，请值班员重新生成').waitFor(PATIENCE)
  expect(await wall.locator('canvas').count()).toBe(0)
  await isFit(wall)
  await wall.reload()
  await wall.getByText('此大屏链接已失效，请值班员重新生成').waitFor(PATIENCE)
  await wall.goto(link)
  await wall.getByText('此大屏链接已失效，请值班员重新生成').waitFor(PATIENCE)
  expect(await wall.locator('[data-figure], canvas').count()).toBe(0)
})
