import { computed, ref, shallowRef, watch } from 'vue'
import type { Layer } from '#core/contract/live.ts'
import { type Reminder, reminders } from '#core/contract/reminders.ts'
import type { Asked } from '#core/contract/route.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

type Query = Asked<typeof reminders.list>['query']

/** What was reminded, read or settled: all that a file stands on. */
const LAYERS: readonly Layer[] = ['reminders', 'enterprises', 'risk-points', 'hazard-sources', 'inspections']

/** The reminders of whoever looks, page by key; a change of the data begins with the first page again. @param query undefined to ask nothing */
export function useReminders(query: () => Query | undefined) {
  const { answer, state, at, retry } = useAnswer(
    reminders.list,
    () => {
      const asked = query()
      return asked && { query: asked }
    },
    { layers: LAYERS },
  )
  /** Pages after the first, in order. */
  const further = shallowRef<readonly Reminder[]>([])
  const next = shallowRef<string | null>(null)
  const fetching = ref(false)
  watch(answer, (first) => {
    further.value = []
    next.value = first?.next ?? null
  })
  // what was asked before must not stand under the name of what is asked now
  watch(
    () => JSON.stringify(query()),
    () => (answer.value = undefined),
  )
  async function more() {
    const [first, after, asked] = [answer.value, next.value, query()]
    if (!first || !after || !asked || fetching.value) return
    fetching.value = true
    const page = await call(reminders.list, { query: { ...asked, after } }).catch(() => undefined)
    fetching.value = false
    if (!page || first !== answer.value) return
    further.value = [...further.value, ...page.rows]
    next.value = page.next
  }
  const rows = computed(() => [...(answer.value?.rows ?? []), ...further.value])
  return { answer, rows, next, state, at, retry, more, fetching }
}

/** Marks reminders as read; the notice of it brings everything that shows them up to date. */
export const markRead = (ids: readonly number[]) => call(reminders.read, { body: { ids: [...ids] } })
