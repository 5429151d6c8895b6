import { z } from 'zod'
import { Outcome } from '#core/contract/proposals.ts'
import { type ChangedTenant, type TenantBody, TenantMatch } from '#core/contract/tenants.ts'
import type { Db } from '../../db/db.ts'
import { sql } from '../../db/sql.ts'
import { middle, present } from '../../filter/places.ts'
import { problem } from '../../http/problems.ts'
import { initialsOf } from '../../initials.ts'
import { refusing } from './refusals.ts'
import { lost, unchanged } from './seen.ts'
import { expectPlace } from './tenants.ts'

const Written = z.object({ tenant: z.number().int() })
const Named = z.object({ name: z.string(), plain: z.string() })
const Told = z.object({ told: Outcome })
const Opened = z.object({ enterprise: z.number().int() })

/** Which tenant of which place. */
export interface TenantAsked {
  readonly id: number
  readonly tenant: number
}

/** @throws Problem not-found where the place has no such tenant in scope */
async function expectTenant(db: Db, { id, tenant }: TenantAsked) {
  const found = await db.maybe(
    Named,
    sql`select t.name, app.plain_name(t.name) as plain from tenant t where t.id = ${tenant}::integer and t.place = ${id}::integer`,
  )
  if (!found) throw problem('not-found')
  return found
}

const valuesOf = ({ name, room, industry, contact, phone, since }: TenantBody) =>
  sql`${name}::text, ${room}::text, ${industry}::text, ${contact}::text, ${phone}::text, ${since}::date`

/** Writes a tenant without a file down. @throws Problem not-found, not-allowed, entry-refused */
export async function addTenant(db: Db, id: number, body: TenantBody): Promise<{ tenant: number }> {
  await expectPlace(db, id)
  return refusing(
    db.one(
      Written,
      sql`insert into tenant (place, name, room, industry, contact, phone, since) values (${id}::integer, ${valuesOf(body)})
        returning id as tenant`,
    ),
  )
}

/** Writes the row of a tenant anew. @throws Problem not-found, not-allowed, entry-refused, entry-changed */
export async function changeTenant(
  db: Db,
  asked: TenantAsked,
  { seen, ...body }: ChangedTenant,
): Promise<{ tenant: number }> {
  await expectTenant(db, asked)
  const { tenant } = asked
  const changed = await refusing(
    db.maybe(
      Written,
      sql`update tenant t set (name, room, industry, contact, phone, since) = (select ${valuesOf(body)})
        where t.id = ${tenant}::integer and ${unchanged(sql`t`, seen)} returning t.id as tenant`,
    ),
  )
  return changed ?? (await lost(db, sql`tenant t where t.id = ${tenant}::integer`))
}

/** A tenant leaves; one with a file by its file. @throws Problem not-found, not-allowed, entry-refused */
export async function endTenant(
  db: Db,
  asked: TenantAsked,
  { until, note }: { until: string; note?: string | undefined },
): Promise<{ tenant: number }> {
  await expectTenant(db, asked)
  const { tenant } = asked
  await refusing(db.run(sql`select app.end_tenant(${tenant}::integer, ${until}::date, ${note ?? null}::text)`))
  return { tenant }
}

/** Enterprises that a match looks for at most, and how far around the place those of a shorter name may lie, m. */
const MOST_MATCHES = 10
const AROUND = 300

/**
 * Enterprises whose name holds that of the tenant, wherever they are, and those of the place or around it whose name it holds; the same
 * name first, then the nearest. @throws Problem not-found
 */
export async function matchesOf(db: Db, asked: TenantAsked): Promise<TenantMatch[]> {
  const { plain } = await expectTenant(db, asked)
  return db.many(
    TenantMatch,
    sql`with here as materialized (select p.id, ${middle} as at from place p where p.id = ${asked.id}::integer),
      found as (
        select unnest(app.enterprises_named(${plain})) as id where length(${plain}) >= 2
        union
        select e.id from enterprise e, here where (e.place = here.id or st_dwithin(e.geom::geography, here.at::geography, ${AROUND}::int))
          and e.geom && st_expand(here.at, 0.01) and length(app.plain_name(e.name)) >= 4
          and position(app.plain_name(e.name) in ${plain}) > 0)
      select e.id, e.identifier, e.name, e.place, (select p.name from place p where p.id = e.place) as "placeName",
        app.plain_name(e.name) = ${plain} as same, round(st_distance(e.geom::geography, here.at::geography))::float8 as metres
      from found join enterprise e using (id), here
      where not exists (select from tenant t where t.enterprise = e.id and ${present})
      order by app.plain_name(e.name) <> ${plain}, (e.place is distinct from here.id), 7 nulls last, length(e.name), e.id
      limit ${MOST_MATCHES}::integer`,
  )
}

/** Links a tenant to its file. @throws Problem not-found, not-allowed, hazard-enterprise-unknown, entry-refused */
export async function linkTenant(
  db: Db,
  asked: TenantAsked,
  { enterprise, note }: { enterprise: number; note?: string | undefined },
): Promise<Outcome> {
  await expectTenant(db, asked)
  if ((await db.run(sql`select from enterprise e where e.id = ${enterprise}::integer`)) === 0)
    throw problem('hazard-enterprise-unknown', undefined, 'body.enterprise')
  const linked = sql`select app.link_tenant(${asked.tenant}::integer, ${enterprise}::integer, ${note ?? null}::text) as told`
  return (await refusing(db.one(Told, linked))).told
}

/** Takes a wrong link back. @throws Problem not-found, not-allowed, entry-refused */
export async function unlinkTenant(db: Db, asked: TenantAsked): Promise<Outcome> {
  await expectTenant(db, asked)
  const unlinked = sql`select app.unlink_tenant(${asked.tenant}::integer, null::text) as told`
  return (await refusing(db.one(Told, unlinked))).told
}

/** Opens a file for a tenant. @throws Problem not-found, not-allowed, entry-refused */
export async function openFile(db: Db, asked: TenantAsked, identifier: string): Promise<{ enterprise: number }> {
  const { name } = await expectTenant(db, asked)
  return refusing(
    db.one(
      Opened,
      sql`select app.open_tenant_file(${asked.tenant}::integer, ${identifier}::text, ${initialsOf(name)}::text) as enterprise`,
    ),
  )
}
