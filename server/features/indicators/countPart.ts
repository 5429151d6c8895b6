import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Asked } from '../../filter/asked.ts'
import { sensorRows } from '../../filter/rows/sensorRows.ts'
import { type PartAsked, type PartRows, rowsOfPart } from '../../filter/parts/partRows.ts'

const Counted = z.object({ n: z.number().int() })
const FROM = {
  enterprise: sql`enterprise e`,
  hazard: sql`hazard h`,
  inspection: sql`inspection v`,
  alarm: sql`alarm a`,
  sensor: sensorRows,
} as const satisfies Partial<Record<PartRows['kind'], unknown>>

/** How many rows a part has, whether its figure tells it or not. */
export async function countPart(db: Db, asked: Asked, filter: Filter, wanted: PartAsked): Promise<number> {
  const { kind, where } = rowsOfPart(asked, filter, wanted)
  if (!(kind in FROM)) throw new Error(`rows of ${kind} are counted with their figure`)
  const from = FROM[kind as keyof typeof FROM]
  return (await db.one(Counted, sql`select count(*)::int as n from ${from} where ${where}`)).n
}
