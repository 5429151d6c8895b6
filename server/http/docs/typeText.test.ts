import { expect, test } from 'vitest'
import { z } from 'zod'
import { typeText } from './typeText.ts'

test.each([
  ['a text', z.string(), 'string'],
  ['an instant', z.iso.datetime(), 'date-time'],
  ['a choice', z.enum(['A', 'B']), '"A" | "B"'],
  ['a literal', z.literal('1'), '"1"'],
  ['a number or nothing', z.number().nullable(), 'number | null'],
  ['a position', z.tuple([z.number(), z.number()]), '[number, number]'],
  ['a list', z.array(z.string()), 'string[]'],
  ['a list of choices', z.array(z.enum(['A', 'B'])), '("A" | "B")[]'],
  ['an object', z.object({ id: z.int(), name: z.string().optional() }), '{\n  id: integer\n  name?: string\n}'],
  ['objects in objects', z.object({ at: z.object({ x: z.number() }) }), '{\n  at: {\n    x: number\n  }\n}'],
  ['a record', z.record(z.string(), z.boolean()), '{\n  [string]: boolean\n}'],
])('writes %s as people read it', (_what, type, text) => {
  const { $schema: _, ...schema } = z.toJSONSchema(type)
  expect(typeText(schema)).toBe(text)
})
