import type { z } from 'zod'
import { Problem } from '#core/contract/problem.ts'

const BAD_KEY =
  '翻页标记无法识别；请从第一页重新开始。\nThe key of the next page was not understood: start again from the first page.'

/** The sort key of the last row of a page, as the opaque text that asks for the next one. */
export const writeKey = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/** The sort key behind such a text. @throws Problem invalid-request */
export function readKey<Key extends z.ZodType>(schema: Key, after: string): z.output<Key> {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(after, 'base64url').toString())
  } catch {
    value = undefined
  }
  const { success, data } = schema.safeParse(value)
  if (!success) throw new Problem('invalid-request', BAD_KEY, [{ at: 'query.after', message: BAD_KEY }])
  return data
}

/** A page: one row more was asked for than it shows, so that it knows whether another follows. */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly (string | number)[]) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? writeKey(keyOf(last)) : null }
}
