/**
 * Four-colour grading of risk points: 1 重大 red, 2 较大 orange, 3 一般 yellow, 4 低 blue.
 * Bands are half-open, so that every score lies in exactly one. The profile is kept with the result.
 */
export type RiskLevel = 1 | 2 | 3 | 4

export interface Grade {
  readonly method: 'LEC' | 'LS'
  readonly profile: string
  readonly score: number
  readonly level: RiskLevel
}

interface Scale {
  readonly consequence: readonly number[]
  /** Least scores of levels 1, 2 and 3. */
  readonly least: readonly [number, number, number]
}

/** Scales of L and E of LEC. */
export const LIKELIHOOD: readonly number[] = [10, 6, 3, 1, 0.5, 0.2, 0.1]
export const EXPOSURE: readonly number[] = [10, 6, 3, 2, 1, 0.5]

/** LEC: D = L·E·C. `shandong` has C = 2 where the classic table has 3; both take the four-colour bands, 320 itself being red. */
export const LEC_PROFILES: Readonly<Record<string, Scale>> = {
  shandong: { consequence: [100, 40, 15, 7, 2, 1], least: [320, 160, 70] },
  classic: { consequence: [100, 40, 15, 7, 3, 1], least: [320, 160, 70] },
}

/** LS: R = L·S, both 1 to 5. `DB37` as used with DB37/T 2882-2016; the two others are published alternatives. */
export const LS_PROFILES: Readonly<Record<string, Scale>> = {
  DB37: { consequence: [1, 2, 3, 4, 5], least: [20, 15, 9] },
  alt17: { consequence: [1, 2, 3, 4, 5], least: [17, 11, 5] },
  'alt20-9': { consequence: [1, 2, 3, 4, 5], least: [20, 9, 4] },
}

const onScale = (name: string, value: number, scale: readonly number[]) => {
  if (!scale.includes(value)) throw new RangeError(`${name} must be one of ${scale.join(', ')}, not ${value}`)
}
const profileOf = (profiles: Readonly<Record<string, Scale>>, name: string): Scale => {
  const found = profiles[name]
  if (!found) throw new RangeError(`profile must be one of ${Object.keys(profiles).join(', ')}, not ${name}`)
  return found
}
const band = (score: number, [red, orange, yellow]: Scale['least']): RiskLevel =>
  score >= red ? 1 : score >= orange ? 2 : score >= yellow ? 3 : 4

/** Grades by LEC.
 *
 * D = L·E·C
 *
 * @param inputs.likelihood  L, one of 10 6 3 1 0.5 0.2 0.1
 * @param inputs.exposure    E, one of 10 6 3 2 1 0.5
 * @param inputs.consequence C, on the scale of the profile
 * @throws RangeError off the scales
 * @see Graham and Kinney, Practical Risk Analysis for Safety Management, 1976; four-colour bands as used with DB37/T 2882-2016
 */
export function gradeLec(
  inputs: { readonly likelihood: number; readonly exposure: number; readonly consequence: number },
  profile = 'shandong',
): Grade {
  const scale = profileOf(LEC_PROFILES, profile)
  onScale('L', inputs.likelihood, LIKELIHOOD)
  onScale('E', inputs.exposure, EXPOSURE)
  onScale('C', inputs.consequence, scale.consequence)
  // Products are whole hundredths, but floating point puts some a hair beside: 0.1·3·100 is 30.000000000000004.
  const score = Math.round(inputs.likelihood * inputs.exposure * inputs.consequence * 100) / 100
  return { method: 'LEC', profile, score, level: band(score, scale.least) }
}

/** Grades by LS.
 *
 * R = L·S
 *
 * @param inputs.likelihood L, whole, 1 to 5
 * @param inputs.severity   S, whole, 1 to 5
 * @throws RangeError off the scales
 * @see DB37/T 2882-2016 风险分级管控体系通则
 */
export function gradeLs(inputs: { readonly likelihood: number; readonly severity: number }, profile = 'DB37'): Grade {
  const scale = profileOf(LS_PROFILES, profile)
  onScale('L', inputs.likelihood, scale.consequence)
  onScale('S', inputs.severity, scale.consequence)
  const score = inputs.likelihood * inputs.severity
  return { method: 'LS', profile, score, level: band(score, scale.least) }
}

/** Colour of an enterprise: the worst of its risk points; none is undefined, 未评级, never 低. */
export const worstLevel = (levels: readonly RiskLevel[]): RiskLevel | undefined =>
  levels.length === 0 ? undefined : (Math.min(...levels) as RiskLevel)
