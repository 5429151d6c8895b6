/** What a new version of a checklist 检查表 changes against the one before, item by item; pure. */

/** An item as it is asked. */
export interface DiffItem {
  readonly n: number
  readonly question: string
  readonly clause: string
  readonly evidence: string | null
  readonly severity: string
  readonly kind: string
}
/** What of an item may change. */
export const DIFF_FIELDS = ['n', 'question', 'clause', 'evidence', 'severity', 'kind'] as const
type DiffField = (typeof DIFF_FIELDS)[number]

/** What became of one item; `fields` are those that differ. */
export type ItemChange<Item extends DiffItem> =
  | { readonly change: 'added'; readonly before: null; readonly after: Item; readonly fields: readonly DiffField[] }
  | { readonly change: 'removed'; readonly before: Item; readonly after: null; readonly fields: readonly DiffField[] }
  | { readonly change: 'changed' | 'same'; readonly before: Item; readonly after: Item; readonly fields: readonly DiffField[] } // prettier-ignore

/** Takes from `left` for each item of `wanted` the first that `fits`. */
function pair<Item extends DiffItem>(
  left: Item[],
  wanted: readonly Item[],
  fits: (before: Item, after: Item) => boolean,
): Map<Item, Item> {
  const found = new Map<Item, Item>()
  for (const after of wanted) {
    const at = left.findIndex((before) => fits(before, after))
    if (at >= 0) found.set(after, left.splice(at, 1)[0]!)
  }
  return found
}

/**
 * Each item of both, in the order of the numbers. An item is the same one where its question is the same, wherever it moved; of the rest,
 * where its number is.
 */
export function checklistDiff<Item extends DiffItem>(
  before: readonly Item[],
  after: readonly Item[],
): ItemChange<Item>[] {
  // prettier-ignore
  const left = [...before]
  const asked = pair(left, after, (one, other) => one.question === other.question)
  const numbered = pair(left, after.filter((one) => !asked.has(one)), (one, other) => one.n === other.n) // prettier-ignore
  const now = after.map((one): ItemChange<Item> => {
    const former = asked.get(one) ?? numbered.get(one)
    if (!former) return { change: 'added', before: null, after: one, fields: [] }
    const fields = DIFF_FIELDS.filter((field) => former[field] !== one[field])
    return { change: fields.length > 0 ? 'changed' : 'same', before: former, after: one, fields }
  })
  const gone = left.map((one): ItemChange<Item> => ({ change: 'removed', before: one, after: null, fields: [] }))
  const place = ({ before: former, after: latter }: ItemChange<Item>) => (latter ?? former)!.n
  return [...now, ...gone].toSorted((a, b) => place(a) - place(b))
}
