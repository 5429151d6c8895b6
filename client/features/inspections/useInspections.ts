import { computed, watch } from 'vue'
import { inspectionLeftovers, type Leftover } from '#core/contract/inspectionLeftovers.ts'
import { type DueRow, inspectionPlans } from '#core/contract/inspectionPlans.ts'
import { type InspectionListed, inspections } from '#core/contract/inspections.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const PAGE = '50'
const LAYERS = ['inspections', 'enterprises', 'hazards'] as const
/** Inspections page by key; a change of the data begins with the first page again. */
export function useInspectionPages(query: () => Omit<Asked<typeof inspections.list>['query'], 'after' | 'limit'>) {
  const asked = useAnswer(inspections.list, () => ({ query: { ...query(), limit: PAGE } }), { layers: LAYERS })
  const pages = pagesOf<InspectionListed>(
    () => asked.answer.value,
    (after, signal) => call(inspections.list, { query: { ...query(), limit: PAGE, after } }, { signal }),
  )
  return { ...asked, ...pages, total: computed(() => asked.answer.value?.total) }
}

export type Due = DueRow['state']
/** Enterprises by the cycle of their class, in one state, of all grids or one, with the counts of each grid; `0` is no grid. */
export function useDues(due: () => Due, grid: () => string | undefined) {
  const query = () => ({ due: due(), limit: PAGE, ...(grid() !== undefined && { grid: grid() }) })
  const asked = useAnswer(inspectionPlans.dues, () => ({ query: query() }), {
    layers: [...LAYERS, 'grids'],
  })
  const pages = pagesOf<DueRow>(
    () => asked.answer.value,
    (after, signal) => call(inspectionPlans.dues, { query: { ...query(), after } }, { signal }),
  )
  // what was asked before must not stand under the name of what is asked now
  watch(
    () => `${due()} ${grid()}`,
    () => (asked.answer.value = undefined),
  )
  return { ...asked, ...pages }
}

/** What is left over pages by key; a change of the data begins with the first page again. */
export function useLeftovers(query: () => Omit<Asked<typeof inspectionLeftovers.list>['query'], 'after' | 'limit'>) {
  const asked = useAnswer(inspectionLeftovers.list, () => ({ query: { ...query(), limit: PAGE } }), {
    layers: [...LAYERS, 'grids'],
  })
  const pages = pagesOf<Leftover>(
    () => asked.answer.value,
    (after, signal) => call(inspectionLeftovers.list, { query: { ...query(), limit: PAGE, after } }, { signal }),
  )
  // what was asked before must not stand under the name of what is asked now
  watch(
    () => JSON.stringify(query()),
    () => (asked.answer.value = undefined),
  )
  return { ...asked, ...pages }
}

/** How enterprises stand by whom they are of; no row of them is read. */
export const useChiefs = () =>
  useAnswer(inspectionPlans.dues, () => ({ query: { limit: '1' } }), { layers: [...LAYERS, 'grids'] })

/** How many enterprises a plan would freeze now. */
export function usePlanSize(query: () => Asked<typeof inspectionPlans.size>['query']) {
  const asked = useAnswer(inspectionPlans.size, () => ({ query: query() }), { layers: ['enterprises', 'grids'] })
  // what was counted before must not stand under the filter of now
  watch(
    () => JSON.stringify(query()),
    () => (asked.answer.value = undefined),
  )
  return asked
}

/** Plans with how far they are. */
export const usePlans = () => useAnswer(inspectionPlans.list, () => ({}), { layers: LAYERS })
/** One plan with its list. */
export const usePlan = (id: () => number) =>
  useAnswer(inspectionPlans.targets, () => ({ params: { id: String(id()) } }), { layers: LAYERS })
/** One inspection, kept fresh; undefined asks nothing. */
export function useInspection(request: () => string | undefined) {
  return useAnswer(
    inspections.read,
    () => {
      const wanted = request()
      return wanted === undefined ? undefined : { params: { request: wanted } }
    },
    { layers: LAYERS },
  )
}
/** Checklists in force. */
export const useChecklists = () => useAnswer(inspections.checklists, () => ({ query: {} }), { layers: ['inspections'] })
