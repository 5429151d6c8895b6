import type { RequestHandler } from 'express'
import type { Route } from '#core/contract/route.ts'
import { cookieOf, WALL_COOKIE } from './cookies.ts'
import { CATALOGUE } from './docs/catalogue.ts'
import { problem } from './problems.ts'
import type { Sessions } from './session.ts'

/** A path of the contract as a pattern; a parameter is one segment. */
const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)

const WORDS = [
  '大屏只可读取其场景所需的数据；其他操作请在工作台登录后进行。',
  'A wall reads only what its scenes show: for anything else sign in at a desk.',
] as const

interface Open {
  readonly method: Route['method']
  readonly path: RegExp
}

/** What walls may ask below /api: the stream, and the routes that the contract marks as theirs. */
function openToWalls(): Open[] {
  const marked = Object.values(CATALOGUE).flatMap((routes) => Object.values(routes).filter(({ wall }) => wall))
  return [{ method: 'GET', path: patternOf('/live') }, ...marked.map(({ method, path }) => ({ method, path: patternOf(path) }))] // prettier-ignore
}

/** Refuses to a wall everything that is not said to be for walls; whoever signs in at its browser is no wall meanwhile. */
export function refuseWalls(who: Pick<Sessions, 'identify'>): RequestHandler {
  const open = openToWalls()
  return async (req, _res, next) => {
    const method = req.method === 'HEAD' ? 'GET' : req.method
    if (cookieOf(req, WALL_COOKIE) === undefined) return next()
    if (open.some((one) => one.method === method && one.path.test(req.path))) return next()
    const { actor } = await who.identify(req)
    if (actor.role === 'wall') throw problem('not-allowed', WORDS)
    next()
  }
}
