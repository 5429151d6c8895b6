import { expect, test } from 'vitest'
import type { InspectionPlan } from '#core/contract/inspectionPlans.ts'
import { plansOfDepartment } from './departmentPlans.ts'

const plan = (id: number, kind: InspectionPlan['kind']) => ({ id, kind, total: 99, done: 98, overdue: 97 }) as InspectionPlan // prettier-ignore
const visited = [
  { part: '1', n: 2, of: 8 },
  { part: '2', n: 0, of: 0 },
  { part: '3', n: 3, of: 3 },
]
const overdue = [
  { part: '1', n: 6, of: null },
  { part: '2', n: 0, of: null },
  { part: '3', n: 0, of: null },
]

test('joint plans go first, and the numbers are those of the unit, not of the whole list', () => {
  const told = plansOfDepartment([plan(1, 'campaign'), plan(3, 'joint')], visited, overdue)
  expect(told.map((one) => [one.plan.id, one.visited, one.total, one.overdue])).toEqual([
    [3, 3, 3, 0],
    [1, 2, 8, 6],
  ])
})

test('a plan without enterprises of the unit, or of which one figure does not tell, is left out', () => {
  expect(plansOfDepartment([plan(2, 'joint'), plan(4, 'campaign')], visited, overdue)).toEqual([])
  expect(plansOfDepartment([plan(1, 'campaign')], visited, [])).toEqual([])
})
