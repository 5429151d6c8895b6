/** Readers served before other work gets its turn: with thousands of them one notice must not stop the server. */
const SLICE = 500

/** Does `act` for each item, a slice at a time; calls made one after another reach each item in that order. */
export function inSlices<Item>(items: readonly Item[], act: (item: Item) => void): void {
  for (const item of items.slice(0, SLICE)) act(item)
  if (items.length > SLICE) setImmediate(inSlices, items.slice(SLICE), act)
}
