import { Problem, ProblemBody } from '#core/contract/problem.ts'
import type { Asked, Output, Route } from '#core/contract/route.ts'
import { Refusal, refused, secondsOf } from './refusals.ts'
import { asHeader } from './speaksAs.ts'

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

/** Address of a route below /api, its path and query filled in; undefined values are left out. */
export function urlOf<R extends Route>(route: R, asked: Asked<R>): string {
  const { params = {}, query = {} } = asked as Parts
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const values = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(values.map(([key, value]) => [key, String(value)])).toString()
  return `/api${path}${search ? `?${search}` : ''}`
}

async function refusalOf(response: Response): Promise<Problem> {
  const body = ProblemBody.safeParse(await response.json().catch(() => undefined))
  if (body.success) return new Refusal(body.data, secondsOf(response.headers.get('retry-after')))
  return response.status === 502 || response.status === 503 || response.status === 504
    ? noAnswer()
    : new Problem(
        'internal',
        `服务返回了无法识别的 ${response.status}，请稍后重试。\nThe server answered ${response.status} without a reason. Try again later.`,
      )
}

const noAnswer = () =>
  new Problem('no-answer', '连不上服务，正在自动重试。\nThe server cannot be reached; trying again by itself.')

/** Says that the page asks because something changed: no use that would keep a session from lying idle. */
const BY_ITSELF = { 'x-by-itself': '1' }

/**
 * Asks the server by contract and gives the parsed answer.
 * @throws Problem for every refusal, `no-answer` where nothing answers; the signal's own reason where it was aborted
 */
export async function call<R extends Route>(
  route: R,
  asked: Asked<R>,
  { signal, byItself = false }: { signal?: AbortSignal; byItself?: boolean } = {},
): Promise<Output<R>> {
  const { body } = asked as Parts
  const init: RequestInit = {
    method: route.method,
    headers: { accept: 'application/json', ...asHeader(), ...(byItself && BY_ITSELF) },
  }
  if (signal) init.signal = signal
  if (body !== undefined) {
    init.body = JSON.stringify(body)
    init.headers = { ...init.headers, 'content-type': 'application/json' }
  }
  const response = await fetch(urlOf(route, asked), init).catch((error: unknown) => {
    throw signal?.aborted ? error : noAnswer()
  })
  if (!response.ok) throw refused(await refusalOf(response))
  const answer = route.response.safeParse(await response.json())
  if (answer.success) return answer.data as Output<R>
  throw new Problem(
    'internal',
    '服务与页面版本不一致，请刷新页面。\nThe page and the server differ in version. Reload the page.',
  )
}
