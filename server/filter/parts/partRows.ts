import { z } from 'zod'
import { type Filter, RISKS, SOURCE_LEVELS } from '#core/contract/filter.ts'
import { type IndicatorId, INDICATORS } from '#core/contract/indicators.ts'
import { Problem } from '#core/contract/problem.ts'
import { monthOf } from '#core/domain/calendar.ts'
import { ALARM_CAUSES, ALARM_KINDS } from '#core/domain/alarmActs.ts'
import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import { OPEN_STATES } from '#core/domain/hazardStates.ts'
import { join, type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../ground.ts'
import { type Asked, enterprisesAsked, hazardsAsked } from '../asked.ts'
import { faultsOfKinds, kindsOf } from '../coverage/faults.ts'
import { onGround } from '../coverage/fault.ts'
import { placesAsked, tenantsAsked } from '../places.ts'
import { hazardDueBy, hazardSourceWhere, without } from '../predicate.ts'
import type { HazardOrder } from '../rows/hazardRows.ts'
import { streetsOfPart } from '../streets.ts'
import { edgesOf } from '../sums/hazardFigures.ts'
import { DEFINITIONS } from './definitions.ts'
import type { Moments, OfAlarms, OfFaults, OfHazards, OfOthers, OfStreets, Side } from './part.ts'

/** One part of one figure, and the side of it that is opened. */
export interface PartAsked {
  readonly id: IndicatorId
  readonly part: string
  readonly side: Side
}

/**
 * The rows of a part, not yet narrowed to a page; `where` holds the filter too. `arms` are the same rows by conditions of which no row meets
 * two, each of them served by an index.
 */
export type PartRows =
  | { readonly kind: 'street'; readonly from: Sql; readonly where: Sql }
  /** Over the fault `f`, which each kind reads from another table; `filter` is what of the filter they follow. */
  | {
      readonly kind: 'fault'
      readonly from: Sql
      readonly where: Sql
      readonly kinds: readonly FaultKind[]
      readonly filter: Filter
    }
  | { readonly kind: 'hazard'; readonly where: Sql; readonly arms?: readonly Sql[]; readonly order: HazardOrder }
  | {
      readonly kind:
        'enterprise' | 'hazard-source' | 'place' | 'tenant' | 'inspection' | 'sensor' | 'alarm' | 'coverage-task'
      readonly where: Sql
    }

const isDay = (part: string) => z.iso.date().safeParse(part).success && part >= '1970' && part < '2100'
const isAllOrId = (part: string) => part === 'all' || /^[1-9][0-9]{0,8}$/.test(part)
const PARTS: Readonly<Record<(typeof INDICATORS)[IndicatorId]['part'], (part: string) => boolean>> = {
  all: (part) => part === 'all',
  risk: (part) => RISKS.some((risk) => String(risk) === part),
  level: (part) => part === 'all' || SOURCE_LEVELS.some((level) => String(level) === part),
  month: (part) => /^(19[7-9]|20[0-9])[0-9]-(0[1-9]|1[0-2])$/.test(part),
  'class-month': (part) => /^(19[7-9]|20[0-9])[0-9]-(0[1-9]|1[0-2])(-[ABC])?$/.test(part),
  grid: isAllOrId,
  'grid-or-none': (part) => part === '0' || isAllOrId(part),
  state: (part) => OPEN_STATES.some((state) => state === part),
  enterprise: isAllOrId,
  inspector: (part) => part === 'all' || /^(account-[1-9][0-9]{0,8}|name-.{1,80})$/u.test(part),
  plan: (part) => part !== 'all' && isAllOrId(part),
  day: isDay,
  'alarm-kind': (part) => ALARM_KINDS.some((kind) => kind === part),
  'fault-kind': (part) => part === 'all' || FAULT_KINDS.some((kind) => kind === part),
  'alarm-cause': (part) => ALARM_CAUSES.some((cause) => cause === part),
}

/** @throws Problem invalid-request where the figure has no such part or side */
function check({ id, part, side }: PartAsked) {
  const indicator = INDICATORS[id]
  const zh = indicator.name.zh
  if (!PARTS[indicator.part](part)) throw noPart({ id, part })
  if (side === 'of' && indicator.shape !== 'rate')
    throw refused(
      'query.side',
      `「${zh}」不是比率，没有分母；请用 n。\n${id} is no rate and counts over nothing: ask for n.`,
    )
}
const noPart = ({ id, part }: Pick<PartAsked, 'id' | 'part'>) =>
  refused(
    'query.part',
    `「${INDICATORS[id].name.zh}」没有「${part}」这一部分；请另选。\n${id} has no part ${part}: choose another.`,
  )
const refused = (at: string, message: string) => new Problem('invalid-request', message, [{ at, message }])

/** Tasks of enterprises follow every condition, those of ground and people grid and shape. Without any all are meant, also those about an enterprise that their owner may not see. */
const tasksAsked = (asked: Asked, filter: Filter): Sql =>
  Object.values(filter).every((one) => one === undefined)
    ? sql`true`
    : sql`case when k.enterprise is not null then k.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})
        else ${onGround(filter, sql`k.grids`, sql`k.geom`)} end`

const NONE = sql`false`

/** Exactly the rows that a part counts: the predicate of the figure with that of the filter. @throws Problem invalid-request */
export function rowsOfPart(asked: Asked, filter: Filter, wanted: PartAsked): PartRows {
  check(wanted)
  const { id, part, side } = wanted
  const { ground } = asked
  const { now } = ground
  const definition: OfHazards | OfOthers | OfAlarms | OfFaults | OfStreets = DEFINITIONS[id]
  if (definition.rows === 'street') return { kind: 'street', from: streetsOfPart(filter, part, now), where: sql`true` }
  if (definition.rows === 'fault') {
    const followed = definition.byGridAlone ? without(filter, 'bbox', 'polygon') : filter
    const kinds = kindsOf(part).filter((kind) => definition.kinds?.includes(kind) ?? true)
    if (kinds.length === 0) throw noPart(wanted)
    return { kind: 'fault', from: faultsOfKinds(asked, followed, kinds), where: sql`true`, kinds, filter: followed }
  }
  if (definition.rows === 'hazard') {
    const moments = momentsOf(ground, INDICATORS[id].part === 'month' ? part : 'all')
    if (!moments) return { kind: 'hazard', where: NONE, order: definition.order }
    const arms = armsOf(definition, moments, (own) => sql`${definition.where(own, side, part)} and ${hazardsAsked(asked, filter)}`) // prettier-ignore
    return { kind: 'hazard', where: sql`(${join(arms, sql` or `)})`, arms, order: definition.order }
  }
  const own = definition.where(part, now, side)
  const filtered = {
    enterprise: () => enterprisesAsked(asked, filter),
    'hazard-source': () => hazardSourceWhere(filter, now),
    place: () => placesAsked(asked, filter),
    tenant: () => tenantsAsked(filter),
    sensor: () => sql`s.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})`,
    alarm: () => sql`a.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})`,
    'coverage-task': () => tasksAsked(asked, filter),
    inspection: () => sql`v.enterprise in (select e.id from enterprise e where ${enterprisesAsked(asked, filter)})`,
  }
  return { kind: definition.rows, where: sql`${own} and ${filtered[definition.rows]()}` }
}

/**
 * What a figure counts, as conditions of which no row meets two. Of a month that is over there are two where it asks when hazards were due:
 * those that are due now when they were at its end, and those whose due time was another then.
 */
export function armsOf({ byDue }: Pick<OfHazards, 'byDue'>, moments: Moments, where: (moments: Moments) => Sql): Sql[] {
  if (!byDue || moments.running) return [where(moments)]
  const { until } = moments
  return [
    sql`(h.due_since is null or h.due_since <= ${until}) and ${where(moments)}`,
    sql`h.due_since > ${until} and h.found_at < ${until} and ${where({ ...moments, due: hazardDueBy(until) })}`,
  ]
}

/** Edges of the month that a part is; those of the running month where it is none; undefined for a month to come. */
export function momentsOf(ground: Ground, part: string): Moments | undefined {
  const running = monthOf(ground.at)
  const month = part === 'all' ? running : part
  const [edges] = edgesOf(ground, [month])
  if (!edges || month > running) return undefined
  const { start, end, until, running: isRunning } = edges
  return { now: ground.now, start: sql`${start}::timestamptz`, end, until, due: sql`h.due_at`, running: isRunning }
}
