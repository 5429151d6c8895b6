import type { Fix, Place } from './bodies.ts'

/** Longest side of what is sent, pixels, and most bytes of it. */
const LONGEST = 1920
const MOST_BYTES = 400 * 1024
const QUALITIES = [0.82, 0.7, 0.58, 0.45, 0.32]

/** A photograph as it is kept until it is sent. */
export interface Photo {
  readonly id: string
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** ISO instant. */
  readonly takenAt: string
  readonly position: Place | undefined
  /** The file as the camera made it, where it is kept too; its bytes lie beside, under originalKey. */
  readonly original?: { readonly id: string; readonly name: string; readonly bytes: number } | undefined
}
/** Under which the bytes of an original lie on the device until its photograph is handed to the queue. */
export const originalKey = (photo: string): string => `original-${photo}`
/** Most bytes of an original: what the server takes unless set otherwise. */
export const MOST_ORIGINAL = 20 * 2 ** 20
/** What the server takes as a picture. */
const ORIGINALS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png' }

/** Why the file cannot be kept as an original; undefined where it can. */
export const originalFault = ({ type, size }: Pick<File, 'type' | 'size'>): 'form' | 'size' | undefined =>
  ORIGINALS[type] === undefined ? 'form' : size > MOST_ORIGINAL ? 'size' : undefined
/** The name under which an original is sent: what the phone called it may tell more than anybody meant to. */
export const originalName = (photo: string, { type }: Pick<File, 'type'>): string =>
  `${photo.slice(0, 8)}-original.${ORIGINALS[type] ?? 'jpg'}`

/** What the camera wrote into the picture: when and where. Nothing of it goes along with the bytes. */
async function told(file: File): Promise<{ at: Date | undefined; lng: number | undefined; lat: number | undefined }> {
  const { default: ExifReader } = await import('exifreader')
  try {
    const tags = await ExifReader.load(file, { expanded: true })
    // the camera's own time, without a zone: that of the device
    const text = tags.exif?.DateTimeOriginal?.description
    const [, y, mo, d, h, mi, s] = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text ?? '') ?? []
    const at = y === undefined ? undefined : new Date(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s))
    return { at, lng: tags.gps?.Longitude, lat: tags.gps?.Latitude }
  } catch {
    return { at: undefined, lng: undefined, lat: undefined } // a picture without any
  }
} // prettier-ignore

const jpegOf = (canvas: HTMLCanvasElement, quality: number) =>
  new Promise<Blob>((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture cannot be drawn'))),
      'image/jpeg',
      quality,
    ),
  )

/** Draws the picture anew, upright and no larger than it may be: what else the file held is left behind. */
async function small(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  for (let longest = LONGEST; ; longest = Math.round(longest * 0.75)) {
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    for (const quality of QUALITIES) {
      const blob = await jpegOf(canvas, quality)
      if (blob.size <= MOST_BYTES) return blob
    }
  }
}

/**
 * A picture of the camera or the album as it is sent: at most 400 KB, with time and place beside it and not in it.
 * @param fix   where the device is, for a picture taken just now that does not say
 * @throws Error where the file is no picture that the browser can read
 */
export async function photoOf(file: File, id: string, fix: Fix | undefined): Promise<Photo> {
  const [{ at, lng, lat }, blob] = await Promise.all([told(file), small(file)])
  const isOwn = lng !== undefined && lat !== undefined && Number.isFinite(lng) && Number.isFinite(lat)
  return {
    id,
    name: `${id.slice(0, 8)}.jpg`,
    bytes: new Uint8Array(await blob.arrayBuffer()),
    takenAt: (at ?? new Date(file.lastModified)).toISOString(),
    // a picture of the album says where it was taken, or nobody knows
    position: isOwn ? { lng, lat } : Date.now() - file.lastModified < 120_000 ? fix : undefined,
  }
}
