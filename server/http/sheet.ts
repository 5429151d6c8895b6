import type { Response } from 'express'
import { z } from 'zod'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'
import { BOM } from '../files/csvLine.ts'
import { dayOf, leftOf, type Lots, lotsOf, sendFile } from './download.ts'

const Count = z.object({ n: z.number().int() })

/** All rows of a statement as one CSV file. */
export interface Sheet {
  readonly name: readonly [ascii: string, zh: string]
  /** The moment that the rows stand for; its day is part of the file's name. */
  readonly at: Date
  readonly statement: Sql
  readonly heading: string
  readonly line: (row: unknown) => string
}

/** How many rows a sheet will have. */
export const sheetLength = async (db: Db, { statement }: Pick<Sheet, 'statement'>): Promise<number> =>
  (await db.one(Count, sql`select count(*)::int as n from (${statement}) counted`)).n

/** Streams a sheet. */
export async function sendSheet(db: Db, res: Response, sheet: Sheet): Promise<void> {
  const lots = await lotsOf(db, sheet.statement, leftOf(res))
  const [ascii, zh] = sheet.name
  const day = dayOf(sheet.at)
  const name = [`${ascii}-${day}.csv`, `${zh}-${day}.csv`] as const
  await sendFile(res, { name, type: 'text/csv; charset=utf-8' }, linesOf(lots, sheet))
}

async function* linesOf(lots: Lots, { heading, line }: Sheet) {
  yield BOM + heading
  for await (const rows of lots()) yield rows.map(line).join('')
}
