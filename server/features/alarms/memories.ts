import { z } from 'zod'
import { ALARM_KINDS } from '#core/domain/alarmActs.ts'
import { type AlarmMemory, type EngineDeed, NOTHING_REMEMBERED, type Step } from '#core/domain/alarmRules.ts'
import { dueOf } from '#core/domain/alarmSilence.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

const moment = z.number().nullable()
const Watch = z.object({
  beyond: z.tuple([moment, moment]),
  back: moment,
  stage: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  raised: moment,
  overRange: z.literal(true).optional(),
})
const VALUE_KINDS = ALARM_KINDS.filter((kind) => kind !== 'silent' && kind !== 'gateway')
const Memory = z.object({
  at: moment,
  value: z.number().nullable(),
  watches: z.partialRecord(z.enum(VALUE_KINDS), Watch),
  over: z.partialRecord(z.enum(['high', 'low']), z.number()).default({}),
  sameSince: moment,
  silence: z.enum(['none', 'own', 'gateway']),
  patience: moment,
})
const limit = z.number().nullable()
/** A sensor as it is set up. */
export const Setup = z.object({ low: z.number(), high: z.number(), ll: limit, l: limit, h: limit, hh: limit, cadence: z.number(), enabled: z.boolean() }) // prettier-ignore
/** How it is judged. */
export const Rule = z.object({ deadBand: z.number(), onDelay: z.number(), offDelay: z.number(), rate: limit, flatAfter: limit }) // prettier-ignore
const Remembered = z.object({
  sensor: z.number().int(),
  gateway: z.number().int().nullable(),
  memory: z.union([Memory, z.strictObject({}).transform((): AlarmMemory => NOTHING_REMEMBERED)]),
  setup: Setup,
  rule: Rule,
})

/** A sensor with what is remembered of it, held until the transaction ends. */
export interface Held {
  readonly id: number
  readonly gateway: number | null
  readonly step: Step
  readonly memory: AlarmMemory
}

/** Reads and holds what is remembered of sensors: whoever judges one of them waits for whoever judges it now. */
export async function holdMemories(db: Db, sensors: readonly number[]): Promise<Held[]> {
  const rows = await db.many(
    Remembered,
    sql`select sensor, gateway, memory, setup, rule from app.alarm_ground(${[...sensors]}::integer[])`,
  )
  return rows.map(({ sensor, gateway, memory, setup, rule }) => ({
    id: sensor,
    gateway,
    step: { sensor: setup, rule },
    memory,
  }))
}

/** What the engine does, of which sensor or gateway. What is gathered goes under the alarm of the gateway that it names. */
export type Found =
  | (EngineDeed & ({ readonly sensor: number } | { readonly gateway: number }))
  | { readonly act: 'gather'; readonly kind: 'silent'; readonly sensor: number; readonly under: number }

/** What is remembered next, and what the engine found. */
export interface Outcome {
  readonly memories: readonly Held[]
  readonly deeds: readonly Found[]
}

/** Keeps what was found and what is to be remembered, with the readings or not at all. */
export async function keepOutcome(db: Db, { memories, deeds }: Outcome): Promise<void> {
  if (memories.length === 0 && deeds.length === 0) return
  const rows = memories.map(({ id, step, memory }) => ({ sensor: id, memory, due: dueOf(step, memory) }))
  await db.run(sql`select app.keep_alarms(${JSON.stringify(rows)}::jsonb, ${JSON.stringify(deeds)}::jsonb)`)
}

/** Items by what they have in common, in their order. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
