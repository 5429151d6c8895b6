import type { RequestListener } from 'node:http'
import express, { type RequestHandler } from 'express'
import { releaseOf } from './http/client/release.ts'
import { serveClient } from './http/client/serveClient.ts'
import { refuseOtherMethods } from './http/docs/methods.ts'
import { docsRoutes } from './http/docs/routes.ts'
import { answerFailures } from './http/answerProblem.ts'
import { alive, ready } from './http/health.ts'
import type { Kit, TakeReadings } from './http/kit.ts'
import { refuseWalls } from './http/refuseWalls.ts'
import { problem } from './http/problems.ts'
import { protect, protectData, refuseForeign } from './http/protect.ts'
import { logRequests, nameRequest } from './http/requests.ts'
import { serveOn } from './http/serve.ts'
import { type Sessions, sessions } from './http/session.ts'
import { limitAttempts, limitExports } from './http/signIn/limits.ts'
import { ownAccountRoutes } from './features/accounts/ownRoutes.ts'
import { linkMail } from './features/accounts/linkMail.ts'
import { accountRoutes } from './features/accounts/routes.ts'
import { judgeAlarms } from './features/alarms/judging.ts'
import { alarmRoutes } from './features/alarms/routes.ts'
import { auditExport } from './features/audits/exportRoute.ts'
import { auditRoutes } from './features/audits/routes.ts'
import { documentRoutes } from './features/documents/routes.ts'
import { dutyRoutes } from './features/duties/routes.ts'
import { disclosureRoutes } from './features/disclosures/routes.ts'
import { enterpriseRoutes } from './features/enterprises/routes.ts'
import { expertRoutes } from './features/experts/routes.ts'
import { reportExport } from './features/exports/reportRoute.ts'
import { exportRoutes } from './features/exports/routes.ts'
import { facetRoutes } from './features/facets/routes.ts'
import { gatewayRoutes } from './features/gateways/routes.ts'
import { gridDraftRoutes } from './features/gridDrafts/routes.ts'
import { gridPeopleRoutes } from './features/gridPeople/routes.ts'
import { gridRoutes } from './features/grids/routes.ts'
import { hazardRoutes } from './features/hazards/routes.ts'
import { checklistImport } from './features/inspections/importRoute.ts'
import { inspectionRoutes } from './features/inspections/routes.ts'
import { hazardSourceRoutes } from './features/hazardSources/routes.ts'
import { importFileRoutes, importRoutes } from './features/imports/routes.ts'
import { indicatorRoutes } from './features/indicators/routes.ts'
import { questionRoutes } from './features/questions/routes.ts'
import { placeRoutes } from './features/places/routes.ts'
import { readingRoutes, readingRuleRoutes } from './features/readings/routes.ts'
import { takingReadings } from './features/readings/take.ts'
import { resourceRoutes } from './features/resources/routes.ts'
import { proposalRoutes } from './features/proposals/routes.ts'
import { reminderRoutes } from './features/reminders/routes.ts'
import { assignmentRoutes } from './features/assignments/routes.ts'
import { lawRoutes } from './features/laws/routes.ts'
import { supervisionRoutes } from './features/supervision/routes.ts'
import { patrolRoutes } from './features/patrols/routes.ts'
import { pledgeRoutes } from './features/pledges/routes.ts'
import { coverageTaskRoutes } from './features/coverageTasks/routes.ts'
import { coverageExport } from './features/coverage/exportRoute.ts'
import { coverageRoutes } from './features/coverage/routes.ts'
import { coverageRateRoutes } from './features/coverageRates/routes.ts'
import { roundRoutes } from './features/rounds/routes.ts'
import { responsibleRoutes } from './features/responsible/routes.ts'
import { specialWorkRoutes } from './features/specialWorks/routes.ts'
import { reportRoutes } from './features/reports/routes.ts'
import { sceneRoutes } from './features/scenes/routes.ts'
import { readingsExport } from './features/sensors/exportRoute.ts'
import { sensorRoutes } from './features/sensors/routes.ts'
import { tankRoutes } from './features/tanks/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { systemRoutes } from './features/system/routes.ts'
import { timelineRoutes } from './features/timelines/routes.ts'
import { warningRoutes } from './features/warnings/routes.ts'
import { wallRoutes } from './features/walls/routes.ts'
import { pulse } from './live/pulse.ts'
import { readTold } from './live/told.ts'
import { liveStream } from './live/stream.ts'
import { deadlines } from './tiles/deadlines.ts'
import { tileRoutes } from './tiles/tiles.ts'

const YEAR_SECONDS = 31_536_000
/** What guesses could be made at. */
const ATTEMPTS = [
  '/session',
  '/session/wall',
  '/session/code',
  '/session/setup',
  '/account/link',
  '/account/password',
  '/account/single-sign-on',
  '/account/stand-ins',
  '/single-sign-on',
  '/single-sign-on/answer',
]
/** Largest body of a request that is read whole; files are streamed. */
const MOST_BODY = '1mb'

const nothingHere: RequestHandler = () => {
  throw problem('not-found')
}

const privately: RequestHandler = (_req, res, next) => {
  res.setHeader('cache-control', 'private, no-store')
  next()
}

/** Takes what gateways send. @param onFresh told whose readings have just been kept */
export const takeReadings = (
  { pool }: Pick<Kit, 'pool'>,
  onFresh: (enterprise: number) => void = () => undefined,
): TakeReadings => takingReadings({ pool, judge: judgeAlarms, onFresh })

function apiRoutes(kit: Kit, who: Sessions) {
  const router = express.Router()
  router.use(privately, refuseForeign, refuseWalls(who), express.json({ limit: MOST_BODY }))
  const due = deadlines(kit.pool)
  const release = releaseOf(kit.client)
  const beats = pulse(async () => ({ ...(await readTold(kit.pool, due)), release: await release() }), kit.log)
  kit.hub.onRefresh(beats.beatNow)
  router.get('/live', liveStream({ hub: kit.hub, beats, actorOf: who.actorOf }))
  router.post(ATTEMPTS, limitAttempts(kit.pool))
  sessionRoutes(router, kit, who)
  ownAccountRoutes(router, kit, who)
  docsRoutes(router)
  const serve = serveOn(router, kit, who.actorOf)
  enterpriseRoutes(serve)
  documentRoutes(router, serve, kit, who.actorOf)
  proposalRoutes(serve)
  timelineRoutes(serve)
  reminderRoutes(serve, kit)
  reportRoutes(serve)
  hazardSourceRoutes(serve)
  gatewayRoutes(serve)
  readingRoutes(router, kit.takeReadings ?? takeReadings(kit))
  readingRuleRoutes(serve)
  sensorRoutes(serve, kit)
  tankRoutes(serve)
  responsibleRoutes(serve)
  coverageRoutes(serve)
  coverageRateRoutes(serve)
  coverageTaskRoutes(serve)
  roundRoutes(serve)
  patrolRoutes(serve)
  pledgeRoutes(serve)
  assignmentRoutes(serve)
  supervisionRoutes(serve)
  lawRoutes(serve)
  specialWorkRoutes(serve)
  warningRoutes(serve)
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
  expertRoutes(serve)
  disclosureRoutes(serve)
  systemRoutes(serve, kit)
  accountRoutes(serve, kit, linkMail(kit))
  auditRoutes(serve)
  router.use('/exports', limitExports(kit.pool, who.actorOf))
  sceneRoutes(serve)
  wallRoutes(serve)
  importRoutes(serve, kit.imports)
  importFileRoutes(router, kit, who.actorOf)
  exportRoutes(router, kit, who.actorOf)
  reportExport(router, kit, who.actorOf)
  auditExport(router, kit, who.actorOf)
  readingsExport(router, kit, who.actorOf)
  coverageExport(router, kit, who.actorOf)
  checklistImport(router, kit, who.actorOf)
  router.use(nothingHere)
  return router
}

/** The whole server as one handler: tiles first and before Express, for they are many; then the API, then the client. */
export function app(kit: Kit): RequestListener {
  const { TLS_CERT, HSTS_SECONDS } = kit.settings
  const hsts = HSTS_SECONDS ?? (TLS_CERT === undefined ? 0 : YEAR_SECONDS)
  const who = sessions(kit.pool, kit.hub)
  const tiles = tileRoutes(kit, who.actorAtOnce)
  const server = express()
  server.disable('x-powered-by')
  server.set('etag', false)
  server.set('trust proxy', kit.settings.TRUST_PROXY ?? 0)
  server.set('query parser', 'simple')
  server.get('/healthz', alive)
  server.get('/readyz', ready(kit.pool))
  server.use(logRequests(kit.log))
  server.use(refuseOtherMethods())
  server.use('/api', apiRoutes(kit, who))
  if (kit.client) server.use(serveClient(kit.client))
  server.use(nothingHere)
  server.use(answerFailures(kit.log))
  return (req, res) =>
    tiles(req, res, () => {
      nameRequest(req, res)
      if (req.url?.startsWith('/tiles/')) protectData(res)
      else protect(res, hsts)
      server(req, res)
    })
}
