import type { COVERAGE_TASK_INDICATORS } from '#core/contract/coverageTaskIndicators.ts'
import { lateTask, openTask } from '../rows/coverageTaskRows.ts'
import type { OfOthers } from './part.ts'

/** Tasks from what the proof of coverage finds. */
export const COVERAGE_TASK_DEFINITIONS = {
  'coverage-tasks-open': { rows: 'coverage-task', where: () => openTask },
  'coverage-tasks-late': { rows: 'coverage-task', where: () => lateTask },
} as const satisfies { readonly [Id in keyof typeof COVERAGE_TASK_INDICATORS]: OfOthers }
