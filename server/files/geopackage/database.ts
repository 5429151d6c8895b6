import { mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Database } from 'node-sqlite3-wasm'
import { FileRefused } from '../rows.ts'
import { checkPages } from './pages.ts'
import { damaged, isView } from './refusals.ts'

export type Cell = number | bigint | string | Uint8Array | null

/** A column that a table keeps; what is computed when it is read is none. */
export interface Kept {
  readonly name: string
  /** As it was declared, in capitals. */
  readonly type: string
  /** Letters of what it holds where a row keeps nothing. */
  readonly initial: number
}

/** A database that is only ever read, by plain selects from tables that are known to be tables. */
export interface Tables {
  /** Bytes of the file. */
  readonly size: number
  has(table: string): boolean
  /** @throws FileRefused where the name is that of no table */
  columns(table: string): readonly Kept[]
  /** A name by which the table has its row numbers. */
  rowName(table: string): string
  /** Rows of expressions over one table, in the order of the file, each an array in their order. */
  rows(table: string, expressions: readonly string[]): Generator<readonly Cell[], void, undefined>
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * What hinders whoever wrote the file from having anything done: no function of theirs, no change, no page believed unseen. All
 * is one transaction, for each takes a lock of the file system.
 */
const GUARDS = 'pragma trusted_schema = off; pragma query_only = on; pragma cell_size_check = on; begin'

function tablesIn(db: Database, size: number): Tables {
  const kinds = new Map<string, boolean>()
  for (const row of db.all('select name, type, rootpage from sqlite_schema')) {
    // a virtual table has no page of its own
    const isTable = row['type'] === 'table' && Number(row['rootpage']) > 0
    kinds.set(String(row['name']).toLowerCase(), isTable)
  }
  const has = (table: string) => kinds.get(table.toLowerCase()) ?? false
  const info = (pragma: string, table: string) => {
    if (!has(table)) throw isView(table)
    return db.all(`pragma ${pragma}(${quoted(table)})`)
  }
  return {
    size,
    has,
    columns: (table) =>
      info('table_info', table).map((row) => ({
        name: String(row['name']),
        type: String(row['type']).toUpperCase(),
        initial: String(row['dflt_value'] ?? '').length,
      })),
    rowName(table) {
      const taken = new Set(info('table_xinfo', table).map((row) => String(row['name']).toLowerCase()))
      const name = ['_rowid_', 'rowid', 'oid'].find((each) => !taken.has(each))
      if (name === undefined) throw damaged(table)
      return name
    },
    *rows(table, expressions) {
      if (!has(table)) throw isView(table)
      const named = expressions.map((expression, i) => `${expression} as c${i}`)
      const statement = db.prepare(`select ${named.join(', ')} from ${quoted(table)} not indexed`)
      try {
        for (const row of statement.iterate()) yield expressions.map((_, i) => row[`c${i}`] as Cell)
      } finally {
        if (!statement.isFinalized) finish(statement)
      }
    },
  }
}

/** A statement that failed fails again where it is let go. */
function finish(statement: { finalize(): void }): void {
  try {
    statement.finalize()
  } catch {
    // it was said already
  }
}

/** SQLite, once it is wanted: it takes 14 MB in each thread, and most files are none of its. */
const engine = async () => (await import('node-sqlite3-wasm')).default

/** What SQLite says of a file that is not whole, or that overcomes it. */
async function told(error: unknown): Promise<unknown> {
  const sqlite = await engine()
  const isFault = error instanceof sqlite.SQLite3Error || error instanceof WebAssembly.RuntimeError
  return isFault ? damaged(error.message.slice(0, 200)) : error
}

/**
 * Goes through a database, and closes it where that ends or is left. It is opened by a link in a folder of its own: locks and
 * journals are looked for beside that, so nothing lies beside the file, and what lies there is not believed.
 * @throws FileRefused where it is none, damaged, or runs out of memory
 */
export async function* reading<Item>(
  path: string,
  use: (tables: Tables) => AsyncGenerator<Item, void, undefined> | Generator<Item, void, undefined>,
): AsyncGenerator<Item, void, undefined> {
  await checkPages(path)
  const { size } = await stat(path)
  const folder = await mkdtemp(join(tmpdir(), 'anjian-gpkg-'))
  let db: Database | undefined
  try {
    const link = join(folder, 'read.gpkg')
    await symlink(resolve(path), link)
    const sqlite = await engine()
    db = new sqlite.Database(link, { readOnly: true })
    db.exec(GUARDS)
    yield* use(tablesIn(db, size))
  } catch (error) {
    throw error instanceof FileRefused ? error : await told(error)
  } finally {
    db?.close()
    await rm(folder, { recursive: true, force: true })
  }
}
