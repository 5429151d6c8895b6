/** What figures of visits, of the loop, of alarms and of coverage have to say, from the book in memory. */
import type { Filter } from '#core/contract/filter.ts'
import type { IndicatorId } from '#core/contract/indicators.ts'
import type { KeptEnterprise, KeptSource, Ledger } from './ledger.ts'
import { coverageParts, coverageRows } from './scoped/coverageOracle.ts'
import { enterprisesOf } from './scoped/filtering.ts'
import { loopRows, OPEN, rankedOf, spanOf } from './scoped/loopOracle.ts'
import { LAND_SHARES, lastDays } from './scoped/parts.ts'
import { streetKeys, stretchesOf, toldOfStreets } from './scoped/patrolsOracle.ts'
import { placesOf } from './scoped/placesOracle.ts'
import { type Eyes, SIGHTS } from './scoped/sights.ts'
import type { Territory } from './scoped/territory.ts'
import { inspectorsOf, plansOf, type VisitId, visitRows } from './scoped/visitOracle.ts'

type Book = Ledger & Territory

const none = (parts: readonly string[]) => Object.fromEntries(parts.map((part) => [part, 0]))
/** The book has no sensors, and so no alarms; alarmFigures.test.ts counts some. */
export const NO_ALARMS = (now: Date) => ({
  'alarms-standing': none(['all']),
  'alarms-unacknowledged': none(['all']),
  'alarms-raised': none(lastDays(now)),
  'alarms-kind': none(['high', 'low', 'rate', 'flat', 'silent', 'gateway']),
  'alarms-cause': none(['process', 'equipment', 'leak', 'operation', 'instrument', 'communication', 'maintenance', 'other']), // prettier-ignore
  'alarms-chattering': none(['all']),
  'alarms-false': { all: [0, 0] },
  'alarms-answered': { all: [0, null] },
})

/** Figures of visits, from the visits themselves and the history of the files. */
export function expectedOfVisits(
  ledger: Book,
  eyes: Eyes,
  { rows, months }: { rows: readonly KeptEnterprise[]; months: readonly string[] },
) {
  const n = (id: VisitId, part: string, side: 'n' | 'of' = 'n') => visitRows(ledger.visiting, rows, { id, part, side }).length // prettier-ignore
  const grids = ledger.grids.filter((row) => row.level === 3 && SIGHTS[eyes.role].grids(row, eyes))
  const each = (id: VisitId, parts: readonly string[]) => Object.fromEntries(parts.map((part) => [part, n(id, part)]))
  const places = ['all', '0', ...grids.map(({ id }) => String(id))]
  const inspectors = ['all', ...inspectorsOf(ledger.visiting, rows).map(({ part }) => part)]
  const plans = plansOf(ledger.visiting, eyes.role, enterprisesOf(ledger, eyes, {})).map(({ part }) => part)
  const rate = (id: VisitId, parts: readonly string[]) => Object.fromEntries(parts.map((part) => [part, [n(id, part), n(id, part, 'of')]])) // prettier-ignore
  return {
    'visits-overdue': each('visits-overdue', places),
    'visits-due': each('visits-due', places),
    'visits-done': each('visits-done', places),
    'frequency-kept': rate('frequency-kept', months),
    'frequency-left-out': each('frequency-left-out', months),
    'visits-made': each('visits-made', inspectors),
    'visits-made-at': each('visits-made-at', inspectors),
    'visits-found': each('visits-found', inspectors),
    'plan-visited': rate('plan-visited', plans),
    'plan-late': each('plan-late', plans),
    'plan-overdue': each('plan-overdue', plans),
    'visits-unattended': rate('visits-unattended', ['all']),
    'visit-coverage': rate('visit-coverage', months),
  }
}

/** Figures of the loop, from its log. */
export function expectedOfLoop(ledger: Book, enterprises: ReadonlySet<number>, months: readonly string[]) {
  const n = (id: IndicatorId, part: string, side: 'n' | 'of' = 'n') =>
    loopRows(ledger, enterprises, { id, part, side }).length
  const clock = (id: IndicatorId) => ({ all: [n(id, 'all'), spanOf(ledger, enterprises, id)] })
  const rate = (id: IndicatorId) =>
    Object.fromEntries(months.map((month) => [month, [n(id, month), n(id, month, 'of')]]))
  return {
    'clock-dispatch': clock('clock-dispatch'),
    'clock-submit': clock('clock-submit'),
    'clock-close': clock('clock-close'),
    'review-waiting': clock('review-waiting'),
    'hazards-rectified': rate('hazards-rectified'),
    'hazards-settled': rate('hazards-settled'),
    'hazards-review-late': Object.fromEntries(months.map((month) => [month, n('hazards-review-late', month)])),
    'hazards-repeat': {
      all: n('hazards-repeat', 'all'),
      ...Object.fromEntries(rankedOf(ledger, enterprises).map((one) => [one.part, one.n])),
    },
    'hazards-rebound': { all: n('hazards-rebound', 'all') },
    'hazards-overdue-major': { all: n('hazards-overdue-major', 'all') },
    'hazards-state': Object.fromEntries(OPEN.map((state) => [state, n('hazards-state', state)])),
  }
}

/** Level-3 grids whose streets somebody is told of, and all of them together. */
const streetParts = (ledger: Book, eyes: Eyes) =>
  toldOfStreets(eyes)
    ? [
        'all',
        ...ledger.grids
          .filter(({ id, level }) => level === 3 && (eyes.role !== 'grid' || eyes.grids.includes(id)))
          .map(({ id }) => String(id)),
      ]
    : []

/** Figures of what somebody answers for, and of streets that nobody walked. */
export function expectedOfCoverage(
  ledger: Book,
  eyes: Eyes,
  { rows, sources, filter }: { rows: readonly KeptEnterprise[]; sources: readonly KeptSource[]; filter: Filter },
) {
  const open = rows.filter(({ status }) => status !== 'closed')
  const parts = coverageParts(eyes)
  return {
    'enterprise-coverage': {
      all: [
        open.filter(({ grid }) => grid !== null).length, // somebody answers for each grid of the demo
        open.length,
      ],
    },
    ...Object.fromEntries(LAND_SHARES.map((id) => [id, parts.length > 0 ? { all: 0 } : {}])),
    'streets-unwalked': Object.fromEntries(
      streetParts(ledger, eyes).map((part) => [part, streetKeys(stretchesOf(ledger, eyes, filter), part).length]),
    ),
    // the book has no task of it; coverageTasks.test.ts has them
    'coverage-tasks-open': parts.length > 0 ? { all: 0 } : {},
    'coverage-tasks-late': parts.length > 0 ? { all: 0 } : {},
    'coverage-faults': Object.fromEntries(
      parts.map((part) => [
        part,
        coverageRows(ledger, { rows, sources, places: placesOf(ledger, eyes, filter) }, part).length,
      ]),
    ),
  }
}
