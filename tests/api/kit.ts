import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import type { Kit } from '../../server/http/kit.ts'
import { secretsOf } from '../../server/http/signIn/secrets.ts'
import { changeHub } from '../../server/live/hub.ts'
import type { FreshDatabase } from './database.ts'

/** The server's parts on a test's own database, silent, over plain HTTP. */
export function kitOn({ pool }: Pick<FreshDatabase, 'pool'>, parts: Partial<Kit> = {}): Kit {
  const secrets = secretsOf(randomBytes(32))
  return { pool, readPool: pool, hub: changeHub(), log: pino({ level: 'silent' }), secrets, settings: {}, ...parts }
}
