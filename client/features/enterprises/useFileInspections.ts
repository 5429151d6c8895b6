import { useEventListener } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { enterpriseFiles } from '#core/contract/enterpriseFiles.ts'
import type { EnterpriseFile } from '#core/contract/enterprises.ts'
import { call } from '#client/api/call.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

type Inspection = EnterpriseFile['inspections'][number]
const PAGE = 200
/** Rows that stand there before anybody asks for all. */
const FIRST_INSPECTIONS = 12

/** The inspections of a file: the latest, all of them page by key once they are asked for, and those of the year on paper. */
export function useFileInspections(file: () => EnterpriseFile) {
  const isAll = ref(false)
  const isPrinted = ref(false)
  useEventListener(window, 'beforeprint', () => (isPrinted.value = true))
  useEventListener(window, 'afterprint', () => (isPrinted.value = false))
  const isHeld = computed(() => file().inspections.length >= file().inspectionsTotal)
  const asked = () => ({ params: { id: String(file().id) }, query: { limit: String(PAGE) } })
  const { answer, state, at, retry } = useAnswer(
    enterpriseFiles.inspections,
    () => (isAll.value && !isHeld.value ? asked() : undefined),
    { layers: ['inspections', 'enterprises'] },
  )
  /** Pages after the first, in order. */
  const further = shallowRef<readonly Inspection[]>([])
  const next = shallowRef<string | null>(null)
  watch(answer, (first) => {
    further.value = []
    next.value = first?.next ?? null
  })
  async function more() {
    const [first, after] = [answer.value, next.value]
    if (!first || !after) return
    next.value = null
    const { params, query } = asked()
    const page = await call(enterpriseFiles.inspections, { params, query: { ...query, after } }).catch(() => undefined)
    if (first !== answer.value) return
    if (page) further.value = [...further.value, ...page.rows]
    next.value = page ? page.next : after
  }
  watch(
    () => file().id,
    () => (isAll.value = false),
  )
  const rows = computed((): readonly Inspection[] | undefined => {
    const held = file().inspections
    if (!isAll.value) return isPrinted.value ? held : held.slice(0, FIRST_INSPECTIONS)
    if (isHeld.value) return held
    // the past of one enterprise must not stand under the name of the next
    return answer.value?.id === file().id
      ? [...answer.value.rows, ...further.value]
      : isPrinted.value
        ? held
        : undefined
  })
  return { isAll, rows, next, state, at, retry, more }
}
