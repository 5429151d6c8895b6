import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { asSteward } from './db/db.ts'
import type { Home } from './db/home.ts'
import { makePool } from './db/pools.ts'
import { sql } from './db/sql.ts'
import { readChecklists } from './features/inspections/checklistFile.ts'
import { publishChecklists } from './features/inspections/publish.ts'

const FILE = fileURLToPath(new URL('../data/checklists/checklists.csv', import.meta.url))
const Empty = z.object({ empty: z.boolean() })

/** Puts the checklists that come with the product in force where the book has none; a district replaces them by its own. */
export async function loadFirstChecklists({ operator }: Home): Promise<void> {
  if (operator === undefined || !existsSync(FILE)) return
  const pool = makePool(operator, { size: 1 })
  try {
    await asSteward(pool, '随产品附带', async (db) => {
      const { empty } = await db.one(Empty, sql`select not exists (select from checklist) as empty`)
      if (!empty) return
      const { lists, issues } = await readChecklists(FILE)
      if (issues[0]) throw new Error(issues[0].message)
      await publishChecklists(db, lists)
    })
  } finally {
    await pool.end()
  }
}
