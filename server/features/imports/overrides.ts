import { FileRefused, type Issue } from '../../files/rows.ts'
import type { Override } from './mapping.ts'
import { RULES } from './rules.ts'

/** An override that was needed, as the record of the import keeps it. */
export interface UsedOverride {
  readonly row: number
  readonly key: string
  readonly rule: string
  readonly found: string
  readonly reason: string
}

/** @throws FileRefused where an override names no rule, or one that nobody may set aside */
export function checkOverrides(overrides: readonly Override[]): void {
  const allowed = Object.keys(RULES).filter((rule) => RULES[rule]?.overridable)
  const refused = overrides.filter(({ rule }) => !allowed.includes(rule)).map(({ rule }) => rule)
  if (refused.length === 0) return
  throw new FileRefused(
    `规则 ${[...new Set(refused)].join('、')} 不能豁免。可豁免：${allowed.join('、')}。`,
    `The rule ${[...new Set(refused)].join(', ')} cannot be overridden. These can: ${allowed.join(', ')}.`,
  )
}

/** The override of a rule for a row, by its number or its key, else that for every row; of rows that share a key one is chosen only by number. */
export type Lookup = (row: number, key: string, rule: string) => Override | undefined

export function lookupOf(overrides: readonly Override[]): Lookup {
  const byRow = new Map(overrides.flatMap((each) => ('row' in each ? [[`${each.row} ${each.rule}`, each]] : [])))
  const byKey = new Map(overrides.flatMap((each) => ('key' in each ? [[`${each.key} ${each.rule}`, each]] : [])))
  const ofAll = new Map(overrides.flatMap((each) => ('every' in each ? [[each.rule as string, each]] : [])))
  return (row, key, rule) =>
    byRow.get(`${row} ${rule}`) ??
    (rule === 'key-repeated' ? undefined : (byKey.get(`${key} ${rule}`) ?? ofAll.get(rule)))
}

/** Why rows were picked of those that share a key, by the number of the row. */
export const chosenIn = (overrides: readonly Override[]): Record<string, string> =>
  Object.fromEntries(
    overrides.flatMap((each) =>
      'row' in each && each.rule === 'key-repeated' ? [[String(each.row), each.reason]] : [],
    ),
  )

/** Overrides that nothing needed, as issues of the file. */
export function spareOverrides(overrides: readonly Override[], used: readonly UsedOverride[]): Issue[] {
  const lookup = lookupOf(overrides)
  const needed = new Set(used.map(({ row, key, rule }) => lookup(row, key, rule)))
  return overrides
    .filter((each) => !needed.has(each))
    .map((each) => ({
      row: 'row' in each ? each.row : 0,
      column: '',
      rule: 'override-unused',
      found: `${'key' in each ? each.key : 'row' in each ? each.row : '*'} ${each.rule}`,
    }))
}
