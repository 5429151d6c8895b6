import { describe, expect, test } from 'vitest'
import { hasRight, TURNS } from './hazardActs.ts'
import {
  daysTo,
  HAZARD_REMINDED,
  HAZARD_REMINDED_KINDS,
  HAZARD_REMINDER_STEPS,
  UNSUBMITTED,
} from './hazardReminders.ts'
import { HAZARD_STATES } from './hazardStates.ts'

const DAY = 86_400_000
const daysOf = (kind: string, side: string) =>
  HAZARD_REMINDER_STEPS.filter((step) => step.kind === kind && step.side === side).map(({ days }) => days)

describe('the table of reminders of hazards', () => {
  test('the enterprise before and when it is due, then upwards: a day to the chief, three to the department, seven to the leader', () => {
    const sides = ['enterprise', 'grid', 'department', 'leader']
    expect(sides.map((side) => daysOf('hazard-due', side))).toEqual([[-3, -1, 0], [1], [3], [7]])
    expect(daysOf('hazard-due', 'body')).toEqual([0, 1])
  })
  test('what waits for the supervisor goes up in the same way, in each state in which it is the supervisor’s turn', () => {
    const waiting = HAZARD_REMINDED_KINDS.filter((kind) => HAZARD_REMINDED[kind].state !== null)
    expect(waiting.map((kind) => HAZARD_REMINDED[kind].state).sort()).toEqual(HAZARD_STATES.filter((state) => TURNS[state] === 'supervisor').sort()) // prettier-ignore
    for (const kind of waiting) {
      expect([kind, ...daysOf(kind, 'enterprise')]).toEqual([kind])
      expect([kind, daysOf(kind, 'grid'), daysOf(kind, 'body'), daysOf(kind, 'department'), daysOf(kind, 'leader')]).toEqual([kind, [1], [1], [3], [7]]) // prettier-ignore
    }
  })
  test('a chief is asked for no judgement that is not the chief’s to make', () => {
    const judging = HAZARD_REMINDER_STEPS.filter(({ kind, side }) => kind !== 'hazard-due' && side === 'grid')
    expect(judging.every(({ grade }) => grade === 'general')).toBe(true)
    expect(hasRight('grid-chief', 'pass', { major: true, source: 'patrol' })).toBe(false)
    expect(hasRight('grid-chief', 'pass', { major: false, source: 'patrol' })).toBe(true)
  })
  test('the enterprise is told wherever it is its turn', () => {
    for (const state of HAZARD_STATES) if (TURNS[state] === 'enterprise') expect(UNSUBMITTED).toContain(state)
  })
  test('nobody is told the same twice', () => {
    const keys = HAZARD_REMINDER_STEPS.map(({ kind, side, days }) => `${kind} ${side} ${days}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test.each([
  [3 * DAY, 3],
  [3 * DAY - 1, 3],
  [2 * DAY, 2],
  [1, 1],
  [0, 0],
  [-1, -1],
  [-2 * DAY + 1, -1],
  [-2 * DAY, -2],
])('%d ms ahead are %d days', (ahead, days) => {
  expect(daysTo(1e12 + ahead, 1e12)).toBe(days)
})
