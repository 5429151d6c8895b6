import { describe, expect, inject, test } from 'vitest'
import { drawn, enterprisesOnMap, goTo, openPage, PATIENCE, pixelOf, useBrowser } from './browser.ts'

interface Row {
  id: number
  name: string
  risk: number | null
  position: [number, number]
}
const COLOURS = { dark: { 1: '#cf4438', 4: '#4299ef' }, light: { 1: '#a80f1c', 4: '#2f5ba9' } } as const

useBrowser()

/** Answer of the API to nobody in particular: no page is needed to ask it. */
const askHere = async <T>(path: string) => (await (await fetch(`${inject('url')}${path}`)).json()) as T

/** Colour of one pixel of the page: the map is a canvas, what it shows can only be read from its pixels. */
async function colourAt(page: Page, [x, y]: [number, number]): Promise<string> {
  const png = await page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), width: 1, height: 1 } })
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!
    canvas.drawImage(image, 0, 0)
    return `#${[...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`
  }, png.toString('base64'))
}

type Page = Awaited<ReturnType<typeof openPage>>
const pages = new Map<string, Page>()
/** Pixels of a hundredth of a degree from west to east. */
const eastward = async (page: Page, [lng, lat]: [number, number]) => {
  const [west, east] = [await pixelOf(page, [lng, lat]), await pixelOf(page, [lng + 0.01, lat])]
  return Math.round(east[0] - west[0])
}

/** One page for each look, led to the view and there. */
async function pageAt(theme: 'dark' | 'light', zoom: number, [lng, lat]: [number, number]): Promise<Page> {
  const hash = `map=${zoom}/${lat}/${lng}&v=1`
  const page = pages.get(theme) ?? (await openPage({ theme, sharp: true, kept: true, hash }))
  if (pages.has(theme)) await goTo(page, hash)
  pages.set(theme, page)
  const wide = Math.round((0.01 / 360) * 512 * 2 ** zoom)
  await expect.poll(() => eastward(page, [lng, lat]), PATIENCE).toBe(wide)
  await drawn(page)
  return page
}

describe('the map', () => {
  test.each([
    ['dark', 1],
    ['dark', 4],
    ['light', 1],
    ['light', 4],
  ] as const)('%s: an enterprise of risk %d is drawn in its colour', async (theme, risk) => {
    const { rows } = await askHere<{ rows: Row[] }>(`/api/enterprises?risk=${risk}&limit=200`)
    const sources = await askHere<{ rows: { enterprise: number }[] }>('/api/hazard-sources')
    const covered = new Set(sources.rows.map(({ enterprise }) => enterprise))
    const [lng, lat] = rows.find(({ id }) => !covered.has(id))!.position
    const near = await pageAt(theme, 18, [lng, lat])
    await expect.poll(async () => colourAt(near, await pixelOf(near, [lng, lat])), PATIENCE).toBe(COLOURS[theme][risk])
  })

  test.each([10.5, 12, 14])('at zoom %d draws the enterprises that the server holds for the view', async (zoom) => {
    const page = await pageAt('dark', zoom, [121.515, 37.42])
    if (zoom === 10.5) await expect.poll(() => enterprisesOnMap(page), PATIENCE).toBe(1200)
    else expect(await enterprisesOnMap(page)).toBeGreaterThan(0)
  })
})
