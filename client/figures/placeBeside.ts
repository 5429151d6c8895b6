const GAP = 6

/** Puts a pop-over beside what opened it: left of it where there is room, else under or above; never beyond the window. */
export function placeBeside(panel: HTMLElement, from: HTMLElement) {
  const anchor = from.getBoundingClientRect()
  const own = panel.getBoundingClientRect()
  const leftOf = anchor.left - GAP - own.width
  const left = leftOf >= GAP ? leftOf : Math.min(anchor.left, innerWidth - own.width - GAP)
  const below = leftOf >= GAP ? anchor.top - GAP : anchor.bottom + GAP
  const top = Math.min(below, innerHeight - own.height - GAP)
  panel.style.left = `${Math.max(GAP, left)}px`
  panel.style.top = `${Math.max(GAP, top)}px`
}
