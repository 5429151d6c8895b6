import { count } from '#client/ui/format.ts'
import { areaText } from '#client/map/scaleBar.ts'
import type { Difference, Measure } from './differences.ts'

type Translate = (key: string, values?: Record<string, unknown>) => string

/** A value of a measure for people. */
export function valueText(measure: Measure, value: number): string {
  if (measure === 'area') return areaText(value)
  if (measure === 'visits') return value.toFixed(2).replace(/\.?0+$/, '')
  if (measure === 'travel') return value < 1000 ? `${Math.round(value)} m` : `${(value / 1000).toFixed(2)} km`
  return count(Math.round(value))
}

/** Which way and by how much, by sign and word. */
export function differenceText({ measure, sign, by }: Difference, t: Translate): string {
  return t(`grids.difference.${sign}`, { by: valueText(measure, by) })
}
