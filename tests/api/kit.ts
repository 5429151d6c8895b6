import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { importDesk } from '../../server/features/imports/desk.ts'
import type { Kit } from '../../server/http/kit.ts'
import { secretsOf } from '../../server/http/signIn/secrets.ts'
import { changeHub } from '../../server/live/hub.ts'
import type { FreshDatabase } from './database.ts'

/** The server's parts on a test's own database, silent, over plain HTTP. */
export function kitOn({ pool }: Pick<FreshDatabase, 'pool'>, parts: Partial<Kit> = {}): Kit {
  const secrets = secretsOf(randomBytes(32))
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const folder = join(tmpdir(), `anjian-files-${randomBytes(6).toString('hex')}`)
  const imports = importDesk({ pool, log, folder })
  return { pool, readPool: pool, hub: changeHub(), log, imports, secrets, settings: {}, ...parts }
}
