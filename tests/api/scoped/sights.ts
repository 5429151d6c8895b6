import type { Role } from '#core/domain/roles.ts'
import type { KeptEnterprise } from '../ledger.ts'
import type { KeptGrid, KeptPerson, KeptPlace, KeptTenant } from './territory.ts'

/*
 * Who sees what, written by hand from docs/accounts.md: one line per role. Hazards, hazard sources, inspections and risk points are
 * seen with their enterprise. A new role is a new line here, and the type refuses to do without it.
 */

/** Whose eyes: what an actor is bound to, and the row of the own enterprise where it is one. */
export interface Eyes {
  readonly role: Role
  readonly grids: readonly number[]
  /** Works for the chief of these grids. */
  readonly worker?: true
  readonly department?: number | undefined
  readonly enterprise?: number | undefined
  readonly own?: KeptEnterprise | undefined
  /** Enterprises that an expert is asked to look at. */
  readonly assigned?: readonly KeptEnterprise[]
}

type Sees<Row> = (row: Row, eyes: Eyes) => boolean
export interface Sight {
  /** May ask the house's routes at all; whoever may not is refused, and reads what is disclosed. */
  readonly asks: boolean
  readonly enterprises: Sees<KeptEnterprise>
  readonly grids: Sees<KeptGrid>
  readonly places: Sees<KeptPlace>
  /** Rows of tenants of parks and towers. */
  readonly tenants: Sees<KeptTenant>
  /** Points of population. */
  readonly people: Sees<KeptPerson>
  /** Reads the phones of the grids that it sees. */
  readonly calls: boolean
  /** Is told by the live stream that something changed which is everybody's, or so many rows that no scope is said. */
  readonly hears: boolean
}

const every = () => true
const none = () => false
const inGrids = (row: { readonly grid: number | null }, { grids }: Eyes) =>
  row.grid !== null && grids.includes(row.grid)
const NO_ROWS: Sight = {
  asks: true,
  enterprises: none,
  grids: none,
  places: none,
  tenants: none,
  people: none,
  calls: false,
  hears: false,
}

export const SIGHTS: Readonly<Record<Role, Sight>> = {
  government: {
    asks: true,
    enterprises: every,
    grids: every,
    places: every,
    tenants: every,
    people: every,
    calls: true,
    hears: true,
  },
  department: {
    asks: true,
    enterprises: (row, { department }) => department !== undefined && row.department === department,
    grids: every,
    places: every,
    tenants: (row, { department }) =>
      department !== undefined && (row.department === department || row.lead === department),
    people: every,
    calls: true,
    hears: true,
  },
  grid: {
    asks: true,
    enterprises: inGrids,
    grids: ({ id, level }, { grids }) => level === 1 || grids.includes(id),
    places: inGrids,
    tenants: inGrids,
    people: inGrids,
    calls: true,
    hears: true,
  },
  enterprise: {
    asks: true,
    enterprises: ({ id }, { enterprise }) => id === enterprise,
    grids: ({ id, level }, { own }) => level === 1 || id === own?.grid,
    places: ({ id }, { own }) => id === own?.place,
    tenants: (row, { enterprise }) => row.enterprise !== null && row.enterprise === enterprise,
    people: none,
    calls: true,
    hears: true,
  },
  expert: {
    asks: true,
    enterprises: ({ id }, { assigned = [] }) => assigned.some((one) => one.id === id),
    grids: ({ id, level }, { assigned = [] }) => level === 1 || assigned.some(({ grid }) => grid === id),
    places: ({ id }, { assigned = [] }) => assigned.some(({ place }) => place === id),
    tenants: (row, { assigned = [] }) => assigned.some(({ id }) => row.enterprise === id),
    people: none,
    calls: true,
    hears: true,
  },
  wall: {
    asks: true,
    enterprises: every,
    grids: every,
    places: every,
    tenants: every,
    people: every,
    calls: false,
    hears: true,
  },
  system: NO_ROWS,
  security: { ...NO_ROWS, grids: every },
  audit: NO_ROWS,
  public: { ...NO_ROWS, asks: false },
}

/** What anybody may read of an enterprise and of a hazard source, and of which: the public disclosure. */
export const DISCLOSED = {
  enterprise: ({ risk }: KeptEnterprise) => risk !== null && risk <= 2,
  source: ({ level }: { readonly level: number | null }) => level !== null,
} as const
