import { onScopeDispose, ref } from 'vue'

/** Nothing typed is lost unasked: closing asks first, and so does the browser before it leaves the page. */
export function useUnsaved(isChanged: () => boolean, close: () => void) {
  const asks = ref(false)
  const warn = (event: BeforeUnloadEvent) => {
    if (isChanged()) event.preventDefault()
  }
  addEventListener('beforeunload', warn)
  onScopeDispose(() => removeEventListener('beforeunload', warn))
  /** Closes at once where nothing was changed, or where it was asked already. */
  const leave = () => {
    if (isChanged() && !asks.value) asks.value = true
    else close()
  }
  return { asks, leave, stay: () => (asks.value = false) }
}
