import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/db.ts'
import { sql } from '../db/sql.ts'
import { problem } from './problems.ts'

/** What belongs to the attempt and not to the deed: the id itself, what had been read before, and when it is sent. */
const OF_ATTEMPT = new Set(['request', 'seen', 'leaderless', 'sentAt'])

/** JSON of a value with the keys of every object in order; what is undefined is left out. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one)]))
}

/** SHA-256 of what a deed says, whatever the order of its fields. */
export function digestOf(said: object): Buffer {
  const deed = Object.fromEntries(Object.entries(said).filter(([key]) => !OF_ATTEMPT.has(key)))
  return createHash('sha256').update(JSON.stringify(ordered(deed))).digest() // prettier-ignore
}

const Held = z.object({ held: z.boolean() })
/**
 * Whoever sends the same request at once waits here until the first is done, to the end of the transaction: the second then finds what the
 * first made, and answers the same. Called before anything is read of what the request made. `of`: what of the address it is about; `at`: where
 * the id stands; `deadline`: one that a device may measure anew with each attempt, so that two hours between them make no other deed.
 * @throws Problem request-taken where something else was said under the id
 */
export async function holdRequest(
  db: Db,
  body: { readonly request: string },
  {
    at = 'body.request',
    deadline,
    ...of
  }: { readonly at?: string; readonly deadline?: string } & Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const said = digestOf({ ...of, ...body }).toString('hex')
  const due = deadline === undefined ? null : Date.parse(deadline)
  const { held } = await db.one(Held, sql`select app.hold_request(${body.request}::uuid, decode(${said}, 'hex'), to_timestamp(${due}::float8 / 1000)) as held`) // prettier-ignore
  if (!held) throw requestTaken(at)
}

/** Something else was made under the id. */
export const requestTaken = (at = 'body.request') => problem('request-taken', undefined, at)
