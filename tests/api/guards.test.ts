/** What the database refuses or derives by itself, against the same oracles as the rules of the core, which it does not share. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decimal } from '../proof/fraction.ts'
import { levelFor } from '../proof/majorHazardOracle.ts'
import { isUscc, lettersInDivision, mistakesIn, randomBeginning, USCC_CHARACTERS } from '../proof/usccOracle.ts'
import { cases, proves } from '../sample.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { randomOf } from './randomFilters.ts'

let book: FreshDatabase
beforeAll(async () => {
  book = await freshDatabase()
})
afterAll(() => book.drop())

test('app.uscc_valid accepts right codes and none mistyped', async (context) => {
  const compared = proves(context, {
    claim: 'The database accepts a code exactly where both check characters are right: all pairs of them, all mistyped and changed about',
    judged: 'app.uscc_valid (SQL)',
    judge: 'GB 32100 and GB 11714 as congruences modulo 31 and 11, in whole numbers',
  }) // prettier-ignore
  const pairs = USCC_CHARACTERS.flatMap((one) => USCC_CHARACTERS.map((other) => one + other))
  const random = randomOf(2015)
  for (let count = cases(3, 100); count > 0; count -= 1) {
    const beginning = randomBeginning(random)
    const whole = pairs.map((pair) => beginning + pair)
    const right = whole.filter(isUscc)
    const codes = [
      ...whole,
      ...lettersInDivision(beginning, ['A', 'Y']),
      ...right.flatMap((code) => mistakesIn(code, [...USCC_CHARACTERS, 'I', 'O', 'a', ' ', '壹'])),
    ]
    const { rows } = await book.owner.query<{ code: string }>(
      'select code from unnest($1::text[]) code where app.uscc_valid(code)',
      [codes],
    )
    expect(rows.map(({ code }) => code)).toEqual(right)
    expect(right).toHaveLength(1)
    compared(codes.length)
  }
})

test('hazard_source.level is that of table 6', async (context) => {
  const compared = proves(context, {
    claim: 'The level that the database derives from S and R, for every pair of values around S = 1 and R = 10, 50, 100',
    judged: 'hazard_source.level (SQL)',
    judge: 'GB 18218-2018 in exact fractions, from its tables in tests/fixtures/standards',
  })
  const around = (limit: number) =>
    [-1, -0.01, -1e-6, -2e-9, -5e-10, 0, 1e-9, 1e-6, 0.01].map((by) => (limit + by).toFixed(10))
  const values = [...around(1), '0.5', '7'].flatMap((s) => [10, 50, 100].flatMap(around).map((r) => ({ s, r })))
  await book.owner.query(`
    insert into enterprise (id, scheme, identifier, name, geom) values (1, 'demo', 'L', '样板', st_setsrid(st_makepoint(121.5, 37.4), 4326))`)
  const { rows } = await book.owner.query<{ level: number | null }>(
    `with kept as (
       insert into hazard_source (enterprise, name, unit_kind, geom, alpha, sum_ratio, sum_weighted, r)
       select 1, '罐区' || at, 'storage', st_setsrid(st_makepoint(121.5, 37.4), 4326), 1, s, r, r
       from json_to_recordset($1) v (at int, s float8, r float8) returning name, level)
     select level from kept order by substr(name, 3)::int`,
    [JSON.stringify(values.map((value, at) => ({ at, ...value })))],
  )
  expect(rows.map(({ level }) => level ?? undefined)).toEqual(values.map(({ s, r }) => levelFor(decimal(s), decimal(r))))
  compared(values.length)
}) // prettier-ignore
