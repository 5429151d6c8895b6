import { z } from 'zod'
import { LAYERS, Versions } from '#core/contract/live.ts'
import { system } from '#core/contract/system.ts'
import { RULES } from '#core/domain/rules.ts'
import { MIGRATIONS } from '../../db/home.ts'
import { expectedVersion } from '../../db/migrate.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Kit } from '../../http/kit.ts'
import type { Serve } from '../../http/serve.ts'
import manifest from '../../../package.json' with { type: 'json' }

const Database = z.object({
  postgresql: z.string(),
  postgis: z.string(),
  bytes: z.coerce.number().int(),
  now: z.string(),
  versions: Versions,
})
const Outgoing = system.read.response.shape.mail
/** How what leaves the house by a table goes: what waits, what of it failed and why the latest did, when one was sent last. */
const outgoing = (table: Sql) => sql`select (count(*) filter (where sent_at is null))::int as waiting,
  (count(*) filter (where error is not null))::int as failed,
  (array_agg(error order by next_at desc) filter (where error is not null))[1] as error, max(sent_at) as "sentAt" from ${table}`

/** What the system administrator looks at: what runs, with which settings, by which rules. No row of the book. */
export function systemRoutes(
  serve: Serve,
  { settingsInForce, certificate }: Pick<Kit, 'settingsInForce' | 'certificate'>,
): void {
  serve(system.read, async (_input, db) => {
    const { now, versions, ...database } = await db.one(
      Database,
      sql`select current_setting('server_version') as postgresql, postgis_lib_version() as postgis,
        pg_database_size(current_database())::text as bytes, app.now() as now,
        (select json_object_agg(layer, version) from layer_version where layer = any (${LAYERS}::text[])) as versions`,
    )
    const mail = await db.one(Outgoing, outgoing(sql`reminder_letter`))
    const webhook = await db.one(Outgoing, outgoing(sql`reminder_webhook`))
    return {
      version: manifest.version,
      startedAt: new Date(Date.parse(now) - performance.now()).toISOString(),
      now,
      migration: await expectedVersion(MIGRATIONS),
      database,
      versions,
      mail,
      certificate: certificate?.() ?? null,
      webhook,
      settings: [...(settingsInForce ?? [])],
      rules: [...RULES],
    }
  })
}
