import type { z } from 'zod'
import { Problem } from '#core/contract/problem.ts'
import { problem } from '../../http/problems.ts'

/** One part of a request, parsed. @throws Problem invalid-request with every place that is wrong */
export function partOf<Schema extends z.ZodType>(part: string, schema: Schema, given: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(given)
  if (success) return data
  const issues = error.issues.map(({ path, message }) => ({ at: [part, ...path.map(String)].join('.'), message }))
  throw new Problem('invalid-request', problem('invalid-request').message, issues)
}
