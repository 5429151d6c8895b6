import type { z } from 'zod'
import type { EnterprisePage } from '#core/contract/enterprises.ts'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { ask } from '../../filter/asked.ts'
import { enterprisePage, type PageAsked, reachOfPage } from '../../filter/rows/enterpriseRows.ts'
import { countByRisk, keysSource } from '../../filter/sums/enterpriseSums.ts'

/** One page of the enterprises in scope and filter, worst risk first, with the total of all pages. */
export async function listEnterprises(
  db: Db,
  { after, limit, ...filter }: Filter & PageAsked,
): Promise<z.output<typeof EnterprisePage>> {
  const asked = await ask(db, filter)
  const counts = await countByRisk(db, asked, filter)
  const source = { ...keysSource(asked, filter), upTo: reachOfPage(counts, { after, limit }) }
  const page = await enterprisePage(db, asked.ground, source, { after, limit })
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { total, ...page, version: asked.ground.versions.enterprises }
}
