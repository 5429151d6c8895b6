import { computed, watch } from 'vue'
import { type Router, START_LOCATION } from 'vue-router'
import { useLive } from '#client/api/liveStore.ts'

/** Releases for which this tab has loaded itself anew. */
const KEPT = 'anjian.renewed'

/** The release that this page is of, named as the server names its own: by the script that it begins with. */
const own = new URL(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? location.href)
  .pathname

/** Whether the server has another release of the client by now: what this page has not loaded yet may be gone. */
export function useRenewal() {
  const live = useLive()
  return computed(() => live.release !== null && live.release !== own)
}

/** Whoever goes on to another page gets it from the release of now; none of its parts is asked for under the name of before. */
export function followRenewal(router: Router) {
  const isRenewed = useRenewal()
  router.beforeEach((to, from) => {
    if (!isRenewed.value || from === START_LOCATION || to.path === from.path) return true
    const target = new URL(to.fullPath, location.href)
    // a step back has written its address already
    if (target.href === location.href) location.reload()
    else location.assign(target)
    return new Promise<never>(() => undefined)
  })
}

/** Notes that this tab loads itself anew for a release. @returns false where it did so before, or cannot note it */
function mayReloadFor(release: string): boolean {
  try {
    const before = (sessionStorage.getItem(KEPT) ?? '').split(' ')
    if (before.includes(release)) return false
    sessionStorage.setItem(KEPT, [...before, release].join(' ').trim())
    return true
  } catch {
    return false
  }
}

/**
 * Loads a page at which nobody stands anew when the server has another release, once for each: something between the two that keeps
 * the page of before must not make it reload for ever. `free`: not while something is shown that must not be taken away.
 */
export function reloadWhenRenewed(free: () => boolean) {
  const live = useLive()
  const isRenewed = useRenewal()
  watch(
    () => isRenewed.value && !live.isBookAway && free(),
    (due) => due && live.release !== null && mayReloadFor(live.release) && location.reload(),
    { immediate: true },
  )
}
