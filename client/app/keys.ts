import { onScopeDispose } from 'vue'

/** What a key does anywhere on the page. */
export const KEYS = {
  '/': 'search',
  f: 'filters',
  l: 'list',
  b: 'draw',
  '[': 'left',
  ']': 'right',
  '?': 'help',
  Escape: 'back',
} as const
export type KeyAct = (typeof KEYS)[keyof typeof KEYS]

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'isComposing'>

/** Inputs that hold no text and so leave letters free. */
const TEXTLESS = ['checkbox', 'radio', 'range', 'button', 'submit', 'color', 'file']

/** Whether letters typed here are text: then no key of the page may take them. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLInputElement> | null
  const tag = element?.tagName?.toLowerCase()
  if (tag === 'input') return !TEXTLESS.includes(element?.type ?? 'text')
  return tag === 'textarea' || tag === 'select' || element?.isContentEditable === true
}

/** The act of a key press; undefined where the press means something else. */
export function actOf(event: Pressed, typing: boolean): KeyAct | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing || typing)
    return undefined
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return Object.hasOwn(KEYS, key) ? KEYS[key as keyof typeof KEYS] : undefined
}

/** Listens while the component lives; an open modal dialog keeps keys to itself. `take` says whether it did anything with the act. */
function listen(take: (act: KeyAct) => boolean) {
  function onKey(event: KeyboardEvent) {
    if (document.querySelector('dialog:modal')) return
    const act = actOf(event, isTyping(event.target))
    if (act && take(act)) event.preventDefault()
  }
  addEventListener('keydown', onKey)
  onScopeDispose(() => removeEventListener('keydown', onKey))
}

/** Every key of the map page. */
export const useKeys = (acts: Record<KeyAct, () => void>) =>
  listen((act) => {
    acts[act]()
    return true
  })

/** Of a page beside the map Esc alone: it closes what floats, opened rows among it. @param close says whether there was anything */
export const useBackKey = (close: () => boolean) => listen((act) => act === 'back' && close())
