import { expect, test } from 'vitest'
import { INDICATOR_IDS } from '#core/contract/indicators.ts'
import { mapConditions } from './mapConditions.ts'

test.each([
  ['enterprises', 'all', { class: 'A', bbox: '121,37,122,38' }, { class: 'A' }],
  ['risk-distribution', '1', { risk: '1,2', class: 'A' }, { risk: '1', class: 'A' }],
  ['hazard-source-levels', '2', {}, { sourceLevel: '2' }],
  ['hazard-source-levels', 'all', {}, { sourceLevel: '1,2,3,4' }],
  ['hazard-source-levels', 'all', { sourceLevel: '3' }, { sourceLevel: '3' }],
  ['hazards-overdue-now', 'all', { grid: '3' }, { grid: '3', overdue: '1' }],
  ['hazards-due-soon', 'all', {}, { dueSoon: '1' }],
] as const)('%s %s: its filter, narrowed to the part', (id, part, filter, conditions) => {
  expect(mapConditions({ id, part, side: 'n', filter })).toEqual(conditions)
})

test('no conditions say which rows a month counts, which are open, or which were visited', () => {
  const without = INDICATOR_IDS.filter((id) => !mapConditions({ id, part: 'all', side: 'n', filter: {} }))
  expect(without).toEqual([
    'hazards-new', 'hazards-closed', 'hazards-overdue', 'hazards-on-time', 'hazards-open', 'grid-coverage',
    'standardization-passed', 'file-completeness', 'places', 'tenants-without-file', 'file-due',
    'clock-dispatch', 'clock-submit', 'clock-close', 'review-waiting', 'hazards-rectified', 'hazards-settled', 'hazards-review-late',
    'hazards-repeat', 'hazards-rebound', 'hazards-state', 'hazards-overdue-major', 'visits-overdue-a',
    'visits-overdue', 'visits-due', 'visits-done', 'frequency-kept', 'frequency-left-out', 'visits-made', 'visits-made-at', 'visits-found',
    'plan-visited', 'plan-late', 'plan-overdue', 'visits-unattended',
    'responsible-missing', 'responsible-checks-late', 'pledges-missing', 'works-now', 'works-overrun',
    'class-a-leaderless', 'assigned-visits-late',
    'sensors-online', 'sensors-silent',
    'online-today', 'online-month', 'readings-received', 'readings-late', 'readings-refused', 'sensors-stuck', 'clocks-skewed',
    'alarms-standing', 'alarms-unacknowledged', 'alarms-raised', 'alarms-kind', 'alarms-cause', 'alarms-chattering', 'alarms-false', 'alarms-answered', 'coverage-faults', 'streets-unwalked',
    'visit-coverage', 'enterprise-coverage', 'territory-coverage', 'people-coverage', 'coverage-tasks-open', 'coverage-tasks-late',
  ]) // prettier-ignore
})
