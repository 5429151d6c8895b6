import { Session } from '#core/contract/session.ts'

const KEY = 'anjian.field.who'

/** Remembers who signed in, so that the device knows whose book it opens where there is no signal. */
export const keepWho = (who: Session): void => localStorage.setItem(KEY, JSON.stringify(who))

/** Who signed in last; undefined where nobody did or what is kept cannot be read. */
export function keptWho(): Session | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    // kept before it was told: nobody but who was known was kept
    return Session.parse(kept && { unasked: false, address: null, worn: null, ...kept })
  } catch {
    return undefined
  }
}

export const forgetWho = (): void => localStorage.removeItem(KEY)
