import { isDegrees, refuseProjected } from '../projection.ts'
import type { Cell, Tables } from './database.ts'
import { quoted } from './database.ts'
import { damaged, isView, noGeoPackage, noLayer } from './refusals.ts'

/** A table of features, and what its geometry is called and lies in. */
export interface Layer {
  readonly name: string
  readonly geometry: string
  readonly srs: number
}

/** Rows of a table about tables at most, and bytes of a text in it. */
const MOST_LISTED = 20_000
const LONGEST = 65_536

/** Columns of a table about tables. @throws FileRefused where one is missing, or computed, or there are too many rows */
function* listed(tables: Tables, table: string, names: readonly string[]): Generator<readonly Cell[], void, undefined> {
  const kept = new Set(tables.columns(table).map(({ name }) => name.toLowerCase()))
  const missing = names.find((name) => !kept.has(name))
  if (missing !== undefined) throw damaged(`${table}.${missing}`)
  const short = names.map((name) => `iif(octet_length(${quoted(name)}) <= ${LONGEST}, ${quoted(name)}, null)`)
  let count = 0
  for (const row of tables.rows(table, short)) {
    if ((count += 1) > MOST_LISTED) throw damaged(`${table} > ${MOST_LISTED}`)
    yield row
  }
}

const text = (cell: Cell | undefined): string =>
  typeof cell === 'string' || typeof cell === 'number' ? String(cell) : ''
const SYSTEM = ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys'] as const

/** The names of the layers of features that are tables, in the order of the file. @throws FileRefused where it is no GeoPackage */
export function layerNames(tables: Tables): { readonly names: string[]; readonly views: string[] } {
  if (!tables.has('gpkg_contents')) throw noGeoPackage()
  const [names, views]: [string[], string[]] = [[], []]
  for (const [table, type] of listed(tables, 'gpkg_contents', ['table_name', 'data_type'])) {
    if (text(type).toLowerCase() !== 'features') continue
    if (tables.has(text(table))) names.push(text(table))
    else views.push(text(table))
  }
  return { names, views }
}

/** The layer of that name, else the first. @throws FileRefused where there is none, or it is not kept in a table */
export function layerIn(tables: Tables, wanted: string | undefined): Layer {
  const { names, views } = layerNames(tables)
  const name = wanted ?? names[0]
  const [view] = views.filter((each) => each === wanted || (wanted === undefined && names.length === 0))
  if (view !== undefined) throw isView(view)
  if (name === undefined || !names.includes(name)) throw noLayer(name, names)
  for (const each of SYSTEM) if (!tables.has(each)) throw damaged(each)
  const columns = ['table_name', 'column_name', 'srs_id']
  for (const [table, column, srs] of listed(tables, 'gpkg_geometry_columns', columns)) {
    if (text(table).toLowerCase() !== name.toLowerCase()) continue
    const kept = tables.columns(name).find((each) => each.name.toLowerCase() === text(column).toLowerCase())
    if (!kept) throw damaged(`${name}.${text(column)}`)
    return { name, geometry: kept.name, srs: Number(srs) }
  }
  throw damaged(`gpkg_geometry_columns: ${name}`)
}

/** Degrees of WGS 84 and of CGCS 2000, in two and in three dimensions, and degrees of which no more is said. */
const GOOD: ReadonlySet<string> = new Set(['EPSG:4326', 'EPSG:4490', 'EPSG:4979', 'EPSG:4480', 'NONE:0'])

/** @throws FileRefused that names the reference system of a layer, where it is not one of longitude and latitude as used here */
export function checkSystem(tables: Tables, { srs }: Layer): void {
  const columns = ['srs_id', 'srs_name', 'organization', 'organization_coordsys_id', 'definition']
  for (const [id, name, organization, number, definition] of listed(tables, 'gpkg_spatial_ref_sys', columns)) {
    if (Number(id) !== srs) continue
    const code = `${text(organization).toUpperCase()}:${text(number)}`
    if (!GOOD.has(code) && !isDegrees(text(definition))) refuseProjected(`${code} ${text(name)}`)
    return
  }
  refuseProjected(`srs_id ${srs}`)
}
