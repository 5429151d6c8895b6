import { z } from 'zod'
import { CoverageFault } from '#core/contract/coverage.ts'
import type { Filter } from '#core/contract/filter.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import type { Asked } from '../asked.ts'
import { faultsAfter, isTold } from '../coverage/faults.ts'
import type { PageAsked } from './enterpriseRows.ts'
import { readKey, writeKey } from './key.ts'

const Key = z.tuple([z.enum(FAULT_KINDS), z.union([z.number().int(), z.string()])])
const Row = CoverageFault.extend({ number: z.number().int(), code: z.string() })

/** Faults of some kinds in scope, kind by kind in their order, within a kind by what they are about. */
export async function faultPage(db: Db, asked: Asked, { filter, kinds }: { filter: Filter; kinds: readonly FaultKind[] }, { after, limit }: PageAsked) {
  const last = after === undefined ? undefined : readKey(Key, after)
  const rows: z.output<typeof Row>[] = []
  for (const kind of (await isTold(db)) ? kinds : []) {
    if (last && FAULT_KINDS.indexOf(kind) < FAULT_KINDS.indexOf(last[0])) continue
    const wanted = { after: last?.[0] === kind ? last[1] : undefined, limit: limit + 1 - rows.length }
    if (wanted.limit > 0) rows.push(...(await db.many(Row, faultsAfter(asked, filter, kind, wanted))))
  }
  const shown = rows.slice(0, limit)
  const end = shown.at(-1)
  return { rows: shown, next: rows.length > limit && end ? writeKey([end.kind, end.code || end.number] as [string, string | number]) : null }
} // prettier-ignore
