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
}
export interface KeptPlace {
  readonly id: number
  readonly name: string
  readonly grid: number | null
}
export interface KeptPerson {
  readonly id: number
  readonly people: number
  readonly grid: number | null
}
export type Box = readonly [west: number, south: number, east: number, north: number]

export interface Territory {
  readonly grids: readonly KeptGrid[]
  readonly places: readonly KeptPlace[]
  readonly people: readonly KeptPerson[]
  readonly departments: readonly { readonly id: number; readonly name: string }[]
  readonly district: { readonly id: number; readonly name: string; readonly demo: boolean; readonly box: Box }
}

const BOX = 'json_build_array(st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom))'

export async function readTerritory(owner: pg.Pool): Promise<Territory> {
  const rows = async <Row>(text: string) => (await owner.query(text)).rows as Row[]
  const [district] = await rows<Territory['district']>(`select id, name, demo, ${BOX} as box from district`)
  return {
    grids: await rows(
      `select id, level, code, name, person, phone, case when geom is not null then ${BOX} end as box from grid order by level, code`,
    ),
    places: await rows('select id, name, grid from place'),
    people: await rows('select id, people, grid from population_point'),
    departments: await rows('select id, name from department order by code'),
    district: district!,
  }
}
