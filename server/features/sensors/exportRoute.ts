import type { Router } from 'express'
import { z } from 'zod'
import { Problem } from '#core/contract/problem.ts'
import { IdText } from '#core/contract/route.ts'
import { ReadingsExport, sensors } from '#core/contract/sensors.ts'
import type { SeriesGrain } from '#core/domain/sensors.ts'
import type { Actor } from '../../db/actor.ts'
import { type Db, inScope } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { line } from '../../files/csvLine.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { refuseOthers } from '../../http/serve.ts'
import { type Sheet, sendSheet, sheetLength } from '../../http/sheet.ts'
import { groundOf, raw, rolled, type Span, spanOf, widened } from './series.ts'

const Named = z.object({ code: z.string(), unit: z.string() })
const RawRow = z.object({ at: z.string(), value: z.number(), received: z.string() })
const RolledRow = z.object({
  at: z.string(),
  n: z.number(),
  least: z.number(),
  average: z.number(),
  greatest: z.number(),
})

const HEADINGS = {
  zh: { raw: ['时间（北京）', '数值', '收到时间（北京）'], rolled: ['起始时间（北京）', '条数', '最小', '平均', '最大'] },
  en: { raw: ['time (China)', 'value', 'received (China)'], rolled: ['begins (China)', 'values', 'least', 'average', 'greatest'] },
} as const // prettier-ignore

/** A moment by the clock of China, as ISO 8601 spells it. */
const china = (column: 'at' | 'received_at') =>
  column === 'at'
    ? sql`to_char(r.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`
    : sql`to_char(r.received_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`

const rawStatement = (sensor: number, span: Span) =>
  sql`select ${china('at')} as at, r.value, ${china('received_at')} as received from ${raw(sensor, span)} order by r.at`
const rolledStatement = (sensor: number, span: Span, grain: 'minute' | 'hour') =>
  sql`select ${china('at')} as at, r.n, r.least, (r.sum / r.n)::double precision as average, r.greatest
    from ${rolled(sensor, widened(span, grain), grain)} order by r.at`

function lineOf(grain: SeriesGrain) {
  if (grain === 'raw')
    return (found: unknown) => {
      const { at, value, received } = RawRow.parse(found)
      return line([at, value, received])
    }
  return (found: unknown) => {
    const { at, n, least, average, greatest } = RolledRow.parse(found)
    return line([at, n, least, average, greatest])
  }
}

interface SheetAsked extends Pick<z.output<typeof ReadingsExport>, 'from' | 'until' | 'grain' | 'lang'> {
  readonly sensor: number
}

async function sheetOf(db: Db, { sensor, grain, lang, ...asked }: SheetAsked): Promise<Sheet> {
  const { now } = await groundOf(db, sensor)
  const { code, unit } = await db.one(Named, sql`select m.code, m.unit from sensor m where m.id = ${sensor}::integer`)
  const span = spanOf(asked, now)
  const headings = HEADINGS[lang][grain === 'raw' ? 'raw' : 'rolled']
  const measured = ['数值', 'value', '最小', 'least', '平均', 'average', '最大', 'greatest']
  return {
    name: [`readings-${sensor}-${grain}`, `监测数据-${code.replace(/[\\/:*?"<>|]/g, '_')}-${grain}`],
    at: now,
    statement: grain === 'raw' ? rawStatement(sensor, span) : rolledStatement(sensor, span, grain),
    heading: line(headings.map((heading) => (measured.includes(heading) ? `${heading} ${unit}` : heading))),
    line: lineOf(grain),
  }
}

/** `GET /exports/sensors/:id/readings.csv`: the values of a sensor, or their minutes or hours; the export itself is recorded first. */
export function readingsExport(
  router: Router,
  { pool, readPool }: Pick<Kit, 'pool' | 'readPool'>,
  actorOf: ActorOf,
): void {
  router.get('/exports/sensors/:id/readings.csv', async (req, res) => {
    const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
    refuseOthers(actor, sensors.readings)
    const id = IdText.safeParse(req.params.id)
    const { success, data, error } = ReadingsExport.safeParse(req.query)
    if (!success || !id.success) {
      const found = error?.issues ?? [{ path: ['id'], message: problem('invalid-request').message }]
      const issues = found.map(({ path, message }) => ({ at: ['query', ...path].join('.'), message }))
      throw new Problem('invalid-request', problem('invalid-request').message, issues)
    }
    const asked = { ...data, sensor: id.data }
    const reading = <T>(work: (db: Db, sheet: Sheet) => Promise<T>) =>
      inScope(readPool, actor, async (db) => work(db, await sheetOf(db, asked)), { snapshot: true })
    const count = await reading(sheetLength)
    await inScope(pool, actor, (db) => record(db, { act: 'export', topic: 'reading', count, details: asked }))
    await reading((db, sheet) => sendSheet(db, res, sheet))
  })
}
