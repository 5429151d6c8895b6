import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Router } from 'express'
import { z } from 'zod'
import { imports } from '#core/contract/imports.ts'
import { IdText } from '#core/contract/route.ts'
import { inScope } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import type { Table } from '../../files/rows.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { refuseOthers } from '../../http/serve.ts'
import { faultyHeading, faultyLine } from './report.ts'

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

const tableOf = ({ header, of }: z.infer<typeof Stage>): Pick<Table, 'columns' | 'of'> => ({
  columns: header,
  ...((of === 'cells' || of === 'features') && { of }),
})

/** `GET /imports/:id/faulty.csv`: the rows that stay out, as they were, with the reasons in a last column, to be corrected. */
export function faultyRoute(
  router: Router,
  { pool, readPool }: Pick<Kit, 'pool' | 'readPool'>,
  actorOf: ActorOf,
): void {
  router.get('/imports/:id/faulty.csv', async (req, res) => {
    const actor = { ...(await actorOf(req)), ...originOf(req) }
    refuseOthers(actor, imports.list)
    const { success, data: id } = IdText.safeParse(req.params.id)
    if (!success) throw problem('not-found')
    const stage = await inScope(readPool, actor, (db) =>
      db.maybe(
        Stage,
        sql`select file_name as "fileName", header, options ->> 'of' as of, rejected from import_stage where id = ${id}::integer and kept`,
      ),
    )
    if (!stage) throw problem('not-found')
    await inScope(pool, actor, (db) =>
      record(db, { act: 'export', topic: 'import', count: stage.rejected, details: { stage: id } }),
    )
    const table = tableOf(stage)
    await inScope(
      readPool,
      actor,
      async (db) => {
        await db.run(sql`declare faulty no scroll cursor for
          select row, cells, issues from import_row where stage = ${id}::integer and rejected and issues is not null order by row`)
        async function* lines() {
          yield faultyHeading(table)
          for (;;) {
            const rows = await db.many(Faulty, sql`fetch 1000 from faulty`)
            if (rows.length === 0) return
            yield rows
              .map(({ row, cells, issues }) => {
                const standing = issues.filter(({ reason }) => typeof reason !== 'string')
                return faultyLine(table, { row, cells: cells ?? [] }, standing)
              })
              .join('')
          }
        }
        const name = `${stage.fileName.replace(/\.[^.]*$/, '')}-不合格行.csv`
        res.setHeader('content-type', 'text/csv; charset=utf-8')
        res.setHeader(
          'content-disposition',
          `attachment; filename="faulty-rows.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        res.setTimeout(MOST_SILENCE_MS, () => res.destroy())
        await pipeline(Readable.from(lines()), res).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
        })
      },
      { snapshot: true },
    )
  })
}
