import type { Role } from '#core/domain/roles.ts'

/** A page beside the map, and the key of its name. */
interface PageLink {
  readonly to: string
  readonly word: string
}
const PROPOSALS: PageLink = { to: '/proposals', word: 'proposals.page' }
const PAGES: Readonly<Partial<Record<Role, readonly PageLink[]>>> = {
  government: [
    PROPOSALS,
    { to: '/scenes', word: 'scenes.page' },
    { to: '/disclosures', word: 'account.menu.disclosures' },
  ],
  department: [PROPOSALS],
  grid: [PROPOSALS],
  enterprise: [PROPOSALS],
  expert: [{ to: '/inspections', word: 'account.menu.inspections' }],
  security: [{ to: '/accounts', word: 'account.menu.people' }],
  system: [{ to: '/system', word: 'account.menu.system' }],
  audit: [{ to: '/audits', word: 'account.menu.audits' }],
  public: [{ to: '/disclosures', word: 'account.menu.disclosures' }],
}

/** The pages of a role beside the map. */
export const pagesOf = (role: Role | undefined): readonly PageLink[] => (role && PAGES[role]) ?? []
