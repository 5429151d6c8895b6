import { onScopeDispose } from 'vue'

/** What a key does on the alarm desk; letters of a text field stay text. */
export const DESK_KEYS = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  a: 'acknowledge',
  h: 'hand-over',
  s: 'shelve',
  m: 'maintenance',
  c: 'close',
  n: 'note',
  '/': 'search',
  '?': 'help',
  Escape: 'back',
} as const
export type DeskKeyAct = (typeof DESK_KEYS)[keyof typeof DESK_KEYS]

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'isComposing'>

const TEXTS = ['INPUT', 'TEXTAREA', 'SELECT']
/** What a key press does, given the element that has the focus; undefined where it means something else. */
export function deskActOf(event: Pressed, at: string): DeskKeyAct | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return undefined
  if (TEXTS.includes(at)) return event.key === 'Escape' ? 'back' : undefined
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return Object.hasOwn(DESK_KEYS, key) ? DESK_KEYS[key as keyof typeof DESK_KEYS] : undefined
}

/** Listens for the keys of the desk while it lives; an open dialog keeps them to itself, and so does what has arrows of its own. */
export function useDeskKeys(acts: Record<DeskKeyAct, () => void>) {
  function onKey(event: KeyboardEvent) {
    const at = event.target instanceof HTMLElement ? event.target : undefined
    if (document.querySelector('dialog:modal, [popover]:popover-open')) return
    if (event.key.startsWith('Arrow') && at?.closest('header.top')) return
    const act = deskActOf(event, at?.tagName ?? '')
    if (!act) return
    event.preventDefault()
    acts[act]()
  }
  addEventListener('keydown', onKey)
  onScopeDispose(() => removeEventListener('keydown', onKey))
}
