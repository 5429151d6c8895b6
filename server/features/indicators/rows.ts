import type { Filter } from '#core/contract/filter.ts'
import { INDICATORS, type Rows } from '#core/contract/indicators.ts'
import { monthOf } from '#core/domain/calendar.ts'
import type { Db } from '../../db/db.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { ask, type Asked } from '../../filter/asked.ts'
import { reach } from '../../filter/ground.ts'
import { type PartAsked, rowsOfPart } from '../../filter/parts/partRows.ts'
import { alarmPage } from '../../filter/rows/alarmRows.ts'
import { faultPage } from '../../filter/rows/faultRows.ts'
import { enterprisePage, type PageAsked } from '../../filter/rows/enterpriseRows.ts'
import { coverageTaskPage } from '../../filter/rows/coverageTaskRows.ts'
import { hazardPage } from '../../filter/rows/hazardRows.ts'
import { hazardSourcePage } from '../../filter/rows/hazardSourceRows.ts'
import { inspectionPage } from '../../filter/rows/inspectionRows.ts'
import { placePage } from '../../filter/rows/placeRows.ts'
import { sensorPage } from '../../filter/rows/sensorRows.ts'
import { streetPage } from '../../filter/streets.ts'
import { tenantPage } from '../../filter/rows/tenantRows.ts'
import { partsOf } from './figures.ts'
import { countPart } from './countPart.ts'

const sourceOf = ({ ground }: Asked, where: Sql) => ({
  from: sql`enterprise e`,
  where: sql`${where} and ${reach(ground, 'e')}`,
})

/** Parts of which a figure tells the first few, or the wholes alone, though the rows of any open. */
const LISTED_IN_PART: readonly string[] = ['enterprise', 'inspector', 'plan', 'day', 'class-month']

/** How many rows a part has, counted as its figure counts them. */
async function totalOf(db: Db, asked: Asked, filter: Filter, { id, part, side }: PartAsked) {
  if (LISTED_IN_PART.includes(INDICATORS[id].part)) return countPart(db, asked, filter, { id, part, side })
  const month = INDICATORS[id].part === 'month' ? part : monthOf(asked.ground.at)
  if (month > monthOf(asked.ground.at)) return 0
  const found = (await partsOf(db, asked, { id, months: [month], filter })).find((one) => one.part === part)
  return (side === 'n' ? found?.n : found?.of) ?? 0
}

/** One page of the rows of a part, with their number. @throws Problem invalid-request */
export async function readRows(
  db: Db,
  wanted: PartAsked,
  { after, limit, ...filter }: Filter & PageAsked,
): Promise<Rows> {
  const asked = await ask(db, filter)
  const rows = rowsOfPart(asked, filter, wanted)
  const total = await totalOf(db, asked, filter, wanted)
  if (rows.kind === 'fault') {
    const page = await faultPage(db, asked, rows, { after, limit })
    return { total, next: page.next, rows: { kind: 'fault', items: page.rows } }
  }
  if (rows.kind === 'street') {
    const page = await streetPage(db, rows.from, { after, limit })
    return { total, next: page.next, rows: { kind: 'street', items: page.rows } }
  }
  if (rows.kind === 'hazard') {
    const page = await hazardPage(db, asked.ground, rows.arms ?? rows.where, { after, limit, order: rows.order })
    return { total, next: page.next, rows: { kind: 'hazard', items: page.rows } }
  }
  if (rows.kind === 'enterprise') {
    const page = await enterprisePage(db, asked.ground, sourceOf(asked, rows.where), { after, limit })
    return { total, next: page.next, rows: { kind: 'enterprise', items: page.rows } }
  }
  if (rows.kind === 'place') {
    const page = await placePage(db, asked.ground, rows.where, { after, limit })
    return { total, next: page.next, rows: { kind: 'place', items: page.rows } }
  }
  if (rows.kind === 'tenant') {
    const page = await tenantPage(db, rows.where, { after, limit })
    return { total, next: page.next, rows: { kind: 'tenant', items: page.rows } }
  }
  if (rows.kind === 'sensor') {
    const page = await sensorPage(db, rows.where, { after, limit })
    return { total, next: page.next, rows: { kind: 'sensor', items: page.rows } }
  }
  if (rows.kind === 'alarm') {
    const page = await alarmPage(db, asked.ground, rows.where, { after, limit })
    return { total, next: page.next, rows: { kind: 'alarm', items: page.rows } }
  }
  if (rows.kind === 'inspection') {
    const page = await inspectionPage(db, rows.where, { after, limit })
    return { total, next: page.next, rows: { kind: 'inspection', items: page.rows } }
  }
  if (rows.kind === 'coverage-task') {
    const page = await coverageTaskPage(db, rows.where, { after, limit })
    return { total, next: page.next, rows: { kind: 'coverage-task', items: page.rows } }
  }
  const page = await hazardSourcePage(db, asked.ground, rows.where, { after, limit })
  return { total, next: page.next, rows: { kind: 'hazard-source', items: page.rows } }
}
