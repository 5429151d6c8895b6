import { cutOff, tooManyPixels } from './refusals.ts'
import type { Window } from './window.ts'

/** Pixels of a picture: more would take the memory of whoever looks at it. The largest cameras of phones make 108 million. */
export const MOST_PIXELS = 120_000_000

const PNG_HEAD = Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', 'latin1')
const PNG_END = Buffer.from('\x00\x00\x00\x00IEND\xaeB`\x82', 'latin1')

export const isPng = (head: Buffer): boolean => head.subarray(0, 8).equals(PNG_HEAD.subarray(0, 8))
export const isJpeg = (head: Buffer): boolean => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff

function checkPixels(what: string, width: number, height: number): void {
  if (width === 0 || height === 0) throw cutOff(what)
  if (width * height > MOST_PIXELS) throw tooManyPixels(width, height, MOST_PIXELS)
}

/** @throws FileRefused where a PNG has no size, too many pixels or no end @see ISO/IEC 15948, 5.2, 11.2.2, 11.2.5 */
export async function checkPng(window: Window): Promise<void> {
  const head = await window.read(0, 24)
  if (head.length < 24 || !head.subarray(0, 16).equals(PNG_HEAD)) throw cutOff('PNG')
  checkPixels('PNG', head.readUInt32BE(16), head.readUInt32BE(20))
  if (!(await window.tail(PNG_END.length)).equals(PNG_END)) throw cutOff('PNG')
}

/** Segments before the size: markers and colour tables fill far less. */
const MOST_SEGMENTS = 2_000
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** The frame header of a JPEG, where its size stands. */
async function frameOf(window: Window): Promise<{ at: number; width: number; height: number }> {
  let at = 2
  for (let segment = 0; segment < MOST_SEGMENTS; segment += 1) {
    const head = await window.read(at, 9)
    if (head.length < 9 || head[0] !== 0xff) break
    const marker = head[1]!
    if (marker === 0xff) {
      at += 1 // a marker may be filled up before it
      continue
    }
    if (isFrame(marker)) return { at, height: head.readUInt16BE(5), width: head.readUInt16BE(7) }
    at += 2 + head.readUInt16BE(2)
  }
  throw cutOff('JPG')
}

const JPEG_END = Buffer.from([0xff, 0xd9])
const PIECE = 65_536

/**
 * @throws FileRefused where a JPEG has no size, too many pixels or no end. Behind its end phones write what their own albums read,
 * so something may follow. @see ITU-T T.81, B.1, B.2.2
 */
export async function checkJpeg(window: Window): Promise<void> {
  const { at, width, height } = await frameOf(window)
  checkPixels('JPG', width, height)
  for (let end = window.bytes; end > at; end -= PIECE - 1) {
    const start = Math.max(at, end - PIECE)
    if ((await window.read(start, end - start)).includes(JPEG_END)) return
  }
  throw cutOff('JPG')
}
