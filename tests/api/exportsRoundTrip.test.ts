import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXPORT_DATUMS, type ExportDatum, type ExportFormat } from '#core/contract/exports.ts'
import { PLAIN_LINE } from '#core/contract/route.ts'
import { INDUSTRY_SECTIONS } from '#core/domain/industry.ts'
import { completeUscc } from '#core/domain/uscc.ts'
import { importFile } from '../../server/features/imports/import.ts'
import { EnterpriseMapping, readJson } from '../../server/features/imports/mapping.ts'
import { initialsOf } from '../../server/initials.ts'
import type { Actor } from '../../server/db/actor.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { deskOf } from './desk.ts'
import { taking } from './exportBook.ts'
import { pick, randomOf } from './randomFilters.ts'

const leader: Actor = { role: 'government', person: '林青山', grids: [], post: 'leader' }
const ROWS = 400
const district = { code: '370600', name: '烟台市' }

const files = taking()
let book: FreshDatabase
beforeAll(async () => {
  book = await freshDatabase()
})
afterAll(async () => {
  files.drop()
  await book.drop()
})

/** Texts that a sheet, a zip, an XML, a DBF or a reader of them could spoil. */
const HARD = [
  '=1+1', "'=1+1", "''@x", '+86', '-1', '@SUM(A1)', '=HYPERLINK("http://x","y")', '"quoted"', 'a,b;c',
  '_x000D_', '_x005F_', '<b>&amp;</b>', "O'Brien", '0012', '1e5', '007', 'true', '𠮷野家', '😀厂', '烟台（演示）有限公司', '1,234', '2026-01-01', '#N/A',
  'é', '㍿', '某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某', '\\', '%s', '{}', 'NULL',
] as const // prettier-ignore
/** And those that hold what nobody sees: no form takes them, but a book may have them from before. */
const UNSEEN = ['two\nlines', 'a\tb', 'a\rb', 'a\r\nb', '\u0001x', '\u200b零宽'] as const
const SIGNS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']

/** Enterprises of a seed as owners may keep them; texts as an import takes them, without blanks at their ends. */
async function fill(seed: number, texts: readonly string[] = HARD) {
  const random = randomOf(seed)
  const maybe = <T>(value: () => T) => (random() < 0.25 ? null : value())
  const text = () => pick(random, texts) + (random() < 0.5 ? pick(random, texts) : '')
  const code = () => {
    const { code: section, divisions } = pick(random, INDUSTRY_SECTIONS)
    const division = String(divisions[0] + Math.floor(random() * (divisions[1] - divisions[0] + 1))).padStart(2, '0')
    return section + (random() < 0.2 ? '' : division + (random() < 0.5 ? String(Math.floor(random() * 10)) : ''))
  }
  const rows = Array.from({ length: ROWS }, () => {
    const name = text()
    return {
      scheme: 'uscc',
      identifier: completeUscc(Array.from({ length: 16 }, (_, i) => (i < 8 ? '9' : pick(random, SIGNS))).join('')),
      name,
      initials: initialsOf(name),
      industry: maybe(code),
      status: pick(random, ['active', 'suspended', 'closed']),
      address: maybe(text),
      legal_person: maybe(text),
      safety_manager: maybe(text),
      safety_manager_phone: maybe(() => pick(random, ['+86 535 6234567', '0535-6234567', '13800000000', '00000'])),
      staff: maybe(() => Math.floor(random() * 50_000)),
      crowded: random() < 0.5,
      high_risk: random() < 0.5,
      standardization: maybe(() => 1 + Math.floor(random() * 3)),
      at: maybe(() => [119.5 + 2.3 * random(), 36.5 + 1.8 * random()]),
    }
  })
  await book.owner.query('delete from enterprise')
  await book.owner.query(
    `insert into enterprise (scheme, identifier, name, initials, industry, status, address, legal_person, safety_manager, safety_manager_phone,
       staff, crowded, high_risk, standardization, geom)
     select scheme, identifier, name, initials, industry, status, address, legal_person, safety_manager, safety_manager_phone, staff, crowded,
       high_risk, standardization, st_setsrid(st_makepoint((at ->> 0)::float8, (at ->> 1)::float8), 4326)
     from jsonb_to_recordset($1::jsonb) r (scheme text, identifier text, name text, initials text, industry text, status text, address text,
       legal_person text, safety_manager text, safety_manager_phone text, staff integer, crowded boolean, high_risk boolean,
       standardization smallint, at jsonb)`,
    [JSON.stringify(rows)],
  )
}

interface Kept {
  readonly lng: number | null
  readonly lat: number | null
  readonly rest: unknown
}
/** The book without positions, and these. What an import stamps on a row it changes is left out. */
async function kept(): Promise<Kept[]> {
  const { rows } = await book.owner.query<Kept>(`select st_x(geom) as lng, st_y(geom) as lat,
    to_jsonb(e) - '{geom, geom_3857, cell, source, source_datum, changed_at, changed_by}'::text[] as rest from enterprise e order by id`)
  return rows
}

const mapping = (name: string) =>
  readJson(EnterpriseMapping, readFileSync(`data/mappings/${name}.json`, 'utf8'), `${name}.json`)
const DATUM_NAMES = { wgs84: 'WGS 84', gcj02: 'GCJ-02', bd09: 'BD-09' } as const

/** The mapping of a format; of tables in another datum the columns of the position bear its name. */
function mappingOf(format: ExportFormat, datum: ExportDatum): EnterpriseMapping {
  if (format === 'geojson' || format === 'gpkg') return mapping('anjian-enterprises-geojson')
  if (format === 'shp.zip') return mapping('anjian-enterprises-shapefile')
  const tables = mapping('anjian-enterprises')
  const place = (word: string) => ({ column: `${word}（${DATUM_NAMES[datum]}）`, translate: undefined })
  return { ...tables, columns: { ...tables.columns, lng: place('经度'), lat: place('纬度') } }
}

const FORMATS: readonly (readonly [ExportFormat, Record<string, string>])[] = [
  ['csv', {}],
  ['csv', { bom: 'no' }],
  ['xlsx', {}],
  ['geojson', {}],
  ['shp.zip', {}],
  ['gpkg', {}],
]
/** Degrees by which there and back over another datum may move a point: its inverse is iterated to a fifth of a metre. */
const THERE_AND_BACK = 2e-6

/** Exports and imports again; what the import found, and the book before and after. */
async function thereAndBack(format: ExportFormat, query: Record<string, string>, datum: ExportDatum) {
  const before = await kept()
  const { path } = await files.take(deskOf(book, leader), 'enterprises', format, { ...query, datum })
  const report = await importFile(book.operator, { file: path, mapping: mappingOf(format, datum), datum, bounds: 'none', district, acceptGood: true }) // prettier-ignore
  return { before, report, after: await kept() }
}

describe.each([11, 29])('export, then import: seed %i', (seed) => {
  beforeAll(() => fill(seed))

  test.each(FORMATS)('%s %j in WGS 84 changes nothing', async (format, query) => {
    const { before, report, after } = await thereAndBack(format, query, 'wgs84')
    const { rows, added, changed, unchanged, rejected, written } = report
    expect(report.issues.filter(({ rule }) => rule !== 'position-missing')).toEqual([])
    expect({ rows, added, changed, unchanged, rejected, written }).toEqual({ rows: ROWS, added: 0, changed: 0, unchanged: ROWS, rejected: 0, written: true }) // prettier-ignore
    expect(after).toEqual(before)
  })

  describe.each(EXPORT_DATUMS.filter((datum) => datum !== 'wgs84'))('in %s', (datum) => {
    test.each(FORMATS)('%s %j changes nothing but the last digits of positions', async (format, query) => {
      const { before, report, after } = await thereAndBack(format, query, datum)
      const { rows, added, rejected, written } = report
      expect({ rows, added, rejected, written }).toEqual({ rows: ROWS, added: 0, rejected: 0, written: true })
      expect(after.map(({ rest }) => rest)).toEqual(before.map(({ rest }) => rest))
      for (const [i, { lng, lat }] of before.entries()) {
        if (lng === null || lat === null) expect([after[i]!.lng, after[i]!.lat]).toEqual([null, null])
        else
          expect(Math.max(Math.abs(after[i]!.lng! - lng), Math.abs(after[i]!.lat! - lat))).toBeLessThan(THERE_AND_BACK)
      }
    })
  })
})

test.each(FORMATS)(
  '%s %j: texts with what nobody sees come back whole and are refused by row, the others change nothing',
  async (format, query) => {
    await fill(5, [...HARD, ...HARD, ...UNSEEN])
    const { before, report, after } = await thereAndBack(format, query, 'wgs84')
    const texts = ['name', 'address', 'legal_person', 'safety_manager']
    const isPlain = ({ rest }: Kept) =>
      texts.every((column) => PLAIN_LINE.test(String((rest as Record<string, unknown>)[column] ?? '').trim()))
    const hidden = before.filter((row) => !isPlain(row)).length
    expect(hidden).toBeGreaterThan(50)
    const { rows, added, changed, unchanged, rejected } = report
    expect({ rows, added, changed, unchanged, rejected }).toEqual({ rows: ROWS, added: 0, changed: 0, unchanged: ROWS - hidden, rejected: hidden }) // prettier-ignore
    expect(new Set(report.issues.map(({ rule }) => rule))).toEqual(new Set(['unseen-character', 'position-missing']))
    expect(after).toEqual(before)
  },
)
