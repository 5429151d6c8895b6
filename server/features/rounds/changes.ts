import { z } from 'zod'
import { Instant, type Input, type Output } from '#core/contract/route.ts'
import { RoundChange, type rounds } from '#core/contract/rounds.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import { ask, enterprisesAsked } from '../../filter/asked.ts'
import { cycleMonths, latestVisit, VISIT_STATES, visitable } from '../../filter/parts/visits.ts'
import { problem } from '../../http/problems.ts'

const MOST = 200
const Since = z.object({ since: Instant })

/** What is recorded of the enterprises `e`, and cycles that ended, between two moments: kind, at, enterprise, name, before, after, key. */
const happened = (since: Sql, now: Sql): Sql => {
  const within = (at: Sql) => sql`${at} >= ${since} and ${at} <= ${now}`
  const standing = (kind: string, before: Sql, after: Sql) =>
    sql`select ${kind}::text, s.at, e.id, e.name, ${before}::text, ${after}::text, s.id::bigint from enterprise_standing s join asked e on e.id = s.enterprise
      where ${within(sql`s.at`)} and ${before} is distinct from ${after}`
  const turned = sql`app.cycle_end(${latestVisit(now)}, ${cycleMonths})`
  return join(
    [
      sql`select 'opened'::text as kind, e.opened_at as at, e.id as enterprise, e.name, null::text as before, e.class as after, e.id::bigint as key
        from asked e where ${within(sql`e.opened_at`)}`,
      standing('class', sql`s.class_before`, sql`s.class_after`),
      standing('status', sql`s.status_before`, sql`s.status_after`),
      sql`select 'hazard-found', h.found_at, e.id, e.name, null, h.description, h.id::bigint from hazard h join asked e on e.id = h.enterprise
        where h.state <> 'voided' and ${within(sql`h.found_at`)}`,
      sql`select 'hazard-closed', h.closed_at, e.id, e.name, null, h.description, h.id::bigint from hazard h join asked e on e.id = h.enterprise
        where h.state <> 'voided' and ${within(sql`h.closed_at`)}`,
      sql`select 'visited', v.inspected_at, e.id, e.name, null, v.kind, v.id::bigint from inspection v join asked e on e.id = v.enterprise
        where v.kind <> 'self' and v.state = 'finished' and ${within(sql`v.inspected_at`)}`,
      sql`select 'turned-overdue', ${turned}, e.id, e.name, null, e.class, e.id::bigint from asked e
        where ${visitable} and ${VISIT_STATES.overdue(now)} and ${within(turned)}`,
    ],
    sql` union all `,
  )
}

/** What happened to the enterprises of a grid since the beginning of yesterday, the latest first. @throws Problem not-found */
export async function readChanges(
  db: Db,
  { grid }: Input<typeof rounds.changes>['query'],
): Promise<Output<typeof rounds.changes>> {
  const asked = await ask(db, { grid: [grid] })
  const { now, at } = asked.ground
  const seen = await db.run(sql`select from grid g where g.level = 3 and g.id = ${grid}::integer`)
  if (seen === 0) throw problem('not-found')
  const { since } = await db.one(
    Since,
    sql`select (app.day_of(${now}) - 1)::timestamp at time zone 'Asia/Shanghai' as since`,
  )
  const rows = await db.many(
    RoundChange,
    sql`with asked as (select e.id, e.name, e.class, e.status, e.visited_at, e.opened_at from enterprise e where ${enterprisesAsked(asked, { grid: [grid] })})
      select kind, at, enterprise, name, before, after from (${happened(sql`${since}::timestamptz`, now)}) h
      order by at desc, kind collate "C", key desc limit ${MOST + 1}::integer`,
  )
  return { at: at.toISOString(), since, changes: rows.slice(0, MOST), more: rows.length > MOST }
}
