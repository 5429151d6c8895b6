import { type FilterText, SOURCE_LEVELS } from '#core/contract/filter.ts'
import type { OpenedFigure } from './rowsStore.ts'

type Asked = Pick<OpenedFigure, 'id' | 'part' | 'side' | 'filter'>

/** What narrows the map to the rows of a figure's part, beside the filter that it was counted with. */
const NARROWING: Partial<Record<OpenedFigure['id'], (asked: Asked) => FilterText>> = {
  enterprises: () => ({}),
  'risk-distribution': ({ part }) => ({ risk: part }),
  'hazard-source-levels': ({ part, filter }) => {
    if (part !== 'all') return { sourceLevel: part }
    return filter.sourceLevel ? {} : { sourceLevel: SOURCE_LEVELS.join(',') }
  },
  'hazards-overdue-now': () => ({ overdue: '1' }),
  'hazards-due-soon': () => ({ dueSoon: '1' }),
}

/**
 * Conditions under which the map shows exactly what the rows are of; undefined where no conditions say so: those of a month,
 * those visited in their cycle. The camera is no condition, so a list of what is in view stays one.
 */
export function mapConditions(asked: Asked): FilterText | undefined {
  const narrowing = NARROWING[asked.id]?.(asked)
  if (!narrowing) return undefined
  const conditions: FilterText = { ...asked.filter, ...narrowing }
  delete conditions.bbox
  return conditions
}
