import type { Layer } from './live.ts'

/** What a registered figure says of itself. */
export interface IndicatorDefinition {
  readonly version: number
  readonly name: { readonly zh: string; readonly en: string }
  /** One sentence that says exactly what is counted; printed under the figure. */
  readonly definition: { readonly zh: string; readonly en: string }
  readonly unit: { readonly zh: string; readonly en: string }
  /** What its rows are. */
  readonly rows:
    | 'enterprise'
    | 'hazard'
    | 'hazard-source'
    | 'place'
    | 'tenant'
    | 'inspection'
    | 'sensor'
    | 'alarm'
    | 'fault'
    | 'coverage-task'
    | 'street'
  /**
   * `n` counts rows; `rate` is n of `of`, both of them rows; `duration` is the median and 90th percentile of a time over n rows; `share` is
   * an amount of another (seconds, readings, or metres) over n rows.
   */
  readonly shape: 'n' | 'rate' | 'duration' | 'share'
  /**
   * What one part is: the whole, a risk colour, a level, a month YYYY-MM (`class-month`: also YYYY-MM-A of a class, opened alone), a grid id (`grid-or-none`: or 0, no grid), an open state, an
   * enterprise id, an inspector (`account-` and an id, `name-` and a name where no account made it), a plan id, a day YYYY-MM-DD, a kind or a
   * cause of alarms, or a kind of what is not covered. Levels, grids, enterprises, inspectors and these kinds also have the part `all`: every
   * one of them together. Of enterprises, inspectors and plans only the first are ranked, of days the last are listed; the rows of any open.
   */
  readonly part:
    | 'all'
    | 'risk'
    | 'level'
    | 'month'
    | 'class-month'
    | 'grid'
    | 'grid-or-none'
    | 'state'
    | 'enterprise'
    | 'inspector'
    | 'plan'
    | 'day'
    | 'alarm-kind'
    | 'alarm-cause'
    | 'fault-kind'
  readonly better: 'less' | 'more' | 'neither'
  /** Layers whose change makes it stale. */
  readonly layers: readonly Layer[]
}
