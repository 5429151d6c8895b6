import type { Request, RequestHandler, Response } from 'express'
import { type ClientFile, filesOf } from './files.ts'

/** Paths that the client's router knows; each is answered with its page. All else is a file or is not found. */
export const ENTRIES: ReadonlySet<string> = new Set([
  '/',
  '/setup',
  '/link',
  '/sign-in',
  '/sign-on',
  '/account',
  '/accounts',
  '/assignments',
  '/supervision',
  '/laws',
  '/audits',
  '/alarms',
  '/coverage',
  '/my-grid',
  '/my-department',
  '/patrols',
  '/comparison',
  '/duty',
  '/grids',
  '/hazards',
  '/inspections',
  '/checklists',
  '/disclosures',
  '/system',
  '/scenes',
  '/proposals',
  '/questions',
  '/reminders',
  '/reports',
  '/imports',
  '/places',
  '/pledges',
  '/special-works',
  '/alarm-rules',
  '/wall',
])
/** The wall that shows one scene, the file of one enterprise or place, an enterprise's codes, a hazard, a hazard source, an inspection, a file on its way into the book, a report, a certificate of coverage. */
const ONE_OF_MANY =
  /^\/(wall|alarms|enterprises|places|hazards|hazard-sources|imports|reports)\/[1-9][0-9]{0,9}$|^\/enterprises\/[1-9][0-9]{0,9}\/codes$|^\/coverage\/certificates\/[1-9][0-9]{0,9}$|^\/inspections\/[0-9a-f-]{36}$/
const PAGE = '/index.html'
/** The phone app: one page, whose own router knows what lies below. */
const FIELD =
  /^\/field(\/(tasks|report|scan|me|enterprises|hazards\/[1-9][0-9]{0,9}|enterprises\/[1-9][0-9]{0,9}(\/inspect)?|conflicts\/[0-9a-f-]{36}))?\/?$/
const FIELD_PAGE = '/field.html'
/** It alone reads codes with the camera; nothing else of this server may look through it. */
const FIELD_PERMISSIONS = 'camera=(self), microphone=(), payment=(), usb=(), geolocation=(self)'

/** The file that answers at a path. */
function nameOf(path: string): string {
  if (FIELD.test(path)) return FIELD_PAGE
  return ENTRIES.has(path) || ONE_OF_MANY.test(path) ? PAGE : path
}

/** Vite names these by their content: they never change. */
const HASHED = /^\/assets\//

function encodingFor(req: Request, file: ClientFile): 'br' | 'gzip' | undefined {
  const accepted = req.acceptsEncodings(['br', 'gzip', 'identity'])
  if (accepted === 'br' && file.br) return 'br'
  if (accepted === 'gzip' && file.gzip) return 'gzip'
  return undefined
}

/** A person who followed a wrong link is told so by the page itself; a program, and whoever wants a file, by the problem. */
const isPerson = ({ path, headers }: Request) =>
  /\btext\/html\b/.test(headers.accept ?? '') && !/\.\w+$/.test(path) && !/^\/(api|tiles)(\/|$)/.test(path)

function send(req: Request, res: Response, file: ClientFile, status = 200) {
  const encoding = encodingFor(req, file)
  const etag = `"${file.etag}${encoding ? `-${encoding}` : ''}"`
  res.setHeader('cache-control', HASHED.test(req.path) ? 'public, max-age=31536000, immutable' : 'no-cache')
  res.setHeader('etag', etag)
  res.setHeader('vary', 'accept-encoding')
  if (status === 200 && req.headers['if-none-match'] === etag) return void res.writeHead(304).end()
  const bytes = encoding ? (file[encoding] ?? file.plain) : file.plain
  if (encoding) res.setHeader('content-encoding', encoding)
  res.writeHead(status, { 'content-type': file.type, 'content-length': bytes.length })
  res.end(req.method === 'HEAD' ? undefined : bytes)
}

/** Serves the built client: its files, and its page at the known entries and, as not found, to a person; leaves all else to the next handler. */
export function serveClient(folder: string): RequestHandler {
  const fileAt = filesOf(folder)
  return async (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next()
    const file = await fileAt(nameOf(req.path))
    if (file && FIELD.test(req.path)) res.setHeader('permissions-policy', FIELD_PERMISSIONS)
    if (file) return send(req, res, file)
    const page = isPerson(req) ? await fileAt(PAGE) : undefined
    if (page) send(req, res, page, 404)
    else next()
  }
}
