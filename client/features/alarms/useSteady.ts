import { nextTick, type Ref, watch } from 'vue'

/**
 * Keeps what is read where it is while rows come and go: the row that is chosen and in sight, else the first in sight, stays at its height.
 * @param list what scrolls; its rows carry `data-alarm`
 */
export function useSteady(list: Ref<HTMLElement | null>, rows: () => readonly unknown[], chosen: () => number | undefined) {
  const topOf = (row: Element) => row.getBoundingClientRect().top
  function anchor(): { id: string; top: number } | undefined {
    if (!list.value || list.value.scrollTop === 0) return undefined
    const { top, bottom } = list.value.getBoundingClientRect()
    const seen = [...list.value.querySelectorAll<HTMLElement>('[data-alarm]')].filter(
      (row) => topOf(row) >= top && topOf(row) < bottom,
    )
    const row = seen.find((one) => one.dataset.alarm === String(chosen())) ?? seen[0]
    return row?.dataset.alarm === undefined ? undefined : { id: row.dataset.alarm, top: topOf(row) }
  }
  watch(
    rows,
    async () => {
      const before = anchor()
      await nextTick()
      const row = before && list.value?.querySelector(`[data-alarm="${before.id}"]`)
      if (before && row && list.value) list.value.scrollTop += topOf(row) - before.top
    },
    { flush: 'pre' },
  )
} // prettier-ignore
