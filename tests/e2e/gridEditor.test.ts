import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareClusterFolder } from '../../server/db/clusterFolder.ts'
import { socketUrl } from '../../server/db/pools.ts'
import { dataFolder, type Product, startProduct } from '../product.ts'
import { ask, askMap, drawn, openPage, PATIENCE, pixelOf, useBrowser } from './browser.ts'
import { addRoad, ASIDE, atVersion, begin, beside, choose, detailOf, drag, innerCorners, isIn, landsOf, middle, type Node, outlineOf, ownersOf, settledOver, type Place, text, versionIs } from './gridDesk.ts' // prettier-ignore
import { field, isFit } from './people.ts'

useBrowser()

let product: Product
let owner: pg.Client
const folder = dataFolder()
// what takes effect here would change the ground under every other test
beforeAll(async () => {
  product = await startProduct({ ANJIAN_DATA: folder.path })
  const { socket } = prepareClusterFolder(folder.path, () => undefined)
  owner = new pg.Client({ connectionString: socketUrl(socket, 'postgres', 'anjian') })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await product.stop()
  folder.remove()
})

const open = (path: string, more = {}) => openPage({ as: 'leader', path, url: product.url, ...more })
const GRID = '新材园'
const faults = async (page: Page) => {
  const { figures } = await ask<{ figures: { parts: { part: string; n: number }[] }[] }>(page, '/api/indicators?ids=coverage-faults') // prettier-ignore
  return figures[0]!.parts.filter(({ part }) => part.startsWith('territory')).map(({ n }) => n)
}

test('a border moved and a grid split by the mouse, compared and put into effect today: list, map, enterprises and proof have it', async () => {
  const page = await open('/grids')
  await page.locator('[data-begin]').click(PATIENCE)
  await field(page, '草案名称').fill('新材园分设')
  await page.locator('[data-send]').click()
  await page.locator('[data-edit-bar]').waitFor(PATIENCE)
  const id = Number(new URL(page.url()).searchParams.get('draft'))
  const first = await detailOf(page, id)
  await choose(page, GRID)

  // a corner is dragged: both sides follow, and what is not touched keeps every byte
  const runs = innerCorners(first, GRID)
  const corner = middle(runs[0]!)
  const to: Place = [corner[0] + 0.0004, corner[1] + 0.0003]
  await drag(page, corner, to)
  await versionIs(page, id, 1)
  const moved = await detailOf(page, id)
  const sides = ownersOf(first, corner)
  const changed = landsOf(moved).filter(({ id: grid, polygons }) => JSON.stringify(polygons) !== JSON.stringify(landsOf(first).find((land) => land.id === grid)!.polygons)) // prettier-ignore
  expect(changed.map((land) => land.id).toSorted()).toEqual(sides.toSorted())
  const fresh = outlineOf(moved, GRID).find((place) => !outlineOf(first, GRID).some((one) => text(one) === text(place)))!
  expect(ownersOf(moved, fresh).toSorted()).toEqual(sides.toSorted())
  // within a pixel or two of where it was dropped
  expect([Math.abs(fresh[0] - to[0]), Math.abs(fresh[1] - to[1])].every((off) => off < 0.00004)).toBe(true)

  // back and forth by the keyboard, to the byte
  await atVersion(page, 1)
  await page.keyboard.press('Control+z')
  await versionIs(page, id, 2)
  expect(landsOf(await detailOf(page, id))).toEqual(landsOf(first))
  await atVersion(page, 2)
  await page.keyboard.press('Control+Shift+z')
  await versionIs(page, id, 3)
  expect(landsOf(await detailOf(page, id))).toEqual(landsOf(moved))
  await atVersion(page, 3)

  // held where it must not be: the reason is told while it is held, and nothing is done
  const other = middle(runs[1]!)
  const across: Place = [2 * middle(runs[0]!)[0] - other[0], 2 * middle(runs[0]!)[1] - other[1]]
  await drag(page, other, across, false)
  await expect.poll(() => page.locator('[data-why]').textContent(), PATIENCE).toMatch(/没有执行：.*(交叉|碰到|翻转)/)
  await page.mouse.up()
  expect((await detailOf(page, id)).draft.version).toBe(3)

  // from border to border
  await page.locator('[data-tool="split"]').click()
  const ends = [middle(runs[1]!), middle(runs.at(-1)!)]
  for (const end of ends) await page.mouse.click(...(await pixelOf(page, end)))
  await page.locator('[data-split-form]').waitFor(PATIENCE)
  const split = page.locator('[data-split-form]')
  const serials = first.nodes.filter(({ level }) => level === 3).map(({ code }) => Number(code.slice(12)))
  const own = first.nodes.find(({ name }) => name === GRID)!.code
  expect(await split.getByLabel('编码').inputValue()).toBe(`${own.slice(0, 12)}${String(Math.max(...serials) + 1).padStart(3, '0')}`) // prettier-ignore
  await split.getByLabel('名称').fill('新材园东')
  await split.getByLabel('网格长').fill('方立新')
  await split.getByLabel('电话').fill('0535-0000999')
  await isFit(page)
  await page.locator('[data-split]').click()
  await versionIs(page, id, 4)
  const done = await detailOf(page, id)
  expect(done.nodes.filter(({ level }) => level === 3).length).toBe(32)

  // the comparison is of this version, and who moves is what an oracle of its own finds
  await expect.poll(() => page.locator('[data-comparison]').getAttribute('data-of-version'), PATIENCE).toBe('4')
  const { rows } = await owner.query<{ id: number; grid: number; x: number; y: number; open: boolean }>(
    "select id, grid, st_x(geom) as x, st_y(geom) as y, status <> 'closed' as open from enterprise order by id",
  )
  const gridOf = ({ x, y }: { x: number; y: number }) => landsOf(done).find(({ polygons }) => isIn([x, y], polygons))?.id
  const moving = rows.filter((row) => row.open && gridOf(row) !== row.grid)
  expect(moving.length).toBeGreaterThan(0)
  expect(await page.locator('[data-moving]').textContent()).toBe(`${moving.length} 家单位将换网格`)
  expect(await page.locator('[data-compared]').count()).toBe(3)
  await drawn(page)
  expect(await askMap(page, 'rendered', 'grid-edit-marks')).toBeGreaterThan(0)

  await page.locator('[data-plan]').click()
  await page.locator('[data-send]').click()
  await page.locator('[data-draft-state="effective"]').first().waitFor(PATIENCE)
  const grids = await ask<Node[]>(page, '/api/grids')
  const made = grids.find(({ name }) => name === '新材园东')!
  expect([grids.filter(({ level }) => level === 3).length, made.person]).toEqual([32, '方立新'])
  const after = await owner.query<{ id: number; grid: number }>('select id, grid from enterprise order by id')
  expect(after.rows).toEqual(rows.map((row) => ({ id: row.id, grid: gridOf(row) ?? null })))
  expect(after.rows.filter(({ grid }) => grid === made.id).length).toBeGreaterThan(0)
  expect(await faults(page)).toEqual([0, 0, 0])

  await page.locator('[data-leave-draft]').click()
  await expect.poll(() => page.locator('[data-sum]').textContent(), PATIENCE).toBe('1+17+32')
  await drawn(page)
  expect((await askMap(page, 'features', 'grids-line')).map(({ name }) => name)).toContain('新材园东')
  // a day before the book, and today: who answered, and since when
  await page.goto(`${product.url}/grids?on=2020-01-01`)
  await page.locator('[data-past]', { hasText: '中午 12 时' }).waitFor(PATIENCE)
  await expect.poll(() => page.locator('.grid-desk').textContent(), PATIENCE).toContain('这一天台账里还没有网格')
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  await page.goto(`${product.url}/grids?on=${today}`)
  await page.locator('[data-node]').filter({ hasText: '新材园东' }).click(PATIENCE)
  expect(await page.locator('[data-person]').textContent()).toBe('方立新')
  expect(await page.locator('[data-as-of-day]').textContent()).toBe(`${today} 的网格（今天，不能改）`)
  expect(await page.locator('[data-past]').textContent()).toContain('此刻的情况')
  expect(await page.locator('[data-begin], [data-edit-bar], [data-node-form]').count()).toBe(0)
}) // prettier-ignore

test('two hands at one border: the second sees what the first did, keeps its place and its wish, and nothing is lost', async () => {
  const page = await open('/grids', { allow: /409/ })
  const id = await begin(page, '两人同改')
  await page.goto(`${product.url}/grids?draft=${id}`)
  await choose(page, '药谷东')
  const first = await detailOf(page, id)
  const [run] = innerCorners(first, '药谷东').toSorted((a, b) => b.length - a.length)
  const [mine, theirs, third] = [2, 4, run!.length - 2].map((i) => run![i]!) as [Place, Place, Place]
  const shift = ([lng, lat]: Place): Place => [Number((lng + 0.00015).toFixed(9)), Number((lat + 0.00015).toFixed(9))]
  const { origin } = new URL(product.url)
  const moveElsewhere = async (from: Place, seen: number) => {
    const answer = await page.request.post(`${origin}/api/grid-drafts/${id}/steps`, { data: { seen, operation: { kind: 'move', from, to: shift(from) } }, headers: { origin } }) // prettier-ignore
    expect(answer.status()).toBe(201)
  }

  // heard by the live channel: told, and neither map nor choice has moved
  const before = await askMap(page, 'project', third)
  await moveElsewhere(third, 0)
  await page.locator('[data-news-line]').waitFor(PATIENCE)
  expect(await page.locator('[data-news-line]').textContent()).toContain('移拐点')
  await atVersion(page, 1)
  expect(await askMap(page, 'project', third)).toEqual(before)
  expect(await page.locator('[data-node][aria-pressed="true"]').textContent()).toContain('药谷东')
  await page.locator('[data-forget]').click()

  // another hand is a moment faster: refused, told, and repeated by one press
  let others: Promise<void> | undefined
  await page.route('**/steps', async (route) => {
    others ??= moveElsewhere(theirs, 1)
    await others
    await route.continue()
  })
  await drag(page, mine, shift(mine))
  const repeat = page.locator('[data-repeat]')
  await repeat.waitFor(PATIENCE)
  expect(await page.locator('[data-news]').textContent()).toContain('您的这一步没有执行')
  expect(await page.locator('[data-news-line]').textContent()).toContain('移拐点')
  expect((await detailOf(page, id)).draft.version).toBe(2)
  await repeat.click()
  await versionIs(page, id, 3)
  const places = new Set(landsOf(await detailOf(page, id)).flatMap(({ polygons }) => polygons.flat(2)).map(text)) // prettier-ignore
  expect([theirs, third].map((place) => [places.has(text(place)), places.has(text(shift(place)))])).toEqual([[false, true], [false, true]]) // prettier-ignore
  expect(places.has(text(mine))).toBe(false)
  await atVersion(page, 3)

  // on a phone the facts may be changed, and it is said that borders are not; a member unit has no door here
  const phone = await open(`/grids?draft=${id}`, { width: 390, height: 844 })
  await phone.locator('[data-touch]').waitFor(PATIENCE)
  expect(await phone.locator('[data-edit-bar]').isVisible()).toBe(false)
  await phone.locator('[data-node]').filter({ hasText: '药谷东' }).click()
  const form = phone.locator('[data-node-form]')
  await form.getByLabel('网格长').fill('周以宁')
  await form.locator('[data-save-facts]').click()
  await versionIs(page, id, 4)
  expect((await detailOf(page, id)).nodes.find(({ name }) => name === '药谷东')!.person).toBe('周以宁')
  // what is asked anew is dimmed until it has come
  await expect.poll(() => phone.locator('[data-comparison]').getAttribute('data-of-version'), PATIENCE).toBe('4')
  await isFit(phone)
  const unit = await open('/grids', { as: 'department-emergency' })
  await unit.getByText('网格编辑只给政府端看').waitFor(PATIENCE)
})

test('each other tool: a corner snaps to a road, comes and goes, a border follows a road, two grids become one, a plan is reopened and withdrawn', async () => {
  const page = await open('/grids')
  const id = await begin(page, '逐个工具')
  const first = await detailOf(page, id)
  const grid = '药谷东'
  const [run] = innerCorners(first, grid).toSorted((a, b) => b.length - a.length)
  const corner = run![2]!
  await addRoad(owner, '试贴路', [beside(corner, [0.0001, -0.00045]), beside(corner, ASIDE.road), beside(corner, [0.0005, -0.00005])]) // prettier-ignore
  await addRoad(owner, '试随路', run!.map((place) => beside(place, [0.00012, -0.0001]))) // prettier-ignore
  await page.goto(`${product.url}/grids?draft=${id}`)
  await choose(page, grid)
  const placesNow = async () => landsOf(await detailOf(page, id)).flatMap(({ polygons }) => polygons.flat(2)).map(text) // prettier-ignore
  const fresh = async (before: readonly string[]) => [...new Set(await placesNow())].filter((place) => !before.includes(place)) // prettier-ignore

  // near a road it is told where it goes; with Alt held it stays under the pointer; let go it lies on the corner of the road
  const snap = page.locator('[data-snap]')
  const hold = async (place: Place) => page.mouse.move(...(await pixelOf(page, place)))
  const before = await placesNow()
  await hold(corner)
  await page.mouse.down()
  await hold(beside(corner, ASIDE.short))
  await expect.poll(() => snap.textContent(), PATIENCE).toContain('试贴路')
  await page.keyboard.down('Alt')
  await hold(beside(corner, [0.00024, -0.0002]))
  await snap.waitFor({ state: 'hidden', ...PATIENCE })
  await page.keyboard.up('Alt')
  await hold(beside(corner, ASIDE.short))
  await snap.waitFor(PATIENCE)
  await page.mouse.up()
  await versionIs(page, id, 1)
  expect(await fresh(before)).toEqual([text(beside(corner, ASIDE.road).map((value) => Number(value.toFixed(9))) as Place)]) // prettier-ignore
  await atVersion(page, 1)

  // a press on a border makes a corner of it, with both sides; Del takes it away again
  const atOne = await placesNow()
  const [from, to] = [run![5]!, run![6]!]
  const half: Place = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  await hold(half)
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -400)
  await settledOver(page, from, to)
  // a corner that is only pressed stays, though the road is within reach
  await page.mouse.click(...(await pixelOf(page, from)))
  await expect.poll(() => page.locator('[data-corner-panel]').getByLabel('经度').inputValue(), PATIENCE).toBe(from[0].toFixed(9))
  await page.mouse.click(...(await pixelOf(page, half)))
  await versionIs(page, id, 2)
  const [made] = await fresh(atOne)
  expect((await detailOf(page, id)).steps.map(({ kind }) => kind)).toEqual(['insert', 'move'])
  expect(ownersOf(await detailOf(page, id), JSON.parse(made!) as Place).length).toBe(2)
  await atVersion(page, 2)
  await page.keyboard.press('Delete')
  await versionIs(page, id, 3)
  expect((await placesNow()).toSorted()).toEqual(atOne.toSorted())
  await atVersion(page, 3)

  // a border takes the way of a road, chosen without the mouse, and what would come of it is told before
  await page.locator('[data-tool="follow"]').click()
  const follow = page.locator('[data-follow-panel]')
  const neighbour = first.nodes.find(({ id: one, name }) => name !== grid && ownersOf(first, run![1]!).includes(one))!
  const borders = follow.locator('select[name="border"]')
  await borders.selectOption({ label: await borders.locator('option').filter({ hasText: neighbour.name }).first().innerText() }) // prettier-ignore
  const roads = follow.locator('select[name="line"]')
  await roads.locator('option').filter({ hasText: '试随路' }).waitFor({ state: 'attached', ...PATIENCE })
  await roads.selectOption({ label: await roads.locator('option').filter({ hasText: '试随路' }).innerText() }) // prettier-ignore
  await follow.locator('[data-follow]').click(PATIENCE)
  await versionIs(page, id, 4)
  const followed = await detailOf(page, id)
  const middleOfRoad = beside(middle(run!), [0.00012, -0.0001]).map((value) => Number(value.toFixed(9))) as Place
  expect(ownersOf(followed, middleOfRoad).toSorted()).toEqual(ownersOf(first, run![1]!).toSorted())
  await atVersion(page, 4)

  // who remains is said before two grids become one, and the ground of both is that of the one
  await page.locator('[data-tool="merge"]').click()
  await page.locator('[data-merge-panel] select[name="into"]').selectOption(String(neighbour.id))
  expect(await page.locator('[data-merge-told]').textContent()).toContain(neighbour.person)
  await page.locator('[data-merge]').click()
  await versionIs(page, id, 5)
  const merged = await detailOf(page, id)
  expect(landsOf(merged).length).toBe(landsOf(first).length - 1)
  expect(ownersOf(merged, middleOfRoad)).toEqual([])
  await atVersion(page, 5)

  // planned for a later day it waits, and says so; reopened it is drafted on; withdrawn it is over, and the present was never touched
  await page.locator('[data-plan]').click(PATIENCE)
  const later = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  await page.locator('[data-plan-form] input[name="effectiveOn"]').fill(later)
  await page.locator('[data-send]').click()
  await expect.poll(async () => (await detailOf(page, id)).draft.state, PATIENCE).toBe('planned')
  await expect.poll(() => page.locator('[data-draft-head]').textContent(), PATIENCE).toContain(later)
  for (const [act, state] of [['reopen', 'open'], ['withdraw', 'withdrawn']] as const) {
    await page.locator(`[data-${act}]`).click(PATIENCE)
    await page.locator('[data-confirm]').click(PATIENCE)
    await expect.poll(async () => (await detailOf(page, id)).draft.state, PATIENCE).toBe(state)
  }
  await page.locator('[data-edit-bar]').waitFor({ state: 'detached', ...PATIENCE })
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from grid where level = 3')
  expect(rows[0]!.n).toBe(landsOf(first).length)
}) // prettier-ignore
