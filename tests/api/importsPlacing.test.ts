import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asSteward } from '../../server/db/db.ts'
import { Sql, sql } from '../../server/db/sql.ts'
import { FIELD_KINDS } from '../../server/features/imports/fields.ts'
import { importFile } from '../../server/features/imports/import.ts'
import { EnterpriseMapping, type Field } from '../../server/features/imports/mapping.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { countedRollups, keptRollups } from './rollupsOracle.ts'

/** More than two batches. */
const ROWS = 8_500
const INDUSTRIES = ['C26', 'C2614', 'C', 'D45', 'G5941', '']

let book: FreshDatabase
let folder: string
const ask = async <Row extends object>(statement: string, values: unknown[] = []) =>
  (await book.owner.query<Row>(statement, values)).rows

beforeAll(async () => {
  book = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'anjian-import-'))
  await book.owner.query(`
    insert into district (code, name, geom) values ('370600', '烟台市', st_multi(st_makeenvelope(120, 37, 122, 38, 4326)));
    insert into department (code, name, person, phone, industries) values
      ('d1', '工信局', '张三', '0535-0000000', '{C}'), ('d2', '应急局', '李四', '0535-0000000', '{C26,D}');
    insert into grid (level, code, name, person, phone) values (1, 'g1', '烟台市', '王五', '0535-0000000');
    insert into grid (level, code, name, parent, person, phone, geom)
      select 3, 'g' || x, '网格' || x, (select id from grid where code = 'g1'), '赵六', '0535-0000000',
        st_multi(st_makeenvelope(x, 37, x + 1, 38, 4326)) from generate_series(120, 121) x`)
})
afterAll(async () => {
  await book.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** Rows on a lattice over both grids, their common border and what lies around; every seventh has no position. Dense ones lie within 5 km. */
function lines(dense: boolean): string[] {
  return Array.from({ length: ROWS }, (_, i) => {
    const [x, y] = dense
      ? [120.98 + (i % 61) / 1500, 36.98 + (i % 53) / 1300]
      : [119.5 + (i % 61) / 20, 36.75 + (i % 53) / 35]
    const position = i % 7 === 0 ? ',' : `${x},${y}`
    return `K${i},烟台${i}厂,${position},${INDUSTRIES[i % INDUSTRIES.length]},${i % 3 === 0 ? '停业' : ''},路${i}号,甲,乙,0535-${10_000 + i},${i % 90},${i % 2},${i % 5 === 0 ? '是' : '否'},${(i % 3) + 1}`
  })
}
const HEADER = 'key,name,lng,lat,industry,status,address,legal,manager,phone,staff,crowded,risky,standard'
const columns = {
  name: 'name', lng: 'lng', lat: 'lat', industry: 'industry', status: 'status', address: 'address', legalPerson: 'legal',
  safetyManager: 'manager', safetyManagerPhone: 'phone', staff: 'staff', crowded: 'crowded', highRisk: 'risky',
  standardization: 'standard',
} satisfies Record<Field | 'lng' | 'lat', string> // prettier-ignore

async function load(scheme: string, chosen: object) {
  const file = join(folder, `${scheme}.csv`)
  writeFileSync(file, [HEADER, ...lines(scheme === 'dense')].join('\n'))
  const mapping = EnterpriseMapping.parse({
    capability: 'enterprises',
    name: scheme,
    scheme,
    key: 'key',
    columns: chosen,
  })
  return importFile(book.operator, { file, mapping, datum: 'wgs84', bounds: 'none' })
}

/** Whole files of a scheme but for what differs from one insert to the next. */
const filesOf = (scheme: string) =>
  ask<{ file: object }>(
    `select to_jsonb(e) - '{id,scheme,opened_at,changed_at,changed_by}'::text[] as file from enterprise e
     where scheme = $1 order by identifier`,
    [scheme],
  )

describe('rows of an import', () => {
  test.each<[string, Record<string, string>]>([
    ['whole', columns],
    ['bare', { name: 'name' }],
    ['dense', { name: 'name', lng: 'lng', lat: 'lat' }],
  ])('are what one insert after another makes of them, with %s columns', async (scheme, chosen) => {
    expect(await load(scheme, chosen)).toMatchObject({ added: ROWS, changed: 0, unchanged: 0, rejected: 0 })
    const fields = (Object.keys(FIELD_KINDS) as Field[]).filter((field) => field in chosen)
    const given = [...fields.map((field) => FIELD_KINDS[field].column), ...('lng' in chosen ? ['geom'] : [])]
    const names = new Sql([[...given, 'initials', 'source', 'source_datum', 'identifier'].join()], [])
    await asSteward(book.operator, 'import', (db) =>
      db.run(
        sql`insert into enterprise (scheme, ${names}) select ${`${scheme}-2`}, ${names} from enterprise where scheme = ${scheme}`,
      ),
    )
    const found = await filesOf(scheme)
    expect(found).toHaveLength(ROWS)
    expect(found).toEqual(await filesOf(`${scheme}-2`))
  })

  test('lie in every grid, in none, and under every member unit', async () => {
    const placed = await ask(`select distinct g.code, d.code as unit from enterprise e left join grid g on g.id = e.grid
      left join department d on d.id = e.lead_department where scheme = 'whole' order by 1, 2`)
    expect(placed).toEqual(['g120', 'g121', null].flatMap((code) => ['d1', 'd2', null].map((unit) => ({ code, unit }))))
  })

  test('are counted where they lie in no grid, before they are published', async () => {
    const counted = `select in_no_grid as n from import_stage where mapping ->> 'scheme' = $1 order by id limit 1`
    const lying = `select count(*)::int as n from enterprise where scheme = $1 and geom is not null and grid is null`
    for (const scheme of ['whole', 'dense']) expect(await ask(counted, [scheme])).toEqual(await ask(lying, [scheme]))
  })

  test('a second time are left as they are', async () => {
    const before = await filesOf('whole')
    expect(await load('whole', columns)).toMatchObject({ added: 0, changed: 0, unchanged: ROWS })
    expect(await filesOf('whole')).toEqual(before)
  })

  test('that are new, changed and unchanged in one batch are told apart, and only the changed have a history', async () => {
    await book.owner.query(`delete from enterprise where scheme = 'whole' and identifier in ('K1', 'K5000');
      update enterprise set address = '旧址' where scheme = 'whole' and identifier in ('K2', 'K3', 'K5001'); delete from history`)
    expect(await load('whole', columns)).toMatchObject({ added: 2, changed: 3, unchanged: ROWS - 5 })
    const kept = await ask(
      `select before->>'address' as before, after->>'address' as after from history order by after`,
    )
    expect(kept).toEqual(['路2号', '路3号', '路5001号'].sort().map((after) => ({ before: '旧址', after })))
  })

  test('are in the roll-ups, exactly', async () => {
    expect(await keptRollups(book.owner)).toEqual(await countedRollups(book.owner))
  })
})

describe('whoever says that rows are placed', () => {
  const insert = (scheme: string) =>
    sql`insert into enterprise (scheme, identifier, name, geom, grid)
      values (${scheme}, '1', '样板', st_setsrid(st_makepoint(120.5, 37.5), 4326), (select id from grid where code = 'g121'))`
  const gridOf = (scheme: string) =>
    ask(`select g.code from enterprise e left join grid g on g.id = e.grid where scheme = $1`, [scheme])

  test('and is the steward is not believed', async () => {
    await asSteward(book.operator, 'test', async (db) => {
      await db.run(sql`set local app.placed = 'on'`)
      await db.run(insert('steward'))
    })
    expect(await gridOf('steward')).toEqual([{ code: 'g120' }])
  })

  test('is believed until the import is done, and no longer', async () => {
    await book.owner.query(`
      insert into import_stage (id, file_name, file_size, file_hash, state, capability, mapping, datum, columns, rows)
        values (900, 'a.csv', 1, repeat('0', 64), 'publishing', 'enterprises', '{"scheme":"other"}', 'wgs84', '{name,geom}', 1);
      insert into import_row (stage, row, key, made, rejected, warned, lng, lat) values (900, 2, '1', '{"name":"样板"}', false, false, 120.5, 37.5);
      insert into import (id, capability, file_name, file_hash, datum, added, changed, unchanged, rejected, made_at, made_by)
        values (900, 'enterprises', 'a.csv', repeat('0', 64), 'wgs84', 1, 0, 0, 0, app.now(), 'x')`)
    await asSteward(book.operator, 'test', async (db) => {
      const published = await db.raw(sql`select added, changed from app.publish_rows(900, 900, 0, 10, '{"2":"yb"}')`)
      expect(published.rows).toEqual([{ added: 1, changed: 0 }])
      const { rows } = await db.raw(sql`select current_setting('app.placed', true) as placed`)
      expect(rows).toEqual([{ placed: '' }])
    })
    expect(await gridOf('other')).toEqual([{ code: 'g120' }])
    const client = await book.owner.connect()
    await client.query('begin; set local role anjian_owner')
    await client.query(insert('owner').toQuery())
    await client.query('commit')
    client.release()
    expect(await gridOf('owner')).toEqual([{ code: 'g120' }])
  })
})
