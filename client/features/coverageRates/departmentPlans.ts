import type { InspectionPlan } from '#core/contract/inspectionPlans.ts'

/** A part of a figure of plans: its id, n, and of how many. */
interface Part {
  readonly part: string
  readonly n: number
  readonly of: number | null
}

/** A plan, and how far it is among the enterprises of one unit. */
export interface DepartmentPlan {
  readonly plan: InspectionPlan
  readonly visited: number
  readonly total: number
  readonly overdue: number
}

/**
 * Plans that have enterprises of a unit, joint ones first, else in the order given: what each plan is comes from the list, how far it is from the
 * figures plan-visited and plan-overdue under the condition on the unit. A plan that either does not tell of is left out.
 */
export function plansOfDepartment(
  listed: readonly InspectionPlan[],
  visited: readonly Part[],
  overdue: readonly Part[],
): DepartmentPlan[] {
  const plans = listed.flatMap((plan) => {
    const [done, late] = [visited, overdue].map((parts) => parts.find(({ part }) => part === String(plan.id)))
    return done?.of && late ? [{ plan, visited: done.n, total: done.of, overdue: late.n }] : []
  })
  const isJoint = ({ plan }: DepartmentPlan) => plan.kind === 'joint'
  return [...plans.filter(isJoint), ...plans.filter((one) => !isJoint(one))]
}
