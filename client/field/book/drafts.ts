import type { Device } from './device.ts'

/** What was begun on a page and not yet handed to the queue: it outlives a call that comes in, and an empty battery. */
export const readDraft = async (device: Device, key: string): Promise<unknown> => (await device.drafts.get(key))?.value

/** Runs what writes to the device. @returns whether it was written: a full device says no, and the page must not say yes */
export async function kept(write: () => PromiseLike<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch {
    return false
  }
}

/** @returns whether it is kept */
export const keepDraft = (device: Device, key: string, value: unknown): Promise<boolean> =>
  kept(() => device.drafts.put({ key, value, at: Date.now() }))

export const dropDraft = (device: Device, key: string): Promise<void> => device.drafts.delete(key)
