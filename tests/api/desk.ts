import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { coverageExport } from '../../server/features/coverage/exportRoute.ts'
import { coverageRoutes } from '../../server/features/coverage/routes.ts'
import { patrolRoutes } from '../../server/features/patrols/routes.ts'
import { coverageRateRoutes } from '../../server/features/coverageRates/routes.ts'
import { roundRoutes } from '../../server/features/rounds/routes.ts'
import { dutyRoutes } from '../../server/features/duties/routes.ts'
import { alarmRoutes } from '../../server/features/alarms/routes.ts'
import { enterpriseRoutes } from '../../server/features/enterprises/routes.ts'
import { reportExport } from '../../server/features/exports/reportRoute.ts'
import { exportRoutes } from '../../server/features/exports/routes.ts'
import { facetRoutes } from '../../server/features/facets/routes.ts'
import { gatewayRoutes } from '../../server/features/gateways/routes.ts'
import { gridDraftRoutes } from '../../server/features/gridDrafts/routes.ts'
import { gridPeopleRoutes } from '../../server/features/gridPeople/routes.ts'
import { gridRoutes } from '../../server/features/grids/routes.ts'
import { hazardSourceRoutes } from '../../server/features/hazardSources/routes.ts'
import { hazardRoutes } from '../../server/features/hazards/routes.ts'
import { checklistImport } from '../../server/features/inspections/importRoute.ts'
import { inspectionRoutes } from '../../server/features/inspections/routes.ts'
import { indicatorRoutes } from '../../server/features/indicators/routes.ts'
import { questionRoutes } from '../../server/features/questions/routes.ts'
import { placeRoutes } from '../../server/features/places/routes.ts'
import { resourceRoutes } from '../../server/features/resources/routes.ts'
import { proposalRoutes } from '../../server/features/proposals/routes.ts'
import { reminderRoutes } from '../../server/features/reminders/routes.ts'
import { coverageTaskRoutes } from '../../server/features/coverageTasks/routes.ts'
import { assignmentRoutes } from '../../server/features/assignments/routes.ts'
import { lawRoutes } from '../../server/features/laws/routes.ts'
import { supervisionRoutes } from '../../server/features/supervision/routes.ts'
import { pledgeRoutes } from '../../server/features/pledges/routes.ts'
import { responsibleRoutes } from '../../server/features/responsible/routes.ts'
import { specialWorkRoutes } from '../../server/features/specialWorks/routes.ts'
import { readingRuleRoutes } from '../../server/features/readings/routes.ts'
import { reportRoutes } from '../../server/features/reports/routes.ts'
import { readingsExport } from '../../server/features/sensors/exportRoute.ts'
import { sensorRoutes } from '../../server/features/sensors/routes.ts'
import { tankRoutes } from '../../server/features/tanks/routes.ts'
import { systemRoutes } from '../../server/features/system/routes.ts'
import { timelineRoutes } from '../../server/features/timelines/routes.ts'
import { wallRoutes } from '../../server/features/walls/routes.ts'
import { warningRoutes } from '../../server/features/warnings/routes.ts'
import type { Actor } from '../../server/db/actor.ts'
import { answerFailures } from '../../server/http/answerProblem.ts'
import type { Kit } from '../../server/http/kit.ts'
import { nameRequest } from '../../server/http/requests.ts'
import { serveOn } from '../../server/http/serve.ts'
import type { FreshDatabase } from './database.ts'

/** The routes of every capability as one actor sees them, over HTTP: `desk.get('/enterprises').query(…)`. */
export function deskOf({ pool }: Pick<FreshDatabase, 'pool'>, actor: Actor, settings: Kit['settings'] = {}) {
  const router = express.Router()
  const actorOf = async () => actor
  const serve = serveOn(router, { pool, readPool: pool }, actorOf)
  enterpriseRoutes(serve)
  proposalRoutes(serve)
  timelineRoutes(serve)
  reminderRoutes(serve, { settings })
  reportRoutes(serve)
  hazardSourceRoutes(serve)
  readingRuleRoutes(serve)
  sensorRoutes(serve, { settings })
  gatewayRoutes(serve)
  tankRoutes(serve)
  responsibleRoutes(serve)
  coverageRoutes(serve)
  coverageRateRoutes(serve)
  roundRoutes(serve)
  patrolRoutes(serve)
  pledgeRoutes(serve)
  assignmentRoutes(serve)
  supervisionRoutes(serve)
  lawRoutes(serve)
  coverageTaskRoutes(serve)
  specialWorkRoutes(serve)
  warningRoutes(serve)
  wallRoutes(serve)
  hazardRoutes(serve)
  dutyRoutes(serve)
  alarmRoutes(serve)
  inspectionRoutes(serve)
  gridRoutes(serve)
  gridDraftRoutes(serve)
  gridPeopleRoutes(serve)
  placeRoutes(serve)
  resourceRoutes(serve)
  indicatorRoutes(serve)
  questionRoutes(serve)
  facetRoutes(serve)
  systemRoutes(serve, {})
  exportRoutes(router, { pool, readPool: pool }, actorOf)
  readingsExport(router, { pool, readPool: pool }, actorOf)
  coverageExport(router, { pool, readPool: pool }, actorOf)
  reportExport(router, { pool, readPool: pool }, actorOf)
  checklistImport(router, { pool }, actorOf)
  const server = express()
  server.set('query parser', 'simple')
  server.use((req, res, next) => {
    nameRequest(req, res)
    next()
  })
  server.use(express.json({ limit: '1mb' }), router, answerFailures(pino({ level: process.env.LOG_LEVEL ?? 'silent' })))
  return supertest(server)
}
export type Desk = ReturnType<typeof deskOf>

/** All items of a paged list, page after page; `itemsOf` picks them from an answer. */
export async function everyPage<Item>(
  desk: Desk,
  path: string,
  query: Readonly<Record<string, string>>,
  itemsOf: (body: never) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = []
  for (let after: string | null = ''; after !== null;) {
    const asked: Record<string, string> = { limit: '200', ...query }
    if (after !== '') asked.after = after
    const { body, status } = await desk.get(path).query(asked)
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`)
    items.push(...itemsOf(body as never))
    after = (body as { next: string | null }).next
  }
  return items
}
