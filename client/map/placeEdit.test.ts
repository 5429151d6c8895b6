import { expect, test } from 'vitest'
import { beginEdit, type PlaceShape, redo, step, undo } from './placeEdit.ts'

const at = (lng: number): PlaceShape => ({ position: [lng, 37], ring: undefined })

test('steps are taken back and done again in their order; a new one drops what was taken back', () => {
  const edit = [at(2), at(3)].reduce(step, beginEdit(at(1)))
  expect(edit.now).toEqual(at(3))
  const back = undo(undo(edit))
  expect([back.now, back.past]).toEqual([at(1), []])
  expect(undo(back)).toBe(back)
  expect(redo(redo(back))).toEqual(edit)
  expect(redo(edit)).toBe(edit)
  expect(step(undo(edit), at(9))).toMatchObject({ now: at(9), past: [at(1), at(2)], future: [] })
})

test('the same shape again is no step', () => {
  const edit = step(beginEdit(at(1)), at(2))
  expect(step(edit, at(2))).toBe(edit)
})

test('a hundred steps are kept', () => {
  const edit = Array.from({ length: 150 }, (_, lng) => at(lng)).reduce(step, beginEdit(at(-1)))
  expect(edit.past).toHaveLength(100)
})
