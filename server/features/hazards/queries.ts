import type { Filter } from '#core/contract/filter.ts'
import type { hazards } from '#core/contract/hazards.ts'
import type { Input, Output } from '#core/contract/route.ts'
import { TURNS } from '#core/domain/hazardActs.ts'
import { HAZARD_STATES, OPEN_STATES } from '#core/domain/hazardStates.ts'
import type { Db } from '../../db/db.ts'
import { EMPTY, join, type Sql, sql } from '../../db/sql.ts'
import { ask, hazardsAsked } from '../../filter/asked.ts'
import type { Ground } from '../../filter/ground.ts'
import type { PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { hazardPage, ownLoop } from '../../filter/rows/hazardRows.ts'
import { hazardOpen, hazardOverdueAt } from '../../filter/predicate.ts'
import { type Counted, countHazards } from '../../filter/sums/hazardSums.ts'

type Asked = Filter &
  PageAsked &
  Pick<Input<typeof hazards.list>['query'], 'enterprise' | 'state' | 'turn' | 'grade' | 'late' | 'order'>

/** One page of the hazards of the enterprises in scope and filter, latest first or soonest due first. */
export async function listHazards(
  db: Db,
  { after, limit, enterprise, state, turn, grade, late, order, ...filter }: Asked,
): Promise<Output<typeof hazards.list>> {
  const asked = await ask(db, filter)
  const narrowed = besides(asked.ground, { enterprise, state, turn, grade, late })
  const where = join([hazardsAsked(asked, filter), ...Object.values(narrowed)], sql` and `)
  const page = await hazardPage(db, asked.ground, where, { after, limit, order, soonest: order === 'due' })
  return { total: await countHazards(db, asked, filter, countedOf(narrowed, { state, grade })), ...page }
}

type Beside = 'enterprise' | 'state' | 'turn' | 'grade' | 'late'

/** Conditions beside the filter. One in a state that is open is found among the open ones, which are few. */
function besides(
  { now }: Ground,
  { enterprise, state, turn, grade, late }: Partial<Asked>,
): Partial<Record<Beside, Sql>> {
  const open = HAZARD_STATES.filter((one) => (turn === 'anyone' ? TURNS[one] !== null : TURNS[one] === turn))
  const isOpen = OPEN_STATES.some((one) => one === state)
  return {
    ...(enterprise !== undefined && { enterprise: sql`h.enterprise = ${enterprise}::integer` }),
    ...(state && { state: isOpen ? sql`h.state = ${state} and ${hazardOpen}` : sql`h.state = ${state}` }),
    ...(turn && {
      turn: sql`${hazardOpen} and (h.state = any (${open}::text[])${turn === 'enterprise' ? sql` or ${ownLoop}` : EMPTY})`,
    }),
    ...(grade && { grade: isMajor(grade) }),
    ...(late && { late: hazardOverdueAt(now) }),
  }
}
const isMajor = (grade: Asked['grade']) => (grade === 'major' ? sql`h.major` : sql`not h.major`)

/** How they are counted: all closed ones, and those that are not major, by sums less the few major ones. */
function countedOf(narrowed: Partial<Record<Beside, Sql>>, { state, grade }: Partial<Asked>): Counted {
  const [closed, general] = [state === 'closed', grade === 'general']
  const summed = ['state', 'grade'].filter((one) => (one === 'state' ? closed : general))
  if (Object.keys(narrowed).some((one) => !summed.includes(one)))
    return { of: 'recorded', beside: join(Object.values(narrowed), sql` and `) }
  return { of: closed ? 'closed' : 'recorded', ...(general && { less: isMajor('major') }) }
}
