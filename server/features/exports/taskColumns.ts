import { z } from 'zod'
import { CoverageTask } from '#core/contract/coverageTasks.ts'
import { FAULT_KIND_WORDS } from '#core/domain/coverage.ts'
import { type Column, number, text } from './columns.ts'

/** A task stands nowhere of itself; its fault may. */
export const ExportedTask = CoverageTask.extend({ position: z.null() })
type Task = z.output<typeof ExportedTask>

const STATES: Readonly<Record<Task['state'], { readonly zh: string; readonly en: string }>> = {
  open: { zh: '办理中', en: 'open' },
  late: { zh: '逾期', en: 'late' },
  cleared: { zh: '已消除', en: 'cleared' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
}
export const TASK_COLUMNS: readonly Column<Task>[] = [
  number(['编号', 'Number', 'ID', 8], ({ id }) => id),
  text(['盲点', 'Blind spot', 'KIND', 18], ({ kind }, language) => FAULT_KIND_WORDS[kind][language]),
  text(['名称', 'Name', 'NAME', 32], ({ told }) => told.name),
  text(['网格', 'Grid', 'GRID', 16], ({ told }) => told.gridName),
  text(
    ['责任方', 'Owner', 'OWNER', 20],
    ({ owner }, language) => owner.name || (language === 'zh' ? '政府' : 'Government'),
  ),
  text(['状态', 'State', 'STATE', 10], ({ state }, language) => STATES[state][language]),
  text(['期限', 'Due', 'DUE', 12], ({ dueOn }) => dueOn),
  text(['交办人', 'Given by', 'BY', 14], ({ givenBy }) => givenBy),
  text(['说明', 'Note', 'NOTE', 32], ({ note }) => note),
]
