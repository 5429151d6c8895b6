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
