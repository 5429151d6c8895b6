/** What stands before, between and behind the features of a text, with `0` in the place of each of them. */
export interface Rest {
  text: string
  /** What stands before the first of them. */
  head?: string
}
/** An item of the features as it stands in the text, its number from 1, and the share of the file that is read. */
export interface Item {
  readonly number: number
  readonly text: string
  readonly share: number
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const isOpening = (code: number) => code === 0x7b || code === 0x5b
const isClosing = (code: number) => code === 0x7d || code === 0x5d
/** Depth among the members of the root, and among the items of one of its arrays. */
const [MEMBERS, ITEMS] = [1, 2]
const NAMES_FEATURES = /[{,]\s*"features"\s*:\s*$/
const LONGEST_NAME = 100

/** Cuts the items out of the text, piece by piece; the rest of it is gathered in `rest`. */
function cutter(rest: Rest) {
  const found: Omit<Item, 'share'>[] = []
  let [depth, number, held, from] = [0, 1, '', 0]
  let [inString, escaped, inFeatures] = [false, false, false]

  function opens(text: string, at: number): void {
    if (depth === MEMBERS || (inFeatures && depth === ITEMS)) {
      rest.text += text.slice(from, at)
      from = at
      if (inFeatures) rest.head ??= rest.text
      if (inFeatures) rest.text += '0'
      else inFeatures = NAMES_FEATURES.test(rest.text.slice(-LONGEST_NAME))
    }
    depth += 1
  }
  function closes(text: string, at: number): void {
    depth -= 1
    if (depth === MEMBERS) inFeatures = false
    if (!inFeatures || depth !== ITEMS) return
    found.push({ number, text: held + text.slice(from, at + 1) })
    held = ''
    from = at + 1
  }
  function within(code: number): void {
    if (escaped) escaped = false
    else if (code === BACKSLASH) escaped = true
    else if (code === QUOTE) inString = false
  }
  function between(code: number, text: string, at: number): void {
    if (code === QUOTE) inString = true
    else if (isOpening(code)) opens(text, at)
    else if (isClosing(code)) closes(text, at)
    else if (code === COMMA && inFeatures && depth === ITEMS) number += 1
  }
  return {
    /** The items that end in a piece. */
    take(text: string): Omit<Item, 'share'>[] {
      from = 0
      for (let at = 0; at < text.length; at += 1) {
        if (inString) within(text.charCodeAt(at))
        else between(text.charCodeAt(at), text, at)
      }
      if (inFeatures && depth > ITEMS) held += text.slice(from)
      else rest.text += text.slice(from)
      return found.splice(0)
    },
    end(): void {
      rest.text += held
    },
  }
}

/**
 * Walks through the text of a collection as its pieces come and gives the items of its array `features` that are objects or arrays; no
 * more than those of a piece are held. Everything else is gathered in `rest`: the whole text where there is no such array.
 */
export async function* itemsIn(
  pieces: AsyncIterable<{ readonly text: string; readonly share: number }>,
  rest: Rest,
): AsyncGenerator<Item, void, undefined> {
  const cut = cutter(rest)
  for await (const { text, share } of pieces) {
    for (const { number, text: item } of cut.take(text)) yield { number, text: item, share }
  }
  cut.end()
}
