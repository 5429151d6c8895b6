import { beforeEach, describe, expect, test } from 'vitest'
import type { ImportMapping } from '#core/contract/importShapes.ts'
import type { TimelineEvent } from '#core/contract/timelines.ts'
import type { Actor } from '../../server/db/actor.ts'
import { deskOf } from './desk.ts'
import { A, B, stagesBook } from './stagesBook.ts'

const stages = stagesBook()
const { ask, post, published } = stages
// ids begin anew before each test
beforeEach(() => ask('truncate history, enterprise_count'))
const steward: Actor = { role: 'government', person: '数据', grids: [], post: 'data-steward', account: 1 }

const mappingOf = (capability: ImportMapping['capability'], columns: object): ImportMapping => ({
  capability,
  scheme: 'uscc',
  columns: Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, { column }])),
  constants: {},
})
const FACTS = mappingOf('enterprises', { key: '代码', name: '名称', staff: '人数', highRisk: '高危', lng: '经度', lat: '纬度' }) // prettier-ignore
const enterprises = (...rows: string[]) =>
  published(['代码,名称,人数,高危,经度,纬度', ...rows].join('\r\n'), { mapping: FACTS })
const POINTS = mappingOf('risk-points', { enterprise: '代码', name: '风险点', method: '方法', likelihood: 'L', consequence: 'S' }) // prettier-ignore
const points = (...rows: string[]) => published(['代码,风险点,方法,L,S', ...rows].join('\r\n'), { mapping: POINTS })
const classes = async () =>
  (await ask<{ class: string; reasons: string[] }>('select class, class_reasons as reasons from enterprise order by name')).map(({ class: found, reasons }) => `${found} ${reasons.join()}`) // prettier-ignore
const undo = async (id: number) => {
  const { status, body } = await post(`/published/${id}/undo`)
  expect(status, JSON.stringify(body)).toBe(201)
}
async function eventsOf(key: string): Promise<TimelineEvent[]> {
  const [found] = await ask<{ id: number }>('select id from enterprise where identifier = $1', [key])
  return (await deskOf(stages.book, steward).get(`/enterprises/${found!.id}/timeline`).query({ limit: 50 })).body.events
}
const followed = (events: readonly TimelineEvent[]) =>
  events.flatMap(({ source, consequences }) => consequences.map(({ fact, before, after }) => `${source} ${fact} ${before}→${after}`)) // prettier-ignore

describe('the class after an import', () => {
  test('of enterprises: the new have theirs at once, the changed another, and taking it back brings the first again', async () => {
    await enterprises(`${A},甲,100,否,121.4,37.5`, `${B},乙,5,是,121.41,37.51`)
    expect(await classes()).toEqual(['A high-risk', 'C none-apply'])
    await enterprises(`${A},甲,101,否,121.4,37.5`, `${B},乙,101,否,121.41,37.51`)
    expect(await classes()).toEqual(['B staff-over-100', 'B staff-over-100'])
    expect(followed(await eventsOf(B))).toEqual(['import class A→B'])
    await undo(2)
    expect(await classes()).toEqual(['A high-risk', 'C none-apply'])
    expect(followed(await eventsOf(B))).toEqual(['import class B→A', 'import class A→B'])
    await undo(1)
    expect(await classes()).toEqual([])
  })

  test('of risk points: colour and class follow in the transaction of the import, and go back with it', async () => {
    await enterprises(`${A},甲,1,否,121.4,37.5`, `${B},乙,1,否,121.41,37.51`)
    await points(`${A},釜,LS,5,5`, `${B},釜,LS,3,3`)
    expect(await classes()).toEqual(['B risk-yellow', 'A risk-red-orange'])
    expect(followed(await eventsOf(A))).toEqual(['import class C→A', 'import risk null→1'])
    await points(`${A},釜,LS,1,1`)
    expect(await classes()).toEqual(['B risk-yellow', 'C none-apply'])
    await undo(3)
    await undo(2)
    expect(await classes()).toEqual(['C none-apply', 'C none-apply'])
  })

  test('is told at the check where it would fall, of whichever fact or risk point, and of a merge', async () => {
    const { staged, get } = stages
    const warned = async (file: Promise<{ id: number }>) => {
      const { rows } = (await get(`/${(await file).id}/rows?kind=warned`)) as { rows: { row: number; issues: { column: string; rule: string; found: string }[] }[] }
      return rows.flatMap(({ row, issues }) => issues.map(({ column, rule, found }) => `${row} ${column} ${rule} ${found}`))
    }
    const facts = (...rows: string[]) => warned(staged(['代码,名称,人数,高危,经度,纬度', ...rows].join('\r\n'), { mapping: FACTS }))
    const risks = (...rows: string[]) => warned(staged(['代码,风险点,方法,L,S', ...rows].join('\r\n'), { mapping: POINTS }))
    await enterprises(`${A},甲,101,否,121.4,37.5`, `${B},乙,5,是,121.41,37.51`)
    expect(await facts(`${A},甲,101,否,121.4,37.5`, `${B},乙,9,是,121.41,37.51`)).toEqual([])
    expect(await facts(`${A},甲,100,否,121.4,37.5`, `${B},乙,101,否,121.41,37.51`)).toEqual([
      '2 人数 class-drops 甲: B → C', '3 高危 class-drops 乙: A → B',
    ])
    await points(`${A},釜,LS,5,5`, `${A},罐,LS,3,3`, `${B},釜,LS,5,5`)
    expect(await risks(`${A},釜,LS,4,5`)).toEqual([]) // another score of the same level
    expect(await risks(`${A},釜,LS,1,1`, `${B},釜,LS,1,1`)).toEqual(['2 L class-drops 甲: A → B'])
    const merging = warned(staged(['代码,名称,人数,高危,经度,纬度', 'S-1,乙有限公司,5,否,121.4101,37.51'].join('\r\n'), { mapping: { ...FACTS, scheme: 'source' } }))
    expect(await merging).toEqual([]) // its risk point holds it in A
    await ask('delete from risk_point')
    const again = warned(staged(['代码,名称,人数,高危,经度,纬度', 'S-1,乙有限公司,5,否,121.4101,37.51'].join('\r\n'), { mapping: { ...FACTS, scheme: 'source' } }))
    expect(await again).toEqual(['2 高危 class-drops-merged 乙: A → C'])
  }) // prettier-ignore

  test('agrees with the rule for every row of a large file', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `S-${n},厂${n},${n % 203},${n % 13 === 0 ? '是' : '否'},121.4,37.5`) // prettier-ignore
    await published(['代码,名称,人数,高危,经度,纬度', ...rows].join('\r\n'), { mapping: { ...FACTS, scheme: 'source' } })
    const [sum] = await ask(`select count(*)::int as n, count(*) filter (where (e.class_computed, e.class_reasons) is distinct from (f.class, f.reasons))::int as wrong,
      count(distinct e.class)::int as kinds from enterprise e, lateral app.class_of(e) f`)
    expect(sum).toEqual({ n: 5000, wrong: 0, kinds: 3 })
    const [summed] = await ask(`select sum(n)::int as n from enterprise_count where lens = 57 and class = 'A'`)
    const [counted] = await ask(`select count(*)::int as n from enterprise where class = 'A'`)
    expect(summed).toEqual(counted)
  }) // prettier-ignore
})

describe('grids drawn anew', () => {
  const square = (west: number, east: number) => [[west, 37], [east, 37], [east, 37.5], [west, 37.5], [west, 37]] // prettier-ignore
  const grids = (border: number) =>
    published(JSON.stringify({ type: 'FeatureCollection', features: [['G12', '一', 121, border], ['G13', '二', border, 122]].map(([code, name, west, east]) => ({
      type: 'Feature', properties: { code, name, person: '甲', phone: '0535-000000' }, geometry: { type: 'Polygon', coordinates: [square(Number(west), Number(east))] } })) }),
      { mapping: mappingOf('grids', { code: 'code', name: 'name', person: 'person', phone: 'phone' }) }) // prettier-ignore

  test('move enterprises, and each that moved says from where to where', async () => {
    await enterprises(`${A},甲,1,否,121.2,37.2`, `${B},乙,1,否,121.8,37.2`)
    await grids(121.5)
    await grids(121.1)
    expect(followed(await eventsOf(A))).toEqual(['import grid 一 G12→二 G13', 'import grid null→一 G12'])
    expect(followed(await eventsOf(B))).toEqual(['import grid null→二 G13'])
    await undo(3)
    expect(followed(await eventsOf(A))[0]).toBe('import grid 二 G13→一 G12')
    await undo(2)
    expect(followed(await eventsOf(A))[0]).toBe('import grid 一 G12→null')
  })

  test('a unit that leads other trades takes enterprises over, and each says so', async () => {
    const departments = (...rows: string[]) =>
      published(['编号,名称,负责人,电话,行业', ...rows].join('\r\n'), { mapping: mappingOf('departments', { code: '编号', name: '名称', person: '负责人', phone: '电话', industries: '行业' }) }) // prettier-ignore
    await published(['代码,名称,行业', `${A},甲,C2614`].join('\r\n'), { mapping: mappingOf('enterprises', { key: '代码', name: '名称', industry: '行业' }) }) // prettier-ignore
    await departments('D1,工信局,张三,0535-6000001,C', 'D2,应急局,李四,0535-6000002,G')
    await departments('D2,应急局,李四,0535-6000002,C26')
    expect(followed(await eventsOf(A))).toEqual(['import department 工信局→应急局', 'import department null→工信局'])
  })
})
