import type { NewRecord } from '#client/api/outbox/records.ts'
import type { PhotoBody } from './bodies.ts'
import type { Photo } from './photo.ts'

interface Of {
  readonly enterprise: number
  readonly hazard: PhotoBody['hazard']
  readonly title: string
  readonly about: string
}

/** One record for each photograph; those of a hazard that is still to be reported wait for its report. */
export const photoRecords = (photos: readonly Photo[], { enterprise, hazard, title, about }: Of): NewRecord[] =>
  photos.map(({ id, name, bytes, takenAt, position }) => {
    const body: PhotoBody = { enterprise, hazard, name, bytes, takenAt, position }
    return { id, kind: 'photo', body, title, about, bytes: bytes.byteLength, after: typeof hazard === 'number' ? [] : [hazard.record] }
  }) // prettier-ignore
