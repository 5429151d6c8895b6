import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { CLASSES, type Filter, type FilterField, RISKS, SOURCE_LEVELS } from '#core/contract/filter.ts'
import { type Answered, jsonOf } from '../asking.ts'
import type { KeptEnterprise } from '../ledger.ts'
import { pick } from '../randomFilters.ts'
import { placed } from '../tilesBook.ts'
import { enterprisesOf } from './filtering.ts'
import { seenOf } from './parts.ts'
import { addressOf, type Ask, type Given, type Question } from './questions.ts'
import { SIGHTS } from './sights.ts'
import type { Box } from './territory.ts'

const ENTERPRISE_POINTS = 12
const DEEPEST = 16
const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b)

/** Properties of every feature of a tile that came without compression. */
export function propertiesOf({ status, sent }: Answered): Record<string, number | string | boolean>[] {
  if (status === 204) return []
  const layers = Object.values(new VectorTile(new PbfReader(sent)).layers)
  return layers.flatMap((layer) => Array.from({ length: layer.length }, (_, at) => layer.feature(at).properties))
}

interface Located {
  readonly id: number
  readonly east: number | null
  readonly north: number | null
}

/** A tile of some zoom that holds one of the enterprises, in scope or not; of `few` one of those that everybody asks for. */
function aTile({ random, book }: Given, least: number, few: boolean) {
  const z = few ? pick(random, [9, 13]) : least + Math.floor(random() * (DEEPEST - least + 1))
  const located = book.enterprises.filter(({ east }) => east !== null)
  const within = few ? located[0]! : pick(random, located)
  const { x, y } = placed(within.east!, within.north!, z)
  const holds = ({ east, north }: Located) => {
    if (east === null || north === null) return false
    const at = placed(east, north, z)
    return at.x === x && at.y === y
  }
  return { z, path: `${z}/${x}/${y}`, holds }
}

/** Often without any filter, so that tiles kept for one are asked for by another. */
function often(given: Given): { few: boolean; given: Given } {
  const few = given.random() < 0.5
  return { few, given: few ? { ...given, filter: {}, text: {}, seen: seenOf(given.book, given.eyes, {}) } : given }
}

const N = { 0: 'n0', 1: 'n1', 2: 'n2', 3: 'n3', 4: 'n4' } as const
type Risk = keyof typeof N

function tile(asked: Given): Question {
  const { few, given } = often(asked)
  const { seen, text, book } = given
  const { z, path, holds } = aTile(given, 3, few)
  const rows = seen.rows.filter(holds)
  const address = addressOf(`/tiles/enterprises/${path}`, text)
  if (z < ENTERPRISE_POINTS) {
    const sum = (features: ReturnType<typeof propertiesOf>, name: string) =>
      features.reduce((total, properties) => total + Number(properties[name]), 0)
    return {
      path: address,
      told(answer) {
        const features = propertiesOf(answer)
        return ['count', ...Object.values(N)].map((name) => sum(features, name))
      },
      expected: [
        rows.length,
        ...Object.keys(N).map((risk) => rows.filter((row) => (row.risk ?? 0) === Number(risk)).length),
      ],
    }
  }
  const told = (properties: ReturnType<typeof propertiesOf>[number]) =>
    [properties.id, properties.risk, properties.class ?? null, properties.overdue] as const
  const expected = rows.map(
    (row) => [row.id, (row.risk ?? 0) as Risk, row.class, book.overdue.has(row.id) ? 1 : 0] as const,
  )
  return {
    path: address,
    told: (answer) =>
      propertiesOf(answer)
        .map(told)
        .sort((a, b) => Number(a[0]) - Number(b[0])),
    expected: expected.sort((a, b) => a[0] - b[0]),
  }
}

function sourceTile(asked: Given): Question {
  const { few, given } = often(asked)
  const { path, holds } = aTile(given, 6, few)
  return {
    path: addressOf(`/tiles/hazard-sources/${path}`, given.text),
    told: (answer) => sorted(propertiesOf(answer).map(({ id }) => Number(id))),
    expected: sorted(given.seen.sources.filter(holds).map(({ id }) => id)),
  }
}

const without = (filter: Filter, field: FilterField) =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => name !== field)) as Filter

function facets({ book, eyes, filter, text, seen }: Given): Question {
  const rows = (wanted: Filter) => enterprisesOf(book, eyes, wanted)
  const group = (field: FilterField, value: (row: KeptEnterprise) => string | number | null, always: readonly (string | number)[] = []) => {
    const counts: Record<string, number> = Object.fromEntries(always.map((one) => [one, 0]))
    for (const row of rows(without(filter, field))) {
      const key = value(row)
      if (key !== null) counts[key] = (counts[key] ?? 0) + 1
    }
    return counts
  } // prettier-ignore
  const entries = (pairs: readonly { value?: string; field?: string; count: number }[]) =>
    Object.fromEntries(pairs.map(({ value, field, count }) => [value ?? field, count]))
  return {
    path: addressOf('/api/facets', text),
    told(answer) {
      const body = jsonOf(answer) as { total: number; facets: Record<string, { value: string; count: number }[]>; without: { field: string; count: number }[] } // prettier-ignore
      const each = Object.entries(body.facets).map(([name, choices]) => [name, entries(choices)])
      return { total: body.total, without: entries(body.without), ...Object.fromEntries(each) }
    },
    expected: {
      total: seen.rows.length,
      without: Object.fromEntries((Object.keys(filter) as FilterField[]).map((field) => [field, rows(without(filter, field)).length])),
      class: group('class', (row) => row.class, CLASSES),
      risk: group('risk', (row) => row.risk ?? 0, RISKS),
      industry: group('industry', (row) => row.industry?.slice(0, 1) ?? null),
      department: group('department', (row) => row.department ?? 0),
      grid: group('grid', (row) => row.grid ?? 0),
      sourceLevel: Object.fromEntries(SOURCE_LEVELS.map((level) => [level, rows({ ...filter, sourceLevel: [level] }).length])),
      overdue: { 1: rows({ ...filter, overdue: '1' }).length },
      dueSoon: { 1: rows({ ...filter, dueSoon: '1' }).length },
    },
  } // prettier-ignore
}

/** Hits of one search at most. */
const MOST_HITS = 20
const CHINESE = /\p{Script=Han}/u

/** Part of a name that somebody bears, seen or not; never one that could be initials. */
function search(given: Given): Question {
  const { random, book, eyes } = given
  const sees = SIGHTS[eyes.role]
  const names = pick(random, [book.enterprises, book.enterprises, book.sources, book.grids, book.places]).map(
    ({ name }) => name,
  )
  const name = pick(random, names)
  const at = Math.floor(random() * Math.max(1, name.length - 2))
  const piece = name.slice(at, at + 2 + Math.floor(random() * 3)).trim()
  const text = CHINESE.test(piece) ? piece : '演示'
  const holds = (row: { readonly name: string }) => row.name.toLowerCase().includes(text.toLowerCase())
  const seen = new Set(book.enterprises.filter((row) => sees.enterprises(row, eyes)).map(({ id }) => id))
  const hits = [
    ...book.enterprises.filter((row) => seen.has(row.id) && holds(row)).map(({ id }) => `enterprise ${id}`),
    ...book.sources.filter((row) => seen.has(row.enterprise) && holds(row)).map(({ id }) => `hazard-source ${id}`),
    ...book.grids.filter((row) => sees.grids(row, eyes) && holds(row)).map(({ id }) => `grid ${id}`),
    ...book.places.filter((row) => sees.places(row, eyes) && holds(row)).map(({ id }) => `place ${id}`),
  ]
  const all = new Set(hits)
  return {
    path: addressOf('/api/search', { text }),
    told(answer) {
      const { rows, more } = jsonOf(answer) as { rows: { kind: string; id: number }[]; more: boolean }
      const told = rows.map(({ kind, id }) => `${kind} ${id}`)
      return { more, hits: more ? told.filter((hit) => all.has(hit)).length : told.sort() }
    },
    expected: hits.length > MOST_HITS ? { more: true, hits: MOST_HITS } : { more: false, hits: hits.sort() },
  }
}

/** Around all boxes. */
const around = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map(([west]) => west)),
  Math.min(...boxes.map(([, south]) => south)),
  Math.max(...boxes.map(([, , east]) => east)),
  Math.max(...boxes.map(([, , , north]) => north)),
]
/** Degrees kept around enterprises. */
const MARGIN = 0.004

function boundsOf({ book, eyes }: Given): Box {
  const sees = SIGHTS[eyes.role]
  if (eyes.role === 'government') return book.district.box
  const grids = book.grids.filter((row) => row.level === 3 && row.box !== null && sees.grids(row, eyes))
  if (eyes.role === 'grid' && grids.length > 0) return around(grids.map(({ box }) => box!))
  const points = book.enterprises.filter((row) => row.x !== null && sees.enterprises(row, eyes))
  if (points.length === 0) return book.district.box
  return around(points.map(({ x, y }) => [x! - MARGIN, y! - MARGIN, x! + MARGIN, y! + MARGIN]))
}

function territory(given: Given): Question {
  const { random, book, eyes } = given
  const sees = SIGHTS[eyes.role]
  const ids = (answer: Answered) => (jsonOf(answer) as { id: number }[]).map(({ id }) => id)
  const rounded = (box: Box) => box.map((value) => Math.round(value * 1e7) / 1e7)
  return pick(random, [
    () => ({
      path: '/api/grids',
      told: (answer: Answered) => (jsonOf(answer) as { id: number; person: string; phone: string | null }[]).map(({ id, person, phone }) => [id, person, phone]),
      expected: book.grids.filter((row) => sees.grids(row, eyes)).map(({ id, person, phone }) => [id, person, sees.calls ? phone : null]),
    }),
    () => ({
      path: '/api/places/names',
      told: (answer: Answered) => sorted(ids(answer)),
      expected: sorted(book.places.filter((row) => sees.places(row, eyes)).map(({ id }) => id)),
    }),
    () => ({ path: '/api/departments', told: ids, expected: book.departments.map(({ id }) => id) }),
    () => ({
      path: '/api/district',
      told(answer: Answered) {
        const { name, demo, bounds } = jsonOf(answer) as { name: string; demo: boolean; bounds: Box }
        return { name, demo, bounds: rounded(bounds) }
      },
      expected: { name: book.district.name, demo: book.district.demo, bounds: rounded(boundsOf(given)) },
    }),
  ])() // prettier-ignore
}

export const PLACE_QUESTIONS = { tile, sourceTile, facets, search, territory } as const satisfies Record<string, Ask>
