import { INSPECTION_RIGHTS } from '#core/domain/inspections.ts'
import type { PostKind } from '#core/domain/posts.ts'
import type { Role } from '#core/domain/roles.ts'

/** A page beside the map, and the key of its name. */
interface PageLink {
  readonly to: string
  readonly word: string
  /** The only posts it is for; a demo identity, which wears none, finds it where its role does. */
  readonly posts?: readonly PostKind[]
}
const PROPOSALS: PageLink = { to: '/proposals', word: 'proposals.page' }
const COVERAGE: PageLink = { to: '/coverage', word: 'coverage.page' }
const GRIDS: PageLink = { to: '/grids', word: 'grids.page' }
const HAZARDS: PageLink = { to: '/hazards', word: 'hazards.page' }
const ALARMS: PageLink = { to: '/alarms', word: 'alarms.page' }
const INSPECTIONS: PageLink = { to: '/inspections', word: 'inspections.page' }
const MY_GRID: PageLink = { to: '/my-grid', word: 'rounds.page' }
const GRID_ROUNDS: PageLink = { to: '/my-grid', word: 'rounds.pageOfGrids' }
const PATROLS: PageLink = {
  to: '/patrols',
  word: 'patrols.page',
  posts: ['leader', 'duty-officer', 'data-steward', 'grid-chief'],
}
const COMPARISON: PageLink = {
  to: '/comparison',
  word: 'coverageRates.page',
  posts: ['leader', 'duty-officer', 'department-officer'],
}
const MY_DEPARTMENT: PageLink = { to: '/my-department', word: 'coverageRates.department.page' }
const DEPARTMENTS: PageLink = {
  to: '/my-department',
  word: 'coverageRates.department.pageOfUnits',
  posts: ['leader', 'duty-officer'],
}
const PLEDGES: PageLink = { to: '/pledges', word: 'pledges.page' }
const WORKS: PageLink = { to: '/special-works', word: 'specialWorks.page' }
const ASSIGNMENTS: PageLink = { to: '/assignments', word: 'assignments.page' }
const SUPERVISION: PageLink = { to: '/supervision', word: 'supervision.page' }
const LAWS: PageLink = { to: '/laws', word: 'laws.page' }
const PLACES: PageLink = { to: '/places', word: 'places.page' }
const PAGES: Readonly<Partial<Record<Role, readonly PageLink[]>>> = {
  government: [
    { to: '/questions', word: 'questions.page', posts: ['leader', 'duty-officer'] },
    ALARMS,
    { to: '/duty', word: 'duties.page' },
    { to: '/alarm-rules', word: 'alarmRules.page', posts: ['leader', 'duty-officer', 'data-steward'] },
    HAZARDS,
    INSPECTIONS,
    ASSIGNMENTS,
    SUPERVISION,
    LAWS,
    PLACES,
    COVERAGE,
    GRID_ROUNDS,
    COMPARISON,
    DEPARTMENTS,
    GRIDS,
    PATROLS,
    PROPOSALS,
    { to: '/reports', word: 'reports.page' },
    { to: '/imports', word: 'imports.page', posts: ['data-steward'] },
    { to: '/scenes', word: 'scenes.page' },
    WORKS,
    PLEDGES,
    { to: '/disclosures', word: 'account.menu.disclosures' },
  ],
  department: [
    MY_DEPARTMENT,
    ALARMS,
    HAZARDS,
    INSPECTIONS,
    ASSIGNMENTS,
    SUPERVISION,
    LAWS,
    PLACES,
    COVERAGE,
    GRID_ROUNDS,
    COMPARISON,
    PROPOSALS,
    WORKS,
    PLEDGES,
  ],
  grid: [
    MY_GRID,
    PATROLS,
    ALARMS,
    HAZARDS,
    INSPECTIONS,
    ASSIGNMENTS,
    LAWS,
    PLACES,
    COVERAGE,
    PROPOSALS,
    WORKS,
    PLEDGES,
  ],
  enterprise: [ALARMS, HAZARDS, INSPECTIONS, PROPOSALS, WORKS, PLEDGES],
  expert: [{ to: '/inspections', word: 'account.menu.inspections' }],
  security: [{ to: '/accounts', word: 'account.menu.people' }],
  system: [{ to: '/system', word: 'account.menu.system' }],
  audit: [{ to: '/audits', word: 'account.menu.audits' }],
  public: [{ to: '/disclosures', word: 'account.menu.disclosures' }],
}

/** The pages of a role beside the map, for the post that is worn. */
export const pagesOf = (role: Role | undefined, worn?: PostKind): readonly PageLink[] =>
  ((role && PAGES[role]) ?? []).filter(({ posts }) => !posts || !worn || posts.includes(worn))

const FIELD_ROLES: readonly (Role | undefined)[] = ['government', 'department', 'grid', 'enterprise', 'expert']

/** Whether the phone app is for somebody: for whoever inspects, and for the workers of an enterprise, who report. */
export const usesField = (role: Role | undefined, worn?: PostKind): boolean =>
  FIELD_ROLES.includes(role) && (!worn || worn === 'worker' || INSPECTION_RIGHTS[worn] !== undefined)
