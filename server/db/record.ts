import type { Db, Who } from './db.ts'
import { sql } from './sql.ts'

/** An act that changes no row of the book. Changes are recorded by the database itself. */
export interface Act {
  readonly act: 'read' | 'export' | 'sign-in' | 'sign-in-failed' | 'sign-out' | 'wear' | 'identity'
  /** The capability, by the name of its table. */
  readonly topic: string
  /** Whose rows. */
  readonly ids?: readonly number[]
  /** What was asked, or why it failed; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>
  /** How many rows it touched. */
  readonly count?: number
}

/** Writes an act into the audit, in the name of whoever the transaction acts for. */
export async function record(db: Db, { act, topic, ids = [], details, count = 1 }: Act): Promise<void> {
  const text = details === undefined ? null : JSON.stringify(details)
  await db.raw(sql`select app.record(${act}, ${topic}, ${[...ids]}::bigint[], ${text}::jsonb, ${count}::integer)`)
}

/** From here on the transaction acts for this account: sign-in learns only on its way who it is. */
export async function actAs(
  db: Db,
  { account, person, post }: Pick<Who, 'account' | 'person' | 'post'>,
): Promise<void> {
  await db.raw(sql`
    select set_config('app.account', ${account?.toString() ?? ''}, true), set_config('app.person', ${person ?? ''}, true),
      set_config('app.post', ${post ?? ''}, true)`)
}
