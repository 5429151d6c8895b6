/** Grade of a work-safety accident: 1 特别重大, 2 重大, 3 较大, 4 一般. */
export type AccidentGrade = 1 | 2 | 3 | 4

export interface AccidentInput {
  /** Persons. */
  readonly deaths: number
  /** Persons seriously injured, acute industrial poisoning included. */
  readonly seriousInjuries: number
  /** Direct economic loss, CNY. */
  readonly directLoss: number
}

/** Least of each by which a grade is reached; the number itself is included (以上包括本数). */
const LEAST: readonly [grade: AccidentGrade, deaths: number, seriousInjuries: number, directLoss: number][] = [
  [1, 30, 100, 100_000_000],
  [2, 10, 50, 50_000_000],
  [3, 3, 10, 10_000_000],
]

/** Grades an accident; any one of the three criteria is enough.
 *
 * @throws RangeError where a number is negative or none, or persons are no whole number
 * @see 生产安全事故报告和调查处理条例, article 3
 */
export function accidentGrade({ deaths, seriousInjuries, directLoss }: AccidentInput): AccidentGrade {
  for (const persons of [deaths, seriousInjuries])
    if (!Number.isInteger(persons) || persons < 0) throw new RangeError(`persons are counted from 0, not ${persons}`)
  if (!(directLoss >= 0)) throw new RangeError(`a loss is 0 or more, not ${directLoss}`)
  const reached = LEAST.find(
    ([, most, injured, loss]) => deaths >= most || seriousInjuries >= injured || directLoss >= loss,
  )
  return reached?.[0] ?? 4
}
