import { expect, test } from 'vitest'
import { type HazardDates, rectificationOf } from '#core/domain/rectification.ts'
import { pick, randomOf } from '../api/randomFilters.ts'
import { cases, proves, sampleOf } from '../sample.ts'

const JUDGED = 'core/domain/rectification.ts'
const JUDGE = 'each hazard walked through its events, with the months of Asia/Shanghai by Intl'

/** The calendar of China as the platform knows it, not as offset arithmetic. */
const CHINA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' })
const monthIn = (moment: number) => CHINA.format(moment)
/** First moment after a month, by its text with the offset of China. */
function endOf(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return Date.parse(`${next}-01T00:00:00+08:00`)
}

type State = 'not due' | 'overdue' | 'closed'
/** What a hazard is just before `moment`, by what happened to it up to then, one event after the other. */
function stateBefore({ dueAt, closedAt }: HazardDates, moment: number): State {
  const events = [
    { at: dueAt.getTime(), rank: 1, state: 'overdue' as const }, // becomes overdue just after it is due
    ...(closedAt ? [{ at: closedAt.getTime(), rank: 0, state: 'closed' as const }] : []),
  ].sort((one, other) => one.at - other.at || one.rank - other.rank)
  let state: State = 'not due'
  for (const event of events) {
    const happened = event.state === 'closed' ? event.at <= moment : event.at < moment
    if (happened && state !== 'closed') state = event.state
  }
  return state
}

/** Figures of a month, hazard by hazard. */
function counted(month: string, hazards: readonly HazardDates[], now: number) {
  const figures = { new: 0, closed: 0, overdue: 0, due: 0, onTime: 0 }
  const begun = month <= monthIn(now)
  const until = Math.min(endOf(month), now)
  for (const hazard of hazards) {
    if (hazard.voided) continue
    const happenedIn = (moment: Date | undefined) =>
      moment !== undefined && moment.getTime() <= now && monthIn(moment.getTime()) === month
    const due = monthIn(hazard.dueAt.getTime()) === month && hazard.dueAt.getTime() < until
    figures.new += Number(happenedIn(hazard.foundAt))
    figures.closed += Number(happenedIn(hazard.closedAt))
    figures.overdue += Number(begun && stateBefore(hazard, until) === 'overdue')
    figures.due += Number(due)
    figures.onTime += Number(due && hazard.closedAt !== undefined && !(hazard.closedAt > hazard.dueAt))
  }
  return figures
}

/** The edges of months from one side, the other and in between, and moments inside. */
const EDGES = ['2024-01', '2024-02', '2024-11', '2024-12'].map(endOf)
const MOMENTS = [...EDGES.flatMap((edge) => [edge - 1, edge, edge + 1]), Date.parse('2024-02-15T03:00:00Z')]

test('one hazard at every arrangement of its dates about the edges of months', (context) => {
  const compared = proves(context, {
    claim: 'One hazard: new, closed, overdue, due and on time for every arrangement of found, due, closed, now about the ends of months and of the year',
    judged: JUDGED,
    judge: JUDGE,
  }) // prettier-ignore
  const arrangements = MOMENTS.flatMap((due) =>
    [...MOMENTS, undefined].flatMap((closed) => MOMENTS.map((now) => ({ due, closed, now }))),
  )
  for (const { due, closed, now } of sampleOf(arrangements, 120))
    for (const found of [MOMENTS[0]!, due]) {
      const closedAt = closed === undefined ? undefined : new Date(closed)
      const hazard = { foundAt: new Date(found), dueAt: new Date(due), closedAt, voided: false }
      for (const month of ['2024-01', '2024-02', '2024-03', '2024-11', '2024-12', '2025-01']) {
        const about = JSON.stringify({ ...hazard, now: new Date(now), month })
        expect(rectificationOf(month, [hazard], new Date(now)), about).toEqual(counted(month, [hazard], now))
        compared()
      }
    }
})

test('random books, month by month', (context) => {
  const compared = proves(context, {
    claim: 'Random books of 150 hazards: the figures of 14 months, month-end overdue recounted hazard by hazard',
    judged: JUDGED,
    judge: JUDGE,
  })
  const random = randomOf(20_240_229)
  const HOUR = 3_600_000
  const first = Date.parse('2023-11-20T00:00:00+08:00')
  const hour = () => first + Math.floor(random() * 24 * 420) * HOUR
  const moment = () => (random() < 0.2 ? pick(random, MOMENTS) : hour())
  for (let book = cases(6, 250); book > 0; book -= 1) {
    const hazards = Array.from({ length: 150 }, (): HazardDates => {
      const [found, dueAt] = [moment(), new Date(moment())]
      const closedAt = random() < 0.65 ? (random() < 0.1 ? dueAt : new Date(moment())) : undefined
      return { foundAt: new Date(found), dueAt, closedAt, voided: random() < 0.1 }
    })
    const now = moment()
    for (let at = 0; at < 14; at += 1) {
      const month = `${at < 2 ? 2023 : 2024}-${String(at < 2 ? 11 + at : at - 1).padStart(2, '0')}`
      expect(rectificationOf(month, hazards, new Date(now)), `${month} ${now}`).toEqual(counted(month, hazards, now))
      compared()
    }
  }
})
