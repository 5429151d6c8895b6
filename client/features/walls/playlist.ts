import { computed, onScopeDispose, type Ref, ref, watch } from 'vue'

/** What a playlist plays. */
interface Played {
  readonly id: number
  /** s, how long it stays. */
  readonly seconds: number
}

/**
 * Plays the items one after another, over and over; what is renamed or put elsewhere meanwhile goes on where it was.
 * @param pinned id of the one that stays; undefined to play all
 */
export function usePlaylist<Item extends Played>(items: () => readonly Item[], pinned: () => number | undefined) {
  const at = ref<number>()
  const paused: Ref<boolean> = ref(false)
  const index = computed(() => {
    const wanted = pinned() ?? at.value
    const found = items().findIndex(({ id }) => id === wanted)
    return found < 0 && pinned() === undefined ? 0 : found
  })
  /** Undefined where there is nothing to show. */
  const shown = computed((): Item | undefined => items()[index.value])
  const plays = computed(() => pinned() === undefined && items().length > 1)

  function step(by: 1 | -1) {
    const all = items()
    if (plays.value) at.value = all[(index.value + by + all.length) % all.length]?.id
  }
  const pause = () => {
    if (plays.value) paused.value = !paused.value
  }
  let waiting: ReturnType<typeof setTimeout> | undefined
  watch(
    () => [shown.value?.id, shown.value?.seconds, plays.value && !paused.value] as const,
    ([, seconds, goesOn]) => {
      clearTimeout(waiting)
      if (goesOn && seconds !== undefined) waiting = setTimeout(() => step(1), seconds * 1000)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(waiting))
  return { shown, index, plays, paused, step, pause }
}
