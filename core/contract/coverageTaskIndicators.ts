import type { IndicatorDefinition } from './indicatorDefinition.ts'

const OF_TASKS = { version: 1, rows: 'coverage-task', shape: 'n', part: 'all', better: 'less', unit: { zh: '项', en: '' }, layers: ['coverage-tasks', 'enterprises', 'inspections', 'grids'] } as const // prettier-ignore

/** Figures of tasks from what the proof of coverage finds 补盲任务. */
export const COVERAGE_TASK_INDICATORS = {
  'coverage-tasks-open': {
    ...OF_TASKS,
    name: { zh: '补盲任务未完成', en: 'Coverage tasks open' },
    definition: {
      zh: '已交办、未撤回、核对仍能找出其盲点的补盲任务数；盲点不再被找出才算完成，答复不算。单位的任务随全部筛选条件，其余随网格和图上范围。',
      en: 'Tasks given and not withdrawn whose blind spot the proof of coverage still finds; only that it is no longer found completes one, an answer does not. Tasks of enterprises follow every condition of the filter, others grid and shape.',
    },
  },
  'coverage-tasks-late': {
    ...OF_TASKS,
    name: { zh: '补盲任务逾期', en: 'Coverage tasks late' },
    definition: {
      zh: '未完成的补盲任务中，期限日已过的任务数；期限日当天不算逾期。',
      en: 'Open tasks whose due day is over; on the due day itself a task is not late.',
    },
  },
} as const satisfies Record<string, IndicatorDefinition>
