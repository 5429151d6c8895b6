import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql, Sql } from '../../db/sql.ts'
import { FileRefused } from '../../files/rows.ts'
import type { Bounds, District } from './mapping.ts'
import type { BlindSpots } from './request.ts'

const State = z.object({
  demo: z.boolean(),
  district: z.boolean(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
})
/** What a book holds already: the demonstration, a district, and the box of its outline in degrees. */
export type BookState = z.infer<typeof State>

/** Looks at the book. */
export const readBook = (db: Db): Promise<BookState> =>
  db.one(
    State,
    sql`select app.holds_demo() as demo, exists (select from district) as district,
      (select json_build_array(st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom))
       from district where geom is not null and not demo) as box`,
  )

/** Looks at the book; one import at a time goes on from here, for it waits until the other has ended. */
export async function openBook(db: Db): Promise<BookState> {
  await db.run(sql`select pg_advisory_xact_lock(hashtext('anjian import'))`)
  return readBook(db)
}

/** Children before parents, so that nothing is changed on its way out; how long sensors were in use before them, for one that was is not deleted alone. */
const DEMO_TABLES = [
  'report', 'demo_identity', 'duty_handover', 'duty', 'duty_log', 'weather_warning', 'alarm', 'maintenance_window', 'hazard', 'inspection', 'risk_point', 'hazard_source_substance', 'sensor_now', 'reading', 'sensor_service', 'sensor', 'gateway',
  'hazard_source', 'enterprise_person', 'licence',
  'certificate', 'special_equipment', 'insurance', 'safety_fund', 'emergency_plan', 'penalty', 'accident', 'file_declaration', 'enterprise',
  'population_point', 'place', 'grid', 'department', 'district',
] as const // prettier-ignore

/** @throws FileRefused where real rows would be mixed with the demonstration */
export function refuseDemo({ demo }: BookState, replace: boolean): void {
  if (!demo || replace) return
  throw new FileRefused(
    '数据库里是演示数据，真实数据不能与之混合。加 --replace-demo 将先清除演示数据与演示身份；或用 ANJIAN_DATA / DATABASE_URL 另选一个库。',
    'The book holds the demonstration, which never mixes with real data. Add --replace-demo to clear it with its identities first, or choose another book by ANJIAN_DATA or DATABASE_URL.',
  )
}

/** As refuseDemo, where the server is asked, which clears no demonstration. @throws FileRefused */
export function refuseDemoOnline({ demo }: BookState): void {
  if (!demo) return
  throw new FileRefused(
    '这里是演示账本，真实数据不能与演示数据混合，没有写入任何数据。请系统管理员另建一个空账本（换一个数据文件夹，并设 ANJIAN_DEMO=0 启动），或在服务器上清除演示数据后再上传。',
    'This is the demonstration, which never mixes with real data, and nothing was written. Ask the administrator of the system for an empty book (another data folder, started with ANJIAN_DEMO=0), or to clear the demonstration on the server before you upload again.',
  )
}

/**
 * Real rows never mix with the demonstration: it goes, its identities and its history with it, or the import is refused.
 * Coast and land of the basemap are facts and stay. @returns whether it was there @throws FileRefused
 */
export async function clearDemo(db: Db, book: BookState, replace: boolean): Promise<boolean> {
  refuseDemo(book, replace)
  if (!book.demo) return false
  for (const table of DEMO_TABLES) await db.run(new Sql([`delete from ${table}`], []))
  await db.run(sql`delete from basemap where kind not in ('sea', 'land', 'coast', 'around')`)
  await db.run(sql`delete from history`)
  return true
}

/** Makes the district where the book has none. @throws FileRefused where nobody says which it is */
export async function ensureDistrict(db: Db, district: District | undefined): Promise<void> {
  if ((await db.run(sql`select from district`)) > 0) return
  if (!district) {
    throw new FileRefused(
      '数据库尚无辖区。请加 --district 代码=名称（如 --district 370600=烟台市），或在映射中给出 district。',
      'The book has no district yet. Add --district CODE=NAME, such as --district 370600=烟台市, or give district in the mapping.',
    )
  }
  await db.run(sql`insert into district (code, name) values (${district.code}, ${district.name})`)
}

const Blind = z.object({ inNoGrid: z.number(), unlocated: z.number(), offDistrict: z.number() })

/** Counts the enterprises that no grid chief would see, as the book stands within this transaction. */
export const blindSpotsOf = (db: Db): Promise<BlindSpots> =>
  db.one(
    Blind,
    sql`select count(*)::int as "inNoGrid", count(*) filter (where e.geom is null)::int as unlocated,
      count(*) filter (where not st_intersects(d.geom, e.geom))::int as "offDistrict"
    from enterprise e left join district d on true where e.grid is null`,
  )

/** The bounds by which positions are judged: as asked, else the mapping's, else the box of the district's outline. */
export function boundsOf(asked: Bounds | 'none' | undefined, mapped: Bounds | undefined, { box, demo }: BookState) {
  if (asked === 'none') return undefined
  return asked ?? mapped ?? (demo ? undefined : (box ?? undefined))
}
