import { expect, test } from 'vitest'
import { HAZARD_STATE_WORDS } from '#core/domain/hazardStates.ts'
import { HAZARD_STATES } from './words.ts'

test('the word of a state on screens and in exports is understood in a file that comes back', () => {
  for (const [state, { zh }] of Object.entries(HAZARD_STATE_WORDS)) {
    const reading = Object.entries(HAZARD_STATES).filter(([, words]) => words.split(' ').includes(zh))
    expect(reading.map(([read]) => read)).toEqual([state])
  }
  expect(Object.keys(HAZARD_STATES)).toEqual(Object.keys(HAZARD_STATE_WORDS))
})
