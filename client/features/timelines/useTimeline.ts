import { computed } from 'vue'
import { type TimelineEvent, timelines } from '#core/contract/timelines.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const PAGE = '20'

/** What happened to an enterprise, page by key, the latest first; a change of the data begins with the first page again. */
export function useTimeline(enterprise: () => number) {
  const asked = () => ({ params: { id: String(enterprise()) }, query: { limit: PAGE } })
  const { answer, state, at, retry } = useAnswer(timelines.list, asked, {
    layers: ['enterprises', 'proposals', 'hazards', 'inspections'],
  })
  const pageOf = ({ events, next }: { events: readonly TimelineEvent[]; next: string | null }) => ({
    rows: events,
    next,
  })
  // the past of one enterprise must not stand under the name of the next
  const first = computed(() => (answer.value?.id === enterprise() ? pageOf(answer.value) : undefined))
  const { rows, ...pages } = pagesOf<TimelineEvent>(
    () => first.value,
    async (after, signal) => {
      const { params, query } = asked()
      return pageOf(await call(timelines.list, { params, query: { ...query, after } }, { signal }))
    },
  )
  const events = computed(() => first.value && rows.value)
  return { events, ...pages, state, at, retry }
}
