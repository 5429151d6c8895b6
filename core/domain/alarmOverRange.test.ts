import { describe, expect, test } from 'vitest'
import { judgeReadings } from './alarmJudge.ts'
import { overRangeSide } from './alarmOverRange.ts'
import { type AlarmedSensor, ALARMED_KINDS, type AlarmMemory, type AlarmRule, type LimitKind, NOTHING_REMEMBERED } from './alarmRules.ts' // prettier-ignore
import { dueOf, judgeClock } from './alarmSilence.ts'

test('of gas and fire a value above the range is evidence, of oxygen one on either side, of everything else none', () => {
  const sides = (value: number) =>
    ALARMED_KINDS.flatMap((kind) => overRangeSide(kind, { low: 0, high: 30 }, value) ?? []).join(' ')
  expect([sides(60.1), sides(-30.1), sides(30), sides(0)]).toEqual(['high high high high', 'low', '', ''])
  const kinds = ALARMED_KINDS.filter((kind) => overRangeSide(kind, { low: 0, high: 30 }, 60.1))
  expect([kinds, overRangeSide('oxygen', { low: 0, high: 30 }, -30.1)]).toEqual([['combustible', 'toxic', 'oxygen', 'fire'], 'low']) // prettier-ignore
})

const GAS: AlarmedSensor = { low: 0, high: 100, ll: null, l: null, h: 25, hh: 50, cadence: 5, enabled: true }
const OXYGEN: AlarmedSensor = { low: 0, high: 30, ll: 18, l: 19.5, h: 23.5, hh: 25, cadence: 5, enabled: true }
const RULE: AlarmRule = { deadBand: 2, onDelay: 0, offDelay: 10, rate: null, flatAfter: null }

/** A reading, or with its side a refused value. */
type One = readonly [second: number, value: number, side?: LimitKind]
function judged(ones: readonly One[], { sensor = GAS, rule = RULE, memory = NOTHING_REMEMBERED, now = 0 } = {}) {
  const readings = ones.map(([second, value, side]) => ({ at: second * 1000, value, ...(side && { overRange: side }) }))
  return judgeReadings({ sensor, rule }, memory, readings, { now: now * 1000, past: [] })
}
/** Deeds as text: act, kind, stage, second, and the value with its limit where it is over the range. */
const told = (...args: Parameters<typeof judged>) =>
  judged(...args).deeds.map((deed) => [
    deed.act, deed.kind, ...('stage' in deed ? [deed.stage] : []), deed.moment / 1000,
    ...('overRange' in deed && deed.overRange ? [`over ${deed.value}/${deed.limit}`] : []), ...(deed.late ? ['late'] : []),
  ].join(' ')) // prettier-ignore

test.each<[string, One[], string[], Parameters<typeof judged>[1]?]>([
  ['calls the second stage at once, whatever the on-delay', [[0, 3], [1, 400, 'high']], ['raise high 2 1 over 400/100'], { rule: { ...RULE, onDelay: 10 } }],
  ['calls it before anything was heard of the sensor', [[1, 400, 'high']], ['raise high 2 1 over 400/100']],
  ['escalates what stands, of the second stage too, once', [[0, 30], [5, 60], [10, 400, 'high'], [15, 500, 'high']], ['raise high 1 0', 'escalate high 2 5', 'escalate high 2 10 over 400/100']],
  ['the same value once more does nothing', [[1, 400, 'high'], [1, 400, 'high']], ['raise high 2 1 over 400/100']],
  ['clears by readings below the dead band for the off-delay', [[1, 400, 'high'], [5, 22.9], [14, 22.9], [15, 22.9]], ['raise high 2 1 over 400/100', 'clear high 15']],
  ['not within the dead band', [[1, 400, 'high'], [5, 23], [60, 23]], ['raise high 2 1 over 400/100']],
  ['one that keeps coming keeps it standing', [[1, 400, 'high'], [5, 1], [12, 400, 'high'], [20, 1], [29, 1]], ['raise high 2 1 over 400/100']],
  ['what comes after it cleared is another alarm', [[1, 400, 'high'], [5, 1], [15, 1], [20, 400, 'high']], ['raise high 2 1 over 400/100', 'clear high 15', 'raise high 2 20 over 400/100']],
  ['a reading of the very same time does not take it back', [[5, 1], [5, 400, 'high'], [14, 1], [23, 1]], ['raise high 2 5 over 400/100']],
  ['without a limit it is back once within the range', [[1, 400, 'high'], [5, 98], [15, 98], [20, 97], [30, 97]], ['raise high 2 1 over 400/100', 'clear high 30'], { sensor: { ...GAS, h: null, hh: null } }],
  ['of oxygen each side has its own alarm, and neither clears the other', [[0, 10], [5, 90, 'high'], [20, 90, 'high']], ['raise low 2 0', 'raise high 2 5 over 90/30'], { sensor: OXYGEN }],
  ['and below its range it is the low one', [[0, 20.9], [5, -40, 'low']], ['raise low 2 5 over -40/0'], { sensor: OXYGEN }],
])('a refused value %s', (_what, ones, deeds, more) => {
  expect(told(ones, more)).toEqual(deeds)
}) // prettier-ignore

test('it is no reading: it neither moves the newest, nor is it a rate, ends a flat line, or a silence', () => {
  const rule = { ...RULE, rate: 100, flatAfter: 20 }
  const silent: AlarmMemory = { ...judged([[0, 3]], { rule }).memory, silence: 'own' }
  // read more seldom by now: what it is silent by is a reading's to end, though its time has not passed
  const after = judged([[14, 400, 'high']], { rule, memory: silent, now: 14 })
  expect(after.deeds.map(({ act, kind }) => [act, kind])).toEqual([['raise', 'high']])
  expect(after.memory).toMatchObject({ at: 0, value: 3, sameSince: 0, silence: 'own' })
  // a reading after it is held against the reading before it
  expect(told([[20, 3]], { rule, memory: { ...after.memory, silence: 'none' } })).toEqual(['raise flat 1 20'])
})

test('time and the clock alone never clear it, and bring nothing', () => {
  const step = { sensor: GAS, rule: RULE }
  const { memory } = judged([[1, 400, 'high']])
  expect([dueOf(step, memory), judgeClock(step, memory, 9e9, false).deeds]).toEqual([null, []])
  const heard = judged([[0, 3], [1, 400, 'high']]).memory // prettier-ignore
  expect(judgeClock(step, heard, 9e9, false).deeds.map(({ act, kind }) => [act, kind])).toEqual([['raise', 'silent']])
})

describe('late', () => {
  const { memory } = judged([[0, 3], [100, 3]]) // prettier-ignore
  test.each<[string, One[], AlarmMemory, string[]]>([
    ['older than the newest reading it is an alarm of its own, marked, and over by what is known since', [[50, 400, 'high']], memory, ['raise high 2 50 over 400/100 late', 'clear high 100 late']],
    ['at the very time of the newest reading it stands', [[100, 400, 'high']], memory, ['raise high 2 100 over 400/100']],
    ['where one that stands covers it, that one escalates', [[45, 400, 'high']], judged([[40, 60], [50, 60]]).memory, ['escalate high 2 45 over 400/100']],
    ['and not a second time', [[45, 400, 'high']], judged([[40, 60], [45, 400, 'high'], [50, 60]]).memory, []],
    ['a reading older than a refused value clears nothing, and what it alarms is late', [[90, 1], [95, 60]], judged([[0, 3], [100, 400, 'high']]).memory, ['raise high 2 95 late', 'clear high 100 late']],
  ])('%s', (_what, ones, known, deeds) => {
    expect(told(ones, { memory: known })).toEqual(deeds)
  }) // prettier-ignore
})

test('how refused values and readings were gathered does not matter', () => {
  const ones = Array.from({ length: 300 }, (_, n): One => {
    const value = Math.round(60 + 400 * Math.sin(n / 9) * Math.cos(n / 4))
    return value > 200 ? [n * 4, value, 'high'] : [n * 4, value]
  })
  const whole = judged(ones)
  let memory: AlarmMemory = NOTHING_REMEMBERED
  const deeds = ones.flatMap((one) => {
    const next = judged([one], { memory })
    memory = JSON.parse(JSON.stringify(next.memory)) as AlarmMemory // as it is kept
    return next.deeds
  })
  expect(whole.deeds.filter((deed) => 'overRange' in deed && deed.overRange).length).toBeGreaterThan(5)
  expect([deeds, memory]).toEqual([whole.deeds, JSON.parse(JSON.stringify(whole.memory))])
})
