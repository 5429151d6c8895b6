import { z } from 'zod'
import type { DatumReading } from '#core/contract/importShapes.ts'
import { hintDatum } from '#core/domain/datumHint.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Datum, DATUMS, toWgs84 } from '../../files/datum.ts'
import type { Position } from './samples.ts'

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
