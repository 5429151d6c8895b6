import { describe, expect, test } from 'vitest'
import { absorbSmall, partition } from './partition.ts'
import { signedArea } from './plane.ts'
import type { Ring } from './plane.ts'

const SQUARE: Ring = [[0, 0], [100, 0], [100, 100], [0, 100]] // prettier-ignore
const areas = (faces: readonly Ring[]) => faces.map(signedArea).sort((a, b) => a - b)

describe('partition', () => {
  test.each([
    ['a line across', [[[-10, 40], [110, 40]]], [4000, 6000]],
    ['two lines that cross', [[[-10, 50], [110, 50]], [[50, -10], [50, 110]]], [2500, 2500, 2500, 2500]],
    ['a line that ends on another', [[[-10, 50], [110, 50]], [[50, 50], [50, 110]]], [2500, 2500, 5000]],
    ['a line that ends within a face', [[[-10, 50], [110, 50]], [[50, 70], [50, 110]]], [5000, 5000]],
    ['a line along the border', [[[-10, 0], [110, 0]]], [10000]],
  ] as const)('%s', (_, lines, expected) => {
    expect(areas(partition(SQUARE, lines).faces)).toEqual(expected)
  }) // prettier-ignore

  test('gives the outline every vertex of its faces on it', () => {
    const { outer, faces } = partition(SQUARE, [[[-10, 37.77], [110, 61.3]]]) // prettier-ignore
    const onBorder = faces.flat().filter(([x, y]) => x === 0 || x === 100 || y === 0 || y === 100)
    expect(onBorder).toHaveLength(8)
    expect(onBorder.every((at) => outer.some((each) => each[0] === at[0] && each[1] === at[1]))).toBe(true)
    expect(signedArea(outer)).toBeCloseTo(-10_000, 6)
  })
})

describe('absorbSmall', () => {
  test('joins a sliver to the neighbour with the longest common border', () => {
    const { faces } = partition(SQUARE, [[[-10, 95], [110, 95]], [[30, -10], [30, 95]]]) // prettier-ignore
    expect(areas(absorbSmall(faces, 600))).toEqual([2850, 7150])
  })
})
