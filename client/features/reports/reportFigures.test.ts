import { expect, test } from 'vitest'
import type { ReportFigure } from '#core/contract/reports.ts'
import { basisOf, lineName, linesOf, tongueOf } from './reportFigures.ts'

const figure = (section: ReportFigure['section'], key: string, value: number, label = ''): ReportFigure => ({ section, key, label, measure: 'found', value }) // prettier-ignore

test('lines keep the order of the answer, and what belongs nowhere comes last', () => {
  const figures = [figure('grid', '0', 1), figure('grid', '9', 2, '新材园'), figure('industry', 'C', 3), { ...figure('grid', '9', 4, '新材园'), measure: 'open' as const }] // prettier-ignore
  expect(linesOf(figures, 'grid')).toEqual([
    { key: '9', label: '新材园', values: { found: 2, open: 4 } },
    { key: '0', label: '', values: { found: 1 } },
  ])
})

test.each([
  ['industry', 'C', '', 'C 制造业'],
  ['industry', '-', '', undefined],
  ['grid', '9', '新材园', '新材园'],
  ['grid', '0', '', undefined],
] as const)('%s %s is called %j by its label %j', (section, key, label, name) => {
  expect(lineName(section, { key, label, values: {} }, 'zh')).toBe(name)
})

test.each([
  [false, null, null, { word: 'noBook' }],
  [true, null, null, { word: 'countedHere' }],
  [true, null, 4, { word: 'signedSince', now: 4 }],
  [true, 4, 4, { word: 'fromSigned', id: 4 }],
  [true, 4, 7, { word: 'correctedSince', id: 4, now: 7 }],
] as const)(
  'figures of another period (known %s, from %s, signed by now %s) stand on %o',
  (known, from, now, basis) => {
    expect(basisOf(known, from, now)).toEqual(basis)
  },
)

test.each([
  ['应急管理局', 'en', 'zh'],
  ['Emergency Management Bureau', 'en', undefined],
  ['应急管理局', 'zh', undefined],
] as const)('%s on a page in %s is said to be in %s', (name, locale, tongue) => {
  expect(tongueOf(name, locale)).toBe(tongue)
})
