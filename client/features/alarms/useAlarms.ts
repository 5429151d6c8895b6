import { watch } from 'vue'
import { type AlarmRow, alarms } from '#core/contract/alarms.ts'
import type { Layer } from '#core/contract/live.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const LAYERS: readonly Layer[] = ['alarms', 'enterprises', 'hazard-sources']
/** As many as one looks at: what is open is few, and an alarm that arrives must not take the page away on which one reads. */
const LIMIT = '200'
export type AlarmShare = NonNullable<Asked<typeof alarms.list>['query']['share']>

/** Alarms in scope, the most urgent first, kept fresh. */
export function useAlarmPages(share: () => AlarmShare) {
  const query = () => ({ share: share(), limit: LIMIT })
  const { answer, state, at, retry } = useAnswer(alarms.list, () => ({ query: query() }), { layers: LAYERS })
  const pages = pagesOf<AlarmRow>(
    () => answer.value,
    (after, signal) => call(alarms.list, { query: { ...query(), after } }, { signal }),
  )
  // what was asked before must not stand under the name of what is asked now
  watch(share, () => (answer.value = undefined))
  return { answer, ...pages, state, at, retry }
}

/** How many alarms call; undefined to ask nothing. */
export const useCalling = (asks: () => boolean) =>
  useAnswer(alarms.list, () => (asks() ? { query: { share: 'calling' as const, limit: '1' } } : undefined), {
    layers: LAYERS,
  })

/** One alarm whole. */
export const useAlarmFile = (id: () => number | undefined) =>
  useAnswer(
    alarms.read,
    () => {
      const wanted = id()
      return wanted === undefined ? undefined : { params: { id: String(wanted) } }
    },
    { layers: LAYERS },
  )
