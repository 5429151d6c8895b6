import { expect, test } from 'vitest'
import { map as en } from './en/map.ts'
import { map as zh } from './zh/map.ts'

type Words = { readonly [key: string]: string | Words }

/** Path of each word with the names it is filled with. */
const pathsOf = (words: Words, at = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [
          `${at}${key} ${[...value.matchAll(/\{\w+\}/g)]
            .map(([name]) => name)
            .sort()
            .join(' ')}`,
        ]
      : pathsOf(value, `${at}${key}.`),
  )

test('the map says everything in both languages, with the same values', () => {
  expect(pathsOf(en)).toEqual(pathsOf(zh))
})
