import type { Part } from '#core/contract/indicators.ts'
import type { z } from 'zod'

/** Grids by rate, lowest first, ties by the larger number left undone; grids with nothing due last; the part `all` left out. */
export function worstFirst(parts: readonly z.infer<typeof Part>[]): z.infer<typeof Part>[] {
  const rate = ({ n, of }: z.infer<typeof Part>) => (of ? n / of : Number.POSITIVE_INFINITY)
  const left = ({ n, of }: z.infer<typeof Part>) => (of ?? 0) - n
  return parts
    .filter(({ part }) => part !== 'all')
    .sort((one, other) => (rate(one) === rate(other) ? left(other) - left(one) : rate(one) - rate(other)))
}
