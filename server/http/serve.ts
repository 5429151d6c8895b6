import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { type Issue, Problem } from '#core/contract/problem.ts'
import type { Input, Output, Route } from '#core/contract/route.ts'
import type { Actor } from '../db/actor.ts'
import { type Db, inScope } from '../db/db.ts'
import { record } from '../db/record.ts'
import type { ActorOf, Kit } from './kit.ts'
import { originOf } from './origin.ts'
import { problem } from './problems.ts'
import { filterAsked, refuseOtherConditions } from './wallConditions.ts'

/**
 * Says how a route of the contract is answered. The answer is checked against the contract too. `then` does what the outside world
 * has to do with it, such as sending mail, once the transaction has committed, and may complete the answer by what came of it.
 */
export type Serve = <R extends Route>(
  route: R,
  answer: (input: Input<R>, db: Db) => Promise<Output<R>>,
  then?: (output: Output<R>) => Promise<Output<R>>,
) => void

type Answer<R extends Route> = (input: Input<R>, req: Request, res: Response) => Promise<Output<R>>

/** Answers a route outside any scope; for the few that decide who asks. All others are served by `Serve`. */
export function answerRoute<R extends Route>(router: Router, route: R, answer: Answer<R>): void {
  const method = route.method.toLowerCase() as Lowercase<Route['method']>
  const parse = parserOf(route)
  router[method](route.path, async (req, res) => {
    const output = await answer(parse(req), req, res)
    res.status(route.method === 'POST' ? 201 : 200).json(route.response.parse(output))
  })
}

const ANYBODY: Actor = { role: 'public', person: '公众', grids: [] }

/** @throws Problem where the route is not for this role, or not for the post that is worn */
export function refuseOthers({ role, post }: Actor, { only, posts }: Pick<Route, 'only' | 'posts'>): void {
  if (only && !only.includes(role)) throw problem(role === 'public' ? 'sign-in-needed' : 'not-allowed')
  if (posts && post && !posts.includes(post)) throw problem('not-allowed')
}

/**
 * One request is one transaction: where the answer throws, nothing of it happened. A GET reads one snapshot and may
 * not write; it is answered by the read pool.
 */
export const serveOn =
  (router: Router, { pool, readPool }: Pick<Kit, 'pool' | 'readPool'>, actorOf: ActorOf): Serve =>
  (route, answer, then) => {
    const reads = route.method === 'GET'
    answerRoute(router, route, async (input, req) => {
      const actor: Actor = { ...(route.disclosed ? ANYBODY : await actorOf(req)), ...originOf(req) }
      refuseOthers(actor, route)
      const filter = filterAsked(route, (input as { query?: unknown }).query)
      if (filter) refuseOtherConditions(actor, filter)
      const output = await inScope(reads ? readPool : pool, actor, (db) => answer(input, db), {
        snapshot: reads,
        steady: route.oneSnapshot ?? false,
      })
      const { sensitive } = route
      if (sensitive !== undefined) await recordReading(pool, actor, sensitive, output)
      return then ? then(output) : output
    })
  }

const Told = z.union([z.array(z.unknown()), z.object({ rows: z.array(z.unknown()) }).transform(({ rows }) => rows), z.unknown().transform((one) => [one])]) // prettier-ignore
const WithId = z.object({ id: z.number().int() })

/** Writes down whose rows an answer tells of, before it is sent: what cannot be recorded is not told. */
async function recordReading(pool: Kit['pool'], actor: Actor, topic: string, output: unknown): Promise<void> {
  const rows = Told.parse(output)
  const ids = rows.flatMap((row) => WithId.safeParse(row).data?.id ?? [])
  await inScope(pool, actor, (db) => record(db, { act: 'read', topic, ids, count: rows.length }))
}

/** Reads the declared parts of a request. An unknown query key is refused: a mistyped condition must not widen the answer. */
function parserOf<R extends Route>({ params, query, body }: R) {
  const parts = { params, query: query?.strict(), body }
  return (req: Pick<Request, 'params' | 'query' | 'body'>): Input<R> => {
    const input: Record<string, unknown> = {}
    const issues: Issue[] = []
    for (const [part, schema] of Object.entries(parts)) {
      if (!schema) continue
      const result = z.safeParse(schema, req[part as keyof typeof parts])
      if (result.success) input[part] = result.data
      else issues.push(...result.error.issues.map((issue) => asIssue(part, issue)))
    }
    if (issues.length > 0) throw new Problem('invalid-request', problem('invalid-request').message, issues)
    return input as Input<R>
  }
}

const asIssue = (part: string, { path, message }: z.core.$ZodIssue): Issue => ({
  at: [part, ...path.map(String)].join('.'),
  message,
})
