import { z } from 'zod'
import type { Filter } from '#core/contract/filter.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Asked } from '../asked.ts'
import { dueCounts } from '../sums/dueSums.ts'
import { classALeader, noGrid, noLead, ownerless, twoLeads, visitOverdue } from './enterpriseFaults.ts'
import { faultRows, type FaultsOf } from './fault.ts'
import { chiefOverload, nodePerson, placeRegister, sourceResponsible } from './peopleFaults.ts'
import { territoryFaults } from './territoryFaults.ts'

const FAULTS: Readonly<Record<FaultKind, FaultsOf>> = {
  'territory-gap': territoryFaults('territory-gap'),
  'territory-overlap': territoryFaults('territory-overlap'),
  'territory-outside': territoryFaults('territory-outside'),
  'enterprise-no-grid': noGrid,
  'enterprise-no-lead': noLead,
  'enterprise-two-leads': twoLeads,
  'industry-ownerless': ownerless,
  'class-a-leader': classALeader,
  'node-person': nodePerson,
  'chief-overload': chiefOverload,
  'visit-overdue': visitOverdue,
  'source-responsible': sourceResponsible,
  'place-register': placeRegister,
}

/** How the faults of a kind are read for one question. */
export const faultsOf = (kind: FaultKind, asked: Asked, filter: Filter) => FAULTS[kind](asked, filter)

const Told = z.object({ told: z.boolean() })
/**
 * Whether the proof is told to whoever asks: to those who may read its rules. To others nothing is, which is not the same as that nothing is
 * found.
 */
export const isTold = async (db: Db): Promise<boolean> =>
  (await db.one(Told, sql`select exists (select from coverage_rule) as told`)).told

/** Kinds of a part. */
export const kindsOf = (part: string): readonly FaultKind[] =>
  part === 'all' ? FAULT_KINDS : FAULT_KINDS.filter((kind) => kind === part)

/** How many faults there are of each kind; visits from the sums, all others by the predicate that opens them. */
export async function countFaults(db: Db, asked: Asked, filter: Filter): Promise<Readonly<Record<FaultKind, number>>> {
  const counts = FAULT_KINDS.filter((kind) => kind !== 'visit-overdue').map((kind) => {
    const { from, where } = FAULTS[kind](asked, filter)
    return sql`select ${kind}::text as kind, count(*)::int as n from ${from} where ${where}`
  })
  const counted = await db.many(z.object({ kind: z.enum(FAULT_KINDS), n: z.number().int() }), join(counts, sql` union all `)) // prettier-ignore
  const overdue = (await dueCounts(db, asked, filter)).reduce((sum, one) => sum + one.overdue, 0)
  const found = new Map(counted.map(({ kind, n }) => [kind, n]))
  return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, kind === 'visit-overdue' ? overdue : (found.get(kind) ?? 0)])) as Record<FaultKind, number> // prettier-ignore
}

/** The faults of a kind after a key, the first `limit` of them, as rows with rank, number and code. */
export function faultsAfter(asked: Asked, filter: Filter, kind: FaultKind, { after, limit }: { readonly after?: string | number | undefined; readonly limit: number }): Sql {
  const faults = FAULTS[kind](asked, filter)
  const isNumber = 'id' in faults.key
  const key = 'id' in faults.key ? faults.key.id : sql`(${faults.key.text}) collate "C"`
  const beyond = after === undefined ? sql`true` : isNumber ? sql`${key} > ${Number(after)}::integer` : sql`${key} > ${String(after)}::text`
  return sql`${faultRows(kind, { ...faults, where: sql`${faults.where} and ${beyond}` })} order by ${key} limit ${limit}::integer`
} // prettier-ignore

/** Of each grid the faults that the condition on it alone would leave, as rows (grid, n); 0 is no grid. Nothing where the proof is not told. */
export function faultsByGrid(asked: Asked, filter: Filter): Sql {
  const arms = FAULT_KINDS.map((kind) => {
    const { from, where, grids } = FAULTS[kind](asked, filter)
    return sql`select unnest(${grids}) as grid from ${from} where ${where}`
  })
  return sql`select grid, count(*) as n from (${join(arms, sql` union all `)}) every where exists (select from coverage_rule) group by grid`
}

/** All faults `f` of some kinds, where the proof is told at all; rank, number and code are the order in which pages show them. */
export function faultsOfKinds(asked: Asked, filter: Filter, kinds: readonly FaultKind[]): Sql {
  const arms = kinds.map((kind) => faultRows(kind, FAULTS[kind](asked, filter)))
  return sql`(select * from (${join(arms, sql` union all `)}) every where exists (select from coverage_rule)) f`
}
