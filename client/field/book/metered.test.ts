import { expect, test } from 'vitest'
import { isUnmetered } from './metered.ts'

test.each([
  [{ type: 'wifi' }, true],
  [{ type: 'ethernet', saveData: false }, true],
  [{ type: 'wifi', saveData: true }, false],
  [{ type: 'cellular' }, false],
  [{ type: 'unknown' }, false],
  [{}, false],
])('of %j bytes cost nothing: %s', (network, free) => expect(isUnmetered(network)).toBe(free))
