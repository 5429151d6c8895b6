import { expect, test } from 'vitest'
import type { SourceLive } from '#core/contract/sensorQuality.ts'
import { isDue, unheardOf } from './sourcesClock.ts'

const source = (given: Partial<SourceLive>): SourceLive => ({ source: 1, enterprise: 1, sensors: 2, late: 0, silent: 0, age: 0, silentIn: 90, ...given }) // prettier-ignore
/** The second in which it is asked again, looked at every second. */
const askedAfter = (rows: readonly SourceLive[], isHeard: boolean) =>
  Array.from({ length: 100 }, (_, second) => second).find((elapsed) => isDue(rows, { elapsed, isHeard }))

test('while all sensors speak it is asked every thirty seconds, and after the first deadline that is nearer', () => {
  expect(askedAfter([], true)).toBe(30)
  expect(askedAfter([source({}), source({ silentIn: null })], true)).toBe(30)
  expect(askedAfter([source({}), source({ silentIn: 12 })], true)).toBe(13)
  expect(askedAfter([source({ silentIn: 0 })], false)).toBe(1)
})

test('while one is silent it is asked every fifteen seconds, but not where no value came in', () => {
  const rows = [source({}), source({ silent: 2, silentIn: null, age: null })]
  expect(askedAfter(rows, true)).toBe(15)
  expect(askedAfter(rows, false)).toBe(30)
})

test('a source whose deadline passed without an answer is unheard, whatever the reason', () => {
  const [near, far, never] = [
    source({ silentIn: 10 }),
    source({ source: 2 }),
    source({ source: 3, silent: 2, silentIn: null }),
  ]
  expect(unheardOf([near, far, never], 15)).toEqual([])
  expect(unheardOf([near, far, never], 15.001)).toEqual([near])
  expect(unheardOf([near, far, never], 96)).toEqual([near, far])
})
