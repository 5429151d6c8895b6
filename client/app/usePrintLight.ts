import { useEventListener } from '@vueuse/core'

/** Paper is white: while the page is printed it wears the light theme, whichever the screen has. */
export function usePrintLight() {
  const root = document.documentElement
  let worn = root.dataset.theme
  useEventListener(window, 'beforeprint', () => {
    worn = root.dataset.theme
    root.dataset.theme = 'light'
  })
  useEventListener(window, 'afterprint', () => {
    if (worn !== undefined) root.dataset.theme = worn
  })
}
