import { z } from 'zod'
import { AlarmRow } from '#core/contract/alarms.ts'
import { EnterpriseFile } from '#core/contract/enterprises.ts'
import { Position } from '#core/contract/route.ts'
import { ALARM_CAUSE_WORDS, ALARM_KIND_WORDS, ALARM_STATE_WORDS, OVER_RANGE_WORDS } from '#core/domain/alarmActs.ts'
import type { Sql } from '../../db/sql.ts'
import { sql } from '../../db/sql.ts'
import { type Column, exact, number, text } from './columns.ts'
import { type Sheet, sheet } from './sheet.ts'

/** An alarm stands where its enterprise does. */
const ExportedAlarm = AlarmRow.pick({
  id: true,
  enterpriseName: true,
  sourceName: true,
  kind: true,
  stage: true,
  value: true,
  limit: true,
  overRange: true,
  raisedAt: true,
  clearedAt: true,
  state: true,
  cause: true,
})
  .extend(EnterpriseFile.pick({ scheme: true, identifier: true }).shape)
  .extend({ point: z.string(), position: Position.nullable() })

/** Its kind; where its value is no measurement that is said beside it. */
function kindOf({ kind, overRange }: Pick<AlarmRow, 'kind' | 'overRange'>) {
  const { zh, en } = ALARM_KIND_WORDS[kind]
  return overRange ? { zh: `${zh}·${OVER_RANGE_WORDS.zh}`, en: `${en} · ${OVER_RANGE_WORDS.en}` } : { zh, en }
}

const COLUMNS: readonly Column<z.output<typeof ExportedAlarm>>[] = [
  number(['编号', 'Id', 'ID', 8], ({ id }) => id),
  text(['统一社会信用代码/标识', 'Identifier', 'IDENTIFIER', 22], ({ identifier }) => identifier),
  text(['单位名称', 'Enterprise', 'ENTERPRISE', 32], ({ enterpriseName }) => enterpriseName),
  text(['标识类型', 'Scheme', 'SCHEME', 10], ({ scheme }) => scheme),
  text(['重大危险源', 'Hazard source', 'SOURCE', 24], ({ sourceName }) => sourceName),
  text(['监测点/网关', 'Sensor or gateway', 'POINT', 16], ({ point }) => point),
  text(['报警种类', 'Kind', 'KIND', 14], (alarm, language) => kindOf(alarm)[language]),
  number(['级别', 'Stage', 'STAGE', 8], ({ stage }) => stage),
  number(['数值', 'Value', 'VALUE', 12], ({ value }) => value),
  number(['限值', 'Limit', 'LIMIT', 12], ({ limit }) => limit),
  text(['报警时间（北京时间）', 'Raised at (UTC+8)', 'RAISED', 23], ({ raisedAt }) => exact(raisedAt)),
  text(['消除时间（北京时间）', 'Cleared at (UTC+8)', 'CLEARED', 23], ({ clearedAt }) => exact(clearedAt)),
  text(['状态', 'State', 'STATE', 16], ({ state }, language) => ALARM_STATE_WORDS[state][language]),
  text(['原因', 'Cause', 'CAUSE', 12], ({ cause }, language) => cause && ALARM_CAUSE_WORDS[cause][language]),
]

/** Alarms under a condition, the newest first. */
export const alarmSheet = (where: Sql): Sheet =>
  sheet(
    sql`select a.id, e.scheme, e.identifier, e.name as "enterpriseName", h.name as "sourceName", coalesce(s.code, g.name) as point, a.kind, a.stage,
        a.value, a.limit_at as limit, a.over_range as "overRange", a.raised_at as "raisedAt", a.cleared_at as "clearedAt", a.state, a.cause,
        case when e.geom is not null then json_build_array(st_x(e.geom), st_y(e.geom)) end as position
      from alarm a join enterprise e on e.id = a.enterprise left join hazard_source h on h.id = a.hazard_source left join sensor s on s.id = a.sensor
        left join gateway g on g.id = a.gateway
      where ${where} order by a.raised_at desc, a.id desc`,
    ExportedAlarm,
    COLUMNS,
  )
