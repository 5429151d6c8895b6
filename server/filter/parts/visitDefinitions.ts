import type { VISIT_INDICATORS } from '#core/contract/visitIndicators.ts'
import { VISIT_DAYS } from '#core/contract/visitIndicators.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { frequencyKept, frequencyLeftOut } from './frequency.ts'
import type { OfHazards, OfOthers } from './part.ts'
import { PLAN_DEFINITIONS } from './planTargets.ts'
import { VISIT_STATES, visitable } from './visits.ts'

/** Who made the inspection `v`, as a part of a figure is called: by the account, or by the name where it came with a file. */
export const inspectorKey = sql`case when v.inspector_account is not null then 'account-' || v.inspector_account else 'name-' || v.inspector end`

/** An inspection `v` that is counted for whoever made it. */
export const visitMade = (now: Sql): Sql => sql`v.kind <> 'self' and v.state = 'finished'
  and v.inspected_at > ${now} - ${VISIT_DAYS * 24}::integer * interval '1 hour' and v.inspected_at <= ${now}`

const madeBy = (part: string, now: Sql): Sql => sql`${visitMade(now)} and ${ofInspector(part)}`
function ofInspector(part: string): Sql {
  const [, account] = /^account-([0-9]+)$/.exec(part) ?? []
  if (account !== undefined) return sql`v.inspector_account = ${Number(account)}::integer`
  if (part === 'all') return sql`true`
  return sql`v.inspector_account is null and v.inspector = ${part.slice('name-'.length)}`
}

const inGrid = (part: string): Sql => {
  if (part === 'all') return sql`true`
  return part === '0' ? sql`e.grid is null` : sql`e.grid = ${Number(part)}::integer`
}
const byState = (state: keyof typeof VISIT_STATES) =>
  ({
    rows: 'enterprise',
    where: (part: string, now: Sql) => sql`${visitable} and ${inGrid(part)} and ${VISIT_STATES[state](now)}`,
  }) as const

/** The rows of each part of each figure of visits. */
export const VISIT_DEFINITIONS = {
  'visits-overdue': byState('overdue'),
  'visits-due': byState('due'),
  'visits-done': byState('done'),
  'frequency-kept': { rows: 'enterprise', where: frequencyKept },
  'frequency-left-out': { rows: 'enterprise', where: frequencyLeftOut },
  'visits-made': { rows: 'inspection', where: madeBy },
  'visits-made-at': {
    rows: 'enterprise',
    where: (part, now) => sql`e.id in (select v.enterprise from inspection v where ${madeBy(part, now)})`,
  },
  'visits-found': {
    rows: 'hazard',
    order: 'found',
    where: ({ now }, _, part) => sql`h.inspection in (select v.id from inspection v where ${madeBy(part, now)})`,
  },
  ...PLAN_DEFINITIONS,
} as const satisfies { readonly [Id in keyof typeof VISIT_INDICATORS]: OfHazards | OfOthers }
