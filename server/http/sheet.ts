import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { z } from 'zod'
import type { Db } from '../db/db.ts'
import { type Sql, sql } from '../db/sql.ts'
import { BOM } from '../files/csvLine.ts'

/** A reader that takes nothing for this long is given up, for it holds a connection. */
const MOST_SILENCE_MS = 30_000
const CHINA_MS = 8 * 3_600_000
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

/** Streams a sheet. The first rows are read before the answer begins, so that a refusal is still a problem and no broken sheet. */
export async function sendSheet(db: Db, res: Response, sheet: Sheet): Promise<void> {
  await db.run(sql`declare sheet no scroll cursor for ${sheet.statement}`)
  const first = await fetchRows(db)
  const [ascii, zh] = sheet.name
  const day = new Date(sheet.at.getTime() + CHINA_MS).toISOString().slice(0, 10)
  const file = encodeURIComponent(`${zh}-${day}.csv`)
  res.setHeader('content-type', 'text/csv; charset=utf-8')
  res.setHeader('content-disposition', `attachment; filename="${ascii}-${day}.csv"; filename*=UTF-8''${file}`)
  res.setTimeout(MOST_SILENCE_MS, () => res.destroy())
  await pipeline(Readable.from(linesOf(db, sheet, first)), res).catch(unlessLeft)
}

/** A reader that goes away in the middle is no failure of ours. */
function unlessLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
}

async function* linesOf(db: Db, { heading, line }: Sheet, first: readonly unknown[]) {
  yield BOM + heading
  for (let rows = first; rows.length > 0; rows = await fetchRows(db)) yield rows.map(line).join('')
}

const fetchRows = async (db: Db): Promise<readonly unknown[]> =>
  (await db.raw(sql`fetch 1000 from sheet`)).rows as unknown[]
