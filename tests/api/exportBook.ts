import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportFormat } from '#core/contract/exports.ts'
import sqlite from 'node-sqlite3-wasm'
import { openArchive } from '../../server/files/archive.ts'
import { readRows } from '../../server/files/read.ts'
import type { Desk } from './desk.ts'

/** What a manifest says, as far as tests look at it. */
export interface Manifest {
  readonly form: string
  readonly title: string
  readonly by: { readonly name: string; readonly post: string | null; readonly role: string }
  readonly at: string
  readonly asOf: string
  readonly filter: { readonly words: readonly string[]; readonly address: string }
  readonly rows: number
  readonly placed: number
  readonly datum: { readonly code: string; readonly name: string }
  readonly versions: Readonly<Record<string, number>>
  readonly program: string
  readonly columns: readonly { readonly name: string; readonly field: string }[]
  readonly shortened?: Readonly<Record<string, number>>
}

/** A file that was exported, kept in a folder of the test. */
export interface Taken {
  readonly path: string
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** Takes an export as bytes and keeps it under a name of its own. */
export function taking() {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-export-'))
  let n = 0
  async function take(desk: Desk, list: string, format: ExportFormat, query: Readonly<Record<string, string>> = {}) {
    const answer = await desk
      .get(`/exports/${list}.${format}`)
      .query(query)
      .buffer(true)
      .parse((stream, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer | string) => chunks.push(Buffer.from(chunk as Buffer)))
        stream.on('end', () => done(null, Buffer.concat(chunks)))
      })
    const bytes = answer.body as Buffer
    if (answer.status !== 200) throw new Error(`${list}.${format} answered ${answer.status}: ${bytes.toString()}`)
    const path = join(folder, `${(n += 1)}.${format}`)
    writeFileSync(path, bytes)
    return { path, bytes, headers: answer.headers as Readonly<Record<string, string>> }
  }
  return { folder, take, drop: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A part of a zip, as our reader of zips finds it. */
export async function partOf({ path }: Taken, name: RegExp): Promise<Buffer> {
  const archive = await openArchive(path)
  try {
    return await archive.bytes(archive.names.find((each) => name.test(each)) ?? String(name))
  } finally {
    archive.close()
  }
}

/** The metadata of a GeoPackage, as its standard keeps them. */
function metadataOf({ path }: Taken): string {
  const db = new sqlite.Database(path, { readOnly: true })
  try {
    return String(db.get('select metadata from gpkg_metadata')?.['metadata'])
  } finally {
    db.close()
  }
}

/** The manifest beside or within a file. */
export async function manifestOf(taken: Taken, format: ExportFormat): Promise<Manifest> {
  if (format === 'geojson') return (JSON.parse(taken.bytes.toString()) as { manifest: Manifest }).manifest
  if (format === 'gpkg') return JSON.parse(metadataOf(taken)) as Manifest
  return JSON.parse((await partOf(taken, /^manifest\.json$/)).toString()) as Manifest
}

/** The rows of a file by the product's own readers: cells by the name of their column. */
export async function recordsOf(taken: Taken, format: ExportFormat, folder: string): Promise<Record<string, string>[]> {
  let { path } = taken
  if (format === 'csv.zip') {
    path = join(folder, 'inner.csv')
    writeFileSync(path, await partOf(taken, /\.csv$/))
  }
  const { columns, rows } = await readRows(path)
  return rows.map(({ cells }) => Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])))
}
