import { expect, test } from 'vitest'
import { clocksAt } from './hazardClocks.ts'

const NOW = Date.parse('2026-11-10T00:00:00.000Z')
const DAY = 86_400
const unknown = { foundToDispatched: null, dispatchedToSubmitted: null, submittedToClosed: null }
const hazard = {
  state: 'reported',
  foundAt: '2026-11-01T00:00:00.000Z',
  dispatchedAt: null,
  submittedAt: null,
  clocks: unknown,
} as const

test('before it is dispatched the first clock runs, and the others wait', () => {
  expect(clocksAt(hazard, NOW)).toEqual([
    { name: 'foundToDispatched', stoppedBy: 'dispatch', stands: 'running', seconds: 9 * DAY },
    { name: 'dispatchedToSubmitted', stoppedBy: 'submit', stands: 'waiting', seconds: null },
    { name: 'submittedToClosed', stoppedBy: 'pass', stands: 'waiting', seconds: null },
  ])
})

test('sent back, the second runs on from the dispatch, though it had stopped', () => {
  const sentBack = {
    ...hazard,
    state: 'rejected',
    dispatchedAt: '2026-11-03T00:00:00.000Z',
    submittedAt: '2026-11-05T00:00:00.000Z',
    clocks: { ...unknown, foundToDispatched: 2 * DAY, dispatchedToSubmitted: 2 * DAY },
  } as const
  expect(clocksAt(sentBack, NOW).map(({ stands, seconds }) => [stands, seconds])).toEqual([
    ['stopped', 2 * DAY],
    ['running', 7 * DAY],
    ['waiting', null],
  ])
})

test('fixed on the spot, what was never dispatched is unknown, and the last runs', () => {
  const onSpot = { ...hazard, state: 'pending-review', submittedAt: '2026-11-09T00:00:00.000Z' } as const
  expect(clocksAt(onSpot, NOW).map(({ stands, seconds }) => [stands, seconds])).toEqual([
    ['unknown', null],
    ['unknown', null],
    ['running', DAY],
  ])
})

test('of one that came by import nothing is made up', () => {
  const imported = { ...hazard, state: 'rectifying' } as const
  expect(clocksAt(imported, NOW).map(({ stands }) => stands)).toEqual(['unknown', 'unknown', 'waiting'])
  expect(clocksAt({ ...hazard, state: 'closed' }, NOW).map(({ stands }) => stands)).toEqual(['unknown', 'unknown', 'unknown']) // prettier-ignore
})

test('a clock of the server that is behind makes no negative age', () => {
  expect(clocksAt(hazard, Date.parse(hazard.foundAt) - 5000)[0]).toMatchObject({ stands: 'running', seconds: 0 })
})
