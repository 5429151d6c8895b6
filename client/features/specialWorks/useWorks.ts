import { computed, watch } from 'vue'
import { type SpecialWork, specialWorks, type WORK_SHARES } from '#core/contract/specialWorks.ts'
import type { WorkKind } from '#core/domain/specialWorks.ts'
import { call } from '#client/api/call.ts'
import { pagesOf } from '#client/api/pages.ts'
import { useAnswer } from '#client/api/useAnswer.ts'

const PAGE = '50'
const LAYERS = ['special-works', 'enterprises', 'hazard-sources'] as const
export type WorkShare = (typeof WORK_SHARES)[number]

/** Special works of a share page by key, of one kind or all. */
export function useWorkPages(share: () => WorkShare, kind: () => WorkKind | '') {
  const query = () => {
    const one = kind()
    return { limit: PAGE, share: share(), ...(one && { kind: one }) }
  }
  const asked = useAnswer(specialWorks.list, () => ({ query: query() }), { layers: LAYERS })
  const pages = pagesOf<SpecialWork>(
    () => asked.answer.value,
    (after, signal) => call(specialWorks.list, { query: { ...query(), after } }, { signal }),
  )
  // the works of one share must not stand under the name of another
  watch(
    () => `${share()} ${kind()}`,
    () => (asked.answer.value = undefined),
  )
  return { ...asked, ...pages, total: computed(() => asked.answer.value?.total) }
}
