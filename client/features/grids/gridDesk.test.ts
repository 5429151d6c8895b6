import { describe, expect, test } from 'vitest'
import type { DraftStep, GridLoad } from '#core/contract/gridDrafts.ts'
import { polygonsOf } from '#core/domain/gridMesh/polygonsOf.ts'
import { vertexAt } from '#core/domain/gridMesh/mesh.ts'
import { district } from '../../../tests/meshDistrict.ts'
import { at } from '../../../tests/meshSamples.ts'
import { differencesOf } from './differences.ts'
import { valueText } from './differenceText.ts'
import { factFault } from './factsDraft.ts'
import { boxAround, lineNear, nearLines, partFor } from './followLines.ts'
import { dayOf } from './gridDay.ts'
import { levelsOf, sumText, type TreeNode } from './gridTree.ts'
import { meanwhile, refusalNow } from './meanwhile.ts'
import { borderFeatures } from './meshFeatures.ts'
import { nextCode } from './nextCode.ts'

describe('the next free code', () => {
  test.each([
    ['runs on after the last serial of the district', '370671007001003', ['370671', '370671007001003', '370671007004031'], '370671007001032'],
    ['another district has serials of its own', '370671007001003', ['370671007001003', '110000007001900'], '370671007001004'],
    ['used up to the end: the first that is free', '370671007001999', ['370671007001999', '370671007001001'], '370671007001002'],
    ['none is free', '370671007001999', Array.from({ length: 999 }, (_, i) => `370671007001${String(i + 1).padStart(3, '0')}`), undefined],
    ['a grid without such a code', 'X-7', ['X-7'], undefined],
  ] as const)('%s', (_, of, taken, wanted) => expect(nextCode(of, taken)).toBe(wanted)) // prettier-ignore
})

const load = (more: Partial<GridLoad> = {}): GridLoad => ({ area: 1000, enterprises: 4, classA: 1, classB: 1, classC: 1, unclassed: 1, visits: 1.5, overdue: 0, population: 10, travel: 500, ...more }) // prettier-ignore
describe('differences', () => {
  const signs = (now: GridLoad | null, drafted: GridLoad | null) =>
    Object.fromEntries(differencesOf(now, drafted).map(({ measure, sign, by }) => [measure, [sign, by]]))
  test('are told by sign and amount; of rounding alone they are none', () => {
    const told = signs(load(), load({ area: 1000.4, enterprises: 6, visits: 1.5 + 1e-9, overdue: 0, population: 3 }))
    expect(told).toMatchObject({ area: ['same', expect.closeTo(0.4)], enterprises: ['more', 2], population: ['less', 7] }) // prettier-ignore
    expect([told.visits![0], told.overdue]).toEqual(['same', ['same', 0]])
  })
  test('what comes and what goes is said as such, and the side where it is not there has no value, not 0', () => {
    expect(differencesOf(null, load()).every(({ sign, now }) => sign === 'came' && now === undefined)).toBe(true)
    expect(differencesOf(load(), null).every(({ sign, drafted }) => sign === 'gone' && drafted === undefined)).toBe(
      true,
    )
  })
  test('values are written with their unit', () => {
    expect([valueText('area', 1_234_567), valueText('area', 640), valueText('visits', 2.5), valueText('visits', 10), valueText('travel', 999), valueText('travel', 12_340), valueText('population', 1234)]).toEqual(['1.23 km²', '640 m²', '2.5', '10', '999 m', '12.34 km', '1,234']) // prettier-ignore
  })
})

const step = (number: number, state: DraftStep['state'] = 'done'): DraftStep => ({ number, kind: 'move', state, nodes: ['甲'], madeAt: '2026-11-28T05:00:00.000Z', madeBy: '乙' }) // prettier-ignore
describe('what others did meanwhile', () => {
  const told = (before: DraftStep[], after: DraftStep[]) => meanwhile(before, after).map(({ step: { number }, how }) => [number, how]) // prettier-ignore
  test.each([
    ['nothing', [step(2), step(1)], [step(2), step(1)], []],
    ['two steps, the earlier first', [step(1)], [step(3), step(2), step(1)], [[2, 'done'], [3, 'done']]],
    ['one taken back', [step(2), step(1)], [step(2, 'undone'), step(1)], [[2, 'undone']]],
    ['one done again', [step(2, 'undone'), step(1)], [step(2), step(1)], [[2, 'redone']]],
    ['one taken back and another in its place', [step(2), step(1)], [step(3), step(2, 'dropped'), step(1)], [[2, 'undone'], [3, 'done']]],
    ['what had been taken back before gave way to another', [step(2, 'undone'), step(1)], [step(3), step(2, 'dropped'), step(1)], [[3, 'done']]],
    ['the first of all', [], [step(1)], [[1, 'done']]],
    ['a log that tells of more than was seen', [step(9)], [step(9), step(8), step(7)], []],
  ] as const)('%s', (_, before, after, wanted) => expect(told([...before], [...after])).toEqual(wanted)) // prettier-ignore

  test('a wish is repeated where it still fits: asked, the mesh keeps every byte', () => {
    const mesh = district()
    const before = JSON.stringify(polygonsOf(mesh))
    const wish = { kind: 'move' as const, from: [...at(10, 5)] as [number, number], to: [...at(11, 5)] as [number, number] }
    expect(refusalNow(mesh, wish)).toBeUndefined()
    expect(refusalNow(mesh, { ...wish, to: [...at(25, 5)] })?.reason).toBe('crosses')
    expect(refusalNow(mesh, { ...wish, from: [...at(11, 6)] })?.reason).toBe('no-vertex')
    expect(refusalNow(mesh, { kind: 'describe', grid: 1, facts: { code: '1', name: '1', person: '1', phone: '12345' } })).toBeUndefined()
    expect(JSON.stringify(polygonsOf(mesh))).toBe(before)
  }) // prettier-ignore
})

test('a held corner is drawn where it would be with every border that meets there, and the mesh is as it was', () => {
  const mesh = district()
  const before = JSON.stringify(polygonsOf(mesh))
  const [vertex, to] = [vertexAt(mesh, at(10, 10))!, at(12, 12)]
  const features = borderFeatures(mesh, { vertex, to, refused: false })
  const [inner, outer, moved] = features.map(({ geometry }) => JSON.stringify(geometry))
  const written = JSON.stringify(to)
  // four borders meet in the corner: each is drawn once among all, and once more as what moves
  expect([inner, outer, moved].map((text) => text!.split(written).length - 1)).toEqual([4, 0, 4])
  expect(inner).not.toContain(JSON.stringify(at(10, 10)))
  expect(JSON.stringify(polygonsOf(mesh))).toBe(before)
  expect(borderFeatures(mesh, { vertex, to, refused: true }).map(({ properties }) => properties!.part)).toEqual(['inner', 'outer', 'refused', 'corner-refused']) // prettier-ignore
})

const tree: TreeNode[] = [
  { id: 1, level: 1, code: '370671', name: '区', person: '甲', phone: '1', change: 'none' },
  { id: 2, level: 3, code: '370671007001002', name: '渔港里', person: '乙', phone: '139', change: 'both' },
  { id: 3, level: 3, code: '370671007001001', name: '望海路', person: '丙', phone: '138', change: 'none' },
  { id: 4, level: 3, code: '370671007001003', name: '旧里', person: '', phone: '', change: 'gone' },
]
test('the tree counts level by level without what is gone, orders by code, and finds by name, code, person and phone', () => {
  expect(sumText(tree)).toBe('1+0+2')
  expect(levelsOf(tree, '')[2]!.nodes.map(({ id }) => id)).toEqual([3, 2, 4])
  for (const [text, id] of [['渔港', 2], ['7001001', 3], ['乙', 2], ['138', 3]] as const)
    expect(levelsOf(tree, text).flatMap(({ nodes }) => nodes).map((node) => node.id)).toEqual([id])
}) // prettier-ignore

test('facts are told wrong by field', () => {
  const facts = { name: '新里', code: '370671007001032', person: '丁', phone: '138 0000' }
  const fault = (field: keyof typeof facts, value: string, level = 3) => factFault(field, { ...facts, [field]: value }, { level, others: ['370671007001002'] }) // prettier-ignore
  expect(Object.entries(facts).map(([field, value]) => fault(field as 'name', value))).toEqual([undefined, undefined, undefined, undefined]) // prettier-ignore
  expect([fault('name', ' '), fault('code', '370671007001002'), fault('code', '12'), fault('code', '370671-U01', 2), fault('code', '一', 2), fault('phone', '12a45')]).toEqual(['empty', 'taken', 'code15', undefined, 'code', 'phone']) // prettier-ignore
})

test('lines that a border could follow are the near ones, the nearest first; the part of one is all that is looked at', () => {
  const line = (y: number, name: string) => ({ kind: 'road' as const, name, line: [-20, 0, 5, 10, 15, 40].map((x) => [...at(x, y)] as [number, number]) }) // prettier-ignore
  const border = [at(0, 0), at(5, 1), at(10, 0)]
  const near = nearLines([line(30, 'far'), line(3, 'second'), line(-2, 'first')], border, 100)
  expect(near.map(({ name }) => name)).toEqual(['first', 'second'])
  expect(lineNear(near, at(7, 2.8), 10)?.name).toBe('second')
  expect(lineNear(near, at(7, 20), 10)).toBeUndefined()
  expect(partFor(near[0]!.line, border).length).toBeLessThan(near[0]!.line.length)
  expect(partFor(near[0]!.line, border)).toContainEqual(at(5, -2))
  expect(boxAround(border, 0.001)[0]).toBeCloseTo(121.399)
})

test('a day of an address is a day of the calendar, or none', () => {
  expect(['2026-05-03', '2026-02-30', '2026-5-3', '', undefined, ['2026-05-03']].map(dayOf)).toEqual(['2026-05-03', undefined, undefined, undefined, undefined, undefined]) // prettier-ignore
})
