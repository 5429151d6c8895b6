/** GeoPackages made by the SQL of the standard (OGC 12-128r18, annex C) and by hand, not by the product's writer. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'

type Position = readonly number[]
/** A point, or the rings of polygons. */
export type Drawn = Position | readonly (readonly (readonly Position[])[])[]

const isPoint = (shape: Drawn): shape is Position => typeof shape[0] === 'number'

/** How the bytes of a geometry are laid out. */
export interface Layout {
  readonly big?: boolean
  /** Kind of the envelope, 0 to 4, or one that there is not. */
  readonly envelope?: number
  readonly srs?: number
  readonly flags?: number
  /** Added to the type: 1000 for Z, 2000 for M, 3000 for both. */
  readonly more?: number
}

/** Bytes one after the other, in one order. */
export function writer(big = false) {
  const bytes: number[] = []
  const view = new DataView(new ArrayBuffer(8))
  const put = (length: number) => bytes.push(...new Uint8Array(view.buffer, 0, length))
  const made = {
    byte: (value: number) => (bytes.push(value), made),
    uint: (value: number) => (view.setUint32(0, value, !big), put(4), made),
    double: (value: number) => (view.setFloat64(0, value, !big), put(8), made),
    bytes: () => Uint8Array.from(bytes),
  }
  return made
}

/** Well-known binary as OGC 06-103r4 has it. */
export function wkbOf(shape: Drawn, { big = false, more = 0 }: Layout = {}): Uint8Array {
  const made = writer(big)
  const head = (type: number) => made.byte(big ? 0 : 1).uint(type + more)
  const polygon = (rings: readonly (readonly Position[])[]) => {
    head(3).uint(rings.length)
    for (const ring of rings) {
      made.uint(ring.length)
      for (const position of ring) position.forEach((number) => made.double(number))
    }
  }
  if (isPoint(shape)) {
    head(1)
    shape.forEach((number) => made.double(number))
  } else if (shape.length === 1) polygon(shape[0]!)
  else {
    head(6).uint(shape.length)
    shape.forEach(polygon)
  }
  return made.bytes()
}

const NUMBERS = [0, 4, 6, 6, 8]
/** Well-known binary behind the header of a GeoPackage. */
export function blobOf(wkb: Uint8Array, { big = false, envelope = 0, srs = 4326, flags = 0 }: Layout = {}): Uint8Array {
  const made = writer(big).byte(0x47).byte(0x50).byte(0).byte((big ? 0 : 1) | (envelope << 1) | flags).uint(srs) // prettier-ignore
  for (let i = 0; i < (NUMBERS[envelope] ?? 0); i++) made.double(i)
  return Uint8Array.from([...made.bytes(), ...wkb])
}
export const drawn = (shape: Drawn): Uint8Array => blobOf(wkbOf(shape))

export const WGS84 = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]' // prettier-ignore
const TABLES = `
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL), ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, '${WGS84}', NULL), ('China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490, 'undefined', NULL),
  ('CGCS2000 / 3-degree Gauss-Kruger CM 120E', 4549, 'EPSG', 4549, 'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",${WGS84}]', NULL),
  ('Beijing 1954', 4214, 'EPSG', 4214, '${WGS84.replace('6378137', '6378245')}', NULL), ('Ours', 100, 'OURS', 1, '${WGS84}', NULL);`

export interface Layer {
  readonly name: string
  /** Declarations of the columns beside fid and geom. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly [
    shape: Uint8Array | null,
    ...cells: (string | number | bigint | Uint8Array | null)[],
  ])[]
  readonly srs?: number
}

/** The bytes of a GeoPackage; `sql` is run at its end. */
export function geopackageOf(layers: readonly Layer[], sql = ''): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-made-'))
  const path = join(folder, 'made.gpkg')
  const db = new sqlite.Database(path)
  try {
    db.exec(`PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300; PRAGMA foreign_keys = OFF; ${TABLES} BEGIN`)
    for (const { name, columns, rows, srs = 4326 } of layers) {
      const quoted = `"${name.replaceAll('"', '""')}"`
      db.exec(`CREATE TABLE ${quoted} (${['fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL', 'geom GEOMETRY', ...columns].join(', ')})`)
      db.run("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, 'features', ?, ?)", [name, name, srs])
      db.run("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)", [name, srs])
      const insert = db.prepare(`INSERT INTO ${quoted} VALUES (NULL, ?${', ?'.repeat(columns.length)})`)
      for (const row of rows) insert.run([...row])
      insert.finalize()
    }
    db.exec(`COMMIT; ${sql}`)
  } finally {
    db.close()
  }
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true, force: true })
  return bytes
} // prettier-ignore
