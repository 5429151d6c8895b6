import type { TestContext } from 'vitest'

/** What a test holds the product to. The judge is written independently of what is judged: by another hand, or from the source. */
export interface Claim {
  readonly claim: string
  /** What is tested. */
  readonly judged: string
  /** The independent oracle. */
  readonly judge: string
}

declare module 'vitest' {
  interface TaskMeta {
    /** `table`: figures that belong to it, headings first. */
    proof?: Claim & { cases: number; table?: readonly (readonly string[])[] }
  }
}

const all = process.env.ANJIAN_PROOF === 'all'

/** How many cases to take: the few of `npm test`, or all where `npm run proof` asks. */
export const cases = (few: number, most: number): number => (all ? most : few)

/** The same where the number of all is the run's own, by an environment variable; `most` unless it says otherwise. */
export function casesOf(variable: string, few: number, most: number): number {
  const given = process.env[variable]
  if (given === undefined || given === '') return cases(few, most)
  const number = Number(given)
  if (!Number.isInteger(number) || number < few)
    throw new Error(`${variable}=${given} is no whole number from ${few} on`)
  return cases(few, number)
}

/** All items where `npm run proof` asks, else `few` of them that lie evenly spread, the first and the last among them. */
export function sampleOf<Item>(items: readonly Item[], few: number): readonly Item[] {
  if (all || items.length <= few) return items
  const step = (items.length - 1) / Math.max(few - 1, 1)
  return Array.from({ length: few }, (_, at) => items[Math.round(at * step)]!)
}

/** Long enough for all cases of a proof, milliseconds. */
export const PATIENCE = 900_000

/**
 * Says what the running test proves. The answer counts the cases that were really compared; call it once they were, for
 * a proof that compared nothing has failed.
 */
export function proves({ task }: Pick<TestContext, 'task'>, claim: Claim): (compared?: number) => void {
  const proof: NonNullable<typeof task.meta.proof> = { ...claim, cases: 0 }
  task.meta.proof = proof
  return (compared = 1) => {
    proof.cases += compared
  }
}
