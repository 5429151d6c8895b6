import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { app, takeReadings } from './app.ts'
import { bringUpToDate, checkEngine, checkLogin, type Home, openHome } from './db/home.ts'
import { FolderInUse } from './db/folderLock.ts'
import { makeClient, makePool } from './db/pools.ts'
import { loadDemoDistrict } from './demoDistrict.ts'
import { keepTickingAlarms } from './features/alarms/ticking.ts'
import { keepSealing } from './features/audits/sealing.ts'
import { keepSettlingTasks } from './features/coverageTasks/settling.ts'
import { emptyIncoming, keepSweeping } from './features/documents/sweep.ts'
import { keepRenewing } from './features/enterprises/renewing.ts'
import { keepTakingEffect } from './features/gridDrafts/takingEffect.ts'
import { importDesk } from './features/imports/desk.ts'
import { keepPatrols } from './features/patrols/keeping.ts'
import { keepReadingBroker } from './features/readings/mqtt.ts'
import { tellingReadings } from './features/readings/telling.ts'
import { keepRemindingOfHazards } from './features/reminders/hazardReminding.ts'
import { keepReminding, letterMail } from './features/reminders/reminding.ts'
import { webhookOf } from './features/reminders/webhook.ts'
import { keepReadings } from './features/sensors/keeping.ts'
import { doorOf } from './features/sensors/simulating/door.ts'
import { keepSimulating } from './features/sensors/simulating/simulating.ts'
import { loadFirstChecklists } from './firstChecklists.ts'
import { setupToken } from './http/setup.ts'
import { keyFile, secretsOf } from './http/signIn/secrets.ts'
import { keepingOf } from './keeping/keeping.ts'
import { type Listening, listenAt } from './listening.ts'
import { changeHub } from './live/hub.ts'
import { listen } from './live/listen.ts'
import { readSettings, SettingRefused, type Settings, settingsInForce } from './settings.ts'
import { certificateOf, type KeptCertificate } from './tls/keeping.ts'

/** Folder of the built client, as vite makes it. */
const CLIENT = fileURLToPath(new URL('../dist/client', import.meta.url))
/** Longest that one thing may take to end; what has been told to and takes longer ends without us. */
const PATIENCE_MS = 15_000
const LOOPBACK = /^(127\.|::1$|localhost$)/i
/** A line for people, after the seconds since the program was started. */
const say = (text: string) => console.log(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${text}`)

/** What must be let go of, in the order in which it was taken. */
const open: (() => Promise<unknown>)[] = []
const stopping = new AbortController()

/** Lets go of everything, the latest first; whatever fails on the way hinders nothing after it. */
async function release() {
  for (const letGo of open.splice(0).reverse()) {
    const patience = setTimeout(PATIENCE_MS, undefined, { ref: false })
    await Promise.race([letGo(), patience]).catch((error: unknown) => console.error(error))
  }
}

/** Ends the program: waits for a step of the start that is under way, then lets go of everything. */
async function stop(code: number) {
  if (stopping.signal.aborted) return
  stopping.abort()
  await started.catch(() => undefined)
  await release()
  process.exit(code)
}

/** Keeps hold of what was made; where a stop came in between, the start goes no further. */
async function holding<T>(made: Promise<T>, letGo: (it: T) => Promise<unknown>): Promise<T> {
  const it = await made
  open.push(() => letGo(it))
  stopping.signal.throwIfAborted()
  return it
}

async function prepareBook(settings: Settings): Promise<Home> {
  const home = await holding(openHome(settings, say), (it) => it.stop())
  await checkEngine(home.owner ?? home.server)
  const ran = await bringUpToDate(home)
  if (ran.length > 0) say(`已执行 ${ran.length} 个迁移 · ${ran.length} migrations ran`)
  await checkLogin(home.server)
  stopping.signal.throwIfAborted()
  await loadFirstChecklists(home)
  if (settings.ANJIAN_DEMO ?? home.own) await loadDemoDistrict(home, say, stopping.signal)
  return home
}

/** What is at hand before the book is opened. */
interface Begun {
  readonly settings: Settings
  readonly log: Logger
  readonly certificate: KeptCertificate | undefined
}

async function serve({ settings, log, certificate }: Begun, home: Home): Promise<Listening> {
  const onError = ({ message }: Error) => {
    // once the server stops, PostgreSQL stops too and need not wait for connections that are closing
    if (!stopping.signal.aborted) log.warn({ reason: message }, 'an idle database connection was lost')
  }
  const options = { size: settings.POOL_SIZE, statementTimeoutMs: settings.STATEMENT_TIMEOUT_MS, onError }
  const pool = makePool(home.server, options)
  open.push(() => pool.end())
  const replicas = settings.DATABASE_READ_URLS
  const readPool = replicas ? makePool(replicas, options) : pool
  if (replicas) open.push(() => readPool.end())
  const hub = changeHub()
  const secrets = secretsOf(settings.SECRET_KEY ?? keyFile(join(settings.ANJIAN_DATA, 'secret.key')))
  const imports = importDesk({ pool, log, folder: join(settings.ANJIAN_DATA, 'imports') })
  open.push(() => imports.stop())
  imports.watch()
  const keeping = keepingOf(settings)
  const parts = { pool, readPool, hub, log, imports, secrets, keeping, settings }
  const kit = { ...parts, settingsInForce: settingsInForce(process.env), certificate: certificate?.told }
  await emptyIncoming(keeping)
  const sweeping = keepSweeping(pool, keeping, log)
  open.push(() => sweeping.stop())
  const renewing = keepRenewing(pool, log)
  open.push(() => renewing.stop())
  const takingEffect = keepTakingEffect(pool, log)
  open.push(() => takingEffect.stop())
  const keepingPatrols = keepPatrols(pool, log)
  open.push(() => keepingPatrols.stop())
  const settling = keepSettlingTasks(pool, hub, log)
  open.push(() => settling.stop())
  const reminding = keepReminding(pool, letterMail(settings, settings.QUIET_HOURS), log)
  open.push(() => reminding.stop())
  const webhook = webhookOf(settings, settings.QUIET_HOURS)
  const remindingOfHazards = keepRemindingOfHazards(pool, hub, webhook, log)
  open.push(() => remindingOfHazards.stop())
  const ticking = keepTickingAlarms(pool, log)
  open.push(() => ticking.stop())
  const sealing = keepSealing(pool, log)
  open.push(() => sealing.stop())
  const telling = tellingReadings(pool, log)
  open.push(() => telling.stop())
  const taking = takeReadings(kit, telling.onFresh)
  const { MQTT_URL, MQTT_TOPIC, MQTT_CLIENT, MQTT_CA } = settings
  if (MQTT_URL !== undefined) {
    const broker = { MQTT_URL, MQTT_TOPIC, MQTT_CLIENT, MQTT_CA }
    const reading = keepReadingBroker(() => makeClient(home.server), { broker, take: taking, log })
    open.push(() => reading.stop())
  }
  const keepingReadings = keepReadings(pool, log)
  open.push(() => keepingReadings.stop())
  const answer = app({ ...kit, takeReadings: taking, ...(existsSync(CLIENT) && { client: CLIENT }) })
  const listening = await holding(listenAt(settings, answer, certificate), (it) => it.stop())
  if (settings.ANJIAN_SIMULATE && home.operator !== undefined) {
    const simulating = keepSimulating(home.operator, doorOf(listening.url), log)
    open.push(() => simulating.stop())
  }
  const listener = listen(() => makeClient(home.server), hub, log)
  open.push(() => listener.close())
  open.push(async () => hub.close())
  const token = await setupToken(pool)
  if (token) {
    say(
      '尚无管理员，请用此一次性链接建立第一个账号 · no administrator yet: make the first account by this one-time link',
    )
    say(`${listening.url}/#setup=${token}`)
  }
  return listening
}

/** Whether what travels can be read on its way: nobody speaks TLS, neither this process nor a proxy in front. */
const inTheOpen = ({ HOST, TLS_CERT, TRUST_PROXY }: Settings) =>
  TLS_CERT === undefined && TRUST_PROXY === 0 && !LOOPBACK.test(HOST)

function tellAddresses(settings: Settings, { url, others }: Listening) {
  say(`安监一张图已就绪 · Anjian is ready: ${url}`)
  if (others.length > 0) say(`局域网地址 · in the network: ${others.join('  ')}`)
  if (!inTheOpen(settings)) return
  say('未启用 HTTPS：网络上的旁人能截获登录。请用 npm run cert 制作证书，或经代理提供 TLS')
  say('no HTTPS: whoever listens on the network takes a session. Make a certificate by npm run cert, or put a proxy with TLS in front') // prettier-ignore
}

async function start() {
  const settings = readSettings(process.env)
  const log = pino({ level: settings.LOG_LEVEL }, pino.destination({ dest: 2, sync: true }))
  const certificate = certificateOf(settings, log) // no good, it is refused before anything is begun
  if (certificate) open.push(async () => certificate.stop())
  tellAddresses(settings, await serve({ settings, log, certificate }, await prepareBook(settings)))
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop(0))
process.on('disconnect', () => void stop(0)) // whoever started this program is gone
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined) // nobody reads any more
const started = start()
started.catch((error: unknown) => {
  if (stopping.signal.aborted) return
  const forPeople = error instanceof FolderInUse || error instanceof SettingRefused || error?.constructor === Error
  console.error(forPeople ? `\n${(error as Error).message}\n` : error)
  void stop(1)
})
