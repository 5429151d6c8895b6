import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import {
  BelongingsExport,
  type BookList,
  DISTRICT_LISTS,
  DistrictExport,
  ENTERPRISE_LISTS,
  EnterprisesExport,
  EXPORT_FORMATS,
  type ExportDatum,
  HazardsExport,
  HazardSourcesExport,
  IndicatorExport,
  SubstancesExport,
} from '#core/contract/exports.ts'
import type { Filter } from '#core/contract/filter.ts'
import { INDICATOR_IDS, INDICATORS } from '#core/contract/indicators.ts'
import { Problem } from '#core/contract/problem.ts'
import type { Actor } from '../../db/actor.ts'
import { type Db, inScope } from '../../db/db.ts'
import { record } from '../../db/record.ts'
import { sql } from '../../db/sql.ts'
import { type Asked, enterprisesAsked, hazardsAsked } from '../../filter/asked.ts'
import { type PartRows, rowsOfPart } from '../../filter/parts/partRows.ts'
import { hazardSourceWhere } from '../../filter/predicate.ts'
import { hasLeft, leftOf } from '../../http/download.ts'
import type { ActorOf, Kit } from '../../http/kit.ts'
import { originOf } from '../../http/origin.ts'
import { problem } from '../../http/problems.ts'
import { sheetLength } from '../../http/sheet.ts'
import { type Export, sendExport, sheetIn } from './send.ts'
import type { ExportedRows } from './sheets.ts'

/** Longest part of an address that the audit keeps. */
const MOST_PATH = 2000
const IndicatorId = z.enum(INDICATOR_IDS)

/** Rows of a part as the audit calls them. */
const TOPICS = {
  enterprise: 'enterprise',
  hazard: 'hazard',
  'hazard-source': 'hazard_source',
  place: 'place',
  tenant: 'tenant',
  inspection: 'inspection',
  sensor: 'sensor',
  alarm: 'alarm',
  fault: 'coverage_rule',
  street: 'patrol_piece',
  'coverage-task': 'coverage_task',
  substance: 'hazard_source_substance',
  'risk-points': 'risk_point',
  inspections: 'inspection',
  people: 'enterprise_person',
  grids: 'grid',
  departments: 'department',
  resources: 'resource',
  population: 'population_point',
} as const satisfies Record<ExportedRows['kind'], string>

/** What every export may say beside its filter. */
interface Manner {
  readonly lang: 'zh' | 'en'
  readonly datum: ExportDatum
  readonly bom: 'yes' | 'no'
}
type Wanted = Omit<Export, 'format' | 'address'>
type Titled = Pick<Wanted, 'name' | 'filter' | 'rows'> & { readonly zh: string; readonly en: string }

/** @param titled `zh` and `en`: what people call it */
const wanted = ({ lang, datum, bom }: Manner, { zh, en, ...rest }: Titled): Wanted => ({
  ...rest,
  shown: zh,
  title: { zh, en }[lang],
  language: lang,
  datum,
  bom: bom === 'yes',
})

const BOOK: Readonly<Record<BookList, { readonly zh: string; readonly en: string }>> = {
  'risk-points': { zh: '风险点', en: 'Risk points' },
  inspections: { zh: '检查记录', en: 'Inspections' },
  people: { zh: '企业人员', en: 'People of enterprises' },
  grids: { zh: '三级网格', en: 'Territories of the grid' },
  departments: { zh: '成员单位', en: 'Member units' },
  resources: { zh: '应急资源', en: 'Emergency resources' },
  population: { zh: '人口', en: 'Population' },
}

/** What one path answers: which rows, once it is known who asks. */
type ExportOf = (req: Request) => Wanted

/** The lists by their path; each is answered in every format. */
const LISTS: Readonly<Record<string, ExportOf>> = {
  '/exports/enterprises': ({ query }) => {
    const { lang, datum, bom, ...filter } = parse(EnterprisesExport, query)
    const rows = (asked: Asked): PartRows => ({ kind: 'enterprise', where: enterprisesAsked(asked, filter) })
    return wanted({ lang, datum, bom }, { name: 'enterprises', zh: '生产经营单位', en: 'Enterprises', filter, rows })
  },
  '/exports/hazards': ({ query }) => {
    const { lang, datum, bom, enterprise, ...filter } = parse(HazardsExport, query)
    const rows = hazardsOf(filter, enterprise)
    return wanted({ lang, datum, bom }, { name: 'hazards', zh: '隐患', en: 'Hazards', filter, rows })
  },
  '/exports/hazard-sources': ({ query }) => {
    const { lang, datum, bom, ...filter } = parse(HazardSourcesExport, query)
    const rows = ({ ground }: Asked): PartRows => ({
      kind: 'hazard-source',
      where: hazardSourceWhere(filter, ground.now),
    })
    return wanted(
      { lang, datum, bom },
      { name: 'hazard-sources', zh: '重大危险源', en: 'Major hazard sources', filter, rows },
    )
  },
  '/exports/substances': ({ query }) => {
    const { lang, datum, bom, ...filter } = parse(SubstancesExport, query)
    const rows = ({ ground }: Asked): ExportedRows => ({
      kind: 'substance',
      where: hazardSourceWhere(filter, ground.now),
    })
    const titled = { name: 'substances', zh: '重大危险源物质', en: 'Substances of major hazard sources' }
    return wanted({ lang, datum, bom }, { ...titled, filter, rows })
  },
  '/exports/indicators/:id': ({ params, query }) => {
    const { success, data: id } = IndicatorId.safeParse(params['id'])
    if (!success) throw problem('not-found')
    const { lang, datum, bom, part, side, ...filter } = parse(IndicatorExport, query)
    const { zh, en } = INDICATORS[id].name
    const rows = (asked: Asked) => rowsOfPart(asked, filter, { id, part, side })
    const name = `${id}-${part.replace(/[^0-9a-z-]/g, '')}`
    return wanted({ lang, datum, bom }, { name, zh: `${zh}-${part}`, en: `${en} ${part}`, filter, rows })
  },
  ...listsOf(ENTERPRISE_LISTS, (kind, query) => {
    const { lang, datum, bom, ...filter } = parse(BelongingsExport, query)
    const rows = (asked: Asked): ExportedRows => ({ kind, where: enterprisesAsked(asked, filter) })
    return wanted({ lang, datum, bom }, { ...BOOK[kind], name: kind, filter, rows })
  }),
  ...listsOf(DISTRICT_LISTS, (kind, query) => {
    const manner = parse(DistrictExport, query)
    return wanted(manner, { ...BOOK[kind], name: kind, filter: {}, rows: () => ({ kind, where: sql`true` }) })
  }),
}

/** One path for each of some lists that are answered alike. */
function listsOf<Kind extends BookList>(kinds: readonly Kind[], exportOf: (kind: Kind, query: unknown) => Wanted) {
  return Object.fromEntries(kinds.map((kind): [string, ExportOf] => [`/exports/${kind}`, ({ query }) => exportOf(kind, query)])) // prettier-ignore
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

/** `GET /exports/….<format>`: all rows of a list or of a figure's part as one file, with the filter and scope of the page. */
export function exportRoutes(router: Router, kit: Pick<Kit, 'pool' | 'readPool'>, actorOf: ActorOf): void {
  for (const [path, exportOf] of Object.entries(LISTS)) {
    for (const format of EXPORT_FORMATS) {
      router.get(`${path}.${format}`, async (req, res) => {
        const address = req.originalUrl.slice(0, MOST_PATH)
        const actor: Actor = { ...(await actorOf(req)), ...originOf(req) }
        await answer(kit, actor, { ...exportOf(req), format, address }, res)
      })
    }
  }
}

/** Counts, records and sends, one connection at a time: whoever held one and waited for another could wait for ever. */
async function answer(kit: Pick<Kit, 'pool' | 'readPool'>, actor: Actor, made: Export, res: Response): Promise<void> {
  const left = leftOf(res)
  const reading = <T>(work: (db: Db) => Promise<T>) => inScope(kit.readPool, actor, work, { snapshot: true })
  const act = await reading(async (db) => {
    const sheet = await sheetIn(db, actor, made)
    return { topic: TOPICS[sheet.kind], count: await sheetLength(db, sheet) }
  })
  const details = { path: made.address, format: made.format, datum: made.datum }
  await inScope(kit.pool, actor, (db) => record(db, { act: 'export', ...act, details }))
  try {
    await reading((db) => sendExport(db, res, { actor, made, left }))
  } catch (error) {
    if (!hasLeft(error)) throw error
  }
}
