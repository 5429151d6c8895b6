import { expect, test } from 'vitest'
import { EMPTY, join, prepared, sql, verbatim } from './sql.ts'

test('values become parameters in order, nested parts become text', () => {
  const inView = sql`position && ${'box'}`
  expect(sql`select ${1} from site where ${inView} limit ${5}`.toQuery()).toEqual({
    text: 'select $1 from site where position && $2 limit $3',
    values: [1, 'box', 5],
  })
})

test('text from outside never becomes SQL', () => {
  const { text, values } = sql`select from site where name = ${"'; drop table site; --"}`.toQuery()
  expect(text).toBe('select from site where name = $1')
  expect(values).toEqual(["'; drop table site; --"])
})

test.each([
  [[], '', []],
  [[sql`a = ${1}`], 'a = $1', [1]],
  [[sql`a = ${1}`, sql`b`, sql`c = ${2}`], 'a = $1 and b and c = $2', [1, 2]],
])('joins parts', (parts, text, values) => {
  expect(join(parts, sql` and `).toQuery()).toEqual({ text, values })
})

test('nothing adds nothing', () => {
  expect(sql`select 1${EMPTY}`.toQuery()).toEqual({ text: 'select 1', values: [] })
})

test('a prepared statement bears its name, others none', () => {
  expect(prepared('site', sql`select ${1}`).toQuery()).toEqual({ name: 'site', text: 'select $1', values: [1] })
  expect(sql`select ${1}`.toQuery()).not.toHaveProperty('name')
})

test('a statement of a library keeps its text, its numbers and its values', () => {
  const { text, values } = verbatim('insert into t values ($1, $2) returning $2 + $1', ['a', 2]).toQuery()
  expect([text, values]).toEqual(['insert into t values ($1, $2) returning $3 + $4', ['a', 2, 2, 'a']])
})
