import { z } from 'zod'
import { CoverageFault } from '#core/contract/coverage.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Asked } from '../asked.ts'
import { type Faults, faultRows } from './fault.ts'
import { faultsOf } from './faults.ts'

const NUMBER = /^[1-9][0-9]{0,9}$/
const MOST = 2_147_483_647

/** Kind and rest of a key; undefined where it is none. */
function parted(key: string): { kind: FaultKind; rest: string } | undefined {
  const kind = FAULT_KINDS.find((one) => key.startsWith(`${one}:`))
  return kind && { kind, rest: key.slice(kind.length + 1) }
}
const isId = (text: string) => NUMBER.test(text) && Number(text) <= MOST

/** The faults of a kind whose keys are among `rests`. */
const among = (faults: Faults, rests: readonly string[]): Sql =>
  'id' in faults.key
    ? sql`${faults.where} and ${faults.key.id} = any (${rests.filter(isId).map(Number)}::integer[])`
    : sql`${faults.where} and (${faults.key.text}) = any (${[...rests]}::text[])`

const Found = z.object({ key: z.string() })
/** Those of the keys whose faults are found now, in the scope of whoever asks. */
export async function keysFound(db: Db, asked: Asked, keys: readonly string[]): Promise<string[]> {
  const wanted = new Map<FaultKind, string[]>()
  for (const one of keys.flatMap((key) => parted(key) ?? [])) wanted.set(one.kind, [...(wanted.get(one.kind) ?? []), one.rest]) // prettier-ignore
  const arms = [...wanted].map(([kind, rests]) => {
    const faults = faultsOf(kind, asked, {})
    return sql`select ${`${kind}:`} || (${'id' in faults.key ? faults.key.id : faults.key.text})::text as key from ${faults.from} where ${among(faults, rests)}`
  })
  if (arms.length === 0) return []
  return (await db.many(Found, join(arms, sql` union all `))).map(({ key }) => key)
}

const Row = CoverageFault.extend({ grids: z.array(z.number().int()) })
/** The fault of a key, with the grids that it is of; undefined where it is not found. */
export async function faultOfKey(db: Db, asked: Asked, key: string): Promise<z.output<typeof Row> | undefined> {
  const told = parted(key)
  if (!told) return undefined
  const faults = faultsOf(told.kind, asked, {})
  const rows = faultRows(told.kind, { ...faults, where: among(faults, [told.rest]) })
  return db.maybe(
    Row,
    sql`select f.*, case when f.subject = 'grid' then array[f.id] when f.subject = 'territory' then
        coalesce((select t.grids from coverage_territory t where t.id = split_part(f.key, '@', 2)::integer), '{}')
      else coalesce((select array_agg(g.id) from grid g where g.level = 3 and f.position is not null
        and st_intersects(g.geom, st_setsrid(st_makepoint((f.position ->> 0)::float8, (f.position ->> 1)::float8), 4326))), '{}') end as grids
      from (${rows}) f`,
  )
}
