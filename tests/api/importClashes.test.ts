import { describe, expect, test } from 'vitest'
import type { ImportMapping, StagedRow } from '#core/contract/importShapes.ts'
import { A, B, C, csv, MAPPING, stagesBook } from './stagesBook.ts'
import { draws, SOURCE, truthOf } from './truthBook.ts'

const stages = stagesBook()
const { get, post, upload, ask, staged, published } = stages
const { rowsOf, outlookOf, recordOf, publishedAgain } = truthOf(stages)

describe('rows that end at one enterprise', () => {
  test('are refused when that is decided, and again where they are published', async () => {
    await published(csv('S-1,大海化工有限公司,121.400,37.500'), { mapping: SOURCE })
    const stage = await staged(csv(`${A},大海化工,121.4001,37.500`, `${B},大海化工有限责任公司,121.4002,37.500`))
    expect(stage.outlook).toMatchObject({ added: 2, resembling: 2 })
    expect((await post(`/${stage.id}/decisions`, { row: 2, decided: 'merge' })).status).toBe(201)
    const second = await post(`/${stage.id}/decisions`, { row: 3, decided: 'merge' })
    expect([second.status, second.body.code]).toEqual([422, 'import-refused'])
    expect(second.body.detail).toContain('第 2, 3 (S-1) 行')
    expect(await outlookOf(stage.id)).toMatchObject({ added: 1, changed: 1, undecided: 1 })
    // as two who decide in the same moment leave it
    await ask(`update import_resemblance set decided = 'merge'`)
    const refused = await post(`/${stage.id}/publish`)
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('第 2, 3 (S-1) 行')])
    await post(`/${stage.id}/decisions`, { row: 3, decided: 'apart' })
    expect(await recordOf(await publishedAgain(stage.id))).toEqual([
      { added: 1, changed: 1, unchanged: 0, rejected: 0 },
    ])
    const again = await staged(csv(`${A},大海化工,121.4001,37.500`, `${B},大海化工有限责任公司,121.4002,37.500`))
    expect(again.outlook).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
  })

  test('under the own key and a further one are both rejected, and named', async () => {
    await published(csv('S-1,大海化工有限公司,121.400,37.500'), { mapping: SOURCE })
    const merged = await staged(csv('S-9,大海化工,121.4001,37.500'), { mapping: SOURCE })
    await post(`/${merged.id}/decisions`, { row: 2, decided: 'merge' })
    await publishedAgain(merged.id)
    const both = await staged(
      csv('S-1,大海化工,121.400,37.500', 'S-9,大海化工二,121.400,37.500', 'S-3,别家,121.41,37.50'),
      { mapping: SOURCE },
    )
    expect(both).toMatchObject({ rejected: 2, outlook: { added: 1, changed: 0, unchanged: 0 } })
    const rejected = await rowsOf(both.id, 'rejected')
    expect(rejected.map(({ row, issues }) => [row, issues.map(({ rule, found }) => [rule, found])])).toEqual([
      [2, [['enterprise-repeated', 'S-1 (2, 3)']]],
      [3, [['enterprise-repeated', 'S-1 (2, 3)']]],
    ])
  })

  test('or not: what the outlook says of merged rows is what is published, whatever is in them', async () => {
    await published(
      csv('S-1,甲化工有限公司,121.400,37.500', 'S-2,乙化工有限公司,121.41,37.51', 'S-3,丙化工,121.42,37.52'),
      { mapping: SOURCE },
    )
    const file = csv(`${A},甲化工有限公司,121.400,37.500`, `${B},乙化工,121.41,37.51`, `${C},丙化工,121.4201,37.52`)
    const { id } = await staged(file)
    for (const row of [2, 3, 4]) await post(`/${id}/decisions`, { row, decided: 'merge' })
    const outlook = await outlookOf(id)
    expect(outlook).toMatchObject({ added: 0, changed: 2, unchanged: 1 })
    expect(await recordOf(await publishedAgain(id))).toEqual([{ added: 0, changed: 2, unchanged: 1, rejected: 0 }])
    const again = await published(file)
    expect(await recordOf(again)).toEqual([{ added: 0, changed: 0, unchanged: 3, rejected: 0 }])
  })
})

/** A row of numbers from 0 to 1 that is the same each time. Park and Miller, 1988. */
function chance(seed: number) {
  let now = seed
  return () => (now = (now * 48_271) % 2_147_483_647) / 2_147_483_647
}

test.each([3, 8, 21])('whatever is merged, the outlook is what is published, and twice is once: %i', async (seed) => {
  const next = chance(seed)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)] as Item
  const row = (key: string) =>
    `${key},${pick(['甲化工', '甲化工有限公司', '乙厂', '丙'])},121.40${pick(['00', '01', '40'])},37.50`
  const first = ['S-1', 'S-2', 'S-3', 'S-4'].map(row)
  await published(csv(...first), { mapping: SOURCE })
  for (const mapping of [MAPPING, { ...SOURCE, scheme: 'other' }]) {
    const keys = mapping === MAPPING ? [A, B, C] : ['O-1', 'O-2', 'O-3', 'O-4']
    const file = csv(...keys.map(row))
    const { id } = await staged(file, { mapping })
    for (const { row: number } of await rowsOf(id, 'resembling')) {
      if (next() < 0.7)
        expect([201, 422]).toContain((await post(`/${id}/decisions`, { row: number, decided: 'merge' })).status)
    }
    const { added, changed, unchanged } = (await outlookOf(id)) ?? {}
    expect(await recordOf(await publishedAgain(id))).toEqual([{ added, changed, unchanged, rejected: 0 }])
    const again = await staged(file, { mapping })
    expect(again.outlook).toMatchObject({ added: 0, changed: 0, unchanged: keys.length, resembling: 0 })
  }
})

describe('a key of a source', () => {
  test('is of no source before a person names it', async () => {
    const { body } = await upload('序号,企业名称,经度,纬度\r\n1,甲印刷厂,121.40,37.50\r\n')
    const { guess } = (await get(`/${body.id}/preview`)) as { guess: { mapping: ImportMapping } }
    expect(guess.mapping.scheme).toBe('')
    expect((await post(`/${body.id}/stage`, { mapping: guess.mapping, datum: 'wgs84' })).status).toBe(400)
  })

  test('that names another enterprise at another place by now is told', async () => {
    await published(csv('1,甲印刷厂,121.40,37.50', '2,乙印刷厂,121.41,37.50', '3,丙厂,121.42,37.50'), {
      mapping: SOURCE,
    })
    const stage = await staged(
      csv('1,东方酒店,121.42,37.50', '2,乙印刷厂（新）,121.4105,37.50', '3,丙厂,121.45,37.50'),
      { mapping: SOURCE },
    )
    expect(stage).toMatchObject({ warned: 1, outlook: { changed: 3 } })
    const [row] = await rowsOf(stage.id, 'warned')
    expect(row?.issues).toMatchObject([
      { rule: 'another-enterprise', found: '甲印刷厂 → 东方酒店 (1769 m)', column: '统一社会信用代码' },
    ])
  })
})

describe('grids', () => {
  const grids: ImportMapping = {
    capability: 'grids',
    scheme: 'uscc',
    columns: { code: { column: 'code' }, name: { column: 'name' }, person: { column: 'person' }, phone: { column: 'phone' } },
    constants: {},
  } // prettier-ignore
  const outcomes = (rows: StagedRow[]) =>
    rows.map(({ key, outlook, issues }) => [key, outlook, issues.map(({ rule }) => rule)])

  test('outside the district are rejected, over others they are told', async () => {
    await published(draws(['G1', 121, 37, 121.5, 37.5], ['G2', 121.5, 37, 122, 37.5]), { mapping: grids })
    const stage = await staged(
      draws(
        ['FR', 2.3, 48, 2.4, 48.1],
        ['OV', 121.4, 37.1, 121.6, 37.2],
        ['OW', 121.55, 37.1, 121.7, 37.2],
        ['G1', 121, 37, 121.5001, 37.5],
      ),
      { mapping: grids },
    )
    expect(outcomes(await rowsOf(stage.id, 'all'))).toEqual([
      ['FR', 'rejected', ['outside-district']],
      ['OV', 'added', ['grids-overlap']],
      ['OW', 'added', ['grids-overlap']],
      ['G1', 'changed', ['grids-overlap']],
    ])
    const [, over] = await rowsOf(stage.id, 'all')
    expect(over?.issues[0]?.found).toMatch(/^G1 98\.\d{3} km²; G2 98\.\d{3} km²; OW 49\.\d{3} km²$/)
    expect((await post(`/${stage.id}/publish`)).body.code).toBe('import-rows-rejected')
  })

  test('say how many enterprises come to another grid, and how many to none', async () => {
    await published(csv(`${A},甲厂,121.2,37.2`, `${B},乙厂,121.45,37.2`, `${C},丙厂,121.7,37.2`))
    await published(draws(['G1', 121, 37, 121.5, 37.5], ['G2', 121.5, 37, 122, 37.5]), { mapping: grids })
    const stage = await staged(draws(['G1', 121.3, 37, 121.4, 37.5], ['G2', 121.4, 37, 122, 37.5]), { mapping: grids })
    expect(stage.outlook).toMatchObject({ changed: 2, changeGrid: 1, loseGrid: 1 })
    const gridsOf = () =>
      ask('select e.identifier as k, g.code from enterprise e left join grid g on g.id = e.grid order by 1')
    await publishedAgain(stage.id)
    expect(await gridsOf()).toEqual([{ k: A, code: null }, { k: B, code: 'G2' }, { k: C, code: 'G2' }]) // prettier-ignore
  })
})
