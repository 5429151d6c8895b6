import { onScopeDispose, ref } from 'vue'
import { useRouter } from 'vue-router'

/** Nothing typed is lost unasked: closing asks first, going back to another page does, and so does the browser before it leaves this one. */
export function useUnsaved(isChanged: () => boolean, close: () => void) {
  const asks = ref(false)
  const warn = (event: BeforeUnloadEvent) => {
    if (isChanged()) event.preventDefault()
  }
  const open = useRouter().beforeEach(() => {
    if (!isChanged()) return true
    asks.value = true
    return false
  })
  addEventListener('beforeunload', warn)
  onScopeDispose(() => {
    open()
    removeEventListener('beforeunload', warn)
  })
  /** Closes at once where nothing was changed, or where it was asked already. */
  const leave = () => {
    if (isChanged() && !asks.value) asks.value = true
    else close()
  }
  return { asks, leave, stay: () => (asks.value = false) }
}
