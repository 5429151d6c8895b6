import type pg from 'pg'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ask, askMap, drawn, PATIENCE, pixelOf } from './browser.ts'

export type Place = [number, number]
export interface Node {
  readonly id: number
  readonly level: number
  readonly code: string
  readonly name: string
  readonly person: string
  readonly polygons: Place[][][] | null
}
export interface Detail {
  readonly draft: { readonly id: number; readonly version: number; readonly state: string }
  readonly nodes: Node[]
  readonly steps: { readonly kind: string; readonly state: string }[]
}

export const detailOf = (page: Page, id: number) => ask<Detail>(page, `/api/grid-drafts/${id}`)
export const landsOf = ({ nodes }: Detail) => nodes.flatMap(({ id, polygons }) => (polygons ? [{ id, polygons }] : []))
export const text = (place: Place) => JSON.stringify(place)
export const outlineOf = (detail: Detail, name: string) =>
  detail.nodes.find((node) => node.name === name)!.polygons![0]![0]!

/** Which grids have a corner. */
export const ownersOf = (detail: Detail, place: Place) =>
  landsOf(detail).filter(({ polygons }) => polygons.flat(2).some((one) => text(one) === text(place))).map(({ id }) => id) // prettier-ignore
/** Corners between exactly two grids, in runs of one border, as the outline of a grid meets them. */
export function innerCorners(detail: Detail, name: string): Place[][] {
  const runs: Place[][] = []
  let last = ''
  for (const place of outlineOf(detail, name).slice(1)) {
    const owners = ownersOf(detail, place).join()
    if (owners.split(',').length === 2 && owners === last) runs.at(-1)!.push(place)
    else if (owners.split(',').length === 2) runs.push([place])
    last = owners
  }
  return runs.filter((run) => run.length > 5)
}
export const middle = (run: readonly Place[]) => run[Math.floor(run.length / 2)]!
export async function choose(page: Page, name: string) {
  await page.locator('[data-node]').filter({ hasText: name }).first().click(PATIENCE)
  await drawn(page)
  // the map has come to rest where the grid is, with its corners as handles
  await expect.poll(() => askMap(page, 'rendered', 'grid-edit-corners'), PATIENCE).toBeGreaterThan(10)
  await drawn(page)
}
export async function drag(page: Page, from: Place, to: Place, drop = true) {
  const [fromX, fromY] = await pixelOf(page, from)
  const [x, y] = await pixelOf(page, to)
  await page.mouse.move(fromX, fromY)
  await page.mouse.down()
  await page.mouse.move((fromX + x) / 2, (fromY + y) / 2)
  await page.mouse.move(x, y)
  if (drop) await page.mouse.up()
}
export const versionIs = (page: Page, id: number, version: number) => expect.poll(async () => (await detailOf(page, id)).draft.version, PATIENCE).toBe(version) // prettier-ignore
export const atVersion = (page: Page, version: number) => expect.poll(() => page.locator('[data-version]').textContent(), PATIENCE).toBe(`第 ${version} 版`) // prettier-ignore

/** A new draft with a name. */
export async function begin(page: Page, name: string): Promise<number> {
  const { origin } = new URL(page.url())
  const answer = await page.request.post(`${origin}/api/grid-drafts`, { data: { request: crypto.randomUUID(), name }, headers: { origin } }) // prettier-ignore
  expect(answer.status()).toBe(201)
  return ((await answer.json()) as { id: number }).id
}
/** Even and odd crossings to the east: shares no code with the product's predicates. */
export const isIn = ([x, y]: Place, polygons: readonly (readonly Place[][])[] | Place[][][]) =>
  (polygons as Place[][][]).flat().reduce((sum, ring) => sum + ring.slice(1).filter(([bx, by], i) => {
    const [ax, ay] = ring[i]!
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax
  }).length, 0) % 2 === 1 // prettier-ignore

/** Some 40 m to the south-east, and 10 m short of that. */
export const ASIDE = { road: [0.0003, -0.00025], short: [0.00023, -0.00019] } as const
export const beside = ([lng, lat]: Place, [east, north]: readonly [number, number]): Place => [lng + east, lat + north]
/** A road of the base map along some places. */
export const addRoad = (owner: pg.Client, name: string, places: readonly Place[]) =>
  owner.query(
    `insert into basemap (kind, name, rank, geom, source)
      select 'road', $1, 3, st_makeline(array_agg(st_point(p[1], p[2], 4326) order by n)), 'test' from unnest($2::text[]) with ordinality u (one, n),
        lateral (select string_to_array(one, ' ')::float8[] as p) s`,
    [name, places.map((place) => place.join(' '))],
  )
/** The map has come to rest with two places at least 40 pixels apart. */
export async function settledOver(page: Page, one: Place, other: Place) {
  let last = ''
  await expect
    .poll(async () => {
      const pixels = [await pixelOf(page, one), await pixelOf(page, other)] as const
      const rests = JSON.stringify(pixels) === last
      last = JSON.stringify(pixels)
      return rests && Math.hypot(pixels[0][0] - pixels[1][0], pixels[0][1] - pixels[1][1]) > 40
    }, PATIENCE)
    .toBe(true)
  await drawn(page)
}
