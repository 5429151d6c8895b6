import type { Importable } from '#core/domain/importFields.ts'
import type { Exported } from '#client/figures/exportLink.ts'

/** Kinds that leave as the rows of a figure. */
const FIGURES: Readonly<Partial<Record<Importable, string>>> = { places: 'places', tenants: 'tenants-without-file' }

/** All rows of a kind that are in scope. */
export function takenOut(kind: Importable): Exported {
  const figure = FIGURES[kind]
  return figure ? { path: `indicators/${figure}`, query: { part: 'all', side: 'n' } } : { path: kind, query: {} }
}
