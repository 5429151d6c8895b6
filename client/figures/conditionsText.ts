import { FILTER_FIELDS, type FilterText } from '#core/contract/filter.ts'

interface Names {
  readonly gridNames: ReadonlyMap<string, string>
  readonly departmentNames: ReadonlyMap<string, string>
  readonly places: ReadonlyMap<string, string>
}
type Translate = (key: string) => string

const valueName = (field: string, value: string, names: Names, t: Translate): string => {
  if (field === 'grid') return value === '0' ? t('words.blind') : (names.gridNames.get(value) ?? value)
  if (field === 'department') return value === '0' ? t('words.ownerless') : (names.departmentNames.get(value) ?? value)
  if (field === 'place') return names.places.get(value) ?? value
  if (field === 'risk') return t(`words.risk.${value}`)
  if (field === 'class') return t(`words.class.${value}`)
  if (field === 'sourceLevel') return t(`words.level.${value}`)
  if (field === 'industry' && value.length === 1) return t(`words.industry.${value}`)
  return value
}

/** The conditions in force in words, as each panel says which filters act on it: `风险=重大、较大 · 框选范围`. */
export function conditionsText(filter: FilterText, names: Names, t: Translate): string {
  const said = FILTER_FIELDS.flatMap((field) => {
    const text = filter[field]
    if (!text) return []
    const word = t(`words.field.${field}`)
    if (field === 'overdue' || field === 'dueSoon' || field === 'polygon') return [word]
    if (field === 'search') return [`${word}=${text}`]
    return [
      `${word}=${text
        .split(',')
        .map((value) => valueName(field, value, names, t))
        .join('、')}`,
    ]
  })
  return said.join(' · ')
}
