import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CoverageRule } from '#core/contract/coverage.ts'
import type { FaultKind } from '#core/domain/coverage.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Asked, ask } from '../../filter/asked.ts'
import { countFaults } from '../../filter/coverage/faults.ts'
import { readRules } from '../../filter/coverage/looked.ts'

/** A digest of each layer of a large district takes longer than any question of a page may, milliseconds. */
const MOST_RUNNING_MS = 120_000

const Read = z.object({ data: z.record(z.string(), z.string()), district: z.string().nullable(), day: z.string() })

/** What a certificate stands on: of which district, of which data, by which rules. */
export interface Stated {
  readonly district: string
  readonly day: string
  readonly data: Readonly<Record<string, string>>
  readonly rules: readonly CoverageRule[]
}

/** One run of every rule over what the transaction sees of the whole district. */
export interface Run {
  readonly asked: Asked
  readonly stated: Stated
  readonly faults: Readonly<Record<FaultKind, number>>
}

const inOrder = (data: Stated['data']) => Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1))

/**
 * The data that a certificate names is that of now. Layers that only later rules look at are none of its data: that there are more rules
 * shows in the hash.
 */
export const sameData = (now: Stated['data'], certified: Stated['data']): boolean =>
  Object.entries(certified).every(([layer, digest]) => now[layer] === digest)

/** The text that is hashed, line by line as docs/coverage.md has it. */
export const textOf = ({ district, day, data, rules }: Stated): string =>
  [
    'anjian coverage 1',
    `district ${district}`,
    `day ${day}`,
    ...inOrder(data).map(([layer, digest]) => `data ${layer} ${digest}`),
    ...rules.map(({ kind, version, limit, looked }) => `rule ${kind} ${version} ${limit ?? '-'} ${looked}`),
    '',
  ].join('\n')

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')
export const hashOf = (stated: Stated): string => sha256Hex(textOf(stated))

/** Runs every rule. For the government alone, whose scope is the whole. */
export async function runAll(db: Db): Promise<Run> {
  await db.run(sql`select set_config('statement_timeout', ${String(MOST_RUNNING_MS)}, true)`)
  const asked = await ask(db, {})
  const { data, district, day } = await db.one(
    Read,
    sql`select app.coverage_digests() as data, (select d.code from district d) as district, app.day_of(${asked.ground.now})::text as day`,
  )
  const [rules, faults] = [await readRules(db, asked), await countFaults(db, asked, {})]
  return { asked, stated: { district: district ?? '', day, data, rules }, faults }
}
