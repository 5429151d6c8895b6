import type { Filter } from '#core/contract/filter.ts'
import { type IndicatorId, INDICATOR_IDS, INDICATORS } from '#core/contract/indicators.ts'
import { type Answered, jsonOf } from '../asking.ts'
import { isOpen, isOverdue, type KeptEnterprise } from '../ledger.ts'
import { pick } from '../randomFilters.ts'
import { worstFirst } from './filtering.ts'
import { spanOf } from './loopOracle.ts'
import { type Book, isLandShare, landShareOf, partsOf, rowsOfPart, type Seen, shareOf } from './parts.ts'
import { type Eyes, SIGHTS } from './sights.ts'
import { inspectorsOf, plansOf } from './visitOracle.ts'

/** Who asks about what: the filter as the server reads it and as it travels, and what the oracle says is seen under it. */
export interface Given {
  readonly random: () => number
  readonly book: Book
  readonly eyes: Eyes
  readonly filter: Filter
  readonly text: Readonly<Record<string, string>>
  readonly seen: Seen
}
/** What is asked, and what the answer says beside what it should say. */
export interface Question {
  readonly path: string
  readonly status?: number
  readonly told: (answer: Answered) => unknown
  readonly expected: unknown
}
export type Ask = (given: Given) => Question

/** A part with its share, where it has one. */
interface Shared {
  readonly share?: { readonly n: number; readonly of: number }
}
/** An amount of time to the second: sums of its fractions are rounded one way or the other. */
const toTheSecond = (part: Shared): Shared =>
  part.share ? { ...part, share: { n: Math.round(part.share.n), of: Math.round(part.share.of) } } : part

/** Rows of the longest page. */
const PAGE = 200
export const addressOf = (path: string, query: Readonly<Record<string, string>>) =>
  `${path}?${new URLSearchParams(query).toString()}`
const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b)
type Page<Row> = { total: number; next: string | null; rows: readonly Row[] }

/** What a list says of an enterprise beside its name. */
function lineOf({ book, eyes }: Given, row: KeptEnterprise) {
  const hazards = book.hazardsOf.get(row.id) ?? []
  const levels = book.sources.flatMap(({ enterprise, level }) =>
    enterprise === row.id && level !== null ? [level] : [],
  )
  const grid = book.grids.find(({ id }) => id === row.grid)
  return {
    id: row.id,
    class: row.class,
    risk: row.risk,
    grid: row.grid,
    gridName: grid && SIGHTS[eyes.role].grids(grid, eyes) ? grid.name : null,
    department: row.department,
    departmentName: book.departments.find(({ id }) => id === row.department)?.name ?? null,
    sourceLevel: levels.length > 0 ? Math.min(...levels) : null,
    hazardsOpen: hazards.filter(isOpen).length,
    hazardsOverdue: hazards.filter((one) => isOverdue(one, book.now)).length,
  }
}
type Line = ReturnType<typeof lineOf>
const onlyLine = ({ id, class: letter, risk, grid, gridName, department, departmentName, sourceLevel, hazardsOpen, hazardsOverdue }: Line) =>
  ({ id, class: letter, risk, grid, gridName, department, departmentName, sourceLevel, hazardsOpen, hazardsOverdue }) // prettier-ignore

function list(given: Given): Question {
  const { random, text, seen, book } = given
  const limit = pick(random, [1, 20, 50])
  const byId = new Map(book.enterprises.map((row) => [row.id, row]))
  const rows = worstFirst(seen.rows)
    .slice(0, limit)
    .map((id) => lineOf(given, byId.get(id)!))
  return {
    path: addressOf('/api/enterprises', { ...text, limit: String(limit) }),
    told(answer) {
      const body = jsonOf(answer) as Page<Line>
      return { total: body.total, rows: body.rows.map(onlyLine), more: body.next !== null }
    },
    expected: { total: seen.rows.length, rows, more: seen.rows.length > limit },
  }
}

function figures({ random, book, eyes, seen, text, filter }: Given): Question {
  const months = 1 + Math.floor(random() * 14)
  const ids = [...new Set([pick(random, INDICATOR_IDS), pick(random, INDICATOR_IDS)])]
  const count = (id: IndicatorId, part: string, side: 'n' | 'of') => rowsOfPart(book, seen, { id, part, side }).length
  return {
    path: addressOf('/api/indicators', { ...text, ids: ids.join(','), months: String(months) }),
    told: (answer) =>
      (jsonOf(answer) as { figures: { id: string; parts: Shared[] }[] }).figures.map(({ id, parts }) => ({
        id,
        parts: parts.map(toTheSecond),
      })),
    expected: ids.map((id) => ({
      id,
      parts: partsOf(book, eyes, id, { months, seen }).map((part) => ({
        part,
        n: count(id, part, 'n'),
        of: INDICATORS[id].shape === 'rate' ? count(id, part, 'of') : null,
        ...(INDICATORS[id].shape === 'share' && {
          share: isLandShare(id) ? landShareOf(book, eyes, filter, id) : shareOf(book, seen, id, part),
        }),
        ...(INDICATORS[id].shape === 'duration' &&
          (id === 'alarms-answered'
            ? { span: null, waiting: 0 } // of no alarms
            : { span: spanOf(book, new Set(seen.rows.map((row) => row.id)), id) })),
        ...(INDICATORS[id].part === 'enterprise' &&
          part !== 'all' && { name: book.enterprises.find((row) => String(row.id) === part)?.name }),
        ...(INDICATORS[id].part === 'inspector' &&
          part !== 'all' && { name: inspectorsOf(book.visiting, seen.rows).find((one) => one.part === part)?.name }),
        ...(INDICATORS[id].part === 'plan' && {
          name: plansOf(book.visiting, 'government', []).find((one) => one.part === part)?.name,
        }),
      })),
    })),
  }
}

/** One part of one indicator, and a side of it. */
function aPart({ random, book, eyes, seen }: Given) {
  // without plans there is none to open
  const asked = INDICATOR_IDS.filter((one) => partsOf(book, eyes, one, { months: 14, seen }).length > 0)
  const id = pick(random, asked)
  const part = pick(random, partsOf(book, eyes, id, { months: 14, seen }))
  const side = INDICATORS[id].shape === 'rate' && random() < 0.5 ? 'of' : 'n'
  return { id, part, side } as const
}

function opened(given: Given): Question {
  const wanted = aPart(given)
  const ids = sorted(rowsOfPart(given.book, given.seen, wanted))
  const { id, part, side } = wanted
  return {
    path: addressOf(`/api/indicators/${id}/rows`, { ...given.text, part, side, limit: String(PAGE) }),
    told(answer) {
      const { total, rows } = jsonOf(answer) as { total: number; rows: { items: { id?: number | null }[] } }
      const told = sorted(rows.items.map((row) => row.id ?? 0)) // an ownerless industry and a street have no id
      return { total, ids: total <= PAGE ? told : told.filter((one) => ids.includes(one)).length }
    },
    expected: { total: ids.length, ids: ids.length <= PAGE ? ids : PAGE },
  }
}

function hazards({ random, book, seen, text }: Given): Question {
  const one = random() < 0.4 ? pick(random, book.enterprises).id : undefined
  const wanted = one === undefined ? seen.hazards : seen.hazards.filter(({ enterprise }) => enterprise === one)
  const latest = [...wanted].sort((a, b) => b.foundAt.getTime() - a.foundAt.getTime() || b.id - a.id).slice(0, PAGE)
  return {
    path: addressOf('/api/hazards', {
      ...text,
      limit: String(PAGE),
      ...(one !== undefined && { enterprise: String(one) }),
    }),
    told(answer) {
      const { total, rows } = jsonOf(answer) as Page<{
        id: number
        enterprise: number
        state: string
        overdue: boolean
      }>
      return { total, rows: rows.map(({ id, enterprise, state, overdue }) => [id, enterprise, state, overdue]) }
    },
    expected: {
      total: wanted.length,
      rows: latest.map((row) => [row.id, row.enterprise, row.state, isOverdue(row, book.now)]),
    },
  }
}

const sources = ({ seen, text }: Given): Question => ({
  path: addressOf('/api/hazard-sources', text),
  told(answer) {
    const { total, rows } = jsonOf(answer) as Page<{ id: number; level: number }>
    return { total, ids: rows.map(({ id }) => id) }
  },
  expected: {
    total: seen.sources.length,
    ids: [...seen.sources].sort((a, b) => a.level! - b.level! || a.id - b.id).map(({ id }) => id),
  },
})

/** First column of a sheet, its heading left out. */
export const sheetIds = ({ sent }: Answered) =>
  sent
    .toString()
    .split('\r\n')
    .slice(1, -1)
    .map((line) => Number.parseInt(line, 10))

function exported(given: Given): Question {
  const { random, seen, text, book } = given
  const kind = pick(random, ['enterprises', 'hazards', 'indicator'] as const)
  const wanted = aPart(given)
  const { id, part, side } = wanted
  const path = { enterprises: 'enterprises', hazards: 'hazards', indicator: `indicators/${id}` }[kind]
  const ids = {
    enterprises: () => seen.rows.map((row) => row.id),
    hazards: () => seen.hazards.map((row) => row.id),
    indicator: () => rowsOfPart(book, seen, wanted),
  }[kind]
  return {
    path: addressOf(`/api/exports/${path}.csv`, { ...text, ...(kind === 'indicator' && { part, side }) }),
    told: (answer) => sorted(sheetIds(answer)),
    expected: sorted(ids()),
  }
}

/** An enterprise by its id, inside and outside the scope, and an id that nobody bears. */
function file(given: Given): Question {
  const { random, book, eyes } = given
  const inside = book.enterprises.filter((row) => SIGHTS[eyes.role].enterprises(row, eyes))
  const row = pick(random, random() < 0.5 && inside.length > 0 ? inside : book.enterprises)
  const id = random() < 0.05 ? 2_000_000_000 : row.id
  if (id !== row.id || !SIGHTS[eyes.role].enterprises(row, eyes))
    return {
      path: `/api/enterprises/${id}`,
      status: 404,
      told: (answer) => (jsonOf(answer) as { code: string }).code,
      expected: 'not-found',
    }
  const own = <Row extends { readonly enterprise: number }>(rows: readonly Row[]) =>
    rows.filter(({ enterprise }) => enterprise === id)
  const grid = book.grids.find((one) => one.id === row.grid)
  const known = grid && SIGHTS[eyes.role].grids(grid, eyes)
  return {
    path: `/api/enterprises/${id}`,
    told(answer) {
      const told = jsonOf(answer) as Line & { gridPerson: string | null; gridPhone: string | null; hazardsTotal: number; hazardSources: { id: number }[]; hazards: { enterprise: number }[] } // prettier-ignore
      return {
        ...onlyLine(told),
        chief: [told.gridPerson, told.gridPhone],
        hazardsTotal: told.hazardsTotal,
        hazards: told.hazards.filter(({ enterprise }) => enterprise === id).length,
        sources: sorted(told.hazardSources.map((one) => one.id)),
      }
    },
    expected: {
      ...lineOf(given, row),
      chief: known ? [grid.person, grid.phone] : [null, null],
      hazardsTotal: book.hazardsOf.get(id)?.length ?? 0,
      hazards: Math.min(20, book.hazardsOf.get(id)?.length ?? 0),
      sources: sorted(own(book.sources).map((one) => one.id)),
    },
  }
}

export const ROW_QUESTIONS = { list, figures, opened, hazards, sources, exported, file } as const satisfies Record<
  string,
  Ask
>
