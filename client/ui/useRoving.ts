import { onBeforeUnmount, onMounted, type Ref } from 'vue'

const FOCUSABLE = 'button:not(:disabled), input:not([type="text"]):not([type="date"]), a[href], summary'
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** Two-level tab order: the region is one stop of Tab, arrows move within it. Text fields stay stops of their own. */
export function useRoving(region: Ref<HTMLElement | null>) {
  let current: HTMLElement | undefined

  const members = () =>
    [...region.value!.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (member) => !member.closest('[popover], [data-own-keys], dialog') && member.getClientRects().length > 0,
    )
  function settle() {
    if (!region.value) return
    const all = members()
    if (!current || !all.includes(current)) current = all[0]
    for (const member of all) {
      const index = member === current ? '0' : '-1'
      if (member.getAttribute('tabindex') !== index) member.setAttribute('tabindex', index)
    }
  }
  function onFocus({ target }: FocusEvent) {
    const all = members()
    if (!all.includes(target as HTMLElement)) return
    current = target as HTMLElement
    settle()
  }
  function onKey(event: KeyboardEvent) {
    const step = STEPS[event.key]
    const all = members()
    const at = all.indexOf(event.target as HTMLElement)
    const isSlider = (event.target as HTMLInputElement).type === 'range'
    if (!step || at < 0 || isSlider || event.defaultPrevented) return
    event.preventDefault()
    all[(at + step + all.length) % all.length]!.focus()
  }
  const watcher = new MutationObserver(settle)

  onMounted(() => {
    settle()
    region.value!.addEventListener('focusin', onFocus)
    region.value!.addEventListener('keydown', onKey)
    watcher.observe(region.value!, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled', 'hidden'],
    })
  })
  onBeforeUnmount(() => watcher.disconnect())
}
