import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { completeUscc } from '#core/domain/uscc.ts'
import { importFile } from '../../server/features/imports/import.ts'
import { KindMapping, readJson } from '../../server/features/imports/mapping.ts'
import { undoImport } from '../../server/features/imports/undoing.ts'
import type { Actor } from '../../server/db/actor.ts'
import { inScope } from '../../server/db/db.ts'
import type { Datum } from '../../server/files/datum.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'

export const steward: Actor = { role: 'government', person: '数据员', grids: [], account: 1, post: 'data-steward' }
export const CODES = Array.from({ length: 12 }, (_, i) => completeUscc(`91370602MA3C01${String(i).padStart(2, '0')}`))
export const kept = (name: string) => readJson(KindMapping, readFileSync(`data/mappings/${name}.json`, 'utf8'), name)
export const mapped = (capability: string, columns: object) =>
  readJson(KindMapping, JSON.stringify({ capability, name: 'x', columns }), 'x')

/** A book of plants before each test, and files that are imported into it. Called once by a file of tests. */
export function sourcesBook() {
  const folder = mkdtempSync(join(tmpdir(), 'anjian-sources-'))
  let book: FreshDatabase
  beforeAll(async () => {
    book = await freshDatabase()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await book.drop()
  })

  const ask = async <Row extends object = Record<string, unknown>>(text: string, values: unknown[] = []) =>
    (await book.owner.query<Row>(text, values)).rows
  /** Plants; around the first lies a boundary of about 880 m by 1110 m. */
  beforeEach(async () => {
    await ask(`truncate import_stage, import_change, import, enterprise, population_point, grid, district restart identity cascade`)
    await ask(`insert into district (code, name, geom) values ('test', '测试区', st_multi(st_makeenvelope(121, 37, 122, 38, 4326)))`)
    await ask(
      `insert into enterprise (scheme, identifier, name, industry, source, source_datum, geom, footprint)
       select 'uscc', key, '厂' || at, 'C2614', 'import', 'wgs84', st_setsrid(st_makepoint(121.4 + at * 0.01, 37.5), 4326),
         case when at = 1 then st_makeenvelope(121.405, 37.495, 121.415, 37.505, 4326) end
       from unnest($1::text[]) with ordinality e (key, at)`,
      [CODES],
    )
  }) // prettier-ignore

  let written = 0
  function fileOf(content: string, ending = 'csv') {
    const path = join(folder, `${(written += 1)}.${ending}`)
    writeFileSync(path, content)
    return path
  }
  const take = (file: string, mapping: KindMapping, datum: Datum = 'wgs84') =>
    importFile(book.operator, { file, mapping, datum, acceptGood: true })
  const undo = (id: number) => inScope(book.pool, steward, (db) => undoImport(db, id))
  return {
    get book() {
      return book
    },
    ask,
    fileOf,
    take,
    undo,
  }
}
