import { describe, expect, test } from 'vitest'
import { judgeReadings } from './alarmJudge.ts'
import { type AlarmedSensor, type AlarmMemory, type AlarmRule, FIRST_ALARM_RULES, NOTHING_REMEMBERED } from './alarmRules.ts' // prettier-ignore
import { dueOf, gatewaySilentSince, judgeClock } from './alarmSilence.ts'

const LEVEL: AlarmedSensor = { low: 0, high: 100, ll: 10, l: 20, h: 80, hh: 90, cadence: 10, enabled: true }
const AT_ONCE: AlarmRule = { deadBand: 0, onDelay: 0, offDelay: 0, rate: null, flatAfter: null }
const read = (rule: AlarmRule, readings: readonly (readonly [number, number])[], sensor = LEVEL, memory: AlarmMemory = NOTHING_REMEMBERED) =>
  judgeReadings({ sensor, rule }, memory, readings.map(([second, value]) => ({ at: second * 1000, value })), { now: 0, past: [] }) // prettier-ignore
/** Deeds as text: act, kind, stage, second. */
const told = (...args: Parameters<typeof read>) =>
  read(...args).deeds.map(
    (deed) =>
    [deed.act, deed.kind, ...('stage' in deed ? [deed.stage] : []), deed.moment / 1000, ...(deed.late ? ['late'] : [])].join(' '), // prettier-ignore
  )

test.each<[string, Partial<AlarmRule>, [number, number][], string[]]>([
  ['at its limit it alarms', {}, [[0, 80]], ['raise high 1 0']],
  ['just within it does not', {}, [[0, 79.999], [1, 20.001]], []],
  ['beyond the second limit it is of the second stage at once', {}, [[0, 90]], ['raise high 2 0']],
  ['what gets worse escalates, and what gets better again stays at its worst', {}, [[0, 80], [1, 95], [2, 85]], ['raise high 1 0', 'escalate high 2 1']],
  ['a low limit is the same turned round', {}, [[0, 20], [1, 10], [2, 20.001]], ['raise low 1 0', 'escalate low 2 1', 'clear low 2']],
  ['within the dead band it is not back', { deadBand: 5 }, [[0, 80], [1, 75], [2, 74.999]], ['raise high 1 0', 'clear high 2']],
  ['it has to last for the on-delay', { onDelay: 10 }, [[0, 85], [9, 85], [9.999, 70]], []],
  ['it lasts until the next reading says otherwise', { onDelay: 10 }, [[0, 85], [10, 70]], ['raise high 1 10', 'clear high 10']],
  ['each stage has its own delay', { onDelay: 10 }, [[0, 85], [8, 95], [17, 95], [18, 85]], ['raise high 1 10', 'escalate high 2 18']],
  ['back has to last for the off-delay', { offDelay: 10 }, [[0, 85], [5, 70], [14, 80], [15, 70], [24, 70], [25, 70]], ['raise high 1 0', 'clear high 25']],
  ['after it cleared it is another alarm', {}, [[0, 85], [1, 70], [2, 85]], ['raise high 1 0', 'clear high 1', 'raise high 1 2']],
  ['too fast a change alarms, up or down', { rate: 60 }, [[0, 50], [10, 40], [20, 49.9], [30, 49]], ['raise rate 1 10', 'clear rate 20']],
  ['over a gap there is no rate', { rate: 10 }, [[0, 30], [31, 70]], []],
  ['a value that does not move alarms from then on, until it moves', { flatAfter: 60 }, [[30, 50], [60, 50], [90, 50], [100, 50.1]], ['raise flat 1 90', 'clear flat 100']],
])('%s', (_what, rule, readings, deeds) => {
  expect(told({ ...AT_ONCE, ...rule }, readings)).toEqual(deeds)
}) // prettier-ignore

test('with one limit alone that one counts, and without any nothing does', () => {
  expect(told(AT_ONCE, [[0, 99]], { ...LEVEL, h: null })).toEqual(['raise high 2 0'])
  expect(told(AT_ONCE, [[0, 99]], { ...LEVEL, hh: null })).toEqual(['raise high 1 0'])
  expect(told(AT_ONCE, [[0, 99], [1, 0]], { ...LEVEL, h: null, hh: null, l: null, ll: null })).toEqual([])
}) // prettier-ignore

describe('late', () => {
  const { memory } = read(AT_ONCE, [[0, 50], [100, 85]]) // prettier-ignore
  test.each<[string, [number, number], string[]]>([
    ['beyond a limit before the alarm that stands: one of its own, over when that began', [50, 95], ['raise high 2 50 late', 'clear high 100 late']],
    ['within limits it says nothing', [50, 79], []],
    ['at the very time of the newest it is late too, and covered', [100, 81], []],
    ['at that time and worse, the one that stands escalates', [100, 95], ['escalate high 2 100']],
  ])('%s', (_what, one, deeds) => {
    expect(told(AT_ONCE, [one], LEVEL, memory)).toEqual(deeds)
  }) // prettier-ignore
  test('it neither moves the newest reading nor clears', () => {
    const after = read(AT_ONCE, [[99, 1]], { ...LEVEL, l: null, ll: null }, memory)
    expect([after.memory, after.deeds]).toEqual([memory, []])
  })
})

test('how readings were gathered does not matter', () => {
  const rule = { ...FIRST_ALARM_RULES.temperature, rate: null }
  const readings = Array.from({ length: 400 }, (_, n) => [n * 7, 50 + 45 * Math.sin(n / 9)] as const)
  const whole = read(rule, readings)
  let memory: AlarmMemory = NOTHING_REMEMBERED
  const deeds = readings.flatMap((one) => {
    const judged = read(rule, [one], LEVEL, memory)
    memory = JSON.parse(JSON.stringify(judged.memory)) as AlarmMemory // as it is kept
    return judged.deeds
  })
  expect(deeds.length).toBeGreaterThan(20)
  expect([deeds, memory]).toEqual([whole.deeds, whole.memory])
})

describe('the clock', () => {
  const step = { sensor: LEVEL, rule: AT_ONCE }
  const heardAt = (second: number): AlarmMemory => ({ ...NOTHING_REMEMBERED, at: second * 1000, value: 50 })
  test('three cadences are not silence yet, a thousandth of a second more is', () => {
    expect(dueOf(step, heardAt(0))).toBe(30_001)
    expect(judgeClock(step, heardAt(0), 30_000, false).deeds).toEqual([])
    expect(judgeClock(step, heardAt(0), 30_001, false).deeds).toEqual([{ act: 'raise', kind: 'silent', stage: 1, moment: 30_000, value: null, limit: 30 }]) // prettier-ignore
  })
  test('what was never heard, is out of use, or is told already raises nothing', () => {
    expect(judgeClock(step, NOTHING_REMEMBERED, 9e9, false).deeds).toEqual([])
    expect(judgeClock({ ...step, sensor: { ...LEVEL, enabled: false } }, heardAt(0), 9e9, false).deeds).toEqual([])
    expect(judgeClock(step, { ...heardAt(0), silence: 'own' }, 9e9, false).deeds).toEqual([])
    expect(judgeClock(step, heardAt(0), 9e9, true)).toMatchObject({ deeds: [], memory: { silence: 'gateway' } })
  })
  test('a gateway is silent by the quickest of its sensors, from two on', () => {
    const slow = { sensor: { ...LEVEL, cadence: 60 }, memory: heardAt(5) }
    const quick = { sensor: LEVEL, memory: heardAt(0) }
    expect(gatewaySilentSince([slow, quick], 35_000)).toBeUndefined()
    expect(gatewaySilentSince([slow, quick], 35_001)).toBe(35_000)
    expect(gatewaySilentSince([slow], 9e9)).toBeUndefined()
    expect(gatewaySilentSince([slow, { ...quick, memory: NOTHING_REMEMBERED }], 9e9)).toBeUndefined()
  })
})
