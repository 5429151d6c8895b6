import type { RouteLocationRaw } from 'vue-router'

/** Where one came from stays out of the address of the page one goes to: it rides along in the history. */
const FROM = 'from'

/** The way to sign in that leads back to where one is, view and all. */
export const signInFrom = (path: string): RouteLocationRaw => ({
  path: '/sign-in',
  state: { [FROM]: `${path}${location.hash}` },
})

/** The address to go back to after sign-in; only one of this page, and none that is itself a way in. */
export function cameFrom(state: unknown): string | undefined {
  const from = (state as Record<string, unknown> | null)?.[FROM]
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) && !/^\/(sign-in|sign-on|setup|link)\b/.test(from)
    ? from
    : undefined
}
