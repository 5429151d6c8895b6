import { type Sql, sql } from '../../db/sql.ts'

/** The work `w` is under way: begun and not ended. */
export const workUnderWay = sql`w.state in ('working', 'paused')`
/** The work `w` was begun and is not ended, though its ticket ran out. */
export const workOverrun = (now: Sql): Sql => sql`(${workUnderWay} and w.until_at <= ${now})`
