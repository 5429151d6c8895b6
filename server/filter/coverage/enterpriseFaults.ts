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
  grids: sql`array[coalesce(e.grid, 0)]`,
  fields: { id: sql`e.id`, enterprise: sql`e.id`, name: sql`e.name`, gridName: gridName(sql`e.grid`), position: positionOf(sql`e.geom`), ...more },
}) // prettier-ignore

export const noGrid: FaultsOf = (asked, filter) =>
  ofEnterprise(sql`enterprise e`, sql`e.grid is null and ${open} and ${enterprisesAsked(asked, filter)}`)

export const noLead: FaultsOf = (asked, filter) =>
  ofEnterprise(sql`enterprise e`, sql`e.lead_department is null and ${open} and ${enterprisesAsked(asked, filter)}`)

/** Rules of the rank that decides name two units or more, told with the clause of each (docs/supervision.md). */
export const twoLeads: FaultsOf = (asked, filter) => ({
  ...ofEnterprise(
    sql`app.tied_leads() tied join enterprise e on e.id = tied.enterprise`,
    sql`${open} and ${enterprisesAsked(asked, filter)}`,
    {
      leads: sql`(select array_agg(d.name order by d.id) from department d where d.id = any (tied.departments))`,
      clauses: sql`(select array_agg(coalesce(of_unit.clause, '') order by d.id) from department d cross join lateral (
        select (select coalesce(l.short_name, l.name) || c.number from law_clause c join law l on l.id = c.law where c.id = o.clause) as clause
        from app.supervision_of(e.id) o where o.part = 'lead' and o.department = d.id order by o.rank, length(o.prefix) desc, o.rule nulls first limit 1) of_unit
        where d.id = any (tied.departments))`,
    },
  ),
  // no column: a page in the order of the key would be read from all enterprises
  key: { id: sql`(e.id + 0)` },
})

export const ownerless: FaultsOf = (asked, filter) => ({
  subject: 'industry',
  from: sql`(select e.industry, count(*) as n, array_agg(distinct coalesce(e.grid, 0)) as grids from enterprise e
    where e.lead_department is null and ${open} and e.industry is not null and ${enterprisesAsked(asked, filter)} group by e.industry) i`,
  where: sql`true`,
  key: { text: sql`i.industry` },
  grids: sql`i.grids`,
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
