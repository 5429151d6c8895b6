import { FAULT_KINDS, type FaultKind } from '#core/domain/coverage.ts'
import type { KeptEnterprise, Ledger } from '../ledger.ts'
import { answeringRows } from './responsibleOracle.ts'
import type { KeptPlace, Territory } from './territory.ts'
import type { Eyes } from './sights.ts'
import { visitRows } from './visitOracle.ts'

/*
 * What is not covered, by docs/coverage.md, from the tables in memory. The demo is whole in territory, nodes, chiefs and leads: there these
 * find nothing; coverage.test.ts makes some of each.
 */

type Book = Ledger & Territory
interface Seen {
  readonly rows: readonly KeptEnterprise[]
  readonly sources: readonly { readonly id: number; readonly enterprise: number }[]
  readonly places: readonly KeptPlace[]
}

/** Parts of the figure: none for those whom the proof is not told. */
export const coverageParts = (eyes: Eyes): string[] =>
  ['government', 'department', 'grid'].includes(eyes.role) ? ['all', ...FAULT_KINDS] : []

/** What each fault of a part is about: an id, or 0 for what has none. */
export function coverageRows(book: Book, seen: Seen, part: string): number[] {
  const open = seen.rows.filter(({ status }) => status !== 'closed')
  const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)
  const leaderless = open.filter(({ department }) => department === null)
  const sits = (place: number) =>
    book.tenants.some((one) => one.place === place && !one.gone) ||
    book.enterprises.some((one) => one.place === place && one.status !== 'closed')
  const found: Partial<Record<FaultKind, () => number[]>> = {
    'enterprise-no-grid': () => ids(open.filter(({ grid }) => grid === null)),
    'enterprise-no-lead': () => ids(leaderless),
    'industry-ownerless': () =>
      [...new Set(leaderless.map(({ industry }) => industry))].filter((code) => code !== null).map(() => 0),
    'class-a-leader': () => answeringRows(book.answering, seen, 'class-a-leaderless'),
    'visit-overdue': () => visitRows(book.visiting, seen.rows, { id: 'visits-overdue', part: 'all', side: 'n' }),
    'source-responsible': () => answeringRows(book.answering, seen, 'responsible-missing'),
    'place-register': () => ids(seen.places.filter(({ id }) => !sits(id))),
  }
  return FAULT_KINDS.filter((kind) => part === 'all' || kind === part).flatMap((kind) => found[kind]?.() ?? [])
}
