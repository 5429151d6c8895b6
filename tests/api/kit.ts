import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { importDesk } from '../../server/features/imports/desk.ts'
import type { Kit } from '../../server/http/kit.ts'
import { secretsOf } from '../../server/http/signIn/secrets.ts'
import { type Keeping, keepingOf } from '../../server/keeping/keeping.ts'
import { changeHub } from '../../server/live/hub.ts'
import type { FreshDatabase } from './database.ts'

/** Documents in a folder that is made with the first of them. */
export const keepingIn = (folder = join(tmpdir(), `anjian-documents-${randomUUID()}`)): Keeping =>
  keepingOf({ ANJIAN_DATA: folder, DOCUMENT_MB: 1, S3_REGION: 'us-east-1' })

/** The server's parts on a test's own database, silent, over plain HTTP. */
export function kitOn({ pool }: Pick<FreshDatabase, 'pool'>, parts: Partial<Kit> = {}): Kit {
  const secrets = secretsOf(randomBytes(32))
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const folder = join(tmpdir(), `anjian-files-${randomBytes(6).toString('hex')}`)
  const imports = importDesk({ pool, log, folder })
  const keeping = keepingIn()
  return { pool, readPool: pool, hub: changeHub(), log, imports, secrets, keeping, settings: {}, ...parts }
}
