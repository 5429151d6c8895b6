import { describe, expect, test } from 'vitest'
import { checklistDiff, type DiffItem } from './checklistDiff.ts'

const item = (n: number, question: string, fields: Partial<DiffItem> = {}): DiffItem => ({
  n,
  question,
  clause: '某条',
  evidence: null,
  severity: 'general',
  kind: 'fire',
  ...fields,
})
const told = (before: DiffItem[], after: DiffItem[]) =>
  checklistDiff(before, after).map((one) => [one.change, (one.before ?? one.after)!.question, one.after?.question ?? null, one.fields]) // prettier-ignore

describe('a checklist against the version before', () => {
  test('is the same where nothing changed', () => {
    expect(told([item(1, '甲'), item(2, '乙')], [item(1, '甲'), item(2, '乙')])).toEqual([
      ['same', '甲', '甲', []],
      ['same', '乙', '乙', []],
    ])
  })

  test('has an item pushed in front, and the others moved, not all of them changed', () => {
    expect(told([item(1, '甲'), item(2, '乙')], [item(1, '新'), item(2, '甲'), item(3, '乙')])).toEqual([
      ['added', '新', '新', []],
      ['changed', '甲', '甲', ['n']],
      ['changed', '乙', '乙', ['n']],
    ])
  })

  test('has a question reworded under its number, and every other field named that differs', () => {
    expect(told([item(1, '甲', { evidence: '照片' })], [item(1, '甲项', { severity: 'major', kind: 'other', clause: '新条' })])).toEqual([
      ['changed', '甲', '甲项', ['question', 'clause', 'evidence', 'severity', 'kind']],
    ]) // prettier-ignore
  })

  test('has an item taken out where its number stood', () => {
    expect(told([item(1, '甲'), item(2, '乙'), item(3, '丙')], [item(1, '甲'), item(3, '丙')])).toEqual([
      ['same', '甲', '甲', []],
      ['removed', '乙', null, []],
      ['same', '丙', '丙', []],
    ])
  })

  test('accounts for every item of both exactly once, whatever they are', () => {
    let seed = 7
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most
    for (let round = 0; round < 300; round += 1) {
      const list = () => Array.from({ length: random(9) }, (_, at) => item(at + 1, `问${random(8)}`, { clause: `条${random(3)}` })) // prettier-ignore
      const [before, after] = [list(), list()]
      const changes = checklistDiff(before, after)
      const sorted = (items: (DiffItem | null)[]) => items.filter((one) => one !== null).toSorted((a, b) => a.n - b.n)
      expect(sorted(changes.map((one) => one.before))).toEqual(before)
      expect(sorted(changes.map((one) => one.after))).toEqual(after)
      for (const one of changes)
        expect(one.change === 'same').toBe(one.before !== null && one.after !== null && JSON.stringify(one.before) === JSON.stringify(one.after)) // prettier-ignore
    }
  })
})
