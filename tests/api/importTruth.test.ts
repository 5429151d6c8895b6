import { describe, expect, test } from 'vitest'
import type { ImportMapping, ImportStage, StagedRow } from '#core/contract/importShapes.ts'
import { asPerson, draws } from './truthBook.ts'
import { A, B, C, csv, MAPPING, stagesBook } from './stagesBook.ts'

const stages = stagesBook()
const { get, post, upload, ask, staged, published } = stages

const WHOLE: ImportMapping = {
  ...MAPPING,
  columns: {
    ...MAPPING.columns,
    status: { column: '经营状态' },
    crowded: { column: '人员密集' },
    highRisk: { column: '高危' },
    staff: { column: '从业人数' },
    address: { column: '地址' },
  },
}
const whole = (...rows: string[]) =>
  ['统一社会信用代码,企业名称,经度,纬度,经营状态,人员密集,高危,从业人数,地址', ...rows, ''].join('\r\n')
const SOURCE: ImportMapping = { ...MAPPING, scheme: 'source' }
const book = () =>
  ask(`select identifier as key, name, status, crowded, high_risk as "highRisk", staff, address, st_x(geom) as lng
    from enterprise order by identifier`)
const rowsOf = async (id: number, kind: string): Promise<StagedRow[]> =>
  ((await get(`/${id}/rows?kind=${kind}`)) as { rows: StagedRow[] }).rows
const outlookOf = async (id: number) => ((await get(`/${id}`)) as ImportStage).outlook
const recordOf = (stage: ImportStage) =>
  ask(`select added, changed, unchanged, rejected from import where id = ${stage.published ?? 0}`)
const publishedAgain = async (id: number) => {
  const begun = await post(`/${id}/publish`, { acceptGood: true })
  expect(begun.status).toBe(201)
  await stages.desk.idle()
  return (await get(`/${id}`)) as ImportStage
}

describe('a blank cell', () => {
  const full = whole(`${A},甲厂,121.40,37.50,注销,是,是,12,港城大街`)
  const blank = whole(`${A},甲厂,,,,,,,`)

  test('of a row that the book has changes nothing, and says by column how much stays', async () => {
    await published(full, { mapping: WHOLE })
    const before = await book()
    const stage = await staged(blank, { mapping: WHOLE })
    expect(stage.outlook).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    expect(stage.blanks.map(({ rule, column, cells }) => [rule, column, cells])).toEqual([
      ['blank-kept', '经营状态', 1],
      ['blank-kept', '地址', 1],
      ['blank-kept', '从业人数', 1],
      ['blank-kept', '人员密集', 1],
      ['blank-kept', '高危', 1],
      ['blank-kept', '经度, 纬度', 1],
    ])
    expect(stage.blanks[0]).toMatchObject({
      zh: expect.stringContaining('不改动'),
      remedyZh: expect.stringContaining('企业档案'),
    })
    // what is written beside blanks is changed, and that alone
    const partly = await staged(whole(`${A},甲厂,,,,,否,,`), { mapping: WHOLE })
    expect((await rowsOf(partly.id, 'changed')).map(({ diff }) => diff)).toEqual([
      [{ field: 'high_risk', before: true, after: false }],
    ])
    await publishedAgain(partly.id)
    expect(await book()).toEqual([{ ...before[0], highRisk: false }])
  })

  test('of a new row takes a default where there has to be a value, and says which', async () => {
    const stage = await published(whole(`${A},甲厂,121.40,37.50,,,,,`), { mapping: WHOLE })
    expect(
      stage.blanks.map(({ rule, column, cells, assumedZh, assumedEn }) => [rule, column, cells, assumedZh, assumedEn]),
    ).toEqual([
      ['blank-default', '经营状态', 1, '在业', 'active'],
      ['blank-default', '人员密集', 1, '否', 'no'],
      ['blank-default', '高危', 1, '否', 'no'],
    ])
    expect(await book()).toMatchObject([
      { status: 'active', crowded: false, highRisk: false, staff: null, address: null },
    ])
  })

  test('of a row that is merged overwrites nothing either', async () => {
    await published(full, { mapping: WHOLE })
    const before = await book()
    const stage = await staged(whole('S-1,甲厂有限公司,121.4001,37.50,,,,,'), {
      mapping: { ...WHOLE, scheme: 'source' },
    })
    await post(`/${stage.id}/decisions`, { row: 2, decided: 'merge' })
    await publishedAgain(stage.id)
    expect(await book()).toEqual([{ ...before[0], name: '甲厂有限公司', lng: 121.4001 }])
  })

  test('of people, departments and inspections leaves what is there', async () => {
    await published(csv(`${A},甲厂,121.40,37.50`))
    const people: ImportMapping = {
      capability: 'people',
      scheme: 'uscc',
      columns: {
        enterprise: { column: '企业' },
        office: { column: '职务' },
        name: { column: '姓名' },
        phone: { column: '手机' },
      },
      constants: {},
    }
    const departments: ImportMapping = {
      capability: 'departments',
      scheme: 'uscc',
      columns: {
        code: { column: '编号' }, name: { column: '名称' }, person: { column: '负责人' }, phone: { column: '电话' }, industries: { column: '行业' },
      }, // prettier-ignore
      constants: {},
    }
    const inspections: ImportMapping = {
      capability: 'inspections',
      scheme: 'uscc',
      columns: { enterprise: { column: '企业' }, kind: { column: '类型' }, inspector: { column: '检查人' }, inspectedAt: { column: '时间' }, findings: { column: '问题数' } },
      constants: {},
    } // prettier-ignore
    const cases = [
      [people, '企业,职务,姓名,手机', [A, '联系人', '甲', '13800000001'], 'select phone as v from enterprise_person', '13800000001'],
      [departments, '编号,名称,负责人,电话,行业', ['D1', '应急局', '甲', '0535-1234567', 'C26'], 'select industries as v from department', ['C26']],
      [inspections, '企业,类型,检查人,时间,问题数', [A, '巡查', '甲', '2026-03-01', '3'], 'select findings as v from inspection', 3],
    ] as const // prettier-ignore
    for (const [mapping, heading, cells, query, value] of cases) {
      await published([heading, cells.join()].join('\r\n'), { mapping })
      const blanked = [...cells.slice(0, -1), ''].join()
      const stage = await staged([heading, blanked].join('\r\n'), { mapping })
      expect([stage.outlook?.unchanged, stage.blanks.map(({ rule, cells: n }) => [rule, n])]).toEqual([
        1,
        [['blank-kept', 1]],
      ])
      await publishedAgain(stage.id)
      expect(await ask(query)).toEqual([{ v: value }])
    }
  })
})

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

describe('a book that moved since the check', () => {
  test('stops the publication, which names rows and fields; checked anew it is published as it is then', async () => {
    await published(whole(`${A},甲厂,121.40,37.50,在业,否,否,10,`), { mapping: WHOLE })
    const late = await staged(whole(`${A},甲厂,121.40,37.50,在业,否,否,10,`, `${B},乙厂,121.41,37.51,在业,否,否,5,`), {
      mapping: WHOLE,
    })
    expect(late.outlook).toMatchObject({ added: 1, unchanged: 1 })
    const [{ id } = { id: 0 }] = await ask<{ id: number }>(`select id from enterprise where identifier = '${A}'`)
    await asPerson(stages, id, { staff: 555 }, '现场核实，人数有误')
    const refused = await post(`/${late.id}/publish`)
    expect([refused.status, refused.body.code]).toEqual([409, 'import-outdated'])
    expect(refused.body.detail).toContain(`第 2（${A}、staff） 行`)
    expect(refused.body.issues).toEqual([{ at: 'row 2', message: `${A} staff` }])
    expect(await book()).toMatchObject([{ key: A, staff: 555 }])
    await post(`/${late.id}/stage`, { mapping: WHOLE, datum: 'wgs84' })
    await stages.desk.idle()
    expect(await outlookOf(late.id)).toMatchObject({ added: 1, changed: 1, unchanged: 0 })
    await publishedAgain(late.id)
    expect(await book()).toMatchObject([{ staff: 10 }, { staff: 5 }])
  })

  test('stops the second of two stewards who add the same enterprise', async () => {
    const [mine, yours] = [await staged(csv(`${A},甲厂,121.40,37.50`)), await staged(csv(`${A},甲工厂,121.40,37.50`))]
    expect([mine.outlook?.added, yours.outlook?.added]).toEqual([1, 1])
    await post(`/${mine.id}/publish`, { district: { code: 'test', name: '测试区' } })
    await stages.desk.idle()
    expect((await post(`/${yours.id}/publish`)).body.code).toBe('import-outdated')
    // and where both passed the first look, the transaction itself looks again
    await ask(`update import_stage set state = 'publishing', changed_by = 'steward（steward）' where id = ${yours.id}`)
    stages.desk.begin(yours.id)
    await stages.desk.idle()
    expect(await get(`/${yours.id}`)).toMatchObject({
      state: 'staged',
      failure: { en: expect.stringContaining('has changed since the check') },
    })
    expect(await book()).toMatchObject([{ name: '甲厂' }])
  })
})

describe('what is confirmed', () => {
  test('is what is published: another datum, mapping or decision meanwhile refuses it', async () => {
    const { id, revision } = await staged(csv(`${A},甲厂,121.40,37.50`))
    await post(`/${id}/stage`, { mapping: MAPPING, datum: 'bd09' })
    await stages.desk.idle()
    const refused = await post(`/${id}/publish`, { confirmed: revision, district: { code: 'test', name: '测试区' } })
    expect([refused.status, refused.body.code]).toEqual([409, 'import-restaged'])
    expect(await book()).toEqual([])
    expect((await post(`/${id}/publish`, { confirmed: undefined })).status).toBe(400)
    await published(csv('S-1,甲厂,121.40,37.50'), { mapping: SOURCE })
    const file = await staged(csv(`${A},甲厂,121.40,37.50`))
    await post(`/${file.id}/decisions`, { row: 2, decided: 'merge' })
    expect((await post(`/${file.id}/publish`, { confirmed: file.revision })).body.code).toBe('import-restaged')
  })
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
      { rule: 'another-enterprise', found: '甲印刷厂 → 东方酒店 (1768 m)', column: '统一社会信用代码' },
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

test('an enterprise that an import brought says who published it', async () => {
  await published(csv(`${A},甲厂,121.40,37.50`))
  const [{ id } = { id: 0 }] = await ask<{ id: number }>('select id from enterprise')
  const about = async (path: string) =>
    (await stages.server.get(`/api/enterprises/${id}${path}`).set(stages.asking())).body
  expect((await about('')).changedBy).toBe('steward（steward）')
  expect((await about('/facts')).origins.name).toMatchObject({ source: 'import', by: 'steward（steward）' })
  expect((await about('/timeline')).events).toMatchObject([
    { act: 'opened', by: 'steward（steward）', source: 'import' },
  ])
})

test.each([
  ['\u202e', '202E'],
  ['\u200b', '200B'],
  ['\u0007', '7'.padStart(4, '0')],
  ['\u2066', '2066'],
])('%j in a name is refused as the forms refuse it', async (sign, number) => {
  const stage = await staged(csv(`${A},甲${sign}厂,121.40,37.50`, `${B},乙\u200d厂,121.41,37.51`))
  expect(stage).toMatchObject({ rejected: 1, outlook: { added: 1 } })
  const [row] = await rowsOf(stage.id, 'rejected')
  expect(row?.issues).toMatchObject([{ rule: 'unseen-character', column: '企业名称', found: `甲⟨U+${number}⟩厂` }])
})

test('a line feed within a name is refused', async () => {
  const stage = await staged(csv(`${A},"甲\n厂",121.40,37.50`))
  expect(stage).toMatchObject({ rejected: 1, broken: [{ rule: 'unseen-character' }] })
})
