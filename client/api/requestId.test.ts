import { expect, test } from 'vitest'
import { z } from 'zod'
import { requestId } from './requestId.ts'

test('is a UUID of version 4, and never the same', () => {
  const made = Array.from({ length: 200 }, requestId)
  for (const id of made) expect(z.uuidv4().safeParse(id).success, id).toBe(true)
  expect(new Set(made).size).toBe(made.length)
})
