import type { Table } from 'dexie'
import type { OutboxRecord, OutboxStore, Queued } from './records.ts'

/** The columns by which the queue is kept: ids are unique, places grow. */
export const QUEUE_SCHEMA = '++place, &id'

/** What was sent is kept that long, so that one can see that it was. */
const KEPT_MS = 7 * 86_400_000

/** The queue in a table of the device's database. */
export function queueTable(table: Table<OutboxRecord & { readonly place?: number }, number>): OutboxStore {
  const keyOf = async (id: string) => (await table.where('id').equals(id).primaryKeys())[0]
  return {
    add: (records) =>
      table.db.transaction('rw', table, async () => {
        for (const record of records) if ((await keyOf(record.id)) === undefined) await table.add(record)
      }),
    async change(id, change) {
      const key = await keyOf(id)
      if (key !== undefined) await table.update(key, change as object)
    },
    async drop(id) {
      const key = await keyOf(id)
      if (key !== undefined) await table.delete(key)
    },
    all: () => table.orderBy('place').toArray() as Promise<Queued[]>,
  }
}

/** Forgets what was sent long ago and nothing waits for. */
export async function forgetSent(store: OutboxStore, now: number): Promise<void> {
  const all = await store.all()
  const awaited = new Set(all.filter(({ state }) => state !== 'done').flatMap(({ after }) => after))
  for (const { id, state, doneAt } of all)
    if (state === 'done' && (doneAt ?? 0) < now - KEPT_MS && !awaited.has(id)) await store.drop(id)
}
