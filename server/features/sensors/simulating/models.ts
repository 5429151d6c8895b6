import type { SensorKind } from '#core/domain/sensors.ts'

/** A sensor as far as its model needs to know it. */
export interface Modelled {
  readonly id: number
  readonly source: number
  readonly kind: SensorKind
  readonly rangeLow: number
  readonly rangeHigh: number
  readonly limitHigh: number | null
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const CHINA_MS = 8 * HOUR_MS
/** Of all windows of six hours, those in which a gas alarm smells something. */
const RARELY = 0.04
/** Of all sensors but gas alarms, those that got stuck: their value never moves. */
const STUCK = 0.04

/** A number from 0 to 1 that belongs to these whole numbers and to no others: the same on every machine. */
export function chanceOf(...parts: readonly number[]): number {
  let state = 0x9e3779b9
  for (const part of parts) {
    state = Math.imul(state ^ (part | 0) ^ Math.floor(part / 2 ** 32), 0x85ebca6b)
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
    state ^= state >>> 16
  }
  return (state >>> 0) / 2 ** 32
}

/** -1 to 1 within a day, highest at three in the afternoon. */
const diurnal = (at: number) => Math.sin((((at + CHINA_MS) % DAY_MS) / DAY_MS - 0.375) * 2 * Math.PI)
/** -1 to 1, another for every moment. */
const noise = (id: number, at: number) => chanceOf(id, Math.floor(at / 1000)) * 2 - 1

/** How full, 0 to 1: emptied slowly over a cycle of its own of 20 to 44 hours, filled within two hours at its end. */
function fullness(seed: number, at: number): number {
  const cycle = (20 + 24 * chanceOf(seed, 1)) * HOUR_MS
  const into = ((at + chanceOf(seed, 2) * cycle) % cycle) / HOUR_MS
  const emptying = cycle / HOUR_MS - 2
  const share = into < emptying ? 1 - into / emptying : (into - emptying) / 2
  return 0.22 + 0.52 * share
}

/** 0 to 1: as a source warms by day, which its pressure follows. */
const warmth = (source: number, at: number) => 0.5 + 0.28 * diurnal(at) + 0.08 * (chanceOf(source, 3) - 0.5)

/** Near zero, with a puff now and then that rises and goes within half an hour. */
function smell({ id, limitHigh, rangeHigh }: Modelled, at: number): number {
  const window = Math.floor(at / (6 * HOUR_MS))
  const floor = 0.004 * rangeHigh * chanceOf(id, Math.floor(at / 30_000))
  if (chanceOf(id, window, 4) >= RARELY) return floor
  const peak = (limitHigh ?? rangeHigh / 4) * (0.5 + 1.1 * chanceOf(id, window, 5))
  const middle = (window + 0.2 + 0.6 * chanceOf(id, window, 6)) * 6 * HOUR_MS
  return floor + peak * Math.exp(-(((at - middle) / (8 * 60_000)) ** 2))
}

const MODELS: Readonly<Record<SensorKind, (sensor: Modelled, at: number) => number>> = {
  level: ({ id }, at) => fullness(id, at) + 0.001 * noise(id, at),
  temperature: ({ id, source }, at) => 0.25 + 0.4 * warmth(source, at) + 0.004 * noise(id, at),
  pressure: ({ id, source }, at) => 0.2 + 0.35 * warmth(source, at) + 0.15 * fullness(source, at) + 0.004 * noise(id, at), // prettier-ignore
  flow: ({ id }, at) => 0.45 + 0.12 * diurnal(at) + 0.03 * noise(id, at),
  combustible: (sensor, at) => smell(sensor, at) / sensor.rangeHigh,
  toxic: (sensor, at) => smell(sensor, at) / sensor.rangeHigh,
  oxygen: ({ id, rangeLow, rangeHigh }, at) => (20.9 + 0.08 * noise(id, at) - rangeLow) / (rangeHigh - rangeLow),
  fire: () => 0,
}
const isGas = ({ kind }: Modelled) => kind === 'combustible' || kind === 'toxic'

/** What a sensor of the demo reads at a moment: one value for one moment, whoever asks and however often. */
export function valueAt(sensor: Modelled, at: number): number {
  const isStuck = !isGas(sensor) && chanceOf(sensor.id, 7) < STUCK
  const share = MODELS[sensor.kind](sensor, isStuck ? 0 : at)
  const value = sensor.rangeLow + (sensor.rangeHigh - sensor.rangeLow) * Math.min(1, Math.max(0, share))
  return Number(value.toFixed(3))
}

/** Whether a gateway says nothing at a moment: the third of each six for good, the others for half an hour in some windows of eight hours. */
export function isSilent(gateway: number, at: number): boolean {
  if (gateway % 6 === 3) return true
  const window = Math.floor(at / (8 * HOUR_MS))
  if (chanceOf(gateway, window, 8) >= 0.12) return false
  const begin = (window + 0.7 * chanceOf(gateway, window, 9)) * 8 * HOUR_MS
  return at >= begin && at < begin + HOUR_MS / 2
}
