import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import type { Secrets } from './secrets.ts'
import { tokenHash } from './tokens.ts'

const PERIOD_S = 30
/** Steps of the clock before and after the present one whose codes are taken, for clocks that differ. */
const WINDOW = 1
const RECOVERY_CODES = 8
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

const totp = (secret: Buffer, label = '') =>
  new TOTP({
    issuer: 'Anjian', // letters only: percent-encoded Chinese would make the picture too dense to be read from a screen
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  })

const Row = z.object({
  secret: z.instanceof(Buffer),
  confirmed: z.boolean(),
  lastStep: z.coerce.number(),
  at: z.coerce.date(),
})

const recoveryCode = () => {
  const letters = [...randomBytes(10)].map((byte) => ALPHABET[byte % 32]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** Begins a second factor; it is in force once a code of it was given. One that is in force is not replaced. */
export async function enrol(db: Db, secrets: Secrets, { account, userName }: { account: number; userName: string }) {
  const secret = randomBytes(20)
  const made = await db.run(sql`
    insert into second_factor as f (account, secret, made_at) values (${account}, ${secrets.seal(secret)}, app.now())
    on conflict (account) do update set secret = excluded.secret, made_at = excluded.made_at where f.confirmed_at is null`)
  if (made === 0) return undefined
  const shown = totp(secret, userName)
  return { secret: shown.secret.base32, uri: shown.toString() }
}

/** Puts it in force by a code of it. @returns recovery codes, told once; undefined where the code is wrong */
export async function confirm(db: Db, secrets: Secrets, account: number, code: string): Promise<string[] | undefined> {
  if (!(await codeIsRight(db, secrets, { account, code, confirmed: false }))) return undefined
  const recovery = Array.from({ length: RECOVERY_CODES }, recoveryCode)
  await db.run(sql`
    update second_factor set confirmed_at = app.now(), recovery = ${recovery.map(tokenHash)}::bytea[]
    where account = ${account} and confirmed_at is null`)
  return recovery
}

/** Whether a code is right, by the clock of the book; no code serves twice. */
async function codeIsRight(db: Db, secrets: Secrets, given: { account: number; code: string; confirmed: boolean }) {
  const { account, code, confirmed } = given
  const kept = await db.maybe(
    Row,
    sql`select secret, confirmed_at is not null as confirmed, last_step as "lastStep", app.now() as at
      from second_factor where account = ${account} for update`,
  )
  if (!kept || kept.confirmed !== confirmed) return false
  const timestamp = kept.at.getTime()
  const delta = totp(secrets.open(kept.secret)).validate({ token: code, timestamp, window: WINDOW })
  if (delta === null) return false
  const step = Math.floor(timestamp / 1000 / PERIOD_S) + delta
  if (step <= kept.lastStep) return false
  await db.run(sql`update second_factor set last_step = ${step} where account = ${account}`)
  return true
}

/** Whether a code of the authenticator or an unused recovery code was given; either is used up by it. */
export async function passes(db: Db, secrets: Secrets, account: number, code: string): Promise<boolean> {
  if (/^[0-9]{6}$/.test(code)) return codeIsRight(db, secrets, { account, code, confirmed: true })
  const hash = tokenHash(code)
  const used = await db.run(sql`
    update second_factor set recovery = array_remove(recovery, ${hash}::bytea)
    where account = ${account} and confirmed_at is not null and ${hash}::bytea = any (recovery)`)
  return used > 0
}
