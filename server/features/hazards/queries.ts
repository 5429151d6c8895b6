import type { Filter } from '#core/contract/filter.ts'
import type { hazards } from '#core/contract/hazards.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { TURNS } from '#core/domain/hazardActs.ts'
import { HAZARD_STATES } from '#core/domain/hazardStates.ts'
import type { Db } from '../../db/db.ts'
import { join, Sql, sql } from '../../db/sql.ts'
import { ask, hazardsAsked } from '../../filter/asked.ts'
import type { Ground } from '../../filter/ground.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { hazardPage } from '../../filter/rows/hazardRows.ts'
import { hazardOverdueAt } from '../../filter/predicate.ts'
import { ANY, countHazards } from '../../filter/sums/hazardSums.ts'

type Asked = Filter &
  PageAsked &
  Pick<Input<typeof hazards.list>['query'], 'enterprise' | 'state' | 'turn' | 'grade' | 'late' | 'order'>

/** One page of the hazards of the enterprises in scope and filter, latest first or soonest due first. */
export async function listHazards(
  db: Db,
  { after, limit, enterprise, state, turn, grade, late, order, ...filter }: Asked,
): Promise<Output<typeof hazards.list>> {
  const asked = await ask(db, filter)
  const beside = besides(asked.ground, { enterprise, state, turn, grade, late })
  const where = sql`${hazardsAsked(asked, filter)} and ${beside}`
  const page = await hazardPage(db, asked.ground, where, { after, limit, order, soonest: order === 'due' })
  return { total: await countHazards(db, asked, filter, beside), ...page }
}

/** Conditions beside the filter; ANY where there is none, so that sums can count. */
function besides({ now }: Ground, { enterprise, state, turn, grade, late }: Partial<Asked>): Sql {
  const open = HAZARD_STATES.filter((one) => (turn === 'anyone' ? TURNS[one] !== null : TURNS[one] === turn))
  const conditions = [
    enterprise !== undefined && sql`h.enterprise = ${enterprise}::integer`,
    state && sql`h.state = ${state}`,
    turn && sql`h.closed_at is null and h.state <> 'voided' and h.state = any (${open}::text[])`,
    grade && sql`h.major = ${grade === 'major'}::boolean`,
    late && hazardOverdueAt(now),
  ].filter((one) => one instanceof Sql)
  return conditions.length > 0 ? join(conditions, sql` and `) : ANY
}
