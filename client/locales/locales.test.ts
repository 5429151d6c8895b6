import { expect, test } from 'vitest'
import { account as accountEn } from './en/account.ts'
import { map as mapEn } from './en/map.ts'
import { people as peopleEn } from './en/people.ts'
import { shell as shellEn } from './en/shell.ts'
import { words as wordsEn } from './en/words.ts'
import { account as accountZh } from './zh/account.ts'
import { map as mapZh } from './zh/map.ts'
import { people as peopleZh } from './zh/people.ts'
import { shell as shellZh } from './zh/shell.ts'
import { words as wordsZh } from './zh/words.ts'

type Words = { readonly [key: string]: string | Words }

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\w+\}/g)].map(([name]) => name))].sort().join(' ')
/** Path of each word with the names it is filled with. */
const pathsOf = (words: Words, at = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${at}${key} ${placeholders(value)}`] : pathsOf(value, `${at}${key}.`),
  )

test.each([
  ['map', mapZh, mapEn],
  ['account', accountZh, accountEn],
  ['people', peopleZh, peopleEn],
  ['shell', shellZh, shellEn],
  ['words', wordsZh as Words, wordsEn as Words],
])('%s says everything in both languages, with the same values', (_name, zh, en) => {
  expect(pathsOf(en)).toEqual(pathsOf(zh))
})
