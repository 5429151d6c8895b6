import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import { numberIn } from '../../files/checkRows.ts'
import type { Encoding } from '../../files/encoding.ts'
import { openPolygons } from '../../files/read.ts'
import { openGrounds, openRows } from '../../files/source.ts'
import { areasOf } from './kinds/grounds.ts'
import { cellOf } from './columns.ts'
import type { Mapping } from './mapping.ts'
import { namesIn } from './reading.ts'

/** Points of a sample: enough to tell datums apart at a border, few enough to be drawn. */
const SAMPLE = 300
/** Rows that are read for it at most. */
const MOST_READ = 20_000

/** As the file has it, whatever its datum: `[longitude, latitude]` degrees. */
export type Position = readonly [number, number]
/** Of what rows: as they are mapped. */
export interface SampleAsked {
  readonly mapping: Mapping
  readonly sheet?: string | undefined
  readonly encoding?: Encoding | undefined
}

const isPosition = ([lng, lat]: Position) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && lng !== 0 && lat !== 0

/** Of many every so-manieth, from the first on. */
function spread<Item>(items: readonly Item[]): Item[] {
  const every = Math.max(1, Math.ceil(items.length / SAMPLE))
  return items.filter((_, i) => i % every === 0)
}

/** The columns that say where rows lie; undefined where there are none to say it. */
export function placeColumns(mapping: Mapping) {
  if (mapping.capability === 'grids' || IMPORT_FIELDS[mapping.capability].lies === 'nowhere') return undefined
  const { lng, lat } = mapping.columns
  return lng && lat ? { lng, lat } : undefined
}

async function pointsIn(path: string, { mapping, sheet, encoding }: SampleAsked): Promise<Position[]> {
  const columns = placeColumns(mapping)
  if (!columns) return []
  const source = await openRows(path, { sheet, encoding, names: namesIn(mapping) })
  const [x, y] = [cellOf(source, columns.lng), cellOf(source, columns.lat)]
  const points: Position[] = []
  let read = 0
  for await (const { rows } of source.batches()) {
    for (const row of rows) {
      const at = [numberIn(x(row).text), numberIn(y(row).text)] as const
      if (at[0] !== undefined && at[1] !== undefined && isPosition([at[0], at[1]])) points.push([at[0], at[1]])
    }
    read += rows.length
    if (read >= MOST_READ) break
  }
  return points
}

/** A vertex of each area. */
async function cornersIn(path: string, { sheet, encoding }: SampleAsked): Promise<Position[]> {
  const corners: Position[] = []
  for await (const { rows } of (await openPolygons(path, { sheet, encoding })).batches())
    for (const { polygons } of rows) if (polygons[0]?.[0]?.[0]) corners.push(polygons[0][0][0])
  return corners
}

/** A corner of each area among the rows, where the file draws any. */
async function groundsIn(path: string, { mapping, sheet, encoding }: SampleAsked): Promise<Position[]> {
  const corners: Position[] = []
  for await (const { rows } of (await openGrounds(path, { sheet, encoding, names: namesIn(mapping) })).batches())
    for (const row of rows) corners.push(...areasOf(row).flatMap(([ring]) => ring?.slice(0, 1) ?? []))
  return corners
}

/** Positions of a sample of the rows; none where its rows lie nowhere. @throws FileRefused where it cannot be read */
export async function positionsIn(path: string, asked: SampleAsked): Promise<Position[]> {
  const { capability } = asked.mapping
  if (capability === 'grids') return spread(await cornersIn(path, asked))
  const drawn = IMPORT_FIELDS[capability].lies === 'ground' ? await groundsIn(path, asked) : []
  return spread([...drawn, ...(await pointsIn(path, asked))])
}
