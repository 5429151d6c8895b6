import type pg from 'pg'
import { SUPERVISION, supervisionRows } from './supervision.ts'
import { GRID_PERSON, gridPersonRows } from './gridPeople.ts'
import { ASSIGNMENT, assignmentRows, withLedVisits } from './assignments.ts'
import { dayOf } from './calendar.ts'
import { readCoast, readDistrict } from './drawn.ts'
import { enterpriseRows, enterprisesOf } from './enterprises.ts'
import type { DemoEnterprise } from './enterprises.ts'
import { dutyLogRows, dutyRows, handoverRows } from './duties.ts'
import { fileEntries } from './fileEntries.ts'
import { withLogs } from './hazardLogs.ts'
import { hazardRows } from './hazards.ts'
import { identityRows, OWN_PLANT } from './identities.ts'
import { inspectionRows } from './inspections.ts'
import { populationRows } from './people.ts'
import { TRACK, TRACK_POINT, trackRows } from './patrols.ts'
import { placesOf } from './places.ts'
import { randomFrom } from './random.ts'
import { pledgeRows, responsibleRows, workRows } from './responsible.ts'
import * as answering from './responsibleStatements.ts'
import { riskRows } from './risks.ts'
import { sensorRows } from './sensors.ts'
import { BOUND, MEASURED, TANK, tankRows } from './tanks.ts'
import { sourceRows } from './sources.ts'
import * as statements from './statements.ts'
import { managerRows, placeFileRows, tenantRows } from './tenants.ts'
import { basemapRows, bodyRows, departmentRows, DISTRICT_CODE, DISTRICT_NAME, multiPolygon, point, polygon, territoryRows } from './territory.ts' // prettier-ignore

/** The seed of the demo district as shipped. */
export const SEED = 370_671

/** A book that holds anything is never given a demo: `message` says what to do instead. */
export class BookNotEmpty extends Error {}

export interface DemoOptions {
  readonly seed?: number
  readonly say?: (progress: string) => void
}

/**
 * Fills an empty book with the demo district, in one transaction as data steward. The same seed on the same day gives
 * the same rows. `client` is signed in as anjian_operator, or as anybody who may become anjian_steward.
 */
export async function loadDemo(
  client: pg.ClientBase,
  { seed = SEED, say = () => {} }: DemoOptions = {},
): Promise<void> {
  await client.query('begin')
  try {
    // its classes are right from the beginning: they need not go up and down while the tables are filled
    await client.query(
      "set local role anjian_steward; set local jit = off; select set_config('app.person', 'demo', true), set_config('app.classes_wait', 'on', true)",
    )
    await refuseUnlessEmpty(client)
    await fill(client, seed, say)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function refuseUnlessEmpty(client: pg.ClientBase) {
  const { rows } = await client.query<{ used: boolean }>(
    'select exists (select from district) or exists (select from enterprise) or exists (select from grid) as used',
  )
  if (rows[0]?.used)
    throw new BookNotEmpty(
      '数据库里已有数据，演示区只装入空库。请换一个空库，或不设 ANJIAN_DEMO。 ' +
        'The database already holds data; the demo district goes into an empty one only. Use an empty database, or leave ANJIAN_DEMO unset.',
    )
}

async function fill(client: pg.ClientBase, seed: number, say: (progress: string) => void) {
  const insert = async (table: string, statement: string, rows: readonly unknown[]) => {
    await client.query(statement, [JSON.stringify(rows)])
    say(`${table} ${rows.length}`)
  }
  const now = await client.query<{ now: Date | string }>('select app.now() as now')
  const moment = new Date(now.rows[0]?.now ?? NaN)
  const day = dayOf(moment)
  /** One stream of choices per subject: a change in one leaves the others as they were. */
  const random = (subject: number) => randomFrom(seed * 64 + subject)
  const drawn = readDistrict()

  await insert('district', statements.DISTRICT, [{ code: DISTRICT_CODE, name: DISTRICT_NAME, geom: multiPolygon([[drawn.outline]]) }]) // prettier-ignore
  await insert('department', statements.DEPARTMENT, departmentRows(random(1)))
  await insert('grid 1, 2', statements.BODY, bodyRows(random(2)))
  const territories = territoryRows(drawn, random(3))
  await insert('grid 3', statements.TERRITORY, territories)
  await insert('grid_person', GRID_PERSON, gridPersonRows(territories, day, random(21))) // prettier-ignore
  const places = placesOf(drawn, random(4))
  const names = new Map(places.map(({ ring, name }) => [ring, name]))
  await insert('basemap', statements.BASEMAP, basemapRows(readCoast(), drawn, names))
  await insert('place', statements.PLACE, places.map(({ kind, name, person, phone, ring }) => ({ kind, name, person, phone, geom: polygon(ring) }))) // prettier-ignore
  const homes = populationRows(drawn, random(5))
  await insert('population_point', statements.POPULATION, homes.map(({ people, at }) => ({ people, geom: point(at) }))) // prettier-ignore
  const enterprises = enterprisesOf(places, homes, random(6))
  const rows = enterpriseRows(enterprises, day, random(7))
  await insert('enterprise', statements.ENTERPRISE, rows)
  await insert('risk_point', statements.RISK_POINT, riskRows(enterprises, random(8)))
  const { sources, substances } = sourceRows(enterprises, await countPeople(client, enterprises), day, random(9))
  await insert('hazard_source', statements.HAZARD_SOURCE, sources)
  await insert('hazard_source_substance', statements.SUBSTANCE, substances)
  // that of the demo identity first: its pledge of today is left to be made
  const own = enterprises.find(({ plant }) => plant?.name === OWN_PLANT)?.code
  const known = sources.toSorted((a, b) => Number(b.identifier === own) - Number(a.identifier === own))
  const { people, checks, filings } = responsibleRows(known, day, random(15))
  await insert('source_responsible', answering.RESPONSIBLE, people)
  await insert('responsible_check', answering.CHECK, checks)
  await insert('source_filing', answering.FILING, filings)
  await insert('daily_pledge', answering.PLEDGE, pledgeRows(known, day, random(16)))
  await insert('special_work', answering.WORK, workRows(known, day, random(17)))
  const { gateways, sensors, videos } = sensorRows(enterprises, random(18))
  await insert('gateway', statements.GATEWAY, gateways)
  await insert('sensor', statements.SENSOR, sensors)
  await insert('sensor', statements.VIDEO, videos)
  const { bounds, tanks } = tankRows(enterprises, sensors)
  await insert('source_bound', BOUND, bounds)
  await insert('tank', TANK, tanks)
  await client.query(MEASURED)
  await insert('hazard', statements.HAZARD, withLogs(hazardRows(enterprises, day, random(10)), day, random(14)))
  const classes = new Map(rows.map((row) => [row.identifier, row.class_override ?? row.class_computed]))
  await insert('supervision_rule', SUPERVISION, supervisionRows(day))
  const assigned = random(19)
  const answered = assignmentRows(rows.filter(({ identifier, status }) => classes.get(identifier) === 'A' && status !== 'closed').map(({ identifier }) => identifier), day, assigned) // prettier-ignore
  await insert('assignment', ASSIGNMENT, answered)
  const visits = inspectionRows(enterprises, classes, day, random(11))
  await insert('inspection', statements.INSPECTION, withLedVisits(visits, answered, day, assigned))
  const tracks = trackRows(drawn, day, random(20))
  await insert('patrol_track', TRACK, tracks)
  await insert('patrol_point', TRACK_POINT, tracks)
  const entries = fileEntries(enterprises, rows, day, random(12))
  for (const [table, statement] of Object.entries(statements.ENTRIES))
    await insert(table, statement, entries[table] ?? [])
  const files = random(13)
  await insert('place file', statements.PLACE_FILE, placeFileRows(places, day, files))
  await insert('place manager', statements.MANAGER, managerRows(places, enterprises))
  await insert('tenant', statements.TENANT, tenantRows(places, day, files))
  const turns = dutyRows(moment.getTime())
  await insert('duty', answering.DUTY, turns)
  await insert('duty_handover', answering.HANDOVER, handoverRows(turns, moment.getTime()))
  await insert('duty_log', answering.DUTY_LOG, dutyLogRows(turns, moment.getTime()))
  await insert('demo_identity', statements.IDENTITY, identityRows(enterprises))
}

/** Who lives within 500 m outside each plant's fence: the database counts, once people and fences are in. */
async function countPeople(client: pg.ClientBase, enterprises: readonly DemoEnterprise[]) {
  const { rows } = await client.query<{ identifier: string; people: number | null }>(
    'select identifier, app.people_outside(id) as people from enterprise where identifier = any ($1)',
    [enterprises.filter(({ plant }) => plant).map(({ code }) => code)],
  )
  return new Map(rows.map(({ identifier, people }) => [identifier, people ?? undefined]))
}
