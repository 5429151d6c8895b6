import type pg from 'pg'
import { z } from 'zod'
import type { PostKind } from '#core/domain/posts.ts'
import { ROLES } from '#core/domain/roles.ts'
import type { Actor } from '../db/actor.ts'
import { asSession } from '../db/db.ts'
import { sql } from '../db/sql.ts'
import type { ChangeHub } from '../live/hub.ts'

const DemoRow = z.object({
  key: z.string(),
  label: z.string(),
  labelEn: z.string(),
  role: z.enum(ROLES),
  grids: z.array(z.number().int()),
  department: z.number().int().nullable(),
  enterprise: z.number().int().nullable(),
})
/** One whom a demo lets one look as, with the key that names it. */
export interface DemoIdentity {
  readonly key: string
  readonly actor: Actor
  readonly label: string
  readonly labelEn: string
  readonly demo: true
}

/** Longest that demo identities which are gone still serve, where no notice of it arrives. */
const KEPT_MS = 5_000

/** Demo identities that wear another post than the first of their role, which the others act in. */
const WORN: Readonly<Partial<Record<string, PostKind>>> = { leader: 'leader' }

/** A demo identity as who asks; changes made as it are kept under its label. */
function asIdentity(row: z.infer<typeof DemoRow>): DemoIdentity {
  const { key, label, labelEn, role, grids, department, enterprise } = row
  const post = role === 'government' ? WORN[key] : undefined
  const actor: Actor = {
    role,
    person: label,
    grids,
    ...(post && { post }),
    ...(department !== null && { department }),
    ...(enterprise !== null && { enterprise }),
  }
  return { key, actor, label, labelEn, demo: true }
}

/** Demo identities read at most once in KEPT_MS, by one query however many ask; dropped when the district changes. */
export function demoIdentities(pool: pg.Pool, hub: ChangeHub) {
  type Rows = readonly DemoIdentity[]
  let kept: { rows: Rows | Promise<Rows>; readonly until: number } | undefined
  const drop = () => (kept = undefined)
  hub.onNotice(({ layer }) => void (layer === 'district' && drop()))
  hub.onRefresh(drop)
  async function read(): Promise<Rows> {
    const statement = sql`
      select key, label, label_en as "labelEn", role, grids, department, enterprise
      from demo_identity order by position, key`
    return (await asSession(pool, (db) => db.many(DemoRow, statement))).map(asIdentity)
  }
  return (): Rows | Promise<Rows> => {
    if (kept && performance.now() < kept.until) return kept.rows
    const reading = read()
    const fresh: typeof kept = { rows: reading, until: performance.now() + KEPT_MS }
    kept = fresh
    reading.then(
      (rows) => (fresh.rows = rows),
      () => kept === fresh && drop(),
    )
    return reading
  }
}
