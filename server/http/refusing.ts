import type { ProblemCode } from '#core/contract/problem.ts'
import { problem } from './problems.ts'

/** How a refusal of the database is told: where it is, in Chinese, in English, each with the remedy. */
export type RefusalWords = Readonly<Record<string, readonly [at: string, zh: string, en: string]>>

/** Work whose refusals by a named constraint are told in words. @throws Problem `code` */
export async function refusing<T>(code: ProblemCode, words: RefusalWords, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint = '' } = error as { constraint?: string }
    const told = words[constraint]
    if (!told) throw error
    const [at, zh, en] = told
    throw problem(code, [zh, en], at)
  }
}

/** What was written over meanwhile, with what stands now. */
export function changedSince(code: ProblemCode, present: unknown) {
  const conflict = problem(code)
  conflict.present = present
  return conflict
}

/** What a text cites is repealed: told with what it names, and the remedy. */
export function repealedClause(code: ProblemCode, error: unknown, at: string) {
  const { detail = '' } = error as { detail?: string }
  return problem(code, [`所引${detail}已废止，不能再引用；请到法规库查现行条款后改正。`, `It cites ${detail}, which is repealed: look up what is in force in the library of laws and correct it.`], at) // prettier-ignore
}
