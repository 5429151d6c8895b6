import { Problem, ProblemBody } from '#core/contract/problem.ts'
import { Refusal, refused, secondsOf } from './refusals.ts'
import { asHeader } from './speaksAs.ts'

const cutOff = () =>
  new Problem(
    'no-answer',
    '发送中断：连不上服务，会自动重试。\nSending broke off: the server cannot be reached; it is tried again by itself.',
  )

/**
 * Sends bytes as they are.
 * @param path below /api
 * @param query what is said of them; undefined is left out
 * @returns what it was answered with, to be parsed
 * @throws Problem for every refusal, `no-answer` where the line breaks
 */
export async function send(path: string, query: Readonly<Record<string, unknown>>, bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const said = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()
  const headers = { ...asHeader(), accept: 'application/json', 'content-type': 'application/octet-stream' }
  const response = await fetch(`/api${path}?${search}`, { method: 'POST', headers, body: bytes }).catch(() => {
    throw cutOff()
  })
  const told: unknown = await response.json().catch(() => undefined)
  if (response.ok) {
    if (told === undefined) throw cutOff()
    return told
  }
  const body = ProblemBody.safeParse(told)
  if (body.success) throw refused(new Refusal(body.data, secondsOf(response.headers.get('retry-after'))))
  throw cutOff()
} // prettier-ignore
