import type pg from 'pg'

/** The rest of the book in memory, read past every policy: what is no enterprise and hangs on none. */
export interface KeptGrid {
  readonly id: number
  readonly level: number
  readonly code: string
  readonly name: string
  readonly person: string
  readonly phone: string
  /** west, south, east, north degrees; null where it has no land. */
  readonly box: Box | null
  /** m² on the ellipsoid; 0 where it has no land. */
  readonly area: number
}
export interface KeptPlace {
  readonly id: number
  readonly kind: string
  readonly name: string
  readonly grid: number | null
  /** Degrees of a point inside. */
  readonly x: number
  readonly y: number
}
/** A tenant's row, with what its place says. */
export interface KeptTenant {
  readonly id: number
  readonly place: number
  readonly name: string
  readonly industry: string | null
  readonly enterprise: number | null
  readonly gone: boolean
  readonly grid: number | null
  /** Unit that leads for the place. */
  readonly lead: number | null
  /** Unit that leads for its trade. */
  readonly department: number | null
}
export interface KeptPerson {
  readonly id: number
  readonly people: number
  readonly grid: number | null
}
/** A stretch of a street, by its middle. */
export interface KeptStretch {
  readonly road: number
  readonly grid: number
  readonly x: number
  readonly y: number
  readonly metres: number
  /** By nobody within 90 days. */
  readonly unwalked: boolean
}
export type Box = readonly [west: number, south: number, east: number, north: number]

export interface Territory {
  readonly grids: readonly KeptGrid[]
  readonly places: readonly KeptPlace[]
  readonly tenants: readonly KeptTenant[]
  readonly people: readonly KeptPerson[]
  readonly streets: readonly KeptStretch[]
  readonly departments: readonly { readonly id: number; readonly name: string }[]
  readonly district: {
    readonly id: number
    readonly name: string
    readonly demo: boolean
    readonly box: Box
    readonly area: number
  }
}

const BOX = 'json_build_array(st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom))'

export async function readTerritory(owner: pg.Pool): Promise<Territory> {
  const rows = async <Row>(text: string) => (await owner.query(text)).rows as Row[]
  const [district] = await rows<Territory['district']>(
    `select id, name, demo, ${BOX} as box, st_area(geom::geography) as area from district`,
  )
  return {
    grids: await rows(
      `select id, level, code, name, person, phone, case when geom is not null then ${BOX} end as box, coalesce(st_area(geom::geography), 0) as area from grid order by level, code`,
    ),
    places: await rows(
      'select id, kind, name, grid, st_x(at) as x, st_y(at) as y from place, st_pointonsurface(geom) at',
    ),
    tenants: await rows(`select t.id, t.place, t.name, t.industry, t.enterprise, p.grid, p.lead_department as lead,
        coalesce(t.until <= (app.now() at time zone 'Asia/Shanghai')::date, false) as gone,
        (select d.id from department d cross join unnest(d.industries) prefix where t.industry like prefix || '%'
          order by length(prefix) desc, d.id limit 1) as department
      from tenant t join place p on p.id = t.place`),
    streets: await rows(`select road, grid, st_x(middle) as x, st_y(middle) as y, length_m as metres,
      coalesce(walked_at < app.now() - interval '90 days', true) as unwalked from patrol_piece where grid is not null`),
    people: await rows('select id, people, grid from population_point'),
    departments: await rows('select id, name from department order by code'),
    district: district!,
  }
}
