import { describe, expect, test } from 'vitest'
import type { Actor } from '../db/actor.ts'
import { changeFor, merge, type Notice } from './scope.ts'

const government: Actor = { role: 'government', person: '值班员', grids: [] }
const department: Actor = { role: 'department', person: '应急局', grids: [], department: 3 }
const grid: Actor = { role: 'grid', person: '网格长', grids: [12, 14] }
const enterprise: Actor = { role: 'enterprise', person: '厂长', grids: [], enterprise: 7 }
const citizen: Actor = { role: 'public', person: '公众', grids: [] }

const scopes = [
  { enterprise: 7, grid: 12, department: 3 },
  { enterprise: 9, grid: 14, department: 4 },
  { enterprise: 8, grid: 13, department: 3 },
  { enterprise: 7, grid: 12, department: 3 },
  { enterprise: 6, grid: null, department: null },
]
const notice: Notice = { layer: 'enterprises', version: 5, scopes }

describe('changeFor', () => {
  test.each([
    ['the government, every id once', government, [6, 7, 8, 9]],
    ['a department, its own', department, [7, 8]],
    ['a grid chief, those of all own grids', grid, [7, 9]],
    ['an enterprise, itself', enterprise, [7]],
  ])('tells %s', (_who, actor, ids) => {
    expect(changeFor(actor, notice)).toEqual({ layer: 'enterprises', version: 5, ids })
  })

  test.each([
    ['another department', { ...department, department: 5 }],
    ['a department that is none', { role: 'department', person: 'x', grids: [] } as Actor],
    ['another grid', { ...grid, grids: [13.5, 99] }],
    ['a chief without a grid', { ...grid, grids: [] }],
    ['another enterprise', { ...enterprise, enterprise: 70 }],
    ['an enterprise that is none', { role: 'enterprise', person: 'x', grids: [] } as Actor],
    ['the public', citizen],
  ])('tells %s nothing', (_who, actor) => {
    expect(changeFor(actor, notice)).toBeUndefined()
  })

  test.each(['public', 'system', 'security', 'audit'] as const)('tells a %s of no change at all', (role) => {
    for (const said of [scopes, null, [{ enterprise: null, grid: null, department: null }]])
      expect(changeFor({ role, person: 'x', grids: [] }, { ...notice, scopes: said })).toBeUndefined()
  })

  test.each([
    ['many rows', null],
    ['a row that is nobody’s own', [{ enterprise: null, grid: null, department: null }]],
  ])('tells the whole house of %s, without ids', (_what, scopes) => {
    for (const actor of [government, department, grid, enterprise])
      expect(changeFor(actor, { ...notice, scopes })).toEqual({ layer: 'enterprises', version: 5, ids: null })
    expect(changeFor(citizen, { ...notice, scopes })).toBeUndefined()
  })
})

describe('merge', () => {
  const one = { enterprise: 1, grid: null, department: null }
  const of = (version: number, scopes: Notice['scopes']): Notice => ({ layer: 'hazards', version, scopes })

  test('keeps the scopes of both and the later version, in whichever order they come', () => {
    expect(merge(of(2, [one]), of(1, [{ ...one, enterprise: 2 }]))).toEqual(of(2, [one, { ...one, enterprise: 2 }]))
  })
  test.each([
    ['one of them says nothing of scopes', of(1, null), of(2, [one])],
    ['there are too many', of(1, Array(150).fill(one)), of(2, Array(51).fill(one))],
  ])('is for everybody where %s', (_why, earlier, later) => {
    expect(merge(earlier, later)).toEqual(of(2, null))
  })
})
