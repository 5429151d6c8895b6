import { z } from 'zod'
import { EnterpriseFacts, type WantedFacts } from '#core/contract/enterpriseFacts.ts'
import { Origin, type proposals } from '#core/contract/proposals.ts'
import type { Output, Position } from '#core/contract/route.ts'
import { ENTERPRISE_FIELDS, fieldsOf } from '#core/domain/enterpriseFields.ts'
import { type PostKind, POST_KINDS } from '#core/domain/posts.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { type Datum, toWgs84 } from '../../files/datum.ts'
import { problem } from '../../http/problems.ts'

/** Decimals of a degree that are kept: a centimetre. */
const DECIMALS = 7
const rounded = (position: readonly [number, number]): Position =>
  position.map((degrees) => Number(degrees.toFixed(DECIMALS))) as Position
const stored = (at: Position, datum: Datum): Position => rounded(toWgs84(at, datum))

/** A ring that ends where it begins. */
function closed(ring: readonly Position[]): Position[] {
  const [first, last] = [ring[0]!, ring.at(-1)!]
  return first[0] === last[0] && first[1] === last[1] ? [...ring] : [...ring, first]
}

/** Facts as the database takes them: positions in WGS 84, the datum of the boundary forgotten, its ring closed. */
export function asStored(wanted: WantedFacts): string {
  const { position, footprint } = wanted
  return JSON.stringify({
    ...wanted,
    ...(position && { position: { at: stored(position.at, position.datum), datum: position.datum } }),
    ...(footprint && { footprint: { ring: closed(footprint.ring.map((at) => stored(at, footprint.datum))) } }),
  })
}

const Head = z.object({ scheme: z.string(), facts: EnterpriseFacts, post: z.enum(POST_KINDS).nullable() })
const OriginRow = Origin.extend({ field: z.enum(ENTERPRISE_FIELDS) })

/** Core facts of an enterprise, and what the post that is worn may do with them. @throws Problem not-found */
export async function readFacts(db: Db, id: number): Promise<Output<typeof proposals.facts>> {
  const head = await db.maybe(
    Head,
    sql`select e.scheme, app.facts_of(e.id) as facts, app.acting_post() as post from enterprise e where e.id = ${id}::integer`,
  )
  if (!head) throw problem('not-found')
  const origins = await db.many(
    OriginRow,
    sql`select field, source, coalesce(by_whom, case when source = 'import' then app.opened_by(${id}::integer) end) as by, at
      from app.field_origins(${id}::integer)`,
  )
  const post: PostKind | undefined = head.post ?? undefined
  return {
    id,
    scheme: head.scheme,
    facts: head.facts,
    origins: Object.fromEntries(origins.map(({ field, ...origin }) => [field, origin])) as Record<
      (typeof ENTERPRISE_FIELDS)[number],
      Origin
    >,
    write: fieldsOf(post, 'write'),
    propose: fieldsOf(post, 'propose'),
  }
}
