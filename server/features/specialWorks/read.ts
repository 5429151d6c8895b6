import { z } from 'zod'
import { SpecialWork, type specialWorks } from '#core/contract/specialWorks.ts'
import type { Input, Output } from '#core/contract/route.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { workOverrun } from '../../filter/parts/specialWorks.ts'
import { pageOf, readKey } from '../../filter/rows/key.ts'
import { problem } from '../../http/problems.ts'

/** A work `w` of the enterprise `e` as it is read. */
const columns = sql`w.id, w.enterprise, e.name as "enterpriseName", w.hazard_source as source, s.name as "sourceName", w.kind, w.level, w.zone,
  (w.kind = 'hot' and w.level <> 'special' and w.state in ('working', 'paused') and app.hot_work_upgraded(app.now())) as upgraded,
  w.place, app.iso(w.from_at) as "fromAt", app.iso(w.until_at) as "untilAt", w.extended, w.responsible, w.guardian, w.state,
  app.iso(w.started_at) as "startedAt", app.iso(w.paused_at) as "pausedAt", app.iso(w.ended_at) as "endedAt",
  (${workOverrun(sql`app.now()`)} or w.state = 'filed' and w.until_at <= app.now()) as overrun,
  w.note, w.version, app.iso(w.made_at) as "madeAt", w.made_by as "madeBy",
  (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'at', app.iso(t.at), 'point', t.point, 'oxygen', t.oxygen, 'combustible', t.combustible,
      'toxic', t.toxic, 'passes', app.gas_passes(w.kind, t.oxygen, t.combustible, t.toxic), 'tester', t.tester, 'madeBy', t.made_by)
      order by t.at desc, t.id desc), '[]') from special_work_gas_test t where t.work = w.id) as tests,
  case when w.kind in ('hot', 'confined') then app.gas_is_fit(w.id, w.kind, app.now(), coalesce(w.paused_at, '-infinity')) end as "gasFit"`
const placed = sql`special_work w join enterprise e on e.id = w.enterprise left join hazard_source s on s.id = w.hazard_source`

const SHARES = {
  now: sql`w.state in ('working', 'paused')`,
  filed: sql`w.state = 'filed'`,
  over: sql`w.state in ('ended', 'cancelled')`,
} as const
const Head = z.object({
  at: z.string(),
  upgrading: z.boolean(),
  total: z.number().int(),
  now: z.number().int(),
  filed: z.number().int(),
  over: z.number().int(),
})
const Keyed = SpecialWork.extend({ key: z.string() })
const Key = z.tuple([z.iso.datetime(), z.number().int()])

/** Works of a share, the latest ticket first. */
export async function listWorks(
  db: Db,
  { after, limit, share, kind, source }: Input<typeof specialWorks.list>['query'],
): Promise<Output<typeof specialWorks.list>> {
  const ofSource = source === undefined ? sql`true` : sql`w.hazard_source = ${source}::integer`
  const ofKind = kind ? sql`w.kind = ${kind} and ${ofSource}` : ofSource
  const { at, upgrading, total, ...shares } = await db.one(
    Head,
    sql`select app.iso(app.now()) as at, app.hot_work_upgraded(app.now()) as upgrading,
      (count(*) filter (where ${SHARES[share]} and ${ofKind}))::int as total, (count(*) filter (where ${SHARES.now}))::int as now,
      (count(*) filter (where ${SHARES.filed}))::int as filed, (count(*) filter (where ${SHARES.over}))::int as over
    from special_work w`,
  )
  const from = after === undefined ? undefined : readKey(Key, after)
  const before = from ? sql`(w.from_at, w.id) < (${from[0]}::timestamptz, ${from[1]}::integer)` : sql`true`
  const rows = await db.many(
    Keyed,
    sql`select ${columns}, to_char(w.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key from ${placed}
      where ${SHARES[share]} and ${ofKind} and ${before} order by w.from_at desc, w.id desc limit ${limit + 1}::integer`,
  )
  const page = pageOf(rows, limit, (row) => [row.key, row.id])
  return { at, upgrading, total, shares, next: page.next, rows: page.rows.map(({ key: _, ...row }) => row) }
}

/** One work in scope. @throws Problem not-found */
export async function readWork(db: Db, id: number): Promise<SpecialWork> {
  const found = await db.maybe(SpecialWork, sql`select ${columns} from ${placed} where w.id = ${id}::integer`)
  if (!found) throw problem('not-found')
  return found
}
