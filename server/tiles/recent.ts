/** What was used lately, by key, up to a total weight. */
export interface Recent<Value> {
  get(key: string): Value | undefined
  has(key: string): boolean
  set(key: string, value: Value): void
  /** Total weight of what is kept. */
  weight(): number
}

interface Entry<Value> {
  readonly value: Value
  readonly weight: number
  /** Asked for since it came to the end of the queue. */
  used: boolean
}

/**
 * Where room is needed the oldest goes first, unless it was used: then it queues up again. So a use costs a mark, not a
 * move.
 * @param most  total weight kept at most; a value that alone weighs more is not kept
 * @param weigh weight of an entry
 */
export function recent<Value>(most: number, weigh: (value: Value, key: string) => number): Recent<Value> {
  const kept = new Map<string, Entry<Value>>()
  let total = 0
  const drop = (key: string) => {
    total -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }
  function makeRoom() {
    for (const [oldest, entry] of kept) {
      if (total <= most) return
      kept.delete(oldest)
      if (entry.used) kept.set(oldest, { ...entry, used: false })
      else total -= entry.weight
    }
  }
  return {
    weight: () => total,
    has: (key) => kept.has(key),
    get(key) {
      const entry = kept.get(key)
      if (entry) entry.used = true
      return entry?.value
    },
    set(key, value) {
      drop(key)
      const weight = weigh(value, key)
      if (weight > most) return
      kept.set(key, { value, weight, used: false })
      total += weight
      makeRoom()
    },
  }
}
