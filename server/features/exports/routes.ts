import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { type Filter, filterFields } from '#core/contract/filter.ts'
import { INDICATOR_IDS, INDICATORS } from '#core/contract/indicators.ts'
import { Problem } from '#core/contract/problem.ts'
import { IdText, lineText } from '#core/contract/route.ts'
import { type Db, inScope } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { ask, type Asked, enterprisesAsked, hazardsAsked } from '../../filter/asked.ts'
import { type PartRows, rowsOfPart } from '../../filter/parts/partRows.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { problem } from '../../http/problems.ts'
import type { Language } from './words.ts'
import { BOM } from './csv.ts'
import { type Sheet, sheetOf } from './sheets.ts'

/** A reader that takes nothing for this long is given up, for it holds a connection. */
const MOST_SILENCE_MS = 30_000

const fields = { ...filterFields, lang: z.enum(['zh', 'en']).default('zh') }
const EnterprisesAsked = z.strictObject(fields)
const HazardsAsked = z.strictObject({ ...fields, enterprise: IdText.optional() })
const PartAsked = z.strictObject({ ...fields, part: lineText(40), side: z.enum(['n', 'of']).default('n') })
const IndicatorId = z.enum(INDICATOR_IDS)

/** Which rows a sheet holds, once it is known who asks. */
interface Export {
  readonly name: readonly [ascii: string, zh: string]
  readonly language: Language
  readonly filter: Filter
  readonly rows: (asked: Asked) => PartRows
}

/** `GET /exports/….csv`: all rows of a list or of a figure's part as one sheet, with the filter and scope of the page. */
export function exportRoutes(router: Router, kit: Pick<Kit, 'readPool'>, actorOf: ActorOf): void {
  const answer = (path: string, exportOf: (req: Request) => Export) =>
    router.get(path, async (req, res) => {
      const wanted = exportOf(req)
      const actor = await actorOf(req)
      await inScope(kit.readPool, actor, (db) => send(db, res, wanted), { snapshot: true })
    })
  answer('/exports/enterprises.csv', ({ query }) => {
    const { lang, ...filter } = parse(EnterprisesAsked, query)
    const rows = (asked: Asked): PartRows => ({ kind: 'enterprise', where: enterprisesAsked(asked, filter) })
    return { name: ['enterprises', '生产经营单位'], language: lang, filter, rows }
  })
  answer('/exports/hazards.csv', ({ query }) => {
    const { lang, enterprise, ...filter } = parse(HazardsAsked, query)
    return { name: ['hazards', '隐患'], language: lang, filter, rows: hazardsOf(filter, enterprise) }
  })
  answer('/exports/indicators/:id.csv', ({ params, query }) => {
    const { success, data: id } = IndicatorId.safeParse(params.id)
    if (!success) throw problem('not-found')
    const { lang, part, side, ...filter } = parse(PartAsked, query)
    const name = [`${id}-${part.replace(/[^0-9a-z-]/g, '')}`, `${INDICATORS[id].name.zh}-${part}`] as const
    return { name, language: lang, filter, rows: (asked) => rowsOfPart(asked, filter, { id, part, side }) }
  })
}

const hazardsOf =
  (filter: Filter, enterprise: number | undefined) =>
  (asked: Asked): PartRows => {
    const own = enterprise === undefined ? sql`true` : sql`h.enterprise = ${enterprise}::integer`
    return { kind: 'hazard', order: 'found', where: sql`${hazardsAsked(asked, filter)} and ${own}` }
  }

function parse<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(query)
  if (success) return data
  const issues = error.issues.map(({ path, message }) => ({ at: ['query', ...path].join('.'), message }))
  throw new Problem('invalid-request', problem('invalid-request').message, issues)
}

/** The first rows are read before the answer begins, so that a refusal is still a problem and no broken sheet. */
async function send(db: Db, res: Response, { name: [ascii, zh], language, filter, rows }: Export): Promise<void> {
  const asked = await ask(db, filter)
  const { ground } = asked
  const sheet = sheetOf(ground, rows(asked))
  await db.run(sql`declare sheet no scroll cursor for ${sheet.statement}`)
  const first = await fetchRows(db)
  const day = new Date(ground.at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const file = encodeURIComponent(`${zh}-${day}.csv`)
  res.setHeader('content-type', 'text/csv; charset=utf-8')
  res.setHeader('content-disposition', `attachment; filename="${ascii}-${day}.csv"; filename*=UTF-8''${file}`)
  res.setTimeout(MOST_SILENCE_MS, () => res.destroy())
  await pipeline(Readable.from(linesOf(db, sheet, language, first)), res).catch(unlessLeft)
}

/** A reader that goes away in the middle is no failure of ours. */
function unlessLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
}

async function* linesOf(db: Db, sheet: Sheet, language: Language, first: readonly unknown[]) {
  yield BOM + sheet.heading(language)
  for (let rows = first; rows.length > 0; rows = await fetchRows(db))
    yield rows.map((row) => sheet.line(row, language)).join('')
}

const fetchRows = async (db: Db): Promise<readonly unknown[]> =>
  (await db.raw(sql`fetch 1000 from sheet`)).rows as unknown[]
