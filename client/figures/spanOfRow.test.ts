import { expect, test } from 'vitest'
import { INDICATOR_IDS, INDICATORS } from '#core/contract/indicators.ts'
import { spanOfRow } from './spanOfRow.ts'

const row = {
  foundAt: '2026-11-01T00:00:00.000Z',
  dispatchedAt: '2026-11-01T01:00:00.000Z',
  submittedAt: '2026-11-03T01:00:00.000Z',
  closedAt: '2026-11-03T01:30:00.000Z',
}
const NOW = Date.parse('2026-11-04T01:00:00.000Z')

test('every clock shows the time between its own two moments', () => {
  const clocks = INDICATOR_IDS.filter((id) => INDICATORS[id].shape === 'duration')
  expect(clocks.map((id) => [id, spanOfRow(id, row, NOW)])).toEqual([
    ['clock-dispatch', 3600],
    ['clock-submit', 2 * 86_400],
    ['clock-close', 1800],
    ['review-waiting', 86_400],
  ])
})

test('what is no clock shows no time', () => {
  expect(spanOfRow('hazards-open', row, NOW)).toBeUndefined()
})
