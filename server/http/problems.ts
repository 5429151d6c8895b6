import { Problem, type ProblemCode } from '#core/contract/problem.ts'
import './issueWords.ts'
import { PROBLEM_WORDS } from './problemWords.ts'

type Words = readonly [zh: string, en: string]

/** A problem with its house text, or with a better sentence of the caller's in both languages; `at` says where it is. */
export function problem(code: ProblemCode, words: Words = PROBLEM_WORDS[code], at?: string): Problem {
  const message = words.join('\n')
  return new Problem(code, message, at === undefined ? undefined : [{ at, message }])
}

/** A refusal for a time; `seconds` until asking again may help, which the answer says in Retry-After. */
export class Later extends Problem {
  readonly seconds: number
  constructor(code: 'sign-in-locked' | 'too-many', words: Words, seconds: number) {
    super(code, words.join('\n'))
    this.seconds = seconds
  }
}

const inDistrict = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' })

/** A name is locked: until when, by the clock of the district. */
export function lockedUntil({ seconds, until }: { seconds: number; until: string }): Later {
  const at = inDistrict.format(new Date(until))
  const words = [
    `连续失败次数过多，已暂时锁定至 ${at}（北京时间）；请到时再试，或联系安全管理员解锁。`,
    `Locked until ${at} (China time) after too many failures: try again then, or have the security administrator unlock it.`,
  ] as const
  return new Later('sign-in-locked', words, seconds)
}

/** An address asked too often. */
export const tooMany = (seconds: number): Later =>
  new Later(
    'too-many',
    [
      `请求过于频繁；请在 ${seconds} 秒后再试。`,
      `Too many requests from here: try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    ],
    seconds,
  )

/** Socket errors of a database that is not there. ENOENT is the missing socket file of a private cluster. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])
/** SQLSTATE: shut down, crashed, starting up, too many clients, serialization failure, deadlock. */
const UNAVAILABLE = new Set(['57P01', '57P02', '57P03', '53300', '40001', '40P01'])
/** SQLSTATE: out of range, no such time, bad text for a type, untranslatable or zero byte: values that came with the request. */
const UNFIT_VALUE = new Set(['22003', '22007', '22008', '22P02', '22P05', '22021'])
/** Words of node-pg for a connection that died or never came; these carry no code. */
const CONNECTION_LOST = /^Connection terminated|timeout exceeded when trying to connect|not queryable$/

/** What the caller did wrong before a contract could say it: where it is, and what to do. */
const UNREAD = {
  value: [
    'request',
    '有一个值超出可保存的范围；请改小后重试。',
    'A value is beyond what can be kept: send a smaller one.',
  ],
  json: ['body', '请求体不是有效的 JSON；请改正后重试。', 'The body is no valid JSON: correct it and send it again.'],
  path: [
    'path',
    '地址中有无法解码的字符；请检查 % 转义。',
    'The address cannot be decoded: check what follows each %.',
  ],
  rest: ['request', '请求不完整或格式不对；请重新发送。', 'The request is incomplete or malformed: send it again.'],
} as const
/** Names that body-parser gives its refusals: those with a code of their own, and those that say where a request is wrong. */
const BODY_CODES: Readonly<Record<string, ProblemCode>> = {
  'entity.too.large': 'too-large',
  'charset.unsupported': 'unreadable-encoding',
  'encoding.unsupported': 'unreadable-encoding',
}
const BODY_REFUSALS: Readonly<Record<string, keyof typeof UNREAD>> = { 'entity.parse.failed': 'json' }

interface Coded {
  readonly code?: unknown
  readonly type?: unknown
  readonly syscall?: unknown
  readonly status?: unknown
}

function codeOf(error: Error & Coded): ProblemCode {
  const code = typeof error.code === 'string' ? error.code : ''
  const onFile = code === 'ENOENT' && error.syscall !== 'connect'
  if (code === '57014') return 'too-slow'
  if (code === '42501') return 'not-allowed'
  if (UNFIT_VALUE.has(code)) return 'invalid-request'
  if (UNAVAILABLE.has(code) || code.startsWith('08') || CONNECTION_LOST.test(error.message)) return 'no-answer'
  if (UNREACHABLE.has(code) && !onFile) return 'no-answer'
  const ofBody = BODY_CODES[String(error.type)]
  if (ofBody) return ofBody
  // body-parser and the router mark what the caller did wrong with a 4xx status
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500) return 'invalid-request'
  return 'internal'
}

/** A refusal without issues of its own, pointing at what is known of the place. */
function unread(error: Error & Coded): Problem {
  const refused = BODY_REFUSALS[String(error.type)] ?? (error instanceof URIError ? 'path' : 'rest')
  const [at, zh, en] = UNREAD[UNFIT_VALUE.has(String(error.code)) ? 'value' : refused]
  return problem('invalid-request', [zh, en], at)
}

/** Any failure as a problem: Problems as they are, refusals of Postgres by name, all else as internal, saying nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const code = error instanceof Error ? codeOf(error) : 'internal'
  return error instanceof Error && code === 'invalid-request' ? unread(error) : problem(code)
}
