import type { FreshDatabase } from '../database.ts'

/** Rows by which a scope is easily got wrong: without department, without position, in no grid, with two sources of one level. */
export async function hardRows({ owner }: Pick<FreshDatabase, 'owner'>): Promise<void> {
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
}

/** Hazards that came back, that were sent back and submitted anew, that were recorded closed, and whose clocks run the wrong way. */
async function loopRows(owner: FreshDatabase['owner']): Promise<void> {
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
