import { z } from 'zod'
import { Disclosed, disclosures, MOST_DISCLOSED } from '#core/contract/disclosures.ts'
import { sql } from '../../db/sql.ts'
import type { Serve } from '../../http/serve.ts'

const District = z.object({ district: z.string(), demo: z.boolean() })
const Row = Disclosed.extend({ total: z.number().int() })

/** What the public may know 公开公示, by the views of disclosure alone. */
export function disclosureRoutes(serve: Serve): void {
  serve(disclosures.list, async ({ query: { text } }, db) => {
    const known = await db.maybe(District, sql`select name as district, demo from public_district`)
    const rows = await db.many(
      Row,
      sql`select kind, id, name, enterprise, level, principal,
          case when geom is not null then json_build_array(st_x(geom), st_y(geom)) end as position, count(*) over ()::int as total
        from (
          select 'enterprise' as kind, id, name, null as enterprise, risk as level, null as principal, geom from public_enterprise
          union all select 'hazard-source', id, name, enterprise_name, level, principal, geom from public_hazard_source) disclosed
        where ${text ?? ''} = '' or position(lower(${text ?? ''}) in lower(concat_ws(' ', name, enterprise))) > 0
        order by level, kind desc, name, id limit ${MOST_DISCLOSED}`,
    )
    return {
      district: known?.district ?? null,
      demo: known?.demo ?? false,
      total: rows[0]?.total ?? 0,
      rows: rows.map(({ total: _, ...row }) => row),
    }
  })
}
