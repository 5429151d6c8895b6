/** Readers served before other work gets its turn: with thousands of them one notice must not stop the server. */
const SLICE = 500

/** Looks at readers that are begun together, and how long the next wait: ten thousand are looked at within two seconds, and take no more than a connection or two. */
const LOOKS = 250
const LOOKS_MS = 50

/** Does what is asked for in its order: a few hundred at once, so at once where there are no more, and so many again a moment later. What waits already is not done twice. */
export function atLeisure(): (act: () => void) => void {
  const waiting = new Set<() => void>()
  let isGoing = false
  function go() {
    const now = [...waiting].slice(0, LOOKS)
    for (const act of now) waiting.delete(act)
    isGoing = waiting.size > 0
    if (isGoing) setTimeout(go, LOOKS_MS).unref()
    for (const act of now) act()
  }
  return (act) => {
    waiting.add(act)
    if (isGoing) return
    isGoing = true
    setImmediate(go)
  }
}

/** Does `act` for each item, a slice at a time; calls made one after another reach each item in that order. */
export function inSlices<Item>(items: readonly Item[], act: (item: Item) => void): void {
  for (const item of items.slice(0, SLICE)) act(item)
  if (items.length > SLICE) setImmediate(inSlices, items.slice(SLICE), act)
}
