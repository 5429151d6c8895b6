import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Router } from 'express'
import { z } from 'zod'
import { imports } from '#core/contract/imports.ts'
import { IdText } from '#core/contract/route.ts'
import { type Db, inScope } from '../../db/db.ts'
import { nowOf } from '../../db/now.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import type { Table } from '../../files/rows.ts'
import { xlsxOf } from '../../files/write/xlsx.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { refuseOthers } from '../../http/serve.ts'
import { faultyCells, faultyColumns, faultyHeading, lineOf } from './report.ts'

/** A reader that takes nothing for this long is given up, for it holds a connection. */
const MOST_SILENCE_MS = 30_000

const Stage = z.object({
  fileName: z.string(),
  header: z.array(z.string()),
  of: z.string().nullable(),
  rejected: z.number(),
})
const Faulty = z.object({
  row: z.number(),
  cells: z.array(z.string()).nullable(),
  issues: z.array(z.object({ column: z.string(), rule: z.string(), found: z.string(), reason: z.string().nullish() })),
})

type Heading = Pick<Table, 'columns' | 'of'>
const tableOf = ({ header, of }: z.infer<typeof Stage>): Heading => ({
  columns: header,
  ...((of === 'cells' || of === 'features') && { of }),
})

type Lots = () => AsyncGenerator<z.infer<typeof Faulty>[]>
type Content = AsyncIterable<string | Uint8Array>

/** A faulty row with the issues that stand against it. */
const cellsOf = (table: Heading, { row, cells, issues }: z.infer<typeof Faulty>): string[] =>
  faultyCells(table, { row, cells: cells ?? [] }, issues.filter(({ reason }) => typeof reason !== 'string')) // prettier-ignore

async function* csvOf(table: Heading, lots: Lots): Content {
  yield faultyHeading(table)
  for await (const rows of lots()) yield rows.map((row) => lineOf(cellsOf(table, row))).join('')
}

/** Every cell is text, so that nothing in it is a formula and no digit is lost. */
const workbookOf = (table: Heading, lots: Lots, at: Date): Content =>
  xlsxOf(
    [
      {
        name: '不合格行',
        columns: faultyColumns(table).map((heading, i, { length }) => ({ heading, width: i === length - 1 ? 80 : 18 })),
        async *rows() {
          for await (const rows of lots()) yield rows.map((row) => cellsOf(table, row))
        },
      },
    ],
    at,
  )

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', contentOf: csvOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', contentOf: workbookOf },
} as const

/** `GET /imports/:id/faulty.csv` and `.xlsx`: the rows that stay out, as they were, with the reasons in a last column, to be corrected. */
export function faultyRoute(
  router: Router,
  { pool, readPool }: Pick<Kit, 'pool' | 'readPool'>,
  actorOf: ActorOf,
): void {
  for (const [format, { type, contentOf }] of Object.entries(FORMATS)) {
    router.get(`/imports/:id/faulty.${format}`, async (req, res) => {
      const actor = { ...(await actorOf(req)), ...originOf(req) }
      refuseOthers(actor, imports.list)
      const { success, data: id } = IdText.safeParse(req.params['id'])
      if (!success) throw problem('not-found')
      const stage = await inScope(readPool, actor, (db) => stageOf(db, id))
      await inScope(pool, actor, (db) =>
        record(db, { act: 'export', topic: 'import', count: stage.rejected, details: { stage: id } }),
      )
      const send = async (db: Db) => {
        const at = await nowOf(db)
        const lots = await lotsOf(db, id)
        const name = `${stage.fileName.replace(/\.[^.]*$/, '')}-不合格行.${format}`
        res.setHeader('content-type', type)
        res.setHeader(
          'content-disposition',
          `attachment; filename="faulty-rows.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        res.setTimeout(MOST_SILENCE_MS, () => res.destroy())
        await pipeline(Readable.from(contentOf(tableOf(stage), lots, at)), res).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
          },
        )
      }
      await inScope(readPool, actor, send, { snapshot: true })
    })
  }
}

/** @throws Problem not-found */
async function stageOf(db: Db, id: number): Promise<z.infer<typeof Stage>> {
  const stage = await db.maybe(
    Stage,
    sql`select file_name as "fileName", header, options ->> 'of' as of, rejected from import_stage where id = ${id}::integer and kept`,
  )
  if (!stage) throw problem('not-found')
  return stage
}

/** Its faulty rows, a thousand at a time, within the transaction of `db`; they can be gone through once. */
async function lotsOf(db: Db, id: number): Promise<Lots> {
  await db.run(sql`declare faulty no scroll cursor for
    select row, cells, issues from import_row where stage = ${id}::integer and rejected and issues is not null order by row`)
  return async function* () {
    for (;;) {
      const rows = await db.many(Faulty, sql`fetch 1000 from faulty`)
      if (rows.length === 0) return
      yield rows
    }
  }
}
