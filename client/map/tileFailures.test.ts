import { describe, expect, test } from 'vitest'
import { missingTiles } from './tileFailures.ts'

const tile = (x: number) => ({ z: 12, x, y: 7 })

describe('missing tiles', () => {
  test('are kept source by source until they come', () => {
    const missing = missingTiles()
    missing.add('grids', tile(1))
    missing.add('grids', tile(2))
    missing.add('enterprises', tile(1))
    missing.remove('grids', tile(1))
    missing.remove('grids', tile(9))
    expect(missing.sources()).toEqual(['grids', 'enterprises'])
    missing.remove('grids', tile(2))
    expect(missing.sources()).toEqual(['enterprises'])
  })

  test('are taken out once, each once, however often they failed', () => {
    const missing = missingTiles()
    for (const x of [3, 3, 4]) missing.add('grids', tile(x))
    expect(missing.take('grids')).toEqual([tile(3), tile(4)])
    expect(missing.take('grids')).toEqual([])
    expect(missing.isEmpty()).toBe(true)
  })
})
