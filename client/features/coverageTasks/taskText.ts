import type { FaultOwner } from '#core/contract/coverage.ts'

type Told = (key: string, values?: Record<string, string | number>) => string

/** `剩 5 天`, `今天到期`, `逾期 3 天`. @param days whole days until the due day */
export const leftText = (days: number, t: Told): string =>
  days === 0
    ? t('coverageTasks.left.today')
    : t(`coverageTasks.left.${days > 0 ? 'days' : 'late'}`, { n: Math.abs(days) })

/** Whoever is to mend it. @param unitName a unit as the language of the page calls it */
export const ownerText = ({ desk, name }: FaultOwner, t: Told, unitName: (name: string) => string): string =>
  desk === 'government' || name === '' ? t('coverageTasks.government') : unitName(name)

/** An owner as an option of a form: `government`, `department-3`, `grid-19`. */
export const ownerKey = ({ desk, id }: Pick<FaultOwner, 'desk' | 'id'>): string =>
  id === null ? desk : `${desk}-${id}`
/** And back; undefined where none is chosen. */
export function ownerOf(key: string): Pick<FaultOwner, 'desk' | 'id'> | undefined {
  const [desk, id] = key.split('-')
  if (desk === 'government') return { desk, id: null }
  return (desk === 'department' || desk === 'grid') && id !== undefined ? { desk, id: Number(id) } : undefined
}
