import * as oidc from 'openid-client'
import type { Logger } from 'pino'
import type { Kit } from '../kit.ts'
import { problem } from '../problems.ts'
import { isStrong } from './isStrong.ts'
import type { FlowSecrets } from './flows.ts'

/** Whom the provider says somebody is, proved by its signature. */
export interface Told {
  readonly issuer: string
  /** The provider's own, unchanging name of the person. */
  readonly subject: string
  /** A mail address that the provider says to have verified. */
  readonly email: string | undefined
  /** It asked for a second factor, not long ago. */
  readonly strong: boolean
}

/** The provider of single sign-on. */
export interface Provider {
  readonly issuer: string
  /** What people call it; null where the settings do not say. */
  readonly name: string | null
  /** Where to send a browser. @throws Problem sign-on-away */
  address(flow: FlowSecrets): Promise<string>
  /** Who came back, by the query that the provider added. @throws Problem sign-on-away, sign-on-refused */
  told(flow: FlowSecrets, answer: string): Promise<Told>
}

/** Seconds that one question to the provider may take, and that what it told about itself is kept. */
const PATIENCE_S = 8
const KEPT_MS = 3_600_000
/** Oldest sign-in at the provider that is taken for one here, seconds: as long as a session of ours lasts. */
const MOST_AGE_S = 12 * 3600
/** Where the provider sends people back: a page of the client. */
const RETURN_PATH = '/sign-on'

/** Failures that say nothing of the person: it was not reached, or what answered is no such provider. */
const AWAY = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'])

/** Letters beyond ASCII may become those of another's address when case is folded (U+212A becomes k). */
const PLAIN = /^[\x21-\x7e]+$/

/** By HTTP Basic, which every provider must take, unless it says that it takes the other way alone. */
function secretAuth(secret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported
    return (!taken || taken.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

/** The mail address that was verified; where the token names none, the provider is asked. What fails here only finds nobody. */
async function verifiedEmail(
  config: oidc.Configuration,
  { access_token: token }: oidc.TokenEndpointResponse,
  claims: oidc.IDToken,
) {
  let said: Readonly<Record<string, unknown>> = claims
  if (said.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined)
    said = await oidc.fetchUserInfo(config, token, claims.sub).catch(() => ({}))
  const { email, email_verified: verified } = said
  return verified === true && typeof email === 'string' && PLAIN.test(email) ? email : undefined
}

/** The provider that the settings name; it is asked about itself when somebody first wants to sign in by it. */
export function provider({ settings, log }: Pick<Kit, 'settings' | 'log'>): Provider | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret, OIDC_NAME: name, PUBLIC_URL } = settings
  if (issuer === undefined || id === undefined || PUBLIC_URL === undefined) return undefined
  const back = `${PUBLIC_URL}${RETURN_PATH}`
  let kept: { config: Promise<oidc.Configuration>; until: number } | undefined

  function discover(): Promise<oidc.Configuration> {
    if (kept && performance.now() < kept.until) return kept.config
    // the settings take http:// for this machine alone
    const plain = new URL(issuer!).protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}
    const auth = secret === undefined ? oidc.None() : secretAuth(secret)
    const config = oidc.discovery(new URL(issuer!), id!, undefined, auth, { timeout: PATIENCE_S, ...plain })
    const fresh = { config, until: performance.now() + KEPT_MS }
    kept = fresh
    config.catch(() => kept === fresh && (kept = undefined))
    return config
  }

  return {
    issuer,
    name: name ?? null,
    async address({ state, nonce, verifier }) {
      const config = await discover().catch((error: unknown) => fail(log, error, true))
      const asked = {
        redirect_uri: back,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        max_age: String(MOST_AGE_S),
      }
      return oidc.buildAuthorizationUrl(config, asked).href
    },
    async told({ state, nonce, verifier }, answer) {
      const config = await discover().catch((error: unknown) => fail(log, error, true))
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await oidc
        .authorizationCodeGrant(config, new URL(`${back}?${answer}`), checks)
        .catch((error: unknown) => fail(log, error, false))
      const claims = tokens.claims()
      if (!claims) throw problem('sign-on-refused')
      const email = await verifiedEmail(config, tokens, claims)
      return { issuer: claims.iss, subject: claims.sub, email, strong: isStrong(claims, Date.now() / 1000, MOST_AGE_S) }
    },
  }
}

/** Gives a failure of the library its name here; its own words stay in the log, and hold neither code nor token. */
function fail(log: Logger, error: unknown, discovering: boolean): never {
  const { code, message, error: said } = error as { code?: unknown; message?: unknown; error?: unknown }
  log.warn(
    { code, reason: message, said },
    discovering ? 'the provider of single sign-on is away' : 'a single sign-on failed',
  )
  const isAway = discovering || error instanceof TypeError || AWAY.has(String(code))
  throw problem(isAway ? 'sign-on-away' : 'sign-on-refused')
}
