/** What was used last, by key, up to a total weight; what was not used for longest goes first. */
export interface Recent<Value> {
  get(key: string): Value | undefined
  has(key: string): boolean
  set(key: string, value: Value): void
  /** Total weight of what is kept. */
  weight(): number
}

/**
 * @param most  total weight kept at most; a value that alone weighs more is not kept
 * @param weigh weight of an entry, the same each time it is asked
 */
export function recent<Value>(most: number, weigh: (value: Value, key: string) => number): Recent<Value> {
  const kept = new Map<string, Value>()
  let total = 0
  const drop = (key: string, value: Value) => {
    kept.delete(key)
    total -= weigh(value, key)
  }
  return {
    weight: () => total,
    has: (key) => kept.has(key),
    get(key) {
      const value = kept.get(key)
      if (value === undefined) return undefined
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set(key, value) {
      const before = kept.get(key)
      if (before !== undefined) drop(key, before)
      const weight = weigh(value, key)
      if (weight > most) return
      kept.set(key, value)
      total += weight
      for (const [oldest, old] of kept) {
        if (total <= most) break
        drop(oldest, old)
      }
    },
  }
}
