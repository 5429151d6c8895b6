/** What figures of visits, of the loop and of alarms have to say, from the book in memory. */
import type { IndicatorId } from '#core/contract/indicators.ts'
import type { KeptEnterprise, Ledger } from './ledger.ts'
import { enterprisesOf } from './scoped/filtering.ts'
import { loopRows, OPEN, rankedOf, spanOf } from './scoped/loopOracle.ts'
import { lastDays } from './scoped/parts.ts'
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
