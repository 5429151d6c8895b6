import { liveQuery, type Subscription } from 'dexie'
import { originalKey, type Photo } from './photo.ts'
import type { Device } from './device.ts'
import type { Visit } from './visit.ts'

/** Work that was begun on this device and not yet handed to the queue: a visit that has not ended, a report that is not whole. */
export type Begun =
  | { readonly key: string; readonly kind: 'visit'; readonly enterprise: number; readonly since: number; readonly answered: number }
  | { readonly key: string; readonly kind: 'report'; readonly what: string; readonly photos: number; readonly since: number } // prettier-ignore

export const REPORT_KEY = 'report'
export const visitKey = (enterprise: number): string => `inspect-${enterprise}`
export const visitPhotosKey = (enterprise: number): string => `inspect-photos-${enterprise}`
const VISIT = /^inspect-(\d+)$/

function visitOf(key: string, value: unknown): Begun[] {
  const { deviceAt, answers } = value as Partial<Visit>
  // a code that was opened is no visit yet
  if (!deviceAt) return []
  const answered = Object.values(answers ?? {}).filter(Boolean).length
  return [{ key, kind: 'visit', enterprise: Number(VISIT.exec(key)![1]), since: Date.parse(deviceAt), answered }]
}
function reportOf(key: string, value: unknown, since: number): Begun[] {
  const { description = '', photos = [] } = value as { description?: string; photos?: readonly Photo[] }
  const what = description.trim()
  return what === '' && photos.length === 0 ? [] : [{ key, kind: 'report', what, photos: photos.length, since }]
}

/** What was begun, the earliest first. The pictures of visits stay where they are. */
async function begunOn(device: Device): Promise<Begun[]> {
  const keys = (await device.drafts.toCollection().primaryKeys()).filter((key) => key === REPORT_KEY || VISIT.test(key))
  const found = (await device.drafts.bulkGet(keys)).flatMap((draft) => draft ?? [])
  return found
    .flatMap(({ key, value, at }) => (key === REPORT_KEY ? reportOf(key, value, at) : visitOf(key, value)))
    .sort((a, b) => a.since - b.since)
}

/** Tells what was begun, now and whenever that changes. */
export const watchBegun = (device: Device, told: (begun: readonly Begun[]) => void): Subscription =>
  liveQuery(() => begunOn(device)).subscribe({ next: told, error: () => undefined })

/** Lets go of what was begun, with its pictures. */
export async function dropBegun(device: Device, { key }: Begun): Promise<void> {
  const at = VISIT.exec(key)?.[1]
  const photosKey = at === undefined ? undefined : visitPhotosKey(Number(at))
  const kept = await device.drafts.get(photosKey ?? key)
  const photos = photosKey
    ? Object.values((kept?.value ?? {}) as Record<string, readonly Photo[]>).flat()
    : ((kept?.value as { photos?: readonly Photo[] } | undefined)?.photos ?? [])
  await device.drafts.bulkDelete([key, ...(photosKey ? [photosKey] : []), ...photos.map(({ id }) => originalKey(id))])
}
