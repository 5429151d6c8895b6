import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { pino } from 'pino'
import type { Actor } from '../../server/db/actor.ts'
import { documentRoutes } from '../../server/features/documents/routes.ts'
import { answerFailures } from '../../server/http/answerProblem.ts'
import { serveOn } from '../../server/http/serve.ts'
import type { Keeping } from '../../server/keeping/keeping.ts'
import type { FreshDatabase } from './database.ts'

/** An answer, whatever it holds. */
export interface Sent {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly bytes: Buffer
  readonly body: { readonly code?: string; readonly document?: number; readonly [other: string]: unknown }
}

const bodyIn = (bytes: Buffer, type = '') =>
  type.includes('json') ? (JSON.parse(bytes.toString()) as Sent['body']) : {}

/** The routes of documents over real HTTP, as whoever `actorIs` says; bodies travel as they are. */
export async function documentDesk({ pool }: Pick<FreshDatabase, 'pool'>, keeping: Keeping, actorIs: () => Actor) {
  const router = express.Router()
  const actorOf = async () => actorIs()
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  documentRoutes(router, serveOn(router, { pool, readPool: pool }, actorOf), { pool, keeping, log }, actorOf)
  const server = http.createServer(express().set('query parser', 'simple').use(router, answerFailures(log)))
  server.keepAliveTimeout = 0 // no connection ends while a test is about to use it
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const begin = (method: string, path: string, headers: http.OutgoingHttpHeaders = {}) =>
    http.request({ host: '127.0.0.1', port, path, method, headers })
  const ask = (method: string, path: string, headers: http.OutgoingHttpHeaders = {}, body?: Buffer) =>
    new Promise<Sent>((resolve, reject) => {
      const request = begin(method, path, headers)
      request.on('error', reject)
      request.on('response', (res) => {
        const parts: Buffer[] = []
        res.on('data', (part: Buffer) => parts.push(part))
        res.on('error', reject)
        res.on('end', () => {
          const bytes = Buffer.concat(parts)
          resolve({
            status: res.statusCode!,
            headers: res.headers,
            bytes,
            body: bodyIn(bytes, res.headers['content-type']),
          })
        })
      })
      request.end(body)
    })
  const pathOf = (id: number, query: Readonly<Record<string, string>>) =>
    `/enterprises/${id}/documents?${new URLSearchParams(query).toString()}`
  return {
    ask,
    begin,
    pathOf,
    upload: (id: number, bytes: Buffer, query: Readonly<Record<string, string>>) =>
      ask('POST', pathOf(id, query), { 'content-type': 'application/octet-stream' }, bytes),
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Every file below a folder, by its path from there. */
export const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    : []
