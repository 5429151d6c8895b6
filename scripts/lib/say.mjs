/** Seconds since the program was started, as the first column of what it prints. */
const seconds = () => `${(performance.now() / 1000).toFixed(1).padStart(6)} s`
const STILL_MS = 10_000

/** @param {string} text a line for people */
export const say = (text) => console.log(`${seconds()}  ${text}`)

/**
 * Does a slow thing, saying that it began, that it still runs, and that it is done.
 * @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function step(name, work) {
  say(`${name} …`)
  const began = performance.now()
  const elapsed = () => `${Math.round((performance.now() - began) / 1000)} s`
  const still = setInterval(() => say(`  … ${elapsed()}`), STILL_MS)
  try {
    const result = await work()
    say(`  ✓ ${elapsed()}`)
    return result
  } finally {
    clearInterval(still)
  }
}

/** A failure that a person can do something about: printed as it is, without a stack. */
export class ForPeople extends Error {}

/** Ends the program with what went wrong. @param {unknown} error @returns {never} */
export function giveUp(error) {
  console.error(error instanceof ForPeople ? `\n${error.message}\n` : error)
  process.exit(1)
}
