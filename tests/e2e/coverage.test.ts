import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { prepareClusterFolder } from '../../server/db/clusterFolder.ts'
import { socketUrl } from '../../server/db/pools.ts'
import { ask, askMap, drawn, openPage, PATIENCE, take, useBrowser } from './browser.ts'
import { arrivesAt, isFit } from './people.ts'

useBrowser()

let owner: pg.Client
beforeAll(async () => {
  const { socket } = prepareClusterFolder(inject('folder'), () => undefined)
  owner = new pg.Client({ connectionString: socketUrl(socket, 'postgres', 'anjian') })
  await owner.connect()
})
afterAll(() => owner.end())

/** Degrees across the hole: some 20 m. */
const ACROSS = 0.0002
/** Where no enterprise is near, within the grid of the demo identity grid-materials. */
const SPOT = `
  select g.id, st_x(p.geom) as lng, st_y(p.geom) as lat, st_astext(g.geom, 15) as before
  from grid g, st_dump(st_generatepoints(st_buffer(g.geom, -0.001), 60, 7)) p
  where g.level = 3 and g.name = '新材园'
    and not exists (select from enterprise e where st_dwithin(e.geom, p.geom, 0.0008))
    and not exists (select from place q where st_dwithin(q.geom, p.geom, 0.0008))
  limit 1`
const HOLE = `st_makeenvelope($2::float8 - ${ACROSS / 2}, $3::float8 - ${ACROSS / 2}, $2::float8 + ${ACROSS / 2}, $3::float8 + ${ACROSS / 2}, 4326)`

interface Spot {
  readonly id: number
  readonly lng: number
  readonly lat: number
}
/** Cuts a hole into a grid for as long as something is done. */
async function withHole(work: (spot: Spot, area: number) => Promise<void>) {
  const spot = (await owner.query<Spot>(SPOT)).rows[0]!
  const { id, lng, lat } = spot
  await owner.query('create temporary table whole as select id, geom from grid where id = $1', [id])
  try {
    await owner.query(`update grid set geom = st_multi(st_difference(geom, ${HOLE})) where id = $1`, [id, lng, lat])
    const { rows } = await owner.query<{ area: number }>(`select st_area(${HOLE.replaceAll('$2', '$1').replaceAll('$3', '$2')}::geography) as area`, [lng, lat]) // prettier-ignore
    await work(spot, rows[0]!.area)
  } finally {
    await owner.query('update grid g set geom = whole.geom from whole where whole.id = g.id')
    await owner.query('drop table whole')
  }
}

/** The figure as the server tells it now; its parts add up to the whole. */
async function counted(page: Page) {
  const { figures } = await ask<{ figures: { parts: { part: string; n: number }[] }[] }>(page, '/api/indicators?ids=coverage-faults') // prettier-ignore
  const of = (part: string) => figures[0]!.parts.find((one) => one.part === part)!.n
  const all = of('all')
  expect(figures[0]!.parts.filter(({ part }) => part !== 'all').reduce((sum, { n }) => sum + n, 0)).toBe(all)
  return { all, gaps: of('territory-gap') }
}

const GAP = '[data-rule="territory-gap"]'
const found = (page: Page, rule = GAP) => page.locator(rule).getAttribute('data-faults')
const shows = (page: Page, n: number) => expect.poll(() => found(page), PATIENCE).toBe(String(n))
/** CSS pixels between two places on the map. */
async function pixelsBetween(page: Page, from: [number, number], to: [number, number]) {
  const [one, other] = [await askMap(page, 'project', from), await askMap(page, 'project', to)]
  return Math.hypot(one[0] - other[0], one[1] - other[1])
}

test('a hole in a grid shows by itself, its line brings the map to it, whoever it is of sees it, and mended it is gone', async () => {
  const page = await openPage({ as: 'duty', path: '/coverage?kind=territory-gap', kept: true })
  await shows(page, 0)
  await expect.poll(() => page.locator('[data-fault-list]').textContent(), PATIENCE).toContain('这一条没有发现盲点')
  expect(await counted(page)).toMatchObject({ gaps: 0 })

  await withHole(async ({ lng, lat }, area) => {
    // nobody touches the page: the change itself is what it hears of
    await shows(page, 1)
    const verdict = page.locator('[data-verdict]')
    expect(await verdict.getAttribute('data-verdict')).toBe('found')
    // others in this product visit and report meanwhile, so the sum is held against that of the same moment
    const total = verdict.locator('[data-figure="coverage-faults:all:n"]')
    await expect
      .poll(async () => {
        const { all, gaps } = await counted(page)
        return { gaps, apart: Number(await total.textContent()) - all }
      }, PATIENCE)
      .toEqual({ gaps: 1, apart: 0 })
    expect(await page.locator('[data-certify]').isDisabled()).toBe(true)
    expect(await page.locator('[data-barred]').textContent()).toBe('有盲点时不能出具证明')
    const line = page.locator('[data-fault]')
    await line.waitFor(PATIENCE)
    expect(await line.textContent()).toContain(`${Math.round(area)} m²`)
    expect(await line.textContent()).toContain('新材园')
    await drawn(page)
    expect(await askMap(page, 'rendered', 'coverage-ring')).toBeGreaterThan(0)
    const corners: [number, number][] = [[lng - ACROSS / 2, lat], [lng + ACROSS / 2, lat]] // prettier-ignore
    expect(await pixelsBetween(page, corners[0]!, corners[1]!)).toBeLessThan(20)
    await isFit(page)

    // by the keyboard alone: into the list, and the map is brought to what is chosen
    await line.locator('[data-choose]').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => pixelsBetween(page, corners[0]!, corners[1]!), PATIENCE).toBeGreaterThan(200)
    await drawn(page)
    expect(await askMap(page, 'rendered', 'coverage-chosen')).toBe(1)
    const box = (await page.locator('.stage canvas').boundingBox())!
    const [x, y] = await askMap(page, 'project', [lng, lat])
    expect([Math.abs(x / box.width - 0.5) < 0.05, Math.abs(y / box.height - 0.5) < 0.05]).toEqual([true, true])

    // each sees what is of its scope: the member unit all land, a chief the own grid
    const chief = await openPage({ as: 'grid-materials', path: '/coverage', width: 390, height: 844 })
    await shows(chief, 1)
    await isFit(chief)
    const unit = await openPage({ as: 'department-emergency', path: '/coverage?kind=territory-gap' })
    await shows(unit, 1)
    expect(await unit.locator('[data-certify]').count()).toBe(0)
    await take(unit, 'grid-harbour')
    expect((await ask<{ total: number }>(unit, '/api/indicators/coverage-faults/rows?part=territory-gap')).total).toBe(
      0,
    )

    // on the one map with every layer off, and a press on it leads back to its line
    await page.goto(`${inject('url')}/#map=19/${lat}/${lng}&v=1&layers=-`)
    await page.locator('[data-map-state="idle"]').waitFor(PATIENCE)
    await expect.poll(() => askMap(page, 'rendered', 'coverage-area'), PATIENCE).toBeGreaterThan(0)
    const stage = (await page.locator('.stage canvas').first().boundingBox())!
    const [left, top] = await askMap(page, 'project', [lng, lat])
    await page.mouse.click(stage.x + left, stage.y + top)
    await arrivesAt(page, '/coverage')
    await shows(page, 1)
  })
  await shows(page, 0)
  await expect.poll(() => page.locator('[data-fault]').count(), PATIENCE).toBe(0)
  await drawn(page)
  expect(await askMap(page, 'rendered', 'coverage-ring')).toBe(0)
  await page.context().close()
})

test('whoever does not supervise is told for whom it is', async () => {
  for (const as of ['enterprise-plant', 'public']) {
    const page = await openPage({ as, path: '/coverage', allow: /403/ })
    await page.locator('[data-no-entry]').waitFor(PATIENCE)
    expect(await page.locator('[data-rule]').count(), as).toBe(0)
  }
})
