import type { RESPONSIBLE_INDICATORS } from '#core/contract/responsibleIndicators.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { OfOthers } from './part.ts'
import { mustPledge } from './pledges.ts'
import { workOverrun, workUnderWay } from './specialWorks.ts'

/** An office of the graded source `s` of an enterprise that is not closed is so. */
const someOffice = (
  so: Sql,
): Sql => sql`(exists (select from responsible_standing st where st.hazard_source = s.id and ${so})
  and exists (select from enterprise o where o.id = s.enterprise and o.status <> 'closed'))`
const someWork = (so: Sql): Sql => sql`exists (select from special_work w where w.enterprise = e.id and ${so})`

/** Who answers for sources, pledges, special works. */
export const RESPONSIBLE_DEFINITIONS = {
  'responsible-missing': { rows: 'hazard-source', where: () => someOffice(sql`st.responsible is null`) },
  'responsible-checks-late': { rows: 'hazard-source', where: (_part, now) => someOffice(sql`st.due_on < app.day_of(${now})`) },
  'pledges-missing': {
    rows: 'enterprise',
    where: (_part, now) => sql`${mustPledge}
      and not exists (select from daily_pledge p where p.enterprise = e.id and p.day = app.day_of(${now}))`,
  },
  'works-now': { rows: 'enterprise', where: () => someWork(workUnderWay) },
  'works-overrun': { rows: 'enterprise', where: (_part, now) => someWork(workOverrun(now)) },
} as const satisfies { readonly [Id in keyof typeof RESPONSIBLE_INDICATORS]: OfOthers } // prettier-ignore
