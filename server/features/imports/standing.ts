import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'

const Standing = z.object({
  target: z.string(),
  things: z.number().int(),
  read: z.number().int(),
  rows: z.number().int(),
  ids: z.array(z.number().int()),
})
/** What stands on rows of an import, of one table: how many, of sensors how many have values, and on which rows. */
export type Standing = z.infer<typeof Standing>

/** Words of what people look for on their own pages; all else is told as other records. */
const WORDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  sensor: ['监测点 {n} 个（其中 {read} 个已有数据）', '{n} sensors ({read} of them with values)'],
  alarm: ['报警 {n} 条', '{n} alarms'],
  gateway: ['网关 {n} 个', '{n} gateways'],
  maintenance_window: ['检修 {n} 次', '{n} times of maintenance'],
  source_bound: ['辨识单元边界 {n} 条', '{n} bounds of units'],
  tank: ['储罐 {n} 个', '{n} tanks'],
  source_filing: ['登记备案 {n} 条', '{n} filings'],
  source_responsible: ['包保责任人电话 {n} 个', '{n} phones of responsible people'],
  responsible_check: ['包保履职记录 {n} 条', '{n} checks by responsible people'],
  hand_count: ['人工计数 {n} 条', '{n} counts by hand'],
  hazard_source: ['重大危险源 {n} 处', '{n} major hazard sources'],
  hazard_source_substance: ['物质清单 {n} 条', '{n} entries of the inventory'],
  special_work: ['特殊作业 {n} 项', '{n} special works'],
  daily_pledge: ['每日承诺 {n} 条', '{n} daily pledges'],
}

/** What stands there, said to people. */
export function standingWords({ target, things, read }: Standing): readonly [string, string] {
  const words = WORDS[target]
  if (!words) return ['隐患、检查或其他记录', 'hazards, inspections or other records']
  const [zh, en] = words.map((text) => text.replace('{n}', String(things)).replace('{read}', String(read)))
  return [zh!, en!]
}

/** What stands on rows that an import added, by table. */
export const standingOn = (db: Db, id: number): Promise<Standing[]> =>
  db.many(Standing, sql`select target, things, read, rows, ids from app.undo_standing(${id}::integer)`)
