import { tooMany } from '../../http/problems.ts'

/** Messages of one gateway that may wait for one another; beyond it has to send again. */
const MOST_WAITING = 48
/** Seconds after which it may. */
const AGAIN_SECONDS = 1

/** As many at a time as there are places; whoever finds none waits, first come first served. */
export function places(most: number) {
  const waiting: (() => void)[] = []
  let taken = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (taken < most) taken += 1
    else await new Promise<void>((resolve) => waiting.push(resolve)) // whoever leaves hands over the place
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else taken -= 1
    }
  }
}

/** One at a time for each key, in the order in which they came: whoever sends much takes no more than one connection. */
export function turns() {
  const queues = new Map<string, { last: Promise<unknown>; waiting: number }>()
  /** @throws Problem too-many where too many wait already */
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const queue = queues.get(key) ?? { last: Promise.resolve(), waiting: 0 }
    if (queue.waiting >= MOST_WAITING) throw tooMany(AGAIN_SECONDS)
    queue.waiting += 1
    queues.set(key, queue)
    const mine = queue.last.then(work)
    queue.last = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      queue.waiting -= 1
      if (queue.waiting === 0) queues.delete(key)
    }
  }
}
