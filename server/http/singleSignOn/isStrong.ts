/** What was shown to the provider beside something known: a one-time code, or a key that cannot be copied (RFC 8176). */
const HELD = ['otp', 'hwk']
const KNOWN = ['pwd', 'pin']

interface Claims {
  readonly amr?: unknown
  readonly auth_time?: unknown
}

/**
 * Whether the provider says that it asked for two factors, at most `mostAge` seconds ago: `amr` (RFC 8176) holds `mfa`, or one of
 * `otp` and `hwk` beside one of `pwd` and `pin`. `acr` is not read: its values mean what each provider wants them to.
 * @param now seconds since 1970, by the clock of this machine, as the token itself is judged
 */
export function isStrong({ amr, auth_time: at }: Claims, now: number, mostAge: number): boolean {
  if (!Array.isArray(amr) || typeof at !== 'number' || at < now - mostAge) return false
  const shown = (methods: readonly string[]) => methods.some((method) => amr.includes(method))
  return shown(['mfa']) || (shown(HELD) && shown(KNOWN))
}
