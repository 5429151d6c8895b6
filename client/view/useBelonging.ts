import { computed, type ComputedRef, type Ref, ref, watch } from 'vue'
import type { AnswerState } from '#client/api/useAnswer.ts'

/**
 * How the last answer stands to what is asked now. `own`: it answers it. `older`: it answers the question before, and the
 * next is on its way. `none`: the next has failed or takes long, so that the last answer must not stand under the new question.
 */
export type Belonging = 'own' | 'older' | 'none'

/** Watches an answer and what was asked for; `question` is anything that tells two questions apart. */
export function useBelonging(
  { answer, state }: { answer: Readonly<Ref<unknown>>; state: Readonly<Ref<AnswerState>> },
  question: () => unknown,
): ComputedRef<Belonging> {
  const asked = computed(() => JSON.stringify(question() ?? null))
  const answered = ref(asked.value)
  const waitedInVain = ref(false)
  // at once: an answer that is overtaken by the next question is never taken over, so the two are of one moment
  watch(answer, () => (answered.value = asked.value), { flush: 'sync' })
  // a retry is busy for a moment, and must not bring the old figures back
  watch(asked, () => (waitedInVain.value = state.value.is === 'failed'), { flush: 'sync' })
  watch(
    () => state.value.is,
    (is) => (waitedInVain.value ||= is === 'failed' || is === 'late'),
    { flush: 'sync' },
  )
  return computed(() => {
    if (answer.value === undefined || answered.value === asked.value) return 'own'
    return waitedInVain.value ? 'none' : 'older'
  })
}
