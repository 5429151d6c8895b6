import type pg from 'pg'
import { z } from 'zod'
import { silentAfter } from '#core/domain/alarmRules.ts'
import { gatewaySilentSince, judgeClock } from '#core/domain/alarmSilence.ts'
import { asSession, type Db } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import { type Found, grouped, type Held, holdMemories, keepOutcome } from './memories.ts'

const Due = z.object({ due: z.array(z.number().int()).nullable() })
const Ended = z.object({ ended: z.number().int() })
const Wait = z.object({ wait: z.number().nullable() })
const Standing = z.object({ gateway: z.number().int(), raised: z.number(), heard: z.number().nullable() })
type Standing = z.output<typeof Standing>

/**
 * Does what the clock brings to alarms now: sensors and gateways that are silent, delays that end, shelvings that are over. Where several
 * processes do so at once, each of it once. @returns how many things it did, and seconds until the next; null where none is ahead
 */
export const tickAlarms = (pool: pg.Pool): Promise<{ readonly done: number; readonly wait: number | null }> =>
  asSession(pool, async (db) => {
    const { due } = await db.one(Due, sql`select app.alarm_due() as due`)
    const found = await judgeDue(db, due ?? [])
    const { ended } = await db.one(Ended, sql`select app.end_alarm_shelves() as ended`)
    return { done: found + ended, ...(await db.one(Wait, sql`select app.alarm_wait() as wait`)) }
  })

async function judgeDue(db: Db, due: readonly number[]): Promise<number> {
  if (due.length === 0) return 0
  const held = await holdMemories(db, due)
  const now = (await nowOf(db)).getTime()
  const gateways = grouped(held, ({ gateway }) => gateway)
  const ids = [...gateways.keys()].filter((id) => id !== null)
  const found = await db.many(Standing, sql`select gateway, raised, heard from app.gateways_silent(${ids}::integer[])`)
  const standing = new Map(found.map((one) => [one.gateway, one]))
  const memories: Held[] = []
  const deeds: Found[] = []
  for (const [id, sensors] of gateways) {
    const judged = judgeGateway(sensors, { id, now, stands: id === null ? undefined : standing.get(id) })
    memories.push(...judged.memories)
    deeds.push(...judged.deeds)
  }
  await keepOutcome(db, { memories, deeds })
  return deeds.length
}

interface Gateway {
  readonly id: number | null
  readonly now: number
  /** Its silence that stands as an alarm; undefined where none does. */
  readonly stands: Standing | undefined
}

/** The sensors of one gateway, or those that have none. */
function judgeGateway(sensors: readonly Held[], { id, now, stands }: Gateway) {
  const heard = sensors.map(({ step, memory }) => ({ sensor: step.sensor, memory }))
  const since = id === null ? undefined : gatewaySilentSince(heard, now)
  const deeds: Found[] = []
  // one that spoke and fell silent again before the clock looked, as where the server was away, was back in between
  const spoke = stands?.heard ?? undefined
  const raises = since !== undefined && (stands === undefined || spoke !== undefined)
  if (id !== null && stands !== undefined && (since === undefined || spoke !== undefined))
    deeds.push({ act: 'clear', kind: 'gateway', gateway: id, moment: since === undefined ? now : (spoke ?? now) })
  if (id !== null && raises)
    deeds.push({ act: 'raise', kind: 'gateway', gateway: id, stage: 1, moment: since, value: null, limit: (since - newestOf(sensors)) / 1000 }) // prettier-ignore
  const memories = sensors.map((one) => {
    // once its gateway is back a sensor is given its own time to be heard
    const back = since === undefined && one.memory.silence === 'gateway'
    const memory = back ? { ...one.memory, silence: 'none' as const, patience: now + silentAfter(one.step.sensor) } : one.memory // prettier-ignore
    const judged = judgeClock(one.step, memory, now, since !== undefined)
    deeds.push(...judged.deeds.map((deed) => ({ ...deed, sensor: one.id })))
    if (id !== null && raises && memory.silence === 'own' && judged.memory.silence === 'own')
      deeds.push({ act: 'gather', kind: 'silent', sensor: one.id, under: id })
    return { ...one, memory: judged.memory }
  })
  return { memories, deeds }
}

const newestOf = (sensors: readonly Held[]) => Math.max(...sensors.map(({ memory }) => memory.at ?? -Infinity))
