import { z } from 'zod'
import type { DatumReading } from '#core/contract/importShapes.ts'
import { hintDatum } from '#core/domain/datumHint.ts'
import { IMPORT_FIELDS } from '#core/domain/importFields.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { numberIn } from '../../files/checkRows.ts'
import { type Datum, DATUMS, toWgs84 } from '../../files/datum.ts'
import { readPolygons } from '../../files/read.ts'
import { openRows } from '../../files/source.ts'
import { problem } from '../../http/problems.ts'
import { cellOf } from './columns.ts'
import type { EnterpriseMapping, KindMapping, Mapping } from './mapping.ts'
import { namesIn, type Reading } from './reading.ts'

/** Points of a sample: enough to tell datums apart at a border, few enough to be drawn. */
const SAMPLE = 300
/** Rows that are read for it at most. */
const MOST_READ = 20_000

type Position = readonly [number, number]
type Asked = Pick<Reading, 'path' | 'sheet' | 'encoding'>

const isPosition = ([lng, lat]: Position) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && lng !== 0 && lat !== 0

/** Of many every so-manieth, from the first on. */
function spread<Item>(items: readonly Item[]): Item[] {
  const every = Math.max(1, Math.ceil(items.length / SAMPLE))
  return items.filter((_, i) => i % every === 0)
}

/** Positions of rows as the file has them. @throws Problem where no columns say where rows lie */
async function pointsIn(
  { path, sheet, encoding }: Asked,
  mapping: EnterpriseMapping | KindMapping,
): Promise<Position[]> {
  const { lng, lat } = mapping.columns
  if (!lng || !lat) throw problem('import-refused', UNLOCATED, 'body.mapping.columns.lng')
  const source = await openRows(path, { sheet, encoding, names: namesIn(mapping) })
  const [x, y] = [cellOf(source, lng), cellOf(source, lat)]
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
const UNLOCATED = ['请先选定经度和纬度两列。', 'Choose the columns of longitude and latitude first.'] as const

/** A vertex of each area. */
async function cornersIn({ path, encoding }: Asked): Promise<Position[]> {
  const { rows } = await readPolygons(path, { encoding })
  return rows.flatMap(({ polygons }) => (polygons[0]?.[0]?.[0] ? [polygons[0][0][0]] : []))
}

/** Positions of a sample of the rows, as the file has them; none where its rows lie nowhere. */
export async function samplePositions(asked: Asked, mapping: Mapping): Promise<Position[]> {
  if (IMPORT_FIELDS[mapping.capability].lies === 'nowhere') return []
  return spread(mapping.capability === 'grids' ? await cornersIn(asked) : await pointsIn(asked, mapping))
}

const Where = z.object({ inDistrict: z.number(), inSea: z.number() })

async function readingIn(db: Db, datum: Datum, given: readonly Position[]): Promise<DatumReading> {
  const points = given.map((at) => [...toWgs84(at, datum)] as [number, number])
  const { inDistrict, inSea } = await db.one(
    Where,
    sql`with point as (
        select st_setsrid(st_makepoint((p ->> 0)::float8, (p ->> 1)::float8), 4326) as at from json_array_elements(${JSON.stringify(points)}::json) p)
      select count(*) filter (where exists (select from district d where st_intersects(d.geom, at)))::int as "inDistrict",
        count(*) filter (where exists (select from basemap b where b.kind = 'sea' and st_intersects(b.geom, at))
          and not exists (select from district d where st_intersects(d.geom, at)))::int as "inSea"
      from point`,
  )
  return { datum, points, inDistrict, inSea, elsewhere: points.length - inDistrict - inSea }
}

/** Where a sample would lie in each datum, and which of them that speaks for; the choice is never made for anybody. */
export async function datumReadings(db: Db, given: readonly Position[]) {
  const readings: DatumReading[] = []
  for (const datum of DATUMS) readings.push(await readingIn(db, datum, given))
  const hint = hintDatum(
    readings.map(({ datum, inDistrict, inSea, elsewhere }) => ({
      datum,
      inside: inDistrict,
      sea: inSea,
      outside: elsewhere,
    })),
  )
  const datum = DATUMS.find((each) => each === hint.datum) ?? null
  return { readings, hint: datum, strength: hint.datum === undefined ? ('none' as const) : hint.strength }
}
