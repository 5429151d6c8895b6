import type { NewRecord } from '#client/api/outbox/records.ts'
import type { OriginalBody, PhotoBody } from './bodies.ts'
import type { Device } from './device.ts'
import { originalKey, type Photo } from './photo.ts'

interface Of {
  readonly enterprise: number
  readonly hazard?: PhotoBody['hazard']
  readonly inspection?: PhotoBody['inspection']
  readonly title: string
  readonly about: string
}

/** One record for each photograph; it waits for the report and the visit that it is of. */
export const photoRecords = (photos: readonly Photo[], { enterprise, hazard, inspection, title, about }: Of): NewRecord[] =>
  photos.map(({ id, name, bytes, takenAt, position }) => {
    const body: PhotoBody = { enterprise, hazard, inspection, name, bytes, takenAt, position }
    const after = [...(typeof hazard === 'object' ? [hazard.record] : []), ...(inspection ? [inspection.request] : [])]
    return { id, kind: 'photo', body, title, about, bytes: bytes.byteLength, after }
  }) // prettier-ignore

/** One record for each original that is kept, with its bytes; it waits for its photograph. */
export async function originalRecords(device: Device, photos: readonly Photo[], of: Of): Promise<NewRecord[]> {
  const kept = photos.filter(({ original }) => original !== undefined)
  const found = await device.drafts.bulkGet(kept.map(({ id }) => originalKey(id)))
  return kept.flatMap(({ id, original, takenAt, position }, at) => {
    const bytes = found[at]?.value
    if (!(bytes instanceof Uint8Array) || !original) return []
    const section = of.hazard === undefined ? 'inspections' : 'hazards'
    const body: OriginalBody = { enterprise: of.enterprise, photo: id, section, name: original.name, bytes: bytes as Uint8Array<ArrayBuffer>, takenAt, position, pressed: false }
    return [{ id: original.id, kind: 'original', body, title: of.title, about: of.about, bytes: bytes.byteLength, after: [id] }]
  })
} // prettier-ignore

/** Lets go of originals: they lie in the queue now, or their photographs were dropped. */
export const dropOriginals = (device: Device, photos: readonly Photo[]): Promise<void> =>
  device.drafts.bulkDelete(photos.map(({ id }) => originalKey(id)))
