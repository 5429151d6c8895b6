import type { CoverageRate, coverageRates, MonthRate, Rate } from '#core/contract/coverageRates.ts'
import type { Filter } from '#core/contract/filter.ts'
import { TREND_MONTHS } from '#core/contract/indicators.ts'
import { Problem } from '#core/contract/problem.ts'
import type { Output, Input } from '#core/contract/route.ts'
import { monthAfter, monthOf } from '#core/domain/calendar.ts'
import { compareRates, type Counted, FEWEST_RANKED, intervalOf } from '#core/domain/rateComparison.ts'
import type { Db } from '../../db/db.ts'
import { ask, type Asked } from '../../filter/asked.ts'
import { besideOf, type Cell, enterpriseCells, rowNames, type Split, visitCells } from './series.ts'

type Query = Input<typeof coverageRates.read>['query']
type Answer = Output<typeof coverageRates.read>

const rateOf = ({ n, of }: Counted): Rate => ({ n, of, ...intervalOf({ n, of }) })
const sumOf = (cells: readonly Cell[]): Counted =>
  cells.reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 })

const refused = (at: string, message: string) => new Problem('invalid-request', message, [{ at, message }])

/** @throws Problem invalid-request where nothing was kept that could answer, or the month has not begun */
function expectAnswerable({ of, by, month }: Query, running: string): void {
  if (of === 'enterprise' && (by === 'month' || month !== undefined))
    throw refused(
      by === 'month' ? 'query.by' : 'query.month',
      '单位覆盖率只有此刻的：以往月份各单位在哪个网格没有留存；请改看月检查覆盖率（of=visit），或去掉月份。\nEnterprise coverage is told as of now alone, for in which grid an enterprise lay in former months is not kept: ask for visits (of=visit), or leave the month out.',
    )
  if (month !== undefined && month > running)
    throw refused(
      'query.month',
      `「${month}」还没有开始；请选 ${running} 或更早的月份。\n${month} has not begun: choose ${running} or an earlier month.`,
    )
}

/** Rates beside each other. @throws Problem invalid-request */
export async function readCoverageRates(db: Db, query: Query): Promise<Answer> {
  const { of, by, month: chosen, ...filter } = query
  const asked = await ask(db, filter)
  const running = monthOf(asked.ground.at)
  expectAnswerable(query, running)
  const month = of === 'visit' ? (chosen ?? monthAfter(running, -1)) : null
  const head = {
    at: asked.ground.at.toISOString(),
    versions: asked.ground.versions,
    of,
    by,
    month,
    running: month === running,
    fewest: FEWEST_RANKED,
  }
  if (month === null || by === 'month') {
    const split = by === 'month' ? 'class' : by
    return {
      ...head,
      ...(month === null ? await now(db, asked, filter, split) : await byMonth(db, asked, filter, month)),
    }
  }
  return { ...head, ...(await ofVisits(db, asked, filter, { split: by, month })) }
}

const monthsTo = (month: string) =>
  Array.from({ length: TREND_MONTHS }, (_, at) => monthAfter(month, at - TREND_MONTHS + 1))
const seriesOf = (cells: readonly Cell[], months: readonly string[]): MonthRate[] =>
  months.map((month) => ({ month, ...rateOf(sumOf(cells.filter((cell) => cell.month === month))) }))

type Body = Pick<Answer, 'whole' | 'wholeMonths' | 'rows'>

/** Months are told one after another, and not against each other: they have the same enterprises. */
async function byMonth(db: Db, asked: Asked, filter: Filter, month: string): Promise<Body> {
  const months = monthsTo(month)
  const wholeMonths = seriesOf(await visitCells(db, asked, filter, { split: 'class', months }), months)
  const rows = wholeMonths.map(({ month: key, ...rate }) => ({ key, name: '', ...rate, rank: null, few: rate.of < FEWEST_RANKED, outlier: null, months: [], beside: null })) // prettier-ignore
  const { month: _, ...whole } = wholeMonths.at(-1)!
  return { whole, wholeMonths, rows }
}

async function ofVisits(
  db: Db,
  asked: Asked,
  filter: Filter,
  { split, month }: { readonly split: Split; readonly month: string },
): Promise<Body> {
  const months = monthsTo(month)
  const cells = await visitCells(db, asked, filter, { split, months })
  const now = cells.filter((cell) => cell.month === month)
  const ofKey = (key: string) => seriesOf(cells.filter((cell) => cell.key === key), months) // prettier-ignore
  return {
    whole: rateOf(sumOf(now)),
    wholeMonths: seriesOf(cells, months),
    rows: await rowsOf(db, asked, filter, { split, now, cells, ofKey }),
  }
}

async function now(db: Db, asked: Asked, filter: Filter, split: Split): Promise<Body> {
  const cells = await enterpriseCells(db, asked, filter, split)
  return {
    whole: rateOf(sumOf(cells)),
    wholeMonths: [],
    rows: await rowsOf(db, asked, filter, { split, now: cells, cells, ofKey: () => [] }),
  }
}

interface Found {
  readonly split: Split
  /** What is compared. */
  readonly now: readonly Cell[]
  /** All there is, of former months too. */
  readonly cells: readonly Cell[]
  readonly ofKey: (key: string) => MonthRate[]
}
async function rowsOf(
  db: Db,
  asked: Asked,
  filter: Filter,
  { split, now, cells, ofKey }: Found,
): Promise<CoverageRate[]> {
  const beside = split === 'grid' ? await besideOf(db, asked, filter) : undefined
  const named = await rowNames(db, asked, filter, split)
  const ofNone =
    split !== 'class' && (cells.some(({ key }) => key === '0') || (beside?.('0')['coverage-faults'] ?? 0) > 0)
  const names = ofNone ? [...named, { key: '0', name: '' }] : named
  const rates = names.map(({ key }) => sumOf(now.filter((cell) => cell.key === key)))
  const compared = compareRates(rates, sumOf(now))
  return names.map(({ key, name }, at) => ({
    key,
    name,
    ...rates[at]!,
    ...compared[at]!,
    months: ofKey(key),
    beside: beside?.(key) ?? null,
  }))
}
