import type { HazardSource } from '#core/contract/hazardSources.ts'
import type { Held } from '#core/domain/sourceReduction.ts'

/** What a sum is made of, in the order of the inventory; undefined for posts that may not know quantities. */
export function heldOf({ substances }: Pick<HazardSource, 'substances'>): Held[] | undefined {
  const held = substances.flatMap(({ quantity, critical, beta }) =>
    quantity === null ? [] : [{ quantity, critical, beta }],
  )
  return held.length === substances.length && held.length > 0 ? held : undefined
}

const DIGITS = 4
/** What arithmetic of binary fractions adds or takes: 2 may come out as 1.9999999999999996. */
const NOISE = 1e-12
/** To four digits, never to the flattering side: tonnes that have to go are rounded up, those that may stay down. */
function rounded(value: number, way: (scaled: number) => number): string {
  if (value === 0) return '0'
  const scale = 10 ** (DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))))
  return String(Number((way(value * scale) / scale).toPrecision(DIGITS)))
}
export const atLeast = (value: number): string => rounded(value, (scaled) => Math.ceil(scaled * (1 - NOISE)))
export const atMost = (value: number): string => rounded(value, (scaled) => Math.floor(scaled * (1 + NOISE)))

/** Where R stands on a bar of four equal parts, 四级 to 一级, 0 to 1: linear within each, and the last ends at R = 200. */
export function placeOnBar(r: number): number {
  const bounds = [0, 10, 50, 100, 200]
  const part = Math.min(
    3,
    bounds.findLastIndex((bound) => r >= bound - 1e-9),
  )
  const [from, to] = [bounds[part]!, bounds[part + 1]!]
  return (part + Math.min(1, Math.max(0, (r - from) / (to - from)))) / 4
}
