import { expect, test } from 'vitest'
import { INDICATOR_IDS, INDICATORS } from '#core/contract/indicators.ts'
import { answerSpan } from './answerSpan.ts'
import { spanOfRow } from './spanOfRow.ts'

const row = {
  foundAt: '2026-11-01T00:00:00.000Z',
  dispatchedAt: '2026-11-01T01:00:00.000Z',
  submittedAt: '2026-11-03T01:00:00.000Z',
  closedAt: '2026-11-03T01:30:00.000Z',
}
const NOW = Date.parse('2026-11-04T01:00:00.000Z')

test('every clock shows the time between its own two moments', () => {
  const clocks = INDICATOR_IDS.filter((id) => INDICATORS[id].shape === 'duration' && INDICATORS[id].rows === 'hazard')
  expect(clocks.map((id) => [id, spanOfRow(id, row, NOW)])).toEqual([
    ['clock-dispatch', 3600],
    ['clock-submit', 2 * 86_400],
    ['clock-close', 1800],
    ['review-waiting', 86_400],
  ])
})

test('an alarm shows from when it was known to its first acknowledgement; unknown while it has none', () => {
  const alarm = { toldAt: row.foundAt, answeredAt: row.dispatchedAt }
  expect([answerSpan(alarm), answerSpan({ ...alarm, answeredAt: null })]).toEqual([3600, undefined])
})

test('what is no clock shows no time', () => {
  expect(spanOfRow('hazards-open', row, NOW)).toBeUndefined()
})
