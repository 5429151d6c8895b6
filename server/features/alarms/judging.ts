import { z } from 'zod'
import { judgeReadings } from '#core/domain/alarmJudge.ts'
import type { PastAlarm } from '#core/domain/alarmRules.ts'
import type { Db } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { sql } from '../../db/sql.ts'
import type { FreshReading, Judge } from '../../judging.ts'
import { type Found, grouped, type Held, holdMemories, keepOutcome } from './memories.ts'

const Past = z.object({
  sensor: z.number().int(),
  kind: z.enum(['high', 'low']),
  stage: z.number(),
  raised: z.number(),
  cleared: z.number(),
})
type PastOf = ReadonlyMap<number, readonly PastAlarm[]>

/**
 * Judges readings for alarms, in the transaction that keeps them. Sensors are held in their order, so that batches of several senders wait
 * for each other instead of in a ring. Called once in a transaction.
 */
export const judgeAlarms: Judge = async (db, fresh) => {
  if (fresh.length === 0) return
  const bySensor = grouped(fresh, ({ sensor }) => sensor)
  const held = await holdMemories(db, [...bySensor.keys()])
  const now = (await nowOf(db)).getTime()
  const past = await pastOf(db, held, bySensor)
  const deeds: Found[] = []
  const memories = held.map((one) => {
    const judged = judgeReadings(one.step, one.memory, bySensor.get(one.id) ?? [], { now, past: past.get(one.id) ?? [] }) // prettier-ignore
    deeds.push(...judged.deeds.map((deed) => ({ ...deed, sensor: one.id })))
    return { ...one, memory: judged.memory }
  })
  await keepOutcome(db, { memories, deeds })
}

/** Alarms that may cover readings which come late; read only where some do. */
async function pastOf(
  db: Db,
  held: readonly Held[],
  fresh: ReadonlyMap<number, readonly FreshReading[]>,
): Promise<PastOf> {
  // prettier-ignore
  const late = held.flatMap(({ id, memory }) =>
    (fresh.get(id) ?? []).flatMap(({ at }) => (memory.at !== null && at <= memory.at ? [{ id, at }] : [])),
  )
  if (late.length === 0) return new Map()
  const [ids, since] = [[...new Set(late.map(({ id }) => id))], Math.min(...late.map(({ at }) => at))]
  const rows = await db.many(
    Past,
    sql`select sensor, kind, stage, raised, cleared from app.alarms_past(${ids}::integer[], app.at_ms(${since}::float8))`,
  )
  return grouped(rows, ({ sensor }) => sensor)
}
