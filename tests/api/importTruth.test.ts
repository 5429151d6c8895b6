import { describe, expect, test } from 'vitest'
import type { ImportMapping } from '#core/contract/importShapes.ts'
import { A, B, C, csv, D, MAPPING, stagesBook } from './stagesBook.ts'
import { asPerson, SOURCE, truthOf } from './truthBook.ts'

const stages = stagesBook()
const { get, post, ask, staged, published, upload } = stages
const { book, rowsOf, outlookOf, publishedAgain } = truthOf(stages)

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

describe('decisions of merges', () => {
  const address = { address: { column: '地址' } }
  const file = (...rows: string[]) => ['统一社会信用代码,企业名称,经度,纬度,地址,旧号', ...rows, ''].join('\r\n')
  const rows = [
    'S-1,甲厂有限公司,121.4001,37.50,甲路,O-1',
    'S-2,乙厂有限公司,121.4101,37.51,乙路,O-2',
    'S-3,丙厂有限公司,121.4201,37.52,丙路,O-3',
  ]
  const decisions = async (id: number) =>
    (await rowsOf(id, 'resembling')).map(({ key, resembles }) => [key, resembles?.decided])
  const again = async (id: number, mapping: ImportMapping) => {
    expect((await post(`/${id}/stage`, { mapping, datum: 'wgs84' })).status).toBe(201)
    await stages.desk.idle()
    return outlookOf(id)
  }
  const decided = async () => {
    await published(csv(`${A},甲厂,121.40,37.50`, `${B},乙厂,121.41,37.51`, `${C},丙厂,121.42,37.52`))
    const { id } = await staged(file(...rows), { mapping: SOURCE })
    for (const [row, is] of [
      [2, 'merge'],
      [3, 'apart'],
      [4, 'merge'],
    ] as const)
      // prettier-ignore
      expect((await post(`/${id}/decisions`, { row, decided: is })).status).toBe(201)
    return id
  }

  test('stay through another check while row and enterprise do; the others are counted and asked again', async () => {
    const id = await decided()
    const more = { ...SOURCE, columns: { ...SOURCE.columns, ...address } }
    expect(await again(id, more)).toMatchObject({ resembling: 3, undecided: 0, recalled: 3, forgotten: 0 })
    expect(await decisions(id)).toEqual([['S-1', 'merge'], ['S-2', 'apart'], ['S-3', 'merge']]) // prettier-ignore
    // known by another key, and saying the same
    const other = { ...more, columns: { ...more.columns, key: { column: '旧号' } } }
    expect(await again(id, other)).toMatchObject({ recalled: 3, forgotten: 0 })
    expect(await decisions(id)).toEqual([['O-1', 'merge'], ['O-2', 'apart'], ['O-3', 'merge']]) // prettier-ignore
    // one enterprise bears another name, and another one is closer to the row than the one that it was merged with
    await ask(`update enterprise set name = '丁厂' where identifier = '${B}'`)
    await ask(`insert into enterprise (scheme, identifier, name, source, source_datum, geom)
      select 'uscc', '${D}', '甲厂', 'import', 'wgs84', st_setsrid(st_makepoint(121.4001, 37.50), 4326)`)
    expect(await again(id, other)).toMatchObject({ resembling: 2, undecided: 1, recalled: 1, forgotten: 2 })
    expect(await decisions(id)).toEqual([['O-1', null], ['O-3', 'merge']]) // prettier-ignore
  })

  test('go on to the file that corrects it, and never merge two rows with one enterprise', async () => {
    await decided()
    const twin = 'S-4,甲厂有限公司,121.4001,37.50,甲路,O-4'
    const { id, outlook } = await staged(file(...rows.slice(0, 2), twin), { mapping: SOURCE })
    // both say what the row said that was merged: which of them it is, is asked
    expect(outlook).toMatchObject({ resembling: 3, undecided: 2, recalled: 1, forgotten: 2 })
    expect(await decisions(id)).toEqual([['S-1', null], ['S-2', 'apart'], ['S-4', null]]) // prettier-ignore
  })

  test('do not merge with an enterprise that is a row of the file itself by now', async () => {
    await published(csv(`${A},甲厂,121.40,37.50`))
    const row = `${B},甲厂有限公司,121.4001,37.50`
    const { id } = await staged(csv(row))
    await post(`/${id}/decisions`, { row: 2, decided: 'merge' })
    expect((await staged(csv(row))).outlook).toMatchObject({ undecided: 0, recalled: 1, forgotten: 0 })
    const both = await staged(csv(row, `${A},甲厂,121.40,37.50`))
    expect(both.outlook).toMatchObject({ undecided: 1, recalled: 0, forgotten: 1 })
    const alone = await upload(csv(row), '别的.csv')
    await post(`/${alone.body.id}/stage`, { mapping: MAPPING, datum: 'wgs84' })
    await stages.desk.idle()
    expect(await outlookOf(alone.body.id)).toMatchObject({ undecided: 1, recalled: 0, forgotten: 0 })
  })

  test('outlive a check that was stopped', async () => {
    const id = await decided()
    await post(`/${id}/stage`, { mapping: SOURCE, datum: 'wgs84' })
    await post(`/${id}/cancel`)
    await stages.desk.idle()
    expect(await again(id, SOURCE)).toMatchObject({ undecided: 0, recalled: 3, forgotten: 0 })
  })
})

test('an enterprise that an import brought says who published it', async () => {
  await ask('truncate history') // the ids of tests before this one come again
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

test.each([
  ['\u200d', '⟨U+200D⟩'],
  ['\u3164\u2800', '⟨U+3164⟩⟨U+2800⟩'],
])('a name of %j alone is refused as the forms refuse it', async (name, found) => {
  const stage = await staged(csv(`${A},${name},121.40,37.50`))
  expect(stage).toMatchObject({ rejected: 1 })
  const [row] = await rowsOf(stage.id, 'rejected')
  expect(row?.issues).toMatchObject([{ rule: 'unseen-character', column: '企业名称', found }])
})

test('a line feed within a name is refused', async () => {
  const stage = await staged(csv(`${A},"甲\n厂",121.40,37.50`))
  expect(stage).toMatchObject({ rejected: 1, broken: [{ rule: 'unseen-character' }] })
})
