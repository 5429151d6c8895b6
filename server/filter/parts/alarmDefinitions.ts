import { ALARM_DAYS, type ALARM_INDICATORS, CHATTER } from '#core/contract/alarmIndicators.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { OfAlarms } from './part.ts'

/** A moment within the days before now in which quality is told. */
const lately = (moment: Sql, now: Sql) =>
  sql`${moment} > ${now} - ${ALARM_DAYS * 24}::int * interval '1 hour' and ${moment} <= ${now}`
const known = (now: Sql) => lately(sql`a.told_at`, now)

/** The rows of each part of each figure of alarms, over the alarm `a`. */
export const ALARM_DEFINITIONS = {
  'alarms-standing': { rows: 'alarm', where: () => sql`a.cleared_at is null` },
  'alarms-unacknowledged': { rows: 'alarm', where: () => sql`app.alarm_calls(a)` },
  'alarms-raised': { rows: 'alarm', where: (day, now) => sql`a.told_at <= ${now} and a.told_at >= ${day}::timestamp at time zone 'Asia/Shanghai'
    and a.told_at < (${day}::timestamp + interval '1 day') at time zone 'Asia/Shanghai'` },
  'alarms-kind': { rows: 'alarm', where: (kind, now) => sql`${known(now)} and a.kind = ${kind}` },
  'alarms-cause': { rows: 'alarm', where: (cause, now) => sql`${lately(sql`a.closed_at`, now)} and a.cause = ${cause}` },
  'alarms-chattering': {
    rows: 'alarm',
    where: (_, now) => sql`${known(now)} and not a.late and (select count(*) from alarm o where o.sensor = a.sensor and o.kind = a.kind and not o.late
      and (o.raised_at, o.id) < (a.raised_at, a.id) and o.raised_at > a.raised_at - make_interval(mins => ${CHATTER.minutes}::int)) >= ${CHATTER.alarms - 1}::int`,
  },
  'alarms-false': { rows: 'alarm', where: (_, now, side) => sql`${lately(sql`a.closed_at`, now)} and ${side === 'n' ? sql`a.is_false` : sql`true`}` },
  'alarms-answered': {
    rows: 'alarm',
    where: (_, now) => known(now),
    span: sql`a.answered_at - a.told_at`,
  },
} as const satisfies { readonly [Id in keyof typeof ALARM_INDICATORS]: OfAlarms } // prettier-ignore
