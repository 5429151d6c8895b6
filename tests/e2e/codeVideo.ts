import { writeFileSync } from 'node:fs'
import { encode } from 'uqr'

const [WIDTH, HEIGHT] = [640, 480]

/** Writes what a camera sees that looks at a code: one still picture, raw video, the code lying askew on grey. */
export function filmCode(path: string, text: string): void {
  const { data, size } = encode(text, { ecc: 'Q', border: 4 })
  const luma = Buffer.alloc(WIDTH * HEIGHT, 110)
  const side = 380
  const [sin, cos] = [Math.sin(0.12), Math.cos(0.12)]
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [right, down] = [x - WIDTH / 2, y - HEIGHT / 2]
      const column = Math.floor(((right * cos + down * sin) / side + 0.5) * size)
      const row = Math.floor(((down * cos - right * sin) / side + 0.5) * size)
      const isDark = data[row]?.[column]
      if (isDark !== undefined) luma[y * WIDTH + x] = isDark ? 40 : 215
    }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n`), luma, chroma]))
} // prettier-ignore
