import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { alarmHouse } from './alarmHouse.ts'
import { ask, askMap, drawn, openPage, PATIENCE, useBrowser } from './browser.ts'
import { isFit } from './people.ts'

useBrowser()

let house: Awaited<ReturnType<typeof alarmHouse>>
let [first, second]: number[] = []
beforeAll(async () => {
  house = await alarmHouse()
  ;[first, second] = [await house.sensor('大屏甲'), await house.sensor('大屏乙')]
  await house.owner.query(
    'insert into alarm_rule (sensor, dead_band, on_delay, off_delay, note) select i, 0, 0, 0, $2 from unnest($1::integer[]) i',
    [[first, second], '测试'],
  )
})
afterAll(() => house.close())

/** As gateways send: judged, and the newest. */
async function say(sensor: number, value: number) {
  await house.say(sensor, value)
  await house.owner.query(
    `insert into sensor_now (sensor, at, value, received_at) values ($1, app.now(), $2, app.now())
      on conflict (sensor) do update set at = excluded.at, value = excluded.value, received_at = excluded.received_at`,
    [sensor, value],
  )
}

const message = (wall: Page, name: string) => wall.locator('[data-wall-alarm]').filter({ hasText: name })
/** What is animated on the page. */
const moving = (wall: Page) =>
  wall.evaluate(() =>
    document.getAnimations().map(({ effect }) => (effect as KeyframeEffect).target?.className.toString()),
  )

/** Pixels from one hundredth of a degree of longitude to the next. */
async function across(wall: Page) {
  const [[west], [east]] = [
    await askMap(wall, 'project', [121.5, 37.43]),
    await askMap(wall, 'project', [121.51, 37.43]),
  ]
  return east - west
}

async function acknowledge(desk: Page, sensor: number) {
  const origin = inject('url')
  const { rows } = await ask<{ rows: { id: number; events: number }[] }>(desk, `/api/alarms?sensor=${sensor}&share=all`)
  const data = { request: crypto.randomUUID(), act: 'acknowledge', seen: rows[0]!.events }
  const answer = await desk.request.post(`${origin}/api/alarms/${rows[0]!.id}/events`, { data, headers: { origin } })
  expect(answer.status()).toBeLessThan(300)
}

test('a second-stage alarm takes over an open wall, the map goes there, others queue, over range is told in words, and it leaves once cleared and acknowledged', async () => {
  const origin = inject('url')
  const desk = await openPage({ nowhere: true })
  const post = (path: string, data: object) => desk.request.post(`${origin}/api${path}`, { data, headers: { origin } })
  const scene = (await (await post('/scenes', { name: '接管前', state: '#map=11/37.43/121.51&v=1&theme=dark' })).json()) as { id: number }
  const { token } = (await (await post('/walls', { name: '接管厅', scenes: [scene.id], days: 1 })).json()) as { token: string }
  const wall = await openPage({ nowhere: true, width: 1920, height: 1080 })
  await wall.emulateMedia({ reducedMotion: 'no-preference' })
  await wall.goto(`${origin}/wall#wall=${token}`)
  await expect.poll(() => wall.locator('[data-scene-shown]').textContent(), PATIENCE).toBe('接管前')
  await drawn(wall)
  expect(await message(wall, '大屏').count()).toBe(0)

  await say(first!, 60.5)
  await message(wall, '大屏甲').waitFor(PATIENCE)
  expect(await wall.locator('[data-wall-value]').textContent()).toBe('60.5')
  expect(await message(wall, '大屏甲').textContent()).toMatch(/二级报警 · 待确认.*%LEL.*可燃气体.*报警值 50.*超限已/)
  expect((await moving(wall)).length).toBeGreaterThan(0)
  // the ring of 500 m fills the picture
  await expect.poll(() => across(wall), PATIENCE).toBeGreaterThan(250)
  await isFit(wall)

  await say(second!, 70)
  await message(wall, '大屏乙').waitFor(PATIENCE)
  const queued = async () => `另有 ${(await ask<{ rows: unknown[] }>(wall, '/api/walls/alarms')).rows.length - 1} 条`
  expect(await queued()).not.toBe('另有 0 条')
  await expect.poll(async () => (await wall.locator('[data-wall-queued]').textContent())?.includes(await queued()), PATIENCE).toBe(true)
  // where the picture has no room it is said that they stand, for the frame is red there too
  const phone = await openPage({ nowhere: true, width: 390, height: 844 })
  await phone.goto(`${origin}/wall#wall=${token}`)
  await phone.locator('[data-wall-alarms]').waitFor(PATIENCE)
  const { total } = await ask<{ total: number }>(wall, '/api/walls/alarms')
  expect(await phone.locator('[data-wall-alarms]').textContent()).toContain(`现有 ${total} 条二级报警`)
  await isFit(phone)
  await phone.context().close()
  await acknowledge(desk, second!)
  // what nobody has acknowledged goes first
  await message(wall, '大屏甲').waitFor(PATIENCE)
  await acknowledge(desk, first!)
  await expect.poll(async () => (await wall.locator('[data-wall-alarm]').getAttribute('data-state')) ?? '', PATIENCE).toBe('standing-acknowledged')
  expect(await moving(wall)).toEqual([])
  // beyond what it can measure it calls anew, and no number stands without the word
  await house.refuse(first!, 65_535)
  await wall.locator('[data-wall-over]').waitFor(PATIENCE)
  expect(await message(wall, '大屏甲').textContent()).toMatch(/待确认.*超量程\s*65535 %LEL.*量程上限 100.*最近读数 60\.5/)
  await isFit(wall)
  await desk.goto(`${origin}/alarms`)
  const line = desk.locator('[data-alarm]').filter({ hasText: '大屏甲' })
  await line.filter({ hasText: /超量程 65535.%LEL\s*量程上限 100 %LEL/ }).click(PATIENCE)
  await desk.locator('[data-open-alarm] .reading b').filter({ hasText: '超量程 65535' }).waitFor(PATIENCE)
  await desk.locator('[data-event="escalate"]').filter({ hasText: '二级 · 超量程 65535' }).waitFor(PATIENCE)
  await acknowledge(desk, first!)
  await say(second!, 1)
  await say(first!, 1)
  await expect.poll(() => message(wall, '大屏').count(), PATIENCE).toBe(0)
  await expect.poll(() => wall.locator('[data-scene-shown]').textContent(), PATIENCE).toBe('接管前')
  const gone = await desk.request.delete(`${origin}/api/scenes/${scene.id}`, { headers: { origin } })
  expect(gone.status()).toBe(200)
}) // prettier-ignore
