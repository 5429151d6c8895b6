import { type Sql, sql } from '../../db/sql.ts'
import { enterprisesAsked } from '../asked.ts'
import { leaderlessA } from '../parts/assignments.ts'
import { VISIT_DEFINITIONS } from '../parts/visitDefinitions.ts'
import { type Faults, type FaultsOf, gridName, ownedBy, positionOf } from './fault.ts'

/** A closed enterprise has nobody to answer for, so none of the rules asks for it. */
const open = sql`e.status <> 'closed'`

const ofEnterprise = (from: Sql, where: Sql, more: Partial<Faults['fields']> = {}): Faults => ({
  subject: 'enterprise',
  from,
  where,
  key: { id: sql`e.id` },
  fields: { id: sql`e.id`, enterprise: sql`e.id`, name: sql`e.name`, gridName: gridName(sql`e.grid`), position: positionOf(sql`e.geom`), ...more },
}) // prettier-ignore

export const noGrid: FaultsOf = (asked, filter) =>
  ofEnterprise(sql`enterprise e`, sql`e.grid is null and ${open} and ${enterprisesAsked(asked, filter)}`)

export const noLead: FaultsOf = (asked, filter) =>
  ofEnterprise(sql`enterprise e`, sql`e.lead_department is null and ${open} and ${enterprisesAsked(asked, filter)}`)

/**
 * The longest prefix of the industry belongs to two units or more. Looked for from the prefixes, of which hardly any is tied: the enterprises
 * under one lie together in an index (`offset 0` keeps the planner from trying each of all enterprises).
 */
export const twoLeads: FaultsOf = (asked, filter) => ({
  ...ofEnterprise(
    sql`app.tied_prefixes() tied cross join lateral (select u.id from enterprise u
        where u.industry collate "C" >= tied.prefix and u.industry collate "C" < tied.prefix || ':' offset 0) under
      join enterprise e on e.id = under.id`,
    sql`${open} and not exists (select from department d, unnest(d.industries) longer
        where length(longer) > length(tied.prefix) and starts_with(e.industry, longer))
      and ${enterprisesAsked(asked, filter)}`,
    { leads: sql`(select array_agg(d.name order by d.id) from department d where d.id = any (tied.departments))` },
  ),
  // no column: a page in the order of the key would be read from all enterprises
  key: { id: sql`(e.id + 0)` },
})

export const ownerless: FaultsOf = (asked, filter) => ({
  subject: 'industry',
  from: sql`(select e.industry, count(*) as n from enterprise e
    where e.lead_department is null and ${open} and e.industry is not null and ${enterprisesAsked(asked, filter)} group by e.industry) i`,
  where: sql`true`,
  key: { text: sql`i.industry` },
  fields: { name: sql`i.industry`, amount: sql`i.n` },
})

/** As the figure class-a-leaderless. */
export const classALeader: FaultsOf = (asked, filter) =>
  ofEnterprise(sql`enterprise e`, sql`${leaderlessA} and ${enterprisesAsked(asked, filter)}`)

/** As the figure visits-overdue. */
export const visitOverdue: FaultsOf = (asked, filter) =>
  ofEnterprise(
    sql`enterprise e`,
    sql`${VISIT_DEFINITIONS['visits-overdue'].where('all', asked.ground.now)} and ${enterprisesAsked(asked, filter)}`,
    { owner: ownedBy('grid', sql`e.grid`) },
  )
