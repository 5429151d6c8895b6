import { describe, expect, test } from 'vitest'
import { chemicalsNamed, chemicalsOfCas, isCas, namesOf, nearestChemicals } from './chemicalNames.ts'
import { NAMED_CHEMICALS } from './gb18218Table1.ts'

const numbers = (found: readonly { no: number }[]) => found.map(({ no }) => no)

describe('a chemical of table 1', () => {
  test('is found by each of its names and CAS numbers, and by them alone', () => {
    for (const row of NAMED_CHEMICALS) {
      expect(numbers(chemicalsNamed(row.name))).toEqual([row.no])
      for (const alias of row.aliases) expect(numbers(chemicalsNamed(alias)), alias).toContain(row.no)
      for (const cas of row.cas) expect(numbers(chemicalsOfCas(cas)), cas).toContain(row.no)
    }
    expect([chemicalsNamed('水'), chemicalsOfCas('7732-18-5')]).toEqual([[], []])
  })

  test.each([
    ['１，３－丁二烯', [47]],
    ['汽油（乙醇汽油、甲醇汽油）', [66]],
    ['汽油', [66]],
    [' 液 氯 ', [12]],
    ['硝酸铵', [43, 44]],
    ['硝化棉', [37, 38, 39, 40, 41]],
  ])('%s is number %j', (name, found) => expect(numbers(chemicalsNamed(name))).toEqual(found))

  test('is known by names that no other has', () => {
    expect(namesOf(NAMED_CHEMICALS[11]!)).toEqual(['氯', '液氯', '氯气'])
    expect(namesOf(NAMED_CHEMICALS[38]!)).toEqual(['硝化纤维素(含乙醇≥25%)'])
  })
})

test.each(['7664-41-7', '50-00-0', '106-99-0', '86290-81-5'])('%s is a CAS number', (cas) =>
  expect(isCas(cas)).toBe(true),
)
test.each(['7664-41-8', '50-00-1', '7664417', '', '7664-41-7 '])('%j is none', (cas) => expect(isCas(cas)).toBe(false))
test('each CAS number of the table has its check digit', () => {
  expect(NAMED_CHEMICALS.flatMap(({ cas }) => cas).filter((cas) => !isCas(cas))).toEqual([])
})

test.each([
  ['甲笨', '甲苯'],
  ['环氧乙浣', '环氧乙烷'],
  ['丙烯晴', '丙烯腈'],
  ['hexane', undefined],
])('%s may be meant for %s', (text, meant) => {
  const found = nearestChemicals(text)
  expect(found).toHaveLength(6)
  if (meant !== undefined) expect(found).toContain(meant)
})
