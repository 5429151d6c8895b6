import type { AuditRow } from '#core/contract/audits.ts'

/** One field that differs, as text; undefined where there was none. */
export interface FieldChange {
  readonly field: string
  readonly before: string | undefined
  readonly after: string | undefined
}

const written = (value: unknown): string | undefined => {
  if (value === undefined) return undefined
  if (value === null) return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What a change made different, field by field in order of their names; of a new or a removed row everything that is filled. */
export function fieldChanges({ before, after }: Pick<AuditRow, 'before' | 'after'>): FieldChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort()
  return names
    .map((field) => ({ field, before: written(before?.[field]), after: written(after?.[field]) }))
    .filter((change) => change.before !== change.after)
    .filter((change) => (before && after ? true : (change.before ?? change.after) !== '—'))
}
