import { expect, test } from 'vitest'
import { writeOrDrop } from './stream.ts'

const sink = (writableLength: number, state: { writableEnded?: boolean; destroyed?: boolean } = {}) => {
  const calls: string[] = []
  const res = { writableLength, writableEnded: false, destroyed: false, ...state }
  return {
    calls,
    res: Object.assign(res, {
      write: () => calls.push('write') > 0,
      destroy: () => void calls.push('destroy'),
    }) as unknown as Parameters<typeof writeOrDrop>[0],
  }
}

test.each([
  ['one that keeps up is written to', sink(0), ['write']],
  ['one just within bounds still is', sink(1_000_000), ['write']],
  ['one more than a megabyte behind is cut off', sink(1_000_001), ['destroy']],
  ['one that ended is left alone', sink(0, { writableEnded: true }), []],
  ['one that is gone is left alone', sink(0, { destroyed: true }), []],
])('%s', (_who, { res, calls }, expected) => {
  writeOrDrop(res, Buffer.from('x'))
  expect(calls).toEqual(expected)
})
