import { computed } from 'vue'
import { CLASSES } from '#core/contract/filter.ts'
import { inspectionPlans } from '#core/contract/inspectionPlans.ts'
import { INDICATORS } from '#core/contract/indicators.ts'
import { useAnswer } from '#client/api/useAnswer.ts'
import type { FaultKind } from '#core/domain/coverage.ts'
import { figuresOf } from '#client/figures/figuresStore.ts'
import { useNames } from '#client/view/namesStore.ts'
import { plansOfDepartment } from './departmentPlans.ts'
import { useCoverageRates } from './useCoverageRates.ts'

/** What is late or lacking now, the page's first figures. */
export const DEPARTMENT_TILES = [
  'visits-overdue',
  'hazards-overdue-now',
  'hazards-overdue-major',
  'class-a-leaderless',
  'responsible-missing',
] as const
/** Kinds of blind spots that the condition on a unit narrows: of its enterprises, their sources, and the places in which these sit. */
export const DEPARTMENT_GAPS = [
  'enterprise-no-grid',
  'enterprise-two-leads',
  'class-a-leader',
  'visit-overdue',
  'source-responsible',
  'place-register',
] as const

/** The node of the unit itself in the grid of level 2: whether somebody answers for it is the unit's to mend. */
export const NODE_GAP = 'node-person'
/**
 * Kinds that are no unit's: what nobody leads for is of none by its definition, and land, nodes of grids and chiefs follow grids alone, so that under a
 * unit they would be those of the whole district. No number of theirs stands on the page of a unit; each leads to the proof.
 */
export const NO_UNITS_GAPS = [
  'territory-gap',
  'territory-overlap',
  'territory-outside',
  'enterprise-no-lead',
  'industry-ownerless',
  'chief-overload',
] as const satisfies readonly FaultKind[]

const PLAN_FIGURES = ['plan-visited', 'plan-overdue'] as const

/** Everything that the page of one unit shows, kept fresh. Each number is a registered figure under the condition on the unit. */
export function useMyDepartment(department: () => number) {
  const filter = computed(() => ({ department: String(department()) }))
  const figures = figuresOf(['enterprises', ...DEPARTMENT_TILES, 'coverage-faults'], () => filter.value)
  const names = useNames()
  const node = computed(() => names.bodies.find((one) => one.department === department()))
  const nodeFilter = computed(() => ({ grid: String(node.value?.id ?? 0) }))
  const nodeFigures = figuresOf(['coverage-faults'], () => nodeFilter.value)
  const classes = CLASSES.map((one) => ({
    of: one,
    filter: computed(() => ({ ...filter.value, class: one })),
    figures: figuresOf(['enterprises'], () => ({ ...filter.value, class: one })),
  }))
  const rates = useCoverageRates(() => ({ by: 'class', filter: filter.value }))
  const planned = figuresOf(PLAN_FIGURES, () => filter.value)
  const listed = useAnswer(inspectionPlans.list, () => ({}), { layers: INDICATORS['plan-visited'].layers })
  const plans = computed(() => {
    const [list, far] = [listed.answer.value, planned.answer.value]
    if (!list || !far) return undefined
    return plansOfDepartment(list, planned.partsOf('plan-visited'), planned.partsOf('plan-overdue'))
  })
  return { filter, figures, node, nodeFilter, nodeFigures, classes, rates, planned, listed, plans }
}
export type MyDepartment = ReturnType<typeof useMyDepartment>
