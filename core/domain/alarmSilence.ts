/** What the clock alone does to the alarms of a sensor, and of a gateway. */
import {
  type AlarmedSensor,
  type AlarmMemory,
  type EngineDeed,
  type Judged,
  silentAfter,
  type Step,
  type ValueKind,
  waitFor,
} from './alarmRules.ts'
import { delaysOf, goOn, nextOf } from './alarmWatch.ts'

/** Whether a sensor that was heard once has been silent for too long. */
export const isSilent = (sensor: AlarmedSensor, { at, patience }: AlarmMemory, now: number): boolean =>
  sensor.enabled && at !== null && now > Math.max(at + silentAfter(sensor), patience ?? -Infinity)

/** What the clock alone brings to a sensor: silence, delays that end, and the end of everything where it is out of use. */
export function judgeClock(step: Step, memory: AlarmMemory, now: number, gatewaySilent: boolean): Judged {
  const { sensor } = step
  if (!sensor.enabled) return retire(memory, now)
  const gone = goOn(step, memory, (to) => now - waitFor(sensor, to))
  if (!isSilent(sensor, memory, now) || memory.at === null) return gone
  if (gone.memory.silence !== 'none') return gone
  if (gatewaySilent) return { ...gone, memory: { ...gone.memory, silence: 'gateway' } }
  const moment = Math.max(memory.at + silentAfter(sensor), memory.patience ?? -Infinity)
  const deed = { act: 'raise', kind: 'silent', stage: 1, moment, value: null, limit: silentAfter(sensor) / 1000 } as const // prettier-ignore
  return { memory: { ...gone.memory, silence: 'own' }, deeds: [...gone.deeds, deed] }
}

/** A sensor out of use alarms no more: what stands of it is cleared. */
function retire(memory: AlarmMemory, now: number): Judged {
  const standing = Object.entries(memory.watches).filter(([, { stage }]) => stage > 0)
  const deeds = standing.map(([kind]): EngineDeed => ({ act: 'clear', kind: kind as ValueKind, moment: now }))
  if (memory.silence === 'own') deeds.push({ act: 'clear', kind: 'silent', moment: now })
  return { memory: { ...memory, watches: {}, silence: 'none', patience: null, sameSince: null }, deeds }
}

/** When the clock next brings something to a sensor, first that moment; null where nothing. */
export function dueOf({ sensor, rule }: Step, memory: AlarmMemory): number | null {
  if (!sensor.enabled || memory.at === null) return null
  const delays = delaysOf(rule)
  const passing = (['high', 'low', 'rate'] as const).flatMap((kind) => {
    const next = memory.watches[kind] && nextOf(memory.watches[kind], delays)
    return next ? [next.due + waitFor(sensor, next.to)] : []
  })
  // silent once it is longer ago than that
  const silence = memory.silence === 'none' ? [Math.max(memory.at + silentAfter(sensor), memory.patience ?? -Infinity) + 1] : [] // prettier-ignore
  const all = [...passing, ...silence]
  return all.length > 0 ? Math.min(...all) : null
}

/** A sensor of a gateway, as much as its silence needs. */
interface Heard {
  readonly sensor: AlarmedSensor
  readonly memory: Pick<AlarmMemory, 'at' | 'silence'>
}

/**
 * Whether a gateway is silent as a whole: nothing came of any of its sensors, two or more, for as long as makes the quickest of those
 * silent that are not so by themselves. Then that is the one alarm, instead of one of each sensor. @returns since when it counts as silent; undefined where it is not
 */
export function gatewaySilentSince(all: readonly Heard[], now: number): number | undefined {
  const heard = all.filter(({ sensor, memory }) => sensor.enabled && memory.at !== null)
  if (heard.length < 2) return undefined
  const talking = heard.filter(({ memory }) => memory.silence !== 'own')
  const quickest = Math.min(...(talking.length > 0 ? talking : heard).map(({ sensor }) => silentAfter(sensor)))
  const since = Math.max(...heard.map(({ memory }) => memory.at ?? 0)) + quickest
  return now > since ? since : undefined
}
