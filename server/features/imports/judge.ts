import type { Checked } from '../../files/checkRows.ts'
import type { Issue, SourceRow } from '../../files/rows.ts'
import type { Override } from './mapping.ts'
import { applyOverrides } from './overrides.ts'
import type { Judged } from './request.ts'
import { RULES } from './rules.ts'

/** Whether an issue keeps its row out of the book. */
export const isError = ({ rule }: Issue): boolean => !RULES[rule]?.warning

/** Sorts what is good from what is not, once the overrides have set aside what they may. */
export function judge<Made>(
  checked: readonly Checked<SourceRow, Made>[],
  issues: readonly Issue[],
  overrides: readonly Override[],
  keyOf: (made: Made) => string,
): Omit<Judged<Made>, 'located' | 'repairs'> {
  const keys = new Map(checked.flatMap(({ source, made }) => (made ? [[source.row, keyOf(made)] as const] : [])))
  const { standing, used } = applyOverrides(issues, overrides, keys)
  const bad = new Set(standing.filter(isError).map(({ row }) => row))
  const good = checked.flatMap(({ source, made }) => (made && !bad.has(source.row) ? [made] : []))
  return { good, issues: standing.sort((a, b) => a.row - b.row), overridden: used, rejected: bad.size }
}
