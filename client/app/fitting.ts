/** Fewer than that beside a button for the rest are no bar: the button then stands for all. */
const LEAST = 2

/**
 * How many names, from the first, fit into `room` beside a button for the rest; all of them where no such button is needed.
 * @param widths of the names, in their order
 * @param more   width of the button
 */
export function fitting(widths: readonly number[], more: number, room: number): number {
  let sum = 0
  const ends = widths.map((width) => (sum += width))
  if (sum <= room) return widths.length
  const fit = ends.filter((end) => end + more <= room).length
  return fit < LEAST ? 0 : fit
}
