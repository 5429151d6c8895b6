import { setImmediate as turn } from 'node:timers/promises'

/**
 * One read for all who ask in the same turn of the loop: with ten thousand open pages a look at each by itself would keep the database busy for
 * seconds. It begins after they asked, so nobody gets what was read before.
 * @param read what there is of some keys; those of which there is nothing are left out
 */
export function gathered<Value>(
  read: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting: { readonly keys: Set<string>; readonly all: Promise<ReadonlyMap<string, Value>> } | undefined
  function begin() {
    const keys = new Set<string>()
    const all = turn().then(() => {
      waiting = undefined // whoever asks from now on gets the next
      return read([...keys])
    })
    return (waiting = { keys, all })
  }
  return async (key) => {
    const { keys, all } = waiting ?? begin()
    keys.add(key)
    return (await all).get(key)
  }
}
