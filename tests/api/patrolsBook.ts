/** What patrol tracks are tried on: two grids side by side, two roads through both and one beyond, and whoever walks. Positions in degrees. */
export const NOW = new Date('2026-06-15T02:00:00Z')
export const DAY = 86_400_000
export const minutesBack = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString()

export const BOOK = `
  insert into district (code, name, geom) values ('370611', '样板区', st_multi(st_makeenvelope(121, 37, 121.02, 37.01, 4326)));
  insert into grid (level, code, name, person, phone) values (1, '1', '样板区', '王主任', '0535-1234501');
  insert into grid (level, code, name, person, phone, parent, geom) values
    (3, '31', '西网格', '赵网格', '0535-1234502', 1, st_multi(st_makeenvelope(121, 37, 121.01, 37.01, 4326))),
    (3, '32', '东网格', '周网格', '0535-1234503', 1, st_multi(st_makeenvelope(121.01, 37, 121.02, 37.01, 4326)));
  insert into basemap (kind, name, rank, geom, source) values
    ('road', '长街', 1, st_geomfromtext('LINESTRING(121.001 37.005, 121.019 37.005)', 4326), 'test'),
    ('road', null, 3, st_geomfromtext('LINESTRING(121.004 37.001, 121.006 37.004, 121.006 37.009)', 4326), 'test'),
    ('road', '外街', 3, st_geomfromtext('LINESTRING(121.03 37.001, 121.03 37.009)', 4326), 'test'),
    ('water', '河', 1, st_geomfromtext('LINESTRING(121.001 37.002, 121.019 37.002)', 4326), 'test');
  insert into enterprise (scheme, identifier, name, industry, class_computed, class_rule, geom)
    values ('demo', 'E1', '单位1', 'C2611', 'A', 'CL-1', st_setsrid(st_makepoint(121.005, 37.0055), 4326));
  insert into account (user_name, name, state) values ('zhao', '赵网格', 'active'), ('qian', '钱网格员', 'active'), ('zhou', '周网格', 'active');
  insert into post (account, kind, grids, from_at) values (1, 'grid-chief', '{2}', '2020-01-01'), (2, 'grid-worker', '{2}', '2020-01-01'), (3, 'grid-chief', '{3}', '2020-01-01')`

/** Metres between two places, on a sphere (haversine). */
export function metres([lng, lat]: readonly number[], [otherLng, otherLat]: readonly number[]): number {
  const rad = Math.PI / 180
  const a =
    Math.sin(((otherLat! - lat!) * rad) / 2) ** 2 +
    Math.cos(lat! * rad) * Math.cos(otherLat! * rad) * Math.sin(((otherLng! - lng!) * rad) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(a))
}

/** Metres from a place to a short straight line, by places along it, each a two-hundredth of it. */
export function metresToLine(place: readonly number[], [from, to]: readonly (readonly number[])[]): number {
  const along = Array.from({ length: 201 }, (_, at) => [
    from![0]! + ((to![0]! - from![0]!) * at) / 200,
    from![1]! + ((to![1]! - from![1]!) * at) / 200,
  ])
  return Math.min(...along.map((one) => metres(place, one)))
}
