import type { RequestHandler } from 'express'
import { problem } from '../problems.ts'
import { describedMethods } from './openapi.ts'

/** What is answered but not described by OpenAPI. */
const BESIDE = ['/healthz', '/readyz', '/api/docs', '/api/docs.css', '/api/openapi.json']

interface Known {
  readonly path: RegExp
  /** Parts of it are parameters. */
  readonly isOneOfMany: boolean
  readonly methods: readonly string[]
}

/** `/api/enterprises/{id}` as a pattern; a parameter is one segment of the path. */
const patternOf = (template: string) =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`)

/** GET brings HEAD, and every path says by OPTIONS what it takes. */
const withImplied = (methods: readonly string[]) => [
  ...methods,
  ...(methods.includes('GET') ? ['HEAD'] : []),
  'OPTIONS',
]

function knownPaths(): Known[] {
  const described = [...describedMethods()].map(([path, methods]): Known => ({
    path: patternOf(path),
    isOneOfMany: path.includes('{'),
    methods: withImplied(methods),
  }))
  const beside = BESIDE.map((path): Known => ({
    path: patternOf(path),
    isOneOfMany: false,
    methods: withImplied(['GET']),
  }))
  // a path that is itself one comes before those it fits as one of many
  return [...described, ...beside].sort((one, other) => Number(one.isOneOfMany) - Number(other.isOneOfMany))
}

/**
 * Answers a known path that is asked by a method it does not take: 405 with Allow, so that a mistaken method is not
 * taken for a mistaken address. What OpenAPI describes is what is known.
 */
export function refuseOtherMethods(): RequestHandler {
  let known: Known[] | undefined // made at the first request, for it takes a moment that a start need not wait for
  return (req, res, next) => {
    known ??= knownPaths()
    const found = known.find(({ path }) => path.test(req.path))
    if (!found || (found.methods.includes(req.method) && req.method !== 'OPTIONS')) return next()
    res.setHeader('allow', found.methods.join(', '))
    if (req.method === 'OPTIONS') return void res.status(204).end()
    throw problem('method-not-allowed')
  }
}
