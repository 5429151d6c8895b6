import { z } from 'zod'
import type { Db } from './db.ts'
import { sql } from './sql.ts'

const Now = z.object({ at: z.coerce.date() })

/** The one clock of the product: the moment of this transaction. Whatever tells somebody a time takes it from here or from `app.now()`. */
export const nowOf = async (db: Db): Promise<Date> => (await db.one(Now, sql`select app.now() as at`)).at
