import type { Response } from 'express'
import { z } from 'zod'
import type { ExportDatum, ExportFormat } from '#core/contract/exports.ts'
import type { Filter } from '#core/contract/filter.ts'
import { knowledgeOf } from '#core/domain/posts.ts'
import type { Actor } from '../../db/actor.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { fromWgs84 } from '../../files/datum.ts'
import { csvOf } from '../../files/write/csv.ts'
import type { Area, Position, WrittenTable } from '../../files/write/table.ts'
import { ask, type Asked } from '../../filter/asked.ts'
import type { Ground } from '../../filter/ground.ts'
import { dayOf, type Lots, lotsOf, sendFile } from '../../http/download.ts'
import { filterWords } from './filterWords.ts'
import { contentOf, typeOf } from './formats.ts'
import { DATUM_NAMES, manifestOf } from './manifest.ts'
import type { Sheet } from './sheet.ts'
import { type ExportedRows, sheetOf } from './sheets.ts'
import { type Language, say } from './words.ts'

/** One file that is asked for. */
export interface Export {
  /** Of the file, ASCII; and as people read it. */
  readonly name: string
  readonly shown: string
  /** In the language of the file. */
  readonly title: string
  readonly language: Language
  readonly datum: ExportDatum
  readonly bom: boolean
  readonly format: ExportFormat
  /** As it was asked for. */
  readonly address: string
  readonly filter: Filter
  readonly rows: (asked: Asked) => ExportedRows
}

interface SheetIn extends Sheet, Pick<ExportedRows, 'kind'> {
  readonly ground: Ground
}

/** The sheet of an export as `actor` may see it. */
export async function sheetIn(
  db: Db,
  actor: Actor,
  { filter, rows }: Pick<Export, 'filter' | 'rows'>,
): Promise<SheetIn> {
  const asked = await ask(db, filter)
  const part = rows(asked)
  const known = knowledgeOf(actor)
  const may = { phones: known.includes('phones'), inventories: known.includes('inventories') }
  return { ...sheetOf(asked.ground, part, may), kind: part.kind, ground: asked.ground }
}

/** Decimals of converted degrees: a millimetre. What is stored in WGS 84 is written as it is. */
const DECIMALS = 8

function inDatum(position: Position, datum: ExportDatum): Position {
  if (datum === 'wgs84') return position
  const [lng, lat] = fromWgs84(position, datum)
  return [Number(lng.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))]
}
const areaIn = (area: Area, datum: ExportDatum): Area =>
  area.map((rings) => rings.map((ring) => ring.map((position) => inDatum(position, datum))))

function tableOf({ columns, read, draws }: Sheet, { language, datum }: Export, lots: Lots): WrittenTable {
  const headed = columns.map(({ field, width, number, ...heading }) => ({
    heading: heading[language],
    field,
    width,
    number,
  }))
  const name = DATUM_NAMES[datum]
  return {
    columns: headed,
    draws,
    place: [
      say([`经度（${name}）`, `Longitude (${name})`], language),
      say([`纬度（${name}）`, `Latitude (${name})`], language),
    ],
    async *rows() {
      for await (const lot of lots()) {
        yield lot.map((found) => {
          const { values, position, area } = read(found, language)
          return { values, position: position && inDatum(position, datum), ...(area && { area: areaIn(area, datum) }) }
        })
      }
    },
  }
}

const Counts = z.object({ rows: z.number().int(), placed: z.number().int() })

interface Sending {
  readonly actor: Actor
  readonly made: Export
  /** Aborted where nobody waits for the file any more. */
  readonly left: AbortSignal
}

/** Streams a file. Rows and manifest are read within the snapshot of `db`. */
export async function sendExport(db: Db, res: Response, { actor, made, left }: Sending): Promise<void> {
  const { format, datum, bom } = made
  const sheet = await sheetIn(db, actor, made)
  const { at } = sheet.ground
  const ascii = `${made.name}-${dayOf(at)}-${datum}`
  const name = [`${ascii}.${format}`, `${made.shown}-${dayOf(at)}-${DATUM_NAMES[datum]}.${format}`] as const
  const sent = { name, type: typeOf(format) }
  if (format === 'csv')
    return sendFile(res, sent, csvOf(tableOf(sheet, made, await lotsOf(db, sheet.statement, left)), bom))
  const manifest = await manifestIn(db, actor, made, sheet)
  const table = tableOf(sheet, made, await lotsOf(db, sheet.statement, left))
  const writing = { table, manifest, name: ascii, language: made.language, bom }
  return sendFile(res, sent, await contentOf(format, writing))
}

async function manifestIn(db: Db, actor: Actor, made: Export, { statement, columns, ground }: SheetIn) {
  const { filter, language, datum, address, title } = made
  const counted = await db.one(
    Counts,
    sql`select count(*)::int as rows, count(counted.position)::int as placed from (${statement}) counted`,
  )
  const words = await filterWords(db, filter, language)
  const { at: asOf, versions } = ground
  return manifestOf({ title, actor, asOf, words, address, ...counted, datum, versions, columns, language })
}
