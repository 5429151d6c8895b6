import { z } from 'zod'
import { type Filter, RISKS, SOURCE_LEVELS } from '#core/contract/filter.ts'
import { type Figure, type Figures, type IndicatorId, INDICATORS } from '#core/contract/indicators.ts'
import { monthsBack } from '#core/domain/calendar.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, type Asked, enterprisesAsked } from '../../filter/asked.ts'
import { fileComplete, fileDue } from '../../filter/file/sections.ts'
import { countFaults, isTold } from '../../filter/coverage/faults.ts'
import { reach } from '../../filter/ground.ts'
import { rowsOfPart } from '../../filter/parts/partRows.ts'
import { streetParts } from '../../filter/streets.ts'
import { sensorRows } from '../../filter/rows/sensorRows.ts'
import { placesAsked, tenantsAsked } from '../../filter/places.ts'
import { hazardSourceWhere } from '../../filter/predicate.ts'
import { countByRisk, enterpriseSums } from '../../filter/sums/enterpriseSums.ts'
import type { HazardSums, MonthSums } from '../../filter/sums/hazardFigures.ts'
import { sumHazards } from '../../filter/sums/hazardSums.ts'
import { dueCounts } from '../../filter/sums/dueSums.ts'
import { visitSums } from '../../filter/sums/visitSums.ts'
import { type AlarmIndicatorId, alarmParts } from './alarmFigures.ts'
import { type LoopIndicatorId, loopParts } from './loopFigures.ts'
import { type ShareId, shareParts } from './qualityFigures.ts'
import { landShare } from './shareOfLand.ts'
import { coverageMonths, dueParts, frequencyMonths, madeBy, madeParts, planParts, plansFar } from './visitFigures.ts'

type Part = Figure['parts'][number]

/** What figures of one question share, each read once and only where a figure wants it. */
interface Sources {
  readonly months: readonly string[]
  readonly hazards: () => Promise<HazardSums>
  readonly byRisk: () => Promise<ReadonlyMap<number, number>>
  readonly passed: () => Promise<number>
  readonly coverage: () => Promise<readonly Part[]>
  readonly files: () => Promise<readonly Part[]>
  readonly filesDue: () => Promise<number>
  readonly levels: () => Promise<readonly z.output<typeof ByLevel>[]>
  readonly places: () => Promise<number>
  readonly tenants: () => Promise<number>
  readonly alarms: (id: AlarmIndicatorId) => Promise<readonly Part[]>
  readonly quality: (id: ShareId) => Promise<readonly Part[]>
  readonly loop: (id: LoopIndicatorId) => Promise<readonly Part[]>
  readonly dues: (state: 'overdue' | 'due' | 'done') => Promise<readonly Part[]>
  readonly frequency: (id: 'frequency-kept' | 'frequency-left-out') => Promise<readonly Part[]>
  readonly faults: () => Promise<readonly Part[]>
  readonly streets: () => Promise<readonly Part[]>
  readonly tasks: (id: 'coverage-tasks-open' | 'coverage-tasks-late') => Promise<readonly Part[]>
  readonly made: () => ReturnType<typeof madeBy>
  readonly plans: () => ReturnType<typeof plansFar>
  /** A whole, counted by the predicate that opens it. */
  readonly part: (id: IndicatorId, from: Sql) => Promise<readonly Part[]>
  readonly rate: (id: IndicatorId, from: Sql) => Promise<readonly Part[]>
  readonly covered: () => Promise<readonly Part[]>
  readonly land: (id: 'territory-coverage' | 'people-coverage') => Promise<readonly Part[]>
}

const Counted = z.object({ n: z.number().int() })
const Complete = z.object({ n: z.number().int(), of: z.number().int() })
const ByLevel = z.object({ level: z.number().int(), n: z.number().int() })
const ByGrid = z.object({ part: z.string(), n: z.number().int(), of: z.number().int() })

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  return () => (kept ??= read())
}

/** What the figures of visits stand on. */
function visitSources(db: Db, asked: Asked, filter: Filter, months: readonly string[]) {
  const counts = once(() => dueCounts(db, asked, filter))
  return {
    dues: async (state: 'overdue' | 'due' | 'done') => dueParts(db, await counts(), state),
    frequency: (id: 'frequency-kept' | 'frequency-left-out') => frequencyMonths(db, asked, filter, { months, id }),
    covered: () => coverageMonths(db, asked, filter, months),
    made: once(() => madeBy(db, asked, filter)),
    plans: once(() => plansFar(db, asked, filter)),
  }
}

const sourcesOf = (db: Db, asked: Asked, filter: Filter, months: readonly string[]): Sources => ({
  ...visitSources(db, asked, filter, months),
  months,
  hazards: once(() => sumHazards(db, asked, filter, months)),
  byRisk: once(() => countByRisk(db, asked, filter)),
  passed: once(async () => {
    const sums = enterpriseSums(asked, filter, [], 'passed')
    return (await db.one(Counted, sql`select coalesce(sum(n), 0)::int as n from (${sums}) summed`)).n
  }),
  coverage: once(() => coverageOf(db, asked, filter)),
  files: once(() => filesOf(db, asked, filter)),
  filesDue: once(async () => {
    const due = sql`select count(*)::int as n from enterprise e where ${enterprisesAsked(asked, filter)} and ${fileDue(asked.ground.now)}`
    return (await db.one(Counted, due)).n
  }),
  levels: once(() =>
    db.many(
      ByLevel,
      sql`select s.level, count(*)::int as n from hazard_source s
        where ${hazardSourceWhere(filter, asked.ground.now)} and ${reach(asked.ground, 's')} group by s.level`,
    ),
  ),
  places: once(() => count(db, sql`place p where ${placesAsked(asked, filter)}`)),
  tenants: once(() => count(db, sql`tenant t join place p on p.id = t.place where ${tenantsAsked(filter)}`)),
  alarms: (id) => alarmParts(db, asked, filter, id),
  quality: (id) => shareParts(db, asked, filter, id),
  faults: once(() => faultParts(db, asked, filter)),
  streets: once(() => streetParts(db, filter, asked.ground.now)),
  land: (id) => landShare(db, asked, filter, id),
  tasks: async (id) => {
    const { where } = rowsOfPart(asked, filter, { id, part: 'all', side: 'n' })
    return (await isTold(db)) ? whole(await count(db, sql`coverage_task k where ${where}`)) : []
  },
  loop: (id) => loopParts(db, asked, filter, { id, months }),
  rate: async (id, from) => {
    const rows = (side: 'n' | 'of') =>
      count(db, sql`${from} where ${rowsOfPart(asked, filter, { id, part: 'all', side }).where}`)
    return [{ part: 'all', n: await rows('n'), of: await rows('of') }]
  },
  part: async (id, from) =>
    whole(await count(db, sql`${from} where ${rowsOfPart(asked, filter, { id, part: 'all', side: 'n' }).where}`)),
})

const count = async (db: Db, from: Sql) => (await db.one(Counted, sql`select count(*)::int as n from ${from}`)).n

/** Each level-3 grid in scope, and `all` of them together; a grid without enterprises has 0 of 0. */
async function coverageOf(db: Db, asked: Asked, filter: Filter): Promise<Part[]> {
  const grids = await db.many(
    ByGrid,
    sql`with due as (
        select grid, sum(n)::int as of from (${enterpriseSums(asked, filter, ['grid', 'class'], 'active')}) summed
        where grid <> 0 and class <> '' group by grid),
      done as (select grid, sum(n)::int as n from (${visitSums(asked, filter)}) summed group by grid)
      select g.id::text as part, coalesce(done.n, 0) as n, coalesce(due.of, 0) as of
      from grid g left join due on due.grid = g.id left join done on done.grid = g.id where g.level = 3 order by g.code`,
  )
  const sum = (side: 'n' | 'of') => grids.reduce((total, grid) => total + grid[side], 0)
  return [{ part: 'all', n: sum('n'), of: sum('of') }, ...grids]
}

/** Complete files over all: each is judged by the entries of its sections, which no sum keeps. */
async function filesOf(db: Db, asked: Asked, filter: Filter): Promise<Part[]> {
  const counted = sql`select count(*)::int as of, (count(*) filter (where ${fileComplete(asked.ground.now)}))::int as n
    from enterprise e where ${enterprisesAsked(asked, filter)}`
  return [{ part: 'all', ...(await db.one(Complete, counted)) }]
}

/** All together, and each kind; nothing at all for those whom the proof is not told. */
async function faultParts(db: Db, asked: Asked, filter: Filter): Promise<Part[]> {
  if (!(await isTold(db))) return []
  const kinds = Object.entries(await countFaults(db, asked, filter))
  return [...whole(kinds.reduce((sum, [, n]) => sum + n, 0)), ...kinds.map(([part, n]) => ({ part, n, of: null }))]
}

const whole = (n: number): Part[] => [{ part: 'all', n, of: null }]
const monthly =
  (n: (month: MonthSums) => number, of?: (month: MonthSums) => number) =>
  async ({ months, hazards }: Sources): Promise<Part[]> =>
    (await hazards()).months.map((month, at) => ({ part: months[at] ?? '', n: n(month), of: of ? of(month) : null }))

const SOURCES = sql`hazard_source s`
const ofLoop =
  (id: LoopIndicatorId) =>
  ({ loop }: Sources) =>
    loop(id)

/** How the parts of each figure are counted. */
const COUNTS: { readonly [Id in IndicatorId]: (sources: Sources) => Promise<readonly Part[]> } = {
  enterprises: async ({ byRisk }) => whole([...(await byRisk()).values()].reduce((sum, n) => sum + n, 0)),
  'risk-distribution': async ({ byRisk }) => {
    const found = await byRisk()
    return RISKS.map((risk) => ({ part: String(risk), n: found.get(risk) ?? 0, of: null }))
  },
  'hazard-source-levels': async ({ levels }) => {
    const found = new Map((await levels()).map(({ level, n }) => [level, n]))
    const parts = SOURCE_LEVELS.map((level) => ({ part: String(level), n: found.get(level) ?? 0, of: null }))
    return [...whole(parts.reduce((sum, { n }) => sum + n, 0)), ...parts]
  },
  'hazards-new': monthly(({ found }) => found),
  'hazards-closed': monthly(({ closed }) => closed),
  'hazards-overdue': monthly(({ overdue }) => overdue),
  'hazards-on-time': monthly(
    ({ onTime }) => onTime,
    ({ due }) => due,
  ),
  'hazards-open': async ({ hazards }) => whole((await hazards()).open),
  'hazards-overdue-now': async ({ hazards }) => whole((await hazards()).overdueNow),
  'hazards-due-soon': async ({ hazards }) => whole((await hazards()).dueSoon),
  'grid-coverage': ({ coverage }) => coverage(),
  'standardization-passed': async ({ passed }) => whole(await passed()),
  'file-completeness': ({ files }) => files(),
  places: async ({ places }) => whole(await places()),
  'tenants-without-file': async ({ tenants }) => whole(await tenants()),
  'file-due': async ({ filesDue }) => whole(await filesDue()),
  'hazards-settled': monthly(
    ({ closed }) => closed,
    ({ closed, overdue }) => closed + overdue,
  ),
  'clock-dispatch': ofLoop('clock-dispatch'),
  'clock-submit': ofLoop('clock-submit'),
  'clock-close': ofLoop('clock-close'),
  'review-waiting': ofLoop('review-waiting'),
  'hazards-rectified': ofLoop('hazards-rectified'),
  'hazards-review-late': ofLoop('hazards-review-late'),
  'hazards-repeat': ofLoop('hazards-repeat'),
  'hazards-rebound': ofLoop('hazards-rebound'),
  'hazards-state': ofLoop('hazards-state'),
  'hazards-overdue-major': ({ part }) => part('hazards-overdue-major', sql`hazard h`),
  'visits-overdue': ({ dues }) => dues('overdue'),
  'visits-due': ({ dues }) => dues('due'),
  'visits-done': ({ dues }) => dues('done'),
  'frequency-kept': ({ frequency }) => frequency('frequency-kept'),
  'frequency-left-out': ({ frequency }) => frequency('frequency-left-out'),
  'visits-made': async ({ made }) => madeParts(await made(), 'visits-made'),
  'visits-made-at': async ({ made }) => madeParts(await made(), 'visits-made-at'),
  'visits-found': async ({ made }) => madeParts(await made(), 'visits-found'),
  'plan-visited': async ({ plans }) => planParts(await plans(), 'plan-visited'),
  'plan-late': async ({ plans }) => planParts(await plans(), 'plan-late'),
  'plan-overdue': async ({ plans }) => planParts(await plans(), 'plan-overdue'),
  'visits-unattended': ({ rate }) => rate('visits-unattended', sql`inspection v`),
  'responsible-missing': ({ part }) => part('responsible-missing', SOURCES),
  'responsible-checks-late': ({ part }) => part('responsible-checks-late', SOURCES),
  'pledges-missing': ({ part }) => part('pledges-missing', sql`enterprise e`),
  'works-now': ({ part }) => part('works-now', sql`enterprise e`),
  'works-overrun': ({ part }) => part('works-overrun', sql`enterprise e`),
  'class-a-leaderless': ({ part }) => part('class-a-leaderless', sql`enterprise e`),
  'assigned-visits-late': ({ part }) => part('assigned-visits-late', sql`enterprise e`),
  'sensors-online': ({ rate }) => rate('sensors-online', sensorRows),
  'sensors-silent': ({ part }) => part('sensors-silent', sensorRows),
  'online-today': ({ quality }) => quality('online-today'),
  'online-month': ({ quality }) => quality('online-month'),
  'readings-received': ({ quality }) => quality('readings-received'),
  'readings-late': ({ quality }) => quality('readings-late'),
  'readings-refused': ({ quality }) => quality('readings-refused'),
  'sensors-stuck': ({ part }) => part('sensors-stuck', sensorRows),
  'clocks-skewed': ({ part }) => part('clocks-skewed', sql`enterprise e`),
  'alarms-standing': ({ alarms }) => alarms('alarms-standing'),
  'alarms-unacknowledged': ({ alarms }) => alarms('alarms-unacknowledged'),
  'alarms-raised': ({ alarms }) => alarms('alarms-raised'),
  'alarms-kind': ({ alarms }) => alarms('alarms-kind'),
  'alarms-cause': ({ alarms }) => alarms('alarms-cause'),
  'alarms-chattering': ({ alarms }) => alarms('alarms-chattering'),
  'alarms-false': ({ alarms }) => alarms('alarms-false'),
  'alarms-answered': ({ alarms }) => alarms('alarms-answered'),
  'coverage-faults': ({ faults }) => faults(),
  'streets-unwalked': ({ streets }) => streets(),
  'visit-coverage': ({ covered }) => covered(),
  'enterprise-coverage': ({ rate }) => rate('enterprise-coverage', sql`enterprise e`),
  'territory-coverage': ({ land }) => land('territory-coverage'),
  'people-coverage': ({ land }) => land('people-coverage'),
  'coverage-tasks-open': ({ tasks }) => tasks('coverage-tasks-open'),
  'coverage-tasks-late': ({ tasks }) => tasks('coverage-tasks-late'),
  'visits-overdue-a': ({ part }) => part('visits-overdue-a', sql`enterprise e`),
}

/** What is asked of one figure: consecutive months, none after the running one, and the filter. */
interface FigureAsked {
  readonly id: IndicatorId
  readonly months: readonly string[]
  readonly filter: Filter
}

/** The parts of one figure. */
export const partsOf = (db: Db, asked: Asked, { id, months, filter }: FigureAsked): Promise<readonly Part[]> =>
  COUNTS[id](sourcesOf(db, asked, filter, months))

/** Figures of scope and filter; what several of them stand on is read once. */
export async function readFigures(
  db: Db,
  { ids, months, ...filter }: Filter & { readonly ids: readonly IndicatorId[]; readonly months: number },
): Promise<Figures> {
  const asked = await ask(db, filter)
  const sources = sourcesOf(db, asked, filter, monthsBack(asked.ground.at, months))
  const figures: Figure[] = []
  for (const id of new Set(ids))
    figures.push({ id, version: INDICATORS[id].version, parts: [...(await COUNTS[id](sources))] })
  return { at: asked.ground.at.toISOString(), versions: asked.ground.versions, figures }
}
