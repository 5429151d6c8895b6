import { computed, ref, shallowRef, watch } from 'vue'
import { type TimelineEvent, timelines } from '#core/contract/timelines.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const PAGE = '20'

/** What happened to an enterprise, page by key, the latest first; a change of the data begins with the first page again. */
export function useTimeline(enterprise: () => number) {
  const asked = () => ({ params: { id: String(enterprise()) }, query: { limit: PAGE } })
  const { answer, state, at, retry } = useAnswer(timelines.list, asked, {
    layers: ['enterprises', 'proposals', 'hazards', 'inspections'],
  })
  /** Pages after the first, in order. */
  const further = shallowRef<readonly TimelineEvent[]>([])
  const next = shallowRef<string | null>(null)
  const fetching = ref(false)
  watch(answer, (first) => {
    further.value = []
    next.value = first?.next ?? null
  })
  async function more() {
    const [first, after] = [answer.value, next.value]
    if (!first || !after || fetching.value) return
    fetching.value = true
    const { params, query } = asked()
    const page = await call(timelines.list, { params, query: { ...query, after } }).catch(() => undefined)
    fetching.value = false
    if (!page || first !== answer.value) return
    further.value = [...further.value, ...page.events]
    next.value = page.next
  }
  // the past of one enterprise must not stand under the name of the next
  const first = computed(() => (answer.value?.id === enterprise() ? answer.value : undefined))
  const events = computed(() => (first.value ? [...first.value.events, ...further.value] : undefined))
  return { events, next, state, at, retry, more, fetching }
}
