import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'node-sqlite3-wasm'
import { type System, TABLES } from './geopackageTables.ts'
import type { Measured } from './shapefile.ts'
import { type Drawn, drawnOf, wkbOf } from './shapes.ts'
import type { WrittenTable } from './table.ts'

/** What a GeoPackage says of its one layer. */
export interface Package {
  /** Of the table, ASCII; and as people read it. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly system: System
  readonly at: Date
  readonly manifest: unknown
}

const CHUNK = 65_536
/** The file is new and nobody else's: what breaks off is thrown away whole. */
const PRAGMAS = 'pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive;'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A geometry: the header without envelope, and WKB. @see OGC 12-128r18, 2.1.3 */
function blobOf(drawn: Drawn, srs: number): Buffer | null {
  if (!drawn) return null
  const head = Buffer.alloc(8)
  head.write('GP', 0, 'latin1')
  head.set([0, 1], 2)
  head.writeInt32LE(srs, 4)
  return Buffer.concat([head, wkbOf(drawn)])
}
const TYPES = { points: 'POINT', areas: 'MULTIPOLYGON' } as const

/** Numbers are whole where all of them are. */
function columnsOf({ columns }: WrittenTable, { sizes }: Measured): string[] {
  const typeOf = (isNumber: boolean, i: number) => (!isNumber ? 'TEXT' : sizes[i]?.decimals ? 'REAL' : 'INTEGER')
  return columns.map(({ heading, number }, i) => `${quoted(heading)} ${typeOf(number, i)}`)
}

function describe(db: Database, type: string, { placed, box }: Measured, made: Package): void {
  const { name, title, description, system, at, manifest } = made
  const { id, definition } = system
  if (definition !== undefined) {
    const said = `${system.name}: no register has a number for it`
    db.run('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, ?)', [system.name, id, 'NONE', id, definition, said]) // prettier-ignore
  }
  const edges = placed > 0 ? [...box] : [null, null, null, null]
  const when = at.toISOString()
  db.run('insert into gpkg_contents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [name, 'features', title, description, when, ...edges, id]) // prettier-ignore
  db.run("insert into gpkg_geometry_columns values (?, 'geom', ?, ?, 0, 0)", [name, type, id])
  const standard = 'https://www.rfc-editor.org/rfc/rfc8259'
  db.run("insert into gpkg_metadata values (1, 'dataset', ?, 'application/json', ?)", [standard, JSON.stringify(manifest)]) // prettier-ignore
  db.run("insert into gpkg_metadata_reference values ('geopackage', null, null, null, ?, 1, null)", [when])
}

async function fill(db: Database, table: WrittenTable, measured: Measured, made: Package): Promise<void> {
  const { name, system } = made
  const type = TYPES[table.draws ?? 'points']
  db.exec(PRAGMAS + TABLES)
  db.exec(`create table ${quoted(name)} (${['fid INTEGER primary key autoincrement not null', `geom ${type}`, ...columnsOf(table, measured)].join(', ')})`) // prettier-ignore
  db.exec('begin')
  describe(db, type, measured, made)
  const places = ['null', '?', ...table.columns.map(() => '?')]
  const statement = db.prepare(`insert into ${quoted(name)} values (${places.join(', ')})`)
  try {
    for await (const lot of table.rows()) {
      for (const row of lot) statement.run([blobOf(drawnOf(row, table), system.id), ...row.values])
    }
  } finally {
    statement.finalize()
  }
  db.exec('commit')
}

/** The bytes of a file that nobody finds any more; it is gone once it was read, or whoever reads it leaves, even before the first byte. */
const bytesOf = (file: FileHandle): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]() {
    const end = async () => {
      await file.close()
      return { done: true, value: undefined } as const
    }
    return {
      async next() {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK)
        return bytesRead === 0 ? end() : { done: false, value: buffer.subarray(0, bytesRead) }
      },
      return: end,
    }
  },
})

/**
 * A GeoPackage. A database cannot be sent while it is written, so it is written to a file of its own first, lot by lot; the
 * file has no name any more when this is done, and goes when its bytes were read or are left.
 */
export async function geopackageOf(
  table: WrittenTable,
  measured: Measured,
  made: Package,
): Promise<AsyncIterable<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'anjian-export-'))
  try {
    const path = join(folder, 'written.gpkg')
    const { default: sqlite } = await import('node-sqlite3-wasm') // 14 MB, for those who want this format
    const db = new sqlite.Database(path)
    try {
      await fill(db, table, measured, made)
    } finally {
      db.close()
    }
    return bytesOf(await open(path))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
