import type { OutboxRecord } from './records.ts'

/** The record and all that lean on it, near or far: they go with it. */
export function leaning(all: readonly Pick<OutboxRecord, 'id' | 'after'>[], id: string): ReadonlySet<string> {
  const gone = new Set([id])
  for (const { id: one, after } of all) if (after.some((before) => gone.has(before))) gone.add(one)
  return gone
}
