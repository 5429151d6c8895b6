import type pg from 'pg'

/** Rows by which a scope is easily got wrong: without department, without position, in no grid, with two sources of one level. */
export async function hardRows(owner: pg.Pool): Promise<void> {
  await owner.query(
    `insert into enterprise (scheme, identifier, name, initials, geom, class_computed, class_rule) values
      ('demo', 'X-1', '无主样板（演示）', 'wzyb', st_setsrid(st_makepoint(121.5, 37.42), 4326), 'A', 'CL-1'),
      ('demo', 'X-2', '无位置样板（演示）', 'wwzyb', null, 'B', 'CL-1'),
      ('demo', 'X-3', '盲区样板（演示）', 'mqyb', st_setsrid(st_makepoint(121.9, 37.9), 4326), null, null)`,
  )
  await owner.query(
    `insert into hazard (enterprise, source, description, found_at, due_at)
     select id, 'self', '样板', app.now() - interval '40 days', app.now() - interval '1 day' from enterprise where scheme = 'demo'`,
  )
  // enterprises with two sources of one level, who count once in its facet
  await owner.query(
    `insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
     select enterprise, name || '（二）', unit_kind, geom, alpha, sum_ratio, sum_weighted, r
     from hazard_source where level is not null order by id limit 5`,
  )
  await loopRows(owner)
  await visitRows(owner)
}

/**
 * Files that are older than the book, whose class or status changed in the middle of windows, at their very edge, and twice in one moment;
 * plans, one of them over, and their visits.
 */
async function visitRows(owner: pg.Pool): Promise<void> {
  const at = (months: number, beside: string) => `(date_trunc('month', now() at time zone 'Asia/Shanghai') - interval '${months} months' + interval '${beside}') at time zone 'Asia/Shanghai'` // prettier-ignore
  const past = (moment: string) => `set local role anjian_clock; delete from app.clock; insert into app.clock (fixed_at) values (${moment}); reset role;`
  const override = (name: string, which: string) => `update enterprise set class_override = '${name}', class_override_reason = '样板改定的理由', class_override_by = '样板',
    class_override_at = app.now(), class_override_until = app.day_of(app.now() + interval '300 days') where ${which};`
  const lift = (which: string) => `update enterprise set class_override = null, class_override_reason = null, class_override_until = null,
    class_override_by = null, class_override_at = null where ${which};`
  const active = `status = 'active' and class is not null`
  await owner.query(`begin;
    update enterprise set opened_at = ${at(13, '0')} where id % 3 <> 1;
    update enterprise set opened_at = ${at(5, '3 days')} where id % 7 = 3;
    ${past(at(8, '11 days'))} ${override('A', `${active} and id % 5 = 0`)} update enterprise set status = 'suspended' where ${active} and id % 11 = 0;
    ${past(at(6, '0'))} ${override('B', `${active} and id % 5 = 2`)} update enterprise set status = 'active' where id % 11 = 0;
    ${past(at(3, '9 days'))} ${lift('id % 10 = 0')} ${override('A', `${active} and id % 13 = 4`)}
    ${past(at(2, '4 days'))} update enterprise set status = 'suspended' where ${active} and id % 4 = 1; update enterprise set status = 'active' where id % 4 = 1;
    ${past(at(1, '20 days'))} ${override('C', `${active} and id % 17 = 6`)} update enterprise set status = 'closed' where id % 19 = 5;
    set local role anjian_clock; delete from app.clock; reset role;
    commit;`)
  // made here: nobody checked in, just near enough, just too far, and where no distance is known
  await owner.query(`insert into inspection (enterprise, kind, inspector, inspected_at, findings, request, digest, device_at, received_at, state, checked_in_at,
      check_in_received_at, checked_in_point, accuracy_m, distance_m)
    select e.id, case when e.id % 5 = 0 then 'self' else 'patrol' end, '到场', t.at, 0, gen_random_uuid(), repeat('a', 64), t.at, t.at,
      case when e.id % 11 = 3 then 'open' else 'finished' end, c.at, c.at, case when c.at is not null then st_setsrid(st_makepoint(121, 37), 4326) end,
      case when c.at is not null then 9 end, case e.id % 4 when 1 then 1000 when 2 then 1000.5 end
    from enterprise e cross join lateral (select date_trunc('milliseconds', app.now()) - (e.id % 40) * interval '1 day' - interval '1 hour' as at) t
      cross join lateral (select case when e.id % 4 > 0 then t.at end as at) c
    where e.id % 6 = 1 and e.status = 'active'`)
  await owner.query(`insert into inspection_plan (request, kind, name, from_on, until_on) values
      (gen_random_uuid(), 'campaign', '百日行动（演示）', app.day_of(app.now()) - 80, app.day_of(app.now()) - 20),
      (gen_random_uuid(), 'leader', '带队（演示）', app.day_of(app.now()) - 10, app.day_of(app.now()) + 20)`)
  await owner.query(`insert into inspection_target (plan, enterprise, due_on, side)
    select p.id, e.id, p.until_on, 'grid' from inspection_plan p join enterprise e on e.id % 3 = p.id % 3 where e.status = 'active'`)
} // prettier-ignore

/** Hazards that came back, that were sent back and submitted anew, that were recorded closed, and whose clocks run the wrong way. */
async function loopRows(owner: pg.Pool): Promise<void> {
  const event = (picked: string, act: string, to: string, beside = '') =>
    owner.query(
      `insert into hazard_event (hazard, n, act, from_state, to_state, at, request, person, note, due_at)
       select h.id, h.events + 1, '${act}', h.state, '${to}', greatest(${beside || 'app.now()'}, (select max(e.at) from hazard_event e where e.hazard = h.id)),
         gen_random_uuid(), '样板', '样板', ${act === 'rebound' ? "h.closed_at + interval '20 days'" : 'null'}
       from (${picked}) h`,
    )
  const some = (state: string, count: number, order = 'changed_at desc, id') =>
    `select * from hazard where state = '${state}' and enterprise in (select id from enterprise) order by ${order} limit ${count}`
  await event(some('closed', 9, 'closed_at desc, id'), 'rebound', 'closed', "h.closed_at + interval '3 hours'")
  await event(some('closed', 2, 'closed_at, id'), 'rebound', 'closed', "h.closed_at + interval '3 hours'")
  await event(
    some('pending-review', 6, 'id'),
    'reject',
    'rejected',
    "date_trunc('milliseconds', app.now()) - interval '5 hours'",
  )
  await event(
    some('rejected', 4, 'id desc'),
    'submit',
    'pending-review',
    "date_trunc('milliseconds', app.now()) - interval '90 minutes'",
  )
  // an import that closes one beside the loop, before it was ever submitted and before it was submitted last
  await owner.query(
    `update hazard set state = 'closed', closed_at = greatest(found_at, date_trunc('milliseconds', app.now()) - interval '2 hours') where id in (
       (select id from hazard where state = 'rectifying' order by id limit 3) union all
       (select id from hazard where state = 'pending-review' order by submitted_at desc nulls last limit 3))`,
  )
}
