import { expect, test } from 'vitest'
import { type Actor, scopeKey } from './actor.ts'

const chief: Actor = { role: 'grid', person: '王海', grids: [7, 3] }

test.each<[string, Actor, Actor]>([
  ['the person', chief, { ...chief, person: '李川' }],
  ['the order of the grids', chief, { ...chief, grids: [3, 7, 7] }],
  ['a department that a grid chief does not read', chief, { ...chief, department: 2 }],
])('does not depend on %s', (_what, one, other) => {
  expect(scopeKey(one)).toBe(scopeKey(other))
})

test('differs where what may be seen differs', () => {
  const actors: Actor[] = [
    chief,
    { ...chief, grids: [37] },
    { role: 'department', person: '王海', grids: [], department: 7 },
    { role: 'department', person: '王海', grids: [], department: 3 },
    { role: 'enterprise', person: '王海', grids: [], enterprise: 7 },
    { role: 'government', person: '王海', grids: [] },
    { role: 'public', person: '王海', grids: [] },
  ]
  expect(new Set(actors.map(scopeKey)).size).toBe(actors.length)
})
