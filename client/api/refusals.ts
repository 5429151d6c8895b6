import { Problem, type ProblemBody } from '#core/contract/problem.ts'

/** A refusal of the server; `retryAfter` in seconds where it says when asking again may help. */
export class Refusal extends Problem {
  readonly retryAfter: number | undefined

  constructor({ code, detail, issues, request, present }: Omit<ProblemBody, 'type' | 'status'>, retryAfter?: number) {
    super(code, detail, issues, request)
    this.present = present
    this.retryAfter = retryAfter
  }
}

/** Seconds of a Retry-After header; a date or nonsense says nothing. */
export function secondsOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined
}

/** Anything thrown as a problem that can be shown. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem('internal', `页面出错：${String(error)}\nThe page failed: ${String(error)}`)

const listeners = new Set<(problem: Problem) => void>()

/** Hears of every refusal, whoever asked. @returns a function that ends that */
export function onRefusal(listener: (problem: Problem) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Tells of a refusal, and gives it back to be thrown. */
export function refused(problem: Problem): Problem {
  for (const listener of listeners) listener(problem)
  return problem
}
