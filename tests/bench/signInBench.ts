/** How long a sign-in takes for a name that somebody bears and for one that nobody does: who measures must not learn which. */
import { asSession } from '#server/db/db.ts'
import { makePool } from '#server/db/pools.ts'
import { setPassword } from '#server/http/signIn/links.ts'
import { signIn } from '#server/http/signIn/signIn.ts'
import type { Logins } from './policiesBench.ts'
import { median, table } from './tables.ts'

const NAME = 'bench.person'
const PASSWORD = 'Blue-Whale-37'
const FROM = { address: '127.0.0.1', agent: 'bench' }
const TRIES = [
  { name: 'known name, wrong password', typed: { name: NAME, password: 'Wrong-Password-1' } },
  { name: 'unknown name', typed: { name: 'bench.nobody', password: 'Wrong-Password-1' } },
  { name: 'known name, right password', typed: { name: NAME, password: PASSWORD } },
] as const

/** The value below which so large a share of all lies. */
const share = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN

/** Rounds in which all are tried one after the other, beginning with another each time; failures are forgotten in between, for a locked name answers at once. */
export async function signInTable({ server, owner }: Logins, rounds: number): Promise<string> {
  const pool = makePool(server, { size: 2 })
  const superuser = makePool(owner, { size: 1 })
  const { rows } = await superuser.query<{ id: number }>(
    `insert into account (user_name, name, state) values ($1, '测速', 'active')
     on conflict (user_name) do update set state = 'active' returning id`,
    [NAME],
  )
  await superuser.query('delete from password where account = $1', [rows[0]!.id])
  await superuser.query('delete from former_password where account = $1', [rows[0]!.id])
  await asSession(pool, (db) => setPassword(db, rows[0]!.id, PASSWORD))
  const times = TRIES.map(() => [] as number[])
  const attempt = async (turn: number, counts: boolean) => {
    await superuser.query('delete from sign_in_guard')
    const begun = performance.now()
    await signIn(pool, TRIES[turn]!.typed, FROM).catch(() => undefined)
    if (counts) times[turn]!.push(performance.now() - begun)
  }
  for (let round = -5; round < rounds; round += 1)
    for (let turn = 0; turn < TRIES.length; turn += 1) await attempt((Math.abs(round) + turn) % TRIES.length, round >= 0)
  await superuser.query('delete from session where account = $1', [rows[0]!.id])
  await pool.end()
  await superuser.end()
  const [known] = times
  return table(
    ['sign-in', 'tries', 'median ms', 'p95 ms', 'ratio of medians'],
    TRIES.map(({ name }, at) => {
      const own = times[at]!
      return [name, String(own.length), median(own), share(own, 0.95), median(own) / median(known!)]
    }),
  )
} // prettier-ignore
