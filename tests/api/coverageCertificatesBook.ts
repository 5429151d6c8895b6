/** What certificates of coverage are tried on: a district that is whole, who signs for it, and the hash by another hand. */
import { createHash } from 'node:crypto'
import type { CoverageCertificate } from '#core/contract/coverage.ts'
import type { Actor } from '../../server/db/actor.ts'

export const NOW = new Date('2026-06-15T02:00:00Z')
export const DAY = 86_400_000
export const LEADER: Actor = { role: 'government', post: 'leader', person: '林青山', grids: [] }

/** A district of two grids that is whole: everything has whom it needs, and everybody was visited. */
export const WHOLE = `
  insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326)));
  insert into department (code, name, person, phone, industries)
    values ('U1', '应急管理局', '钱科长', '0535-1234505', '{C}'), ('U2', '住建局', '孙科长', '0535-1234506', '{E,C27}');
  insert into grid (level, code, name, person, phone) values (1, '1', '样板区', '王主任', '0535-1234501');
  insert into grid (level, code, name, person, phone, parent, department) values (2, '2', '应急管理局', '钱科长', '0535-1234505', 1, 1);
  insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '31', '西网格', '赵网格', '0535-1234502', 1, st_multi(st_makeenvelope(121, 37, 121.01, 37.01, 4326))),
    (3, '32', '东网格', '周网格', '0535-1234503', 1, st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)));
  insert into place (kind, name, person, phone, geom) values ('tower', '样板楼', '楼长', '0535-1234504', st_makeenvelope(121.001, 37.001, 121.002, 37.002, 4326));
  insert into enterprise (scheme, identifier, name, industry, class_computed, class_rule, geom, place) values
    ('demo', 'E1', '样板化工', 'C2611', 'A', 'CL-1', st_setsrid(st_makepoint(121.005, 37.005), 4326), null),
    ('demo', 'E2', '样板建筑', 'E47', 'C', 'CL-1', st_setsrid(st_makepoint(121.015, 37.005), 4326), null),
    ('demo', 'E3', '样板办公', 'C27', null, null, st_setsrid(st_makepoint(121.0015, 37.0015), 4326), 1);
  insert into inspection (enterprise, kind, inspector, inspected_at, findings)
    select id, 'patrol', '赵网格', app.now() - interval '3 days', 0 from enterprise where class is not null;
  insert into hazard_source (enterprise, name, unit_kind, geom, alpha, provisional, sum_ratio, sum_weighted, r, principal, technician, operator)
    values (1, '罐区', 'storage', st_setsrid(st_makepoint(121.005, 37.005), 4326), 1, false, 20, 20, 20, '甲一', '乙二', '丙三')`
/** The one enterprise of class A has a leader, who holds the post. */
export const LED = `insert into account (user_name, name, state) values ('lin', '林青山', 'active');
  insert into post (account, kind) select id, 'leader' from account;
  insert into assignment (request, enterprise, account, person, from_on) select gen_random_uuid(), 1, id, '—', app.today() from account`

/** The text of docs/coverage.md, put together from what the certificate says of itself. */
export function hashOf({ day, data, rules }: CoverageCertificate) {
  const lines = [
    'anjian coverage 1',
    'district 370611',
    `day ${day}`,
    ...Object.keys(data)
      .sort()
      .map((layer) => `data ${layer} ${data[layer]}`),
    ...rules.map(({ kind, version, limit, looked }) => `rule ${kind} ${version} ${limit ?? '-'} ${looked}`),
  ]
  return createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')
}
