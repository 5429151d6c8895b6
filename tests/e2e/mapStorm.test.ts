import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { ask, drawn, openPage, PATIENCE, useBrowser } from './browser.ts'

useBrowser()

/** Versions of the data under the tiles of enterprises, be they changed by time alone, as the stream says them first. */
const versionsTold = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const stream = new EventSource('/api/live')
        stream.addEventListener('beat', ({ data }: MessageEvent<string>) => {
          stream.close()
          const { versions, turned } = JSON.parse(data) as Record<'versions' | 'turned', Record<string, string>>
          const stateOf = (layer: string) => `${versions[layer]}${turned[layer] ?? ''}`
          resolve(['enterprises', 'hazard-sources', 'hazards'].map(stateOf).join('.'))
        })
      }),
  )

/** What the tiles of enterprises were last asked for: versions, as `versionsTold` says them, without the identity before them. */
function tilesAsked(page: Page) {
  const seen: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    const version = url.searchParams.get('v')?.replace(/^\d+\./, '')
    if (url.pathname.startsWith('/tiles/enterprises/') && version && seen.at(-1) !== version) seen.push(version)
  })
  return { last: () => seen.at(-1), count: () => new Set(seen).size }
}

interface File {
  readonly standardizationUntil: string | null
  readonly file: { readonly standardization: number | null }
}
/** An enterprise that passed standardization: another last day of it changes no figure. */
async function passed(as: Page) {
  const { rows } = await ask<{ rows: { id: number }[] }>(as, '/api/enterprises?limit=200')
  for (const { id } of rows.reverse()) {
    const { file, standardizationUntil } = await ask<File>(as, `/api/enterprises/${id}/file`)
    if (file.standardization !== null) return { id, level: file.standardization, standardizationUntil }
  }
  throw new Error('none of the first 200 enterprises has passed standardization')
}

/** Writes the last day of an enterprise's standardization to and fro, without a pause, until it is ended; then it is as it was. */
async function stormOfChanges(as: Page) {
  const { id, level, standardizationUntil } = await passed(as)
  const origin = inject('url')
  const address = `${origin}/api/enterprises/${id}/standardization`
  const write = async (until: string | null) => {
    const answer = await as.request.post(address, { data: { level, until }, headers: { origin } })
    expect(answer.status()).toBe(201)
  }
  let isOver = false
  const blowing = (async () => {
    for (let turn = 0; !isOver; turn++) await write(`2039-05-${10 + (turn % 2)}`)
    await write(standardizationUntil)
  })()
  return { end: () => ((isOver = true), blowing) }
}

test('in a storm of changes the map comes to stand whole again and again, each time newer, and in the end with the last', async () => {
  const page = await openPage({ hash: 'map=11/37.42/121.515&v=1' })
  await drawn(page)
  const tiles = tilesAsked(page)
  const storm = await stormOfChanges(await openPage({ nowhere: true }))
  for (let round = 1; round <= 3; round++) {
    await expect.poll(tiles.count, PATIENCE).toBeGreaterThanOrEqual(round)
    await drawn(page)
  }
  await storm.end()
  await expect.poll(async () => [tiles.last(), await versionsTold(page)].join(' '), PATIENCE).toMatch(/^(\S+) \1$/)
  await drawn(page)
})
