import type { Device } from './device.ts'

/** What was begun on a page and not yet handed to the queue: it outlives a call that comes in, and an empty battery. */
export const readDraft = async (device: Device, key: string): Promise<unknown> => (await device.drafts.get(key))?.value

/** @returns whether it is kept: a full device says no, and the page must not say yes */
export async function keepDraft(device: Device, key: string, value: unknown): Promise<boolean> {
  try {
    await device.drafts.put({ key, value, at: Date.now() })
    return true
  } catch {
    return false
  }
}

export const dropDraft = (device: Device, key: string): Promise<void> => device.drafts.delete(key)
