import { fullVolume } from '#core/domain/tanks.ts'
import type { DemoEnterprise } from './enterprises.ts'
import { between, type Point } from './map/plane.ts'
import type { sensorRows } from './sensors.ts'
import { OF_ENTERPRISE, geometry, rows } from './statements.ts'
import { point, polygon } from './territory.ts'

/** t/m³ of what the demo's farms hold, at 20 ℃; pressed gases as liquids. */
const DENSITY: Readonly<Record<string, number>> = { 乙醇: 0.789, 丙酮: 0.791, 乙酸乙酯: 0.902, 甲苯: 0.867, '液化石油气(含丙烷、丁烷及其混合物)': 0.55 } // prettier-ignore
/** Share of the lot that the unit takes, of each side, about its middle. */
const SHARE = 0.4

/** A point within the unit: s along the street, t across it, 0 to 1. */
function within(fence: readonly Point[], s: number, t: number): Point {
  const [a, b, c, d] = fence as readonly [Point, Point, Point, Point]
  const share = (part: number) => 0.5 + (part - 0.5) * SHARE
  return between(between(a, b, share(s)), between(d, c, share(s)), share(t))
}

/**
 * Rows of `source_bound` and `tank` for storage units that have a plant to themselves: two tanks of a farm, of which the sensors of the
 * unit measure the first.
 */
export function tankRows(enterprises: readonly DemoEnterprise[], sensors: ReturnType<typeof sensorRows>['sensors']) {
  const units = enterprises.flatMap(({ code, lot, plant }) => {
    const [unit, ...others] = plant?.units ?? []
    return plant?.footprint && unit?.kind === 'storage' && others.length === 0 ? [{ code, fence: lot.fence, unit }] : []
  })
  const bounds = units.map(({ code, fence, unit }) => {
    const [a, b, c, d] = [within(fence, 0, 0), within(fence, 1, 0), within(fence, 1, 1), within(fence, 0, 1)]
    return { identifier: code, source: unit.name, form: unit.name.endsWith('库') ? 'building' : 'dike', geom: polygon([a, b, c, d, a]) } // prettier-ignore
  })
  const tanks = units.flatMap(({ code, fence, unit }) => {
    const level = sensors.find((one) => one.identifier === code && one.source === unit.name && one.kind === 'level')
    const substances = unit.substances.filter(({ name }) => DENSITY[name] !== undefined)
    if (!level || substances.length === 0 || unit.name.endsWith('库')) return []
    const kind = unit.name.startsWith('液化气') ? ('sphere' as const) : ('vertical' as const)
    // as high as its level is measured
    const shape = kind === 'sphere' ? { kind, diameter: level.range_high, extent: null } : { kind, diameter: 8, extent: level.range_high } // prettier-ignore
    return [0.25, 0.75].map((s, i) => {
      const substance = substances[i % substances.length]!.name
      const capacity = Math.floor(fullVolume(shape) * 0.98)
      return { identifier: code, source: unit.name, tag: `V-10${i + 1}`, ...shape, capacity, density: DENSITY[substance], substance, geom: point(within(fence, s, 0.5)) } // prettier-ignore
    })
  })
  return { bounds, tanks }
}

const OF_SOURCE = `${OF_ENTERPRISE} join hazard_source s on s.enterprise = e.id and s.name = r.source`
export const BOUND = `insert into source_bound (hazard_source, form, geom, source_datum)
  select s.id, r.form, ${geometry('r.geom')}, 'wgs84'
  from ${rows('identifier text, source text, form text, geom text')} ${OF_SOURCE} order by n`
/** Tanks, and the sensors of the first of each unit. */
export const TANK = `with made as (
    insert into tank (hazard_source, tag, kind, diameter, extent, capacity, density, substance, geom)
    select s.id, r.tag, r.kind, r.diameter, r.extent, r.capacity, r.density, b.id, ${geometry('r.geom')}
    from ${rows(`identifier text, source text, tag text, kind text, diameter double precision, extent double precision, capacity double precision,
      density double precision, substance text, geom text`)} ${OF_SOURCE}
      left join hazard_source_substance b on b.hazard_source = s.id and b.name = r.substance order by n
    returning id, hazard_source, tag)
  select count(*) from made`
export const MEASURED = `update sensor m set tank = t.id from tank t
  where t.hazard_source = m.hazard_source and t.tag = 'V-101' and m.part = '1# 罐'`
