/** A book of hazards with their whole logs, made in the database by set-based SQL: the same rows each time. */
import type pg from 'pg'
import { type BookSize, fillBook, share, withoutIndexes } from './book.ts'

/** Acts and states of a log: a quarter fixed on the spot, most rectified at once, some sent back once. */
const PATHS: Readonly<Record<'spot' | 'plain' | 'back', readonly (readonly [act: string, state: string])[]>> = {
  spot: [['report', 'reported'], ['verify', 'verified'], ['fix-on-spot', 'pending-review'], ['pass', 'closed']],
  plain: [['report', 'reported'], ['verify', 'verified'], ['dispatch', 'dispatched'], ['accept', 'rectifying'],
    ['submit', 'pending-review'], ['pass', 'closed']],
  back: [['report', 'reported'], ['verify', 'verified'], ['dispatch', 'dispatched'], ['accept', 'rectifying'],
    ['submit', 'pending-review'], ['reject', 'rejected'], ['submit', 'pending-review'], ['pass', 'closed']],
} // prettier-ignore
const DAYS = 790
const OPEN_DAYS = 45

const steps = Object.entries(PATHS)
  .flatMap(
    ([path, acts]) =>
    acts.map(([act, state], at) => `('${path}', ${at + 1}, '${act}', ${at === 0 ? 'null' : `'${acts[at - 1]![1]}'`}, '${state}')`), // prettier-ignore
  )
  .join(', ')

/** One row for each hazard: how far along which path it is, and hours between its steps; one in ten is given another due time on the way. One in fifty is open, at any step of it. */
const plan = (n: number, size: number) => `
  create unlogged table bench_plan as
  select i as id, e.id as enterprise, path, whole, case when i % 50 = 0 then 1 + floor(${share('i', 13)} * (whole - 1))::int else whole end as events,
    app.now() - interval '2 hours' - case when i % 50 = 0 then ${OPEN_DAYS} else ${DAYS} end * ${share('i', 10)} * interval '1 day' as found,
    (array['fire', 'electrical', 'chemical', 'equipment', 'site', 'management'])[1 + i % 6] as kind, i % 40 = 0 as major, 5 + i % 40 as days,
    i % 7 = 3 and path <> 'spot' and i % 50 <> 0 as moved -- dispatched to another day than it was reported to be due
  from (select i, 1 + (hashint8extended(i, 9) & 2147483647) % ${size} as enterprise,
      case when i % 10 < 3 and i % 40 <> 0 then 'spot' when i % 10 < 9 then 'plain' else 'back' end as path,
      case when i % 10 < 3 and i % 40 <> 0 then 4 when i % 10 < 9 then 6 else 8 end as whole
    from generate_series(1, ${n}) i) h join enterprise e on e.id = h.enterprise`

/** All that is between finding and the last step takes a share of what is left until now, and 30 days at most. */
const EVENTS = `
  with step (path, n, act, from_state, to_state) as (values ${steps})
  insert into hazard_event (hazard, n, act, from_state, to_state, at, request, post, department, account, person, note, kind, major, clause, due_at,
    responsible_unit, responsible_person, measures, funds, emergency_plan, stopped)
  select p.id, s.n, s.act, s.from_state, s.to_state,
    p.found + (s.n - 1.0) / p.whole * least(interval '30 days', (app.now() - p.found)) * (0.5 + ${share('p.id', 14)} / 2),
    null, 'grid-chief', null, case when s.act = 'submit' then 1000 else 2000 end + p.id % 500, '测速', case when s.act in ('fix-on-spot', 'submit', 'reject') then '已处理' end,
    case when s.act = 'verify' then p.kind end, case s.act when 'report' then p.major when 'verify' then p.major end,
    case when s.act = 'verify' and p.major then '第一条' end, case when s.act in ('report', 'dispatch') then p.found + (p.days - case when s.act = 'report' and p.moved then 4 else 0 end) * interval '1 day' end,
    d.unit, d.person, d.measures, case when p.major then 1000 end * d.one, case when p.major then d.plan end, d.stopped
  from bench_plan p join step s on s.path = p.path and s.n <= p.events
    left join (values ('dispatch', '某厂', '张三', '立即整改', '按预案', false, 1)) d (act, unit, person, measures, plan, stopped, one) on d.act = s.act`

/** Hazards as their logs have them, by the simplest of aggregates and not by the function that the product folds logs with. */
const HAZARDS = `
  insert into hazard (id, enterprise, grid, department, class, risk, industry, cell, source, state, description, found_at, due_at, closed_at,
    major, kind, events, dispatched_at, submitted_at)
  select p.id, e.id, e.grid, e.lead_department, e.class, e.risk, e.industry, e.cell, 'patrol', last.to_state, '隐患', p.found,
    p.found + p.days * interval '1 day', case when last.to_state = 'closed' then last.at end, p.major, case when p.events > 1 then p.kind end, p.events,
    log.dispatched, log.submitted
  from bench_plan p join enterprise e on e.id = p.enterprise
    join hazard_event last on last.hazard = p.id and last.n = p.events
    join (select hazard, max(at) filter (where act = 'dispatch') as dispatched, max(at) filter (where act in ('submit', 'fix-on-spot')) as submitted
      from hazard_event group by hazard) log on log.hazard = p.id`

/** A thousand hazards of the book that the product's own fold of the log finds otherwise than they stand. */
const DIFFERING = `
  select count(*)::int as n from app.hazards_folded(array(select id from hazard where id % 997 = 0 limit 1000)) f join hazard h on h.id = f.hazard
  where (h.state, h.events, h.major, h.kind, h.due_at, h.closed_at, h.dispatched_at, h.submitted_at)
    is distinct from (f.state, f.events, f.major, f.kind, f.due_at, f.closed_at, f.dispatched_at, f.submitted_at)`

/** Fills a migrated, empty database as its superuser. @throws where the product folds a log to another hazard */
export async function fillLoopBook(client: pg.ClientBase, size: BookSize): Promise<void> {
  await fillBook(client, { ...size, hazards: 0 })
  await client.query('set session_replication_role = replica')
  await client.query(plan(size.hazards, size.enterprises))
  await withoutIndexes(client, 'hazard_event', EVENTS)
  await client.query('analyze hazard_event')
  await withoutIndexes(client, 'hazard', `${HAZARDS}; select app.mark_all_repeats()`)
  await client.query('drop table bench_plan')
  await client.query(`analyze hazard; select app.rebuild_rollups(); set session_replication_role = origin`)
  await client.query('vacuum analyze')
  const { rows } = await client.query<{ n: number }>(DIFFERING)
  if (rows[0]!.n !== 0) throw new Error(`${rows[0]!.n} hazards of the book are not what their logs say`)
}
