import { z } from 'zod'
import type { ClassAccount } from '#core/contract/classes.ts'
import { CLASSES } from '#core/contract/filter.ts'
import { Consequence } from '#core/contract/proposals.ts'
import { Instant } from '#core/contract/route.ts'
import { type ClassInputName, explainClass } from '#core/domain/classExplained.ts'
import { CLASS_RULE } from '#core/domain/enterpriseClass.ts'
import type { RiskLevel } from '#core/domain/risk.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Ground } from '../../filter/ground.ts'
import { problem } from '../../http/problems.ts'
import { refusingOverride } from './overrideRefusals.ts'

/** A moment to the microsecond, as the rule compares it, beside the one that is shown. */
const Inputs = z.object({
  highRisk: z.boolean(),
  crowded: z.boolean(),
  staff: z.number().int().nullable(),
  risk: z.number().int().min(1).max(4).nullable(),
  riskOf: z.string().nullable(),
  riskAt: Instant.nullable(),
  sources: z.string().nullable(),
  sourcesAt: Instant.nullable(),
  event: Instant.nullable(),
  eventOf: z.string().nullable(),
  eventFrom: z.string(),
  eventBy: z.string().nullable(),
  eventAt: Instant.nullable(),
  kept: z.enum(CLASSES).nullable(),
  override: z.enum(CLASSES).nullable(),
  reason: z.string().nullable(),
  until: z.iso.date().nullable(),
  by: z.string().nullable(),
  at: Instant.nullable(),
  over: z.boolean(),
  mayOverride: z.boolean(),
})
type Inputs = z.output<typeof Inputs>

const inputsOf = (id: number, { now }: Ground): Sql => sql`
  select e.high_risk as "highRisk", e.crowded, e.staff, worst.level as risk, worst.name as "riskOf", worst.changed_at as "riskAt",
    major.names as sources, major.at as "sourcesAt", event.at as event, event.of as "eventOf", coalesce(event.source, e.source) as "eventFrom",
    event.by as "eventBy", event.known_at as "eventAt", e.class_computed as kept, e.class_override as override,
    e.class_override_reason as reason, e.class_override_until as until, e.class_override_by as by, e.class_override_at as at,
    coalesce(app.end_of(e.class_override_until) <= ${now}, false) as over,
    coalesce(app.acting_post() = any (app.override_posts()), false) as "mayOverride"
  from enterprise e
  left join lateral (select p.level, p.name, p.changed_at from risk_point p where p.enterprise = e.id order by p.level, p.id limit 1) worst on true
  left join lateral (select string_agg(s.name, '、' order by s.level, s.id) as names, max(s.changed_at) as at
    from hazard_source s where s.enterprise = e.id and s.level is not null) major on true
  left join lateral (
    select * from (
      select e.vetoed_at as at, null::text as of, e.source, null::text as by, null::timestamptz as known_at where e.vetoed_at is not null
      union all select a.happened_on::timestamp at time zone 'Asia/Shanghai', a.description, a.source, a.made_by, a.made_at
        from accident a where a.enterprise = e.id) happened
    where happened.at <= ${now} order by happened.at desc limit 1) event on true
  where e.id = ${id}::integer`

const Origin = z.object({ field: z.string(), source: z.string(), by: z.string().nullable(), at: Instant })
const DERIVED = { source: 'derived', by: null } as const

/** Why the enterprise has its class, by rule CL-1 on what the book says at the moment of `ground`. @throws Problem not-found */
export async function readClass(db: Db, id: number, ground: Ground): Promise<ClassAccount> {
  const found = await db.maybe(Inputs, inputsOf(id, ground))
  if (!found) throw problem('not-found')
  const origins = await db.many(
    Origin,
    sql`select field, source, by_whom as by, at from app.field_origins(${id}::integer) where field in ('highRisk', 'crowded', 'staff')`,
  )
  const { highRisk, crowded, staff, risk, sources, event } = found
  const explained = explainClass(
    {
      highRisk,
      crowded,
      majorHazardSource: sources !== null,
      ...(staff !== null && { staff }),
      ...(risk !== null && { risk: risk as RiskLevel }),
      ...(event !== null && { vetoedAt: new Date(event) }),
    },
    ground.at,
  )
  const told = (field: string) => {
    const { source, by, at } = origins.find((origin) => origin.field === field) ?? { ...DERIVED, at: null }
    return { of: null, source, by, at }
  }
  const facts: Record<ClassInputName, Pick<ClassAccount['inputs'][number], 'value' | 'of' | 'source' | 'by' | 'at'>> = {
    highRisk: { value: highRisk, ...told('highRisk') },
    crowded: { value: crowded, ...told('crowded') },
    staff: { value: staff, ...told('staff') },
    risk: { value: risk, of: found.riskOf, ...DERIVED, at: found.riskAt },
    majorHazardSource: { value: sources !== null, of: sources, ...DERIVED, at: found.sourcesAt },
    event: { value: event, of: found.eventOf, source: found.eventFrom, by: found.eventBy, at: found.eventAt },
  }
  return {
    rule: CLASS_RULE,
    computed: explained.class,
    kept: found.kept,
    inputs: explained.inputs.map((row) => ({ ...row, ...facts[row.input] })),
    lower: explained.lower.map((way) => [...way]),
    override: overrideOf(found),
    mayOverride: found.mayOverride,
  }
}

function overrideOf({ override, reason, until, by, at, over }: Inputs): ClassAccount['override'] {
  if (override === null || until === null || by === null || at === null) return null
  return { class: override, reason: reason ?? '', until, by, at, over }
}

const Told = z.object({ told: z.array(Consequence) })
async function followed(db: Db, id: number, asked: Sql) {
  if ((await db.run(sql`select from enterprise e where e.id = ${id}::integer`)) === 0) throw problem('not-found')
  const { told } = await refusingOverride(db.one(Told, sql`select ${asked} as told`))
  return { consequences: told }
}

/** Sets the class against the rule; the database says who may. @throws Problem not-found, not-allowed, field-refused, entry-changed */
export const overrideClass = (
  db: Db,
  id: number,
  { class: wanted, reason, until, seen }: { class: string; reason: string; until: string; seen: string | null },
): Promise<{ consequences: Consequence[] }> =>
  followed(db, id, sql`app.override_seen(${id}::integer, ${wanted}, ${reason}, ${until}::date, ${seen}::timestamptz)`)

/** Takes that back. @throws Problem not-found, not-allowed, field-refused where nothing was set */
export const liftClass = (db: Db, id: number): Promise<{ consequences: Consequence[] }> =>
  followed(db, id, sql`app.lift_class_override(${id}::integer)`)
