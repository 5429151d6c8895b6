/** Phones of the field app without a screen: their own book and queue, a clock that goes wrong, and a line that loses and doubles. */
import 'fake-indexeddb/auto'
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { outbox } from '#client/api/outbox/outbox.ts'
import { queueTable } from '#client/api/outbox/queueTable.ts'
import { Device } from '#client/field/book/device.ts'
import { pull } from '#client/field/book/pull.ts'
import { CONFLICTS, senders } from '#client/field/book/senders.ts'
import type { Actor } from '../../server/db/actor.ts'
import { documentRoutes } from '../../server/features/documents/routes.ts'
import { enterpriseRoutes } from '../../server/features/enterprises/routes.ts'
import { gridRoutes } from '../../server/features/grids/routes.ts'
import { hazardRoutes } from '../../server/features/hazards/routes.ts'
import { indicatorRoutes } from '../../server/features/indicators/routes.ts'
import { inspectionRoutes } from '../../server/features/inspections/routes.ts'
import { answerFailures } from '../../server/http/answerProblem.ts'
import { nameRequest } from '../../server/http/requests.ts'
import { serveOn } from '../../server/http/serve.ts'
import type { FreshDatabase } from './database.ts'
import { keepingIn } from './kit.ts'

/** What the line does with a request: lets it through, never sends it, loses the answer, or sends it twice. */
export type Line = 'through' | 'cut' | 'answer-lost' | 'twice'

interface Phone {
  readonly base: string
  line(): Line
}
const phones = new AsyncLocalStorage<Phone>()
const honest = globalThis.fetch

/** The network between phones and server; what is asked outside a phone goes through as it is. */
async function lossy(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const phone = phones.getStore()
  if (!phone || typeof input !== 'string' || !input.startsWith('/')) return honest(input, init)
  const line = phone.line()
  if (line === 'cut') throw new TypeError('fetch failed')
  const answer = await honest(phone.base + input, init)
  if (line === 'through') return answer
  await answer.arrayBuffer()
  if (line === 'answer-lost') throw new TypeError('fetch failed')
  return honest(phone.base + input, init)
}

/** Puts the bad network in place. @returns a function that takes it away */
export function badNetwork(): () => void {
  globalThis.fetch = lossy as typeof fetch
  return () => (globalThis.fetch = honest)
}

/** The server as one person meets it, on a port of its own. */
async function serverOf({ pool }: FreshDatabase, actor: Actor): Promise<Server> {
  const router = express.Router()
  const actorOf = async () => actor
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const serve = serveOn(router, { pool, readPool: pool }, actorOf)
  for (const routes of [enterpriseRoutes, gridRoutes, hazardRoutes, indicatorRoutes, inspectionRoutes]) routes(serve)
  documentRoutes(router, serve, { pool, keeping: keepingIn(), log }, actorOf)
  const whole = express()
  whole.set('query parser', 'simple')
  whole.use((req, res, next) => {
    nameRequest(req, res)
    next()
  })
  whole.use('/api', express.json(), router)
  whole.use(answerFailures(log))
  const server = createServer(whole)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/**
 * A phone of somebody.
 * @param clock epoch milliseconds as the phone has them, however wrong
 * @param line  what the network does with the next request
 */
export async function phoneOf(book: FreshDatabase, actor: Actor, clock: () => number, line: () => Line) {
  const server = await serverOf(book, actor)
  const phone: Phone = { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, line }
  const device = new Device(`phone-${randomUUID()}`)
  const store = queueTable(device.queue)
  const make = () =>
    outbox({ store, senders: senders(clock), conflicts: CONFLICTS, now: clock, changed: () => undefined })
  let box = make()
  return {
    actor,
    device,
    box: () => box,
    /** The app was ended and begins anew: what it knew goes, what it kept stays. */
    restart: () => void (box = make()),
    /** Sends what waits and brings the book up to date, as the app does. */
    sync: () =>
      phones.run(phone, async () => {
        const stopped = await box.drain()
        if (stopped === 'empty') await pull(device, clock)
        return stopped
      }),
    async end() {
      device.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type PhoneOf = Awaited<ReturnType<typeof phoneOf>>
