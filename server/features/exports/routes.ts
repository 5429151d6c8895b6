import type { Request, Router } from 'express'
import { z } from 'zod'
import { type Filter, filterFields } from '#core/contract/filter.ts'
import { INDICATOR_IDS, INDICATORS } from '#core/contract/indicators.ts'
import { Problem } from '#core/contract/problem.ts'
import { IdText, lineText } from '#core/contract/route.ts'
import type { Actor } from '../../db/actor.ts'
import { type Db, inScope } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { ask, type Asked, enterprisesAsked, hazardsAsked } from '../../filter/asked.ts'
import { type PartRows, rowsOfPart } from '../../filter/parts/partRows.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { type Sheet, sendSheet, sheetLength } from '../../http/sheet.ts'
import type { Language } from './words.ts'
import { sheetOf } from './sheets.ts'

/** Longest part of an address that the audit keeps. */
const MOST_PATH = 2000

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

/** Rows of a part as the audit calls them. */
const TOPICS = {
  enterprise: 'enterprise',
  hazard: 'hazard',
  'hazard-source': 'hazard_source',
} as const satisfies Record<PartRows['kind'], string>

/** `GET /exports/….csv`: all rows of a list or of a figure's part as one sheet, with the filter and scope of the page. */
export function exportRoutes(router: Router, kit: Pick<Kit, 'pool' | 'readPool'>, actorOf: ActorOf): void {
  const answer = (path: string, exportOf: (req: Request) => Export) =>
    router.get(path, async (req, res) => {
      const wanted = exportOf(req)
      const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
      const reading = <T>(work: (db: Db, sheet: Awaited<ReturnType<typeof sheetIn>>) => Promise<T>) =>
        inScope(kit.readPool, actor, async (db) => work(db, await sheetIn(db, wanted)), { snapshot: true })
      // one connection at a time: whoever held one and waited for another could wait for ever
      const act = await reading(async (db, sheet) => ({
        topic: TOPICS[sheet.kind],
        count: await sheetLength(db, sheet),
      }))
      const details = { path: req.originalUrl.slice(0, MOST_PATH) }
      await inScope(kit.pool, actor, (db) => record(db, { act: 'export', ...act, details }))
      await reading((db, sheet) => sendSheet(db, res, sheet))
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

async function sheetIn(db: Db, { name, language, filter, rows }: Export): Promise<Sheet & Pick<PartRows, 'kind'>> {
  const asked = await ask(db, filter)
  const part = rows(asked)
  const { statement, heading, line } = sheetOf(asked.ground, part)
  const { at } = asked.ground
  return { name, at, statement, kind: part.kind, heading: heading(language), line: (row) => line(row, language) }
}
