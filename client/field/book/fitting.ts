import type { Checklist } from '#core/contract/inspections.ts'

/** Checklists that an enterprise of this industry is inspected by: those of its industry, the nearest to it first, then those of all. */
export const fittingLists = (all: readonly Checklist[], industry: string | null): Checklist[] =>
  all
    .filter((one) => one.industry === null || (industry ?? '').startsWith(one.industry))
    .sort((a, b) => (b.industry?.length ?? 0) - (a.industry?.length ?? 0) || a.id - b.id)

/** The one checklist that fits nearest; undefined where none does, or two equally well: then a person chooses. */
export function nearestList(all: readonly Checklist[], industry: string | null): Checklist | undefined {
  const [first, second] = fittingLists(all, industry)
  return first && first.industry?.length === second?.industry?.length && second ? undefined : first
}
