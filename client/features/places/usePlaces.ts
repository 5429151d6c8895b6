import { computed, watch } from 'vue'
import { places, type PlaceRow } from '#core/contract/places.ts'
import { type PlaceTenant, tenants } from '#core/contract/tenants.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { type Answer, useAnswer } from '#client/api/useAnswer.ts'

const PAGE = '50'
/** Layers whose change makes counts of tenants stale. */
const LAYERS = ['places', 'enterprises', 'hazards', 'inspections', 'grids'] as const

type PlacesAsked = NonNullable<Asked<typeof places.list>['query']>
/** The list of parks and towers under its conditions. */
export function usePlacePages(asked: () => Omit<PlacesAsked, 'after' | 'limit'>) {
  const { answer, state, at, retry } = useAnswer(places.list, () => ({ query: { ...asked(), limit: PAGE } }), {
    layers: LAYERS,
  })
  const pages = pagesOf<PlaceRow>(
    () => answer.value,
    (after, signal) => call(places.list, { query: { ...asked(), after, limit: PAGE } }, { signal }),
  )
  return { ...pages, total: computed(() => answer.value?.total), state, at, retry }
}

type TenantsAsked = Omit<NonNullable<Asked<typeof tenants.list>['query']>, 'after' | 'limit'>
/** The tenants of a place, present or former. */
export function useTenantPages(id: () => number, asked: () => TenantsAsked) {
  const input = (after?: string) => ({
    params: { id: String(id()) },
    query: { ...asked(), limit: PAGE, ...(after && { after }) },
  })
  const { answer, state, at, retry } = useAnswer(tenants.list, () => input(), { layers: LAYERS })
  const pages = pagesOf<PlaceTenant>(
    () => answer.value,
    (after, signal) => call(tenants.list, input(after), { signal }),
  )
  return { ...pages, total: computed(() => answer.value?.total), state, at, retry }
}

/** The file of a place, kept fresh; undefined asks nothing. */
export function usePlaceFile(id: () => number | undefined): Answer<typeof places.read> {
  const asked = useAnswer(
    places.read,
    () => {
      const wanted = id()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: LAYERS },
  )
  // the file of one place must not stand under the name of the next
  watch(id, () => (asked.answer.value = undefined))
  return asked
}
