import type { Page } from 'playwright-core'

/** A photograph as a camera makes one: larger than it may be sent, with time and place written into it. */
export async function photograph(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 3000
    canvas.height = 2000
    const pen = canvas.getContext('2d')!
    for (let at = 0; at < 6000; at++) {
      pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`
      pen.fillRect(Math.random() * 3000, Math.random() * 2000, 90, 60)
    }
    return canvas.toDataURL('image/jpeg', 0.95)
  })
  const jpeg = Buffer.from(url.split(',')[1]!, 'base64')
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)])
}
/** An APP1 segment with DateTimeOriginal 2026:03:02 09:10:11 and GPS 37°30′N 121°15′E, little endian. */
function exif(): Buffer {
  const tiff = Buffer.alloc(300)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  let at = 8
  const entry = (tag: number, type: number, count: number, value: number | Buffer) => {
    tiff.writeUInt16LE(tag, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(count, at + 4)
    if (typeof value === 'number') tiff.writeUInt32LE(value, at + 8)
    else value.copy(tiff, at + 8)
    at += 12
  }
  const directory = (count: number) => ((at += 2), tiff.writeUInt16LE(count, at - 2))
  const end = () => ((at += 4), tiff.writeUInt32LE(0, at - 4))
  directory(2)
  entry(0x8769, 4, 1, 50)
  entry(0x8825, 4, 1, 80)
  end()
  at = 50
  directory(1)
  entry(0x9003, 2, 20, 200)
  end()
  tiff.write('2026:03:02 09:10:11\0', 200, 'latin1')
  at = 80
  directory(4)
  entry(1, 2, 2, Buffer.from('N\0\0\0'))
  entry(2, 5, 3, 224)
  entry(3, 2, 2, Buffer.from('E\0\0\0'))
  entry(4, 5, 3, 248)
  end()
  for (const [start, parts] of [[224, [37, 30, 0]], [248, [121, 15, 0]]] as const)
    parts.forEach((part, i) => (tiff.writeUInt32LE(part, start + i * 8), tiff.writeUInt32LE(1, start + i * 8 + 4)))
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(2 + 6 + tiff.length, 2)
  return Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff])
} // prettier-ignore
