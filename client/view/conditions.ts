import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FilterField } from '#core/contract/filter.ts'
import { useNames } from './namesStore.ts'
import { useView } from './viewStore.ts'

/** One condition in force, in words: `风险=重大、较大`. */
export interface Condition {
  readonly field: FilterField
  /** Name of the field. */
  readonly name: string
  /** Its values in words; empty where the name says it all. */
  readonly values: string
  readonly label: string
}

/** Words for one value of one condition, in the language of the page. */
export function useValueWords(): (field: FilterField, value: string) => string {
  const { t } = useI18n({ useScope: 'global' })
  const names = useNames()
  const words: Partial<Record<FilterField, (value: string) => string>> = {
    risk: (value) => t(`words.risk.${value}`),
    class: (value) => value,
    sourceLevel: (value) => t(`words.level.${value}`),
    // a division or class is said by its section, and its code
    industry: (value) => `${t(`words.industry.${value.slice(0, 1)}`)}${value.length > 1 ? ` ${value}` : ''}`,
    department: (value) => (value === '0' ? t('words.ownerless') : (names.departmentNames.get(value) ?? `#${value}`)),
    grid: (value) => (value === '0' ? t('words.blind') : (names.gridNames.get(value) ?? `#${value}`)),
    place: (value) => names.placeNames.get(value) ?? `#${value}`,
  }
  return (field, value) => words[field]?.(value) ?? value
}

const WORDLESS: readonly FilterField[] = ['overdue', 'dueSoon', 'polygon']

/** The conditions in force, in the order in which they were set. */
export function useConditions(): ComputedRef<Condition[]> {
  const { t } = useI18n({ useScope: 'global' })
  const view = useView()
  const wordOf = useValueWords()

  function conditionOf([key, text]: [string, string]): Condition {
    const field = key as FilterField
    const name = t(`words.field.${field}`)
    const listed = field === 'search' ? [text] : text.split(',')
    const values = WORDLESS.includes(field) ? '' : listed.map((value) => wordOf(field, value)).join(t('words.and'))
    return { field, name, values, label: values ? `${name}=${values}` : name }
  }
  return computed(() => Object.entries(view.filter as Record<string, string>).map(conditionOf))
}
