import type { z } from 'zod'
import type { EnterprisePage } from '#core/contract/enterprises.ts'
import type { Filter } from '#core/contract/filter.ts'
import type { Db } from '../../db/db.ts'
import { ask } from '../../filter/asked.ts'
import { enterpriseWhere } from '../../filter/predicate.ts'
import { enterprisePage, type PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { countEnterprises } from '../../filter/sums/cells.ts'

/** One page of the enterprises in scope and filter, worst risk first, with the total of all pages. */
export async function listEnterprises(
  db: Db,
  { after, limit, ...filter }: Filter & PageAsked,
): Promise<z.output<typeof EnterprisePage>> {
  const asked = await ask(db, filter)
  const page = await enterprisePage(db, asked.ground, enterpriseWhere(filter, asked.ground.now), { after, limit })
  const total = await countEnterprises(db, asked, filter)
  return { total, ...page, version: asked.ground.versions.enterprises }
}
