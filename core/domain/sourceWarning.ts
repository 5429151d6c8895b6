/**
 * Early-warning colour 预警 of a major hazard source: what stands against it now, by a rule that everybody can read.
 *
 * The national formula is not published; names and order of the colours are those of the early-warning system for hazardous chemicals
 * (red, orange, yellow, blue = 重大, 较大, 一般, 较低), whose causes are the same: level, alarms, hazards, special works, weather. The rule below
 * is the product's own, has a version, and is shown beside every colour that it gives.
 */

/** 1 red, 2 orange, 3 yellow, 4 blue. */
export type WarningColour = 1 | 2 | 3 | 4
export const WARNING_COLOURS = [1, 2, 3, 4] as const

/** Raised whenever a row below changes, so that a colour of the past can be read by the rule of its day. */
export const WARNING_RULE = 'SW-2'

export const WARNING_CAUSES = ['alarm-high', 'alarm-low', 'silent', 'major-overdue', 'major-open', 'works'] as const
/**
 * alarm-high: standing alarms of the second stage (HH, LL, second stage of gas, fire); alarm-low: of the first. Shelved ones count, for a
 * plant does not cool because somebody put its alarm aside; those in a maintenance window do not, but for the second stage of gas and fire. silent: sensors without a value for
 * longer than three cadences, also those that were never heard though in use for longer (ten minutes at least). major-overdue, major-open: major hazards of its enterprise, past due or not. works: special or first-grade
 * hot work, second-grade too where night or weekend raises it, and work in confined spaces that is going on at it.
 */
export type WarningCause = (typeof WARNING_CAUSES)[number]

/** The colour that a cause gives a source of level 1 or 2, and one of level 3 or 4. */
export const WARNING_BY_CAUSE: Readonly<Record<WarningCause, readonly [upper: WarningColour, lower: WarningColour]>> = {
  'alarm-high': [1, 2],
  'alarm-low': [2, 3],
  silent: [3, 4],
  'major-overdue': [2, 3],
  'major-open': [3, 4],
  works: [3, 4],
}
/** So many different causes at once raise the colour by one. */
export const WARNING_COMPOUND = 3
/** A weather warning in force of this colour or a worse one raises the colour by one; alone it gives none. */
export const WARNING_WEATHER: WarningColour = 2

export interface WarningFacts {
  /** Level 1 to 4; undefined below S = 1, where no colour is given. */
  readonly level: 1 | 2 | 3 | 4 | undefined
  /** How many of each cause stand; whole numbers ≥ 0. */
  readonly causes: Readonly<Partial<Record<WarningCause, number>>>
  /** Worst weather warning in force for the district. */
  readonly weather: WarningColour | undefined
}

export interface SourceWarning {
  /** undefined: nothing stands against it; that is shown as none, never as blue. */
  readonly colour: WarningColour | undefined
  /** What stands, worst first, each with the colour that it gives alone. */
  readonly causes: readonly { readonly cause: WarningCause; readonly count: number; readonly colour: WarningColour }[]
  /** What raised the colour by one each, where it was not red already. */
  readonly raisedBy: readonly ('compound' | 'weather')[]
}

const NONE: SourceWarning = { colour: undefined, causes: [], raisedBy: [] }

/** The colour of a source with all that explains it.
 *
 * @throws RangeError for a count that is no whole number ≥ 0
 */
export function warningOf({ level, causes, weather }: WarningFacts): SourceWarning {
  if (level === undefined) return NONE
  const standing = WARNING_CAUSES.flatMap((cause) => {
    const count = causes[cause] ?? 0
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${cause} must be a whole number ≥ 0, not ${count}`)
    return count === 0 ? [] : [{ cause, count, colour: WARNING_BY_CAUSE[cause][level <= 2 ? 0 : 1] }]
  }).sort((a, b) => a.colour - b.colour)
  const [worst] = standing
  if (!worst) return NONE
  const reasons = [
    ...(standing.length >= WARNING_COMPOUND ? (['compound'] as const) : []),
    ...(weather !== undefined && weather <= WARNING_WEATHER ? (['weather'] as const) : []),
  ].slice(0, worst.colour - 1)
  return { colour: (worst.colour - reasons.length) as WarningColour, causes: standing, raisedBy: reasons }
}
