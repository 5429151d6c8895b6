import { pino } from 'pino'
import type { Kit } from '../../server/http/kit.ts'
import { changeHub } from '../../server/live/hub.ts'
import type { FreshDatabase } from './database.ts'

/** The server's parts on a test's own database, silent, over plain HTTP. */
export function kitOn({ pool }: Pick<FreshDatabase, 'pool'>, parts: Partial<Kit> = {}): Kit {
  return { pool, readPool: pool, hub: changeHub(), log: pino({ level: 'silent' }), settings: {}, ...parts }
}
