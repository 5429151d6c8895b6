import { z } from 'zod'

/** Every failure a caller can meet, with the status it travels under. One line each; nowhere else. */
export const PROBLEMS = {
  'invalid-request': 400,
  'request-taken': 409,
  'sign-in-needed': 401,
  'sign-in-wrong': 401,
  'code-wrong': 401,
  'sign-in-locked': 429,
  'too-many': 429,
  'not-allowed': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'unreadable-encoding': 415,
  'hazard-enterprise-unknown': 422,
  'hazard-changed': 409,
  'hazard-refused': 422,
  'hazard-own': 403,
  'alarm-changed': 409,
  'alarm-refused': 422,
  'inspection-changed': 409,
  'inspection-record-taken': 409,
  'checklist-changed': 409,
  'inspection-refused': 422,
  'import-refused': 422,
  'import-rows-rejected': 422,
  'import-restaged': 409,
  'import-outdated': 409,
  'setup-token-wrong': 403,
  'link-wrong': 403,
  'sign-on-refused': 403,
  'sign-on-unknown': 403,
  'sign-on-taken': 409,
  'password-refused': 422,
  'account-taken': 422,
  'post-refused': 422,
  'scene-taken': 422,
  'weather-span': 422,
  'entry-refused': 422,
  'entry-changed': 409,
  'document-refused': 422,
  'document-infected': 422,
  'document-taken': 422,
  'document-quota': 422,
  'document-kept': 422,
  'field-refused': 422,
  'proposal-decided': 409,
  'proposal-conflict': 409,
  'proposal-own': 403,
  'report-refused': 422,
  'report-changed': 409,
  'report-signed': 409,
  'report-own': 403,
  'gateway-wrong': 401,
  'gateway-taken': 422,
  'gateway-replays': 409,
  'responsible-refused': 422,
  'responsible-changed': 409,
  'pledge-refused': 422,
  'pledge-changed': 409,
  'special-work-refused': 422,
  'special-work-changed': 409,
  'assignment-refused': 422,
  'assignment-changed': 409,
  'law-refused': 422,
  'supervision-refused': 422,
  'supervision-changed': 409,
  'patrol-refused': 422,
  'patrol-open': 409,
  'coverage-not-whole': 409,
  'coverage-task-refused': 422,
  'coverage-task-changed': 409,
  'grid-draft-refused': 422,
  'grid-draft-changed': 409,
  'grid-person-refused': 422,
  'grid-person-changed': 409,
  internal: 500,
  'sign-on-away': 502,
  'scanner-away': 503,
  'no-answer': 503,
  'too-slow': 503,
} as const
export type ProblemCode = keyof typeof PROBLEMS

/** Where in the input something is wrong, for forms and import reports: `query.bbox`, `row 12, usc`. */
export const Issue = z.object({ at: z.string(), message: z.string() })
export type Issue = z.infer<typeof Issue>

/** The body of every answer that is not 2xx: RFC 9457, with `code` for programs and `detail` for people. */
export const ProblemBody = z.object({
  type: z.literal('about:blank').default('about:blank'),
  status: z.number().int(),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
  /** Chinese, then English, parted by a line break. */
  detail: z.string(),
  issues: z.array(Issue).optional(),
  /** Id of the request, to be found in the server's log. */
  request: z.string().optional(),
  /** With a conflict, what stands now, as the route answers: to be compared with what was sent. */
  present: z.unknown().optional(),
})
export type ProblemBody = z.infer<typeof ProblemBody>

/** A failure that a person can act on. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly issues: readonly Issue[] | undefined
  readonly request: string | undefined
  /** What stands now, where something else was seen. */
  present?: unknown

  constructor(code: ProblemCode, detail: string, issues?: readonly Issue[], request?: string) {
    super(detail)
    this.code = code
    this.issues = issues
    this.request = request
  }
  get status(): number {
    return PROBLEMS[this.code]
  }
  toJSON(): ProblemBody {
    const body: ProblemBody = { type: 'about:blank', status: this.status, code: this.code, detail: this.message }
    if (this.issues) body.issues = [...this.issues]
    if (this.request) body.request = this.request
    if (this.present !== undefined) body.present = this.present
    return body
  }
}
