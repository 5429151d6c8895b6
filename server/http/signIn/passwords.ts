import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Argon2id at 19 MiB, two passes, one lane: the second recommended choice of RFC 9106's followers at OWASP. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** One person's keyboard may compose what another's decomposes. */
const spelled = (password: string) => password.normalize('NFKC')

/** A password as it is kept: PHC string of argon2id with a salt of its own. */
export const passwordHash = (password: string): Promise<string> => hash(spelled(password), COST)

/** What unknown names are tried against, so that they take as long as known ones; made once, before anybody asks. */
const nobody = passwordHash(randomBytes(24).toString('base64'))

/** Whether a password is the one kept. Nobody's password takes as long and is never right. */
export async function isPassword(kept: string | undefined, password: string): Promise<boolean> {
  const right = await verify(kept ?? (await nobody), spelled(password))
  return right && kept !== undefined
}
