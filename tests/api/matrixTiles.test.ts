/**
 * Every layer of tiles as every role, as a machine and as nobody, over the whole district at several zooms; and that what is kept
 * for one is never told another. A layer without an entry here fails the test.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TILE_LAYERS, type TileLayer } from '#core/contract/tiles.ts'
import { type Answered, jsonOf } from './asking.ts'
import { isOpen, isOverdue } from './ledger.ts'
import { type Kind, KINDS, type Matrix, matrixOf } from './matrixBook.ts'
import { HERE } from './people.ts'
import { type Seen, seenOf } from './scoped/parts.ts'
import { propertiesOf } from './scoped/placeQuestions.ts'
import { type Eyes, SIGHTS } from './scoped/sights.ts'
import { inTurn, slippy } from './tilesBook.ts'

type Features = ReturnType<typeof propertiesOf>
/** What a layer tells over all tiles of a zoom, beside what who asks may be told. */
interface Entry {
  readonly told: (features: Features, z: number) => unknown
  readonly seen: (seen: Seen, eyes: Eyes, z: number) => unknown
  /** Zooms at which nothing of it is too small to be drawn. */
  readonly zooms: readonly number[]
}

let matrix: Matrix
beforeAll(async () => {
  matrix = await matrixOf()
})
afterAll(() => matrix.close())

const sorted = (ids: readonly number[]) => [...new Set(ids)].sort((a, b) => a - b)
const idsOf = (features: Features) => sorted(features.map(({ id }) => Number(id)))
const sum = (features: Features, name: string) => features.reduce((total, one) => total + Number(one[name]), 0)
const namesOf = (features: Features) => [...new Set(features.map(({ name }) => String(name ?? '')))].sort()
const POINTS = 12

const ENTRIES: Readonly<Record<TileLayer, Entry>> = {
  enterprises: {
    zooms: [8, 11, 13],
    told: (features, z) => (z < POINTS ? sum(features, 'count') : idsOf(features)),
    seen({ rows }, _eyes, z) {
      const located = rows.filter(({ x }) => x !== null).map(({ id }) => id)
      return z < POINTS ? located.length : sorted(located)
    },
  },
  hazards: {
    zooms: [8, 13, 14],
    told: (features) => ['open', 'overdue'].map((name) => sum(features, name)),
    seen({ rows, hazards }) {
      const located = new Set(rows.filter(({ x }) => x !== null).map(({ id }) => id))
      const open = hazards.filter((row) => located.has(row.enterprise) && isOpen(row))
      return [open.length, open.filter((row) => isOverdue(row, matrix.book.now)).length]
    },
  },
  'hazard-sources': { zooms: [8, 13], told: idsOf, seen: ({ sources }) => sorted(sources.map(({ id }) => id)) },
  grids: {
    zooms: [10, 13],
    told: idsOf,
    seen: (_seen, eyes) =>
      sorted(matrix.book.grids.filter((row) => row.box && SIGHTS[eyes.role].grids(row, eyes)).map(({ id }) => id)),
  },
  places: {
    zooms: [13],
    told: idsOf,
    seen: (_seen, eyes) =>
      sorted(matrix.book.places.filter((row) => SIGHTS[eyes.role].places(row, eyes)).map(({ id }) => id)),
  },
  population: {
    zooms: [8, 14],
    told: (features) => sum(features, 'people'),
    seen: (_seen, eyes) =>
      matrix.book.people
        .filter((row) => SIGHTS[eyes.role].people(row, eyes))
        .reduce((total, { people }) => total + people, 0),
  },
  // common knowledge of all who may ask
  basemap: { zooms: [8], told: (features) => namesOf(features).length > 0, seen: () => true },
  district: { zooms: [8, 12], told: namesOf, seen: () => [matrix.book.district.name] },
}

test('every layer has an entry, and every entry is a layer', () => {
  expect(Object.keys(ENTRIES).sort()).toEqual([...TILE_LAYERS].sort())
})

/** Tiles of a zoom that cover the district and every enterprise. */
function tilesOf(z: number): string[] {
  const { enterprises, district } = matrix.book
  const [west, south, east, north] = district.box
  const located = enterprises.filter(({ x }) => x !== null)
  const xs = [west, east, ...located.map(({ x }) => x!)]
  const ys = [south, north, ...located.map(({ y }) => y!)]
  const [from, to] = [slippy(Math.min(...xs), Math.max(...ys), z), slippy(Math.max(...xs), Math.min(...ys), z)]
  const columns = Array.from({ length: to.x - from.x + 1 }, (_, at) => from.x + at)
  const rows = Array.from({ length: to.y - from.y + 1 }, (_, at) => from.y + at)
  return columns.flatMap((x) => rows.map((y) => `${z}/${x}/${y}`))
}

const wayOf = (kind: Kind, by: number) => {
  const { ways } = matrix.people.get(kind)!
  return ways[by % ways.length]!
}

describe.each(KINDS)('to %s', (kind) => {
  test.each(TILE_LAYERS)('%s shows what lies in scope, all of it and nothing else', async (layer) => {
    const { eyes } = matrix.people.get(kind)!
    const { zooms, told, seen } = ENTRIES[layer]
    for (const [by, z] of zooms.entries()) {
      const answers = await inTurn(tilesOf(z), (tile) => matrix.server.ask(`/tiles/${layer}/${tile}`, wayOf(kind, by)))
      if (!SIGHTS[eyes.role].asks) {
        for (const answer of answers) expect([answer.status, (jsonOf(answer) as { code: string }).code]).toEqual([403, 'not-allowed'])
        continue
      }
      for (const { headers } of answers) expect(headers['cache-control']).toBe('private, max-age=0, must-revalidate')
      expect(told(answers.flatMap(propertiesOf), z), `zoom ${z}`).toEqual(seen(seenOf(matrix.book, eyes, {}), eyes, z))
    }
    const about = await matrix.server.ask(`/tiles/${layer}.json`, wayOf(kind, 0))
    expect(about.status).toBe(SIGHTS[eyes.role].asks ? 200 : 403)
  }) // prettier-ignore
})

/** One of each scope: what is kept of tiles is kept for a scope. */
const SCOPES = KINDS.filter((kind) => !['duty-officer', 'data-steward', 'grid-worker', 'worker'].includes(kind))

describe('what is kept for one', () => {
  test.each(TILE_LAYERS)('of %s is never told another, not even that it is unchanged', async (layer) => {
    const path = `/tiles/${layer}/${tilesOf(8)[0]}`
    const ask = (kind: Kind, headers: Record<string, string> = {}) => matrix.server.ask(path, { ...wayOf(kind, 0), ...headers })
    const own = new Map<Kind, Answered>()
    for (const kind of SCOPES) own.set(kind, await ask(kind))
    const etags = new Set([...own.values()].map(({ headers }) => headers.etag).filter((etag) => etag !== undefined))
    expect(etags.size).toBe(SCOPES.length - 1) // nobody has none
    for (const [kind, { sent, status }] of own) {
      for (const [other, { headers }] of own) {
        const again = await ask(kind, { 'if-none-match': headers.etag ?? '"none"' })
        const unchanged = kind === other && headers.etag !== undefined
        expect([again.status, again.headers.etag], `${kind} with what ${other} keeps`).toEqual(
          unchanged ? [304, headers.etag] : [status, own.get(kind)!.headers.etag],
        )
        if (!unchanged && status < 300) expect(again.sent.equals(sent), `${kind} after ${other}`).toBe(true)
      }
    }
  }) // prettier-ignore

  test.each(['/api/enterprises', '/api/facets', '/api/grids', '/api/exports/enterprises.csv', '/api/live'])(
    'of %s is kept by no cache on the way',
    async (path) => {
      const { headers } = await matrix.server.ask(path, { ...HERE, ...wayOf('leader', 0) }, { method: 'HEAD' })
      expect([headers['cache-control'], headers.etag]).toEqual(['private, no-store', undefined])
    },
  )
})
