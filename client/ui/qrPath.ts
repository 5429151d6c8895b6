/** Modules of a QR code as one SVG path: each run of dark ones in a row is a bar one unit high. */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  const bars: string[] = []
  for (const [y, row] of rows.entries()) {
    let x = 0
    while (x < row.length) {
      const begin = x
      while (row[x]) x += 1
      if (x > begin) bars.push(`M${begin} ${y}h${x - begin}v1h-${x - begin}z`)
      x += 1
    }
  }
  return bars.join('')
}
