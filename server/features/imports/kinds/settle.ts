import { EXPOSURE, gradeLec, gradeLs, LEC_PROFILES, LIKELIHOOD, LS_PROFILES } from '#core/domain/risk.ts'
import type { Value } from '../made.ts'
import { DAY_MS, instantOf, isMidnight, momentIn } from './moments.ts'

/** What fields of a row say together: reports what cannot be, and gives the columns that follow from it. */
export type Settle = (row: {
  /** Columns that could be read. */
  readonly made: Readonly<Record<string, Value>>
  /** The text of a field, and the column of the file that it stands in. */
  text(field: string): string
  heading(field: string): string
  /** `found` is the text of the field, where nothing else tells more. */
  report(field: string, rule: string, found?: string): void
}) => Readonly<Record<string, Value>>

const [LEC, LS] = [LEC_PROFILES['shandong'], LS_PROFILES['DB37']]
/** By method and field, what a number may be. */
const SCALES: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  LEC: { likelihood: LIKELIHOOD, exposure: EXPOSURE, consequence: LEC?.consequence ?? [] },
  LS: { likelihood: LS?.consequence ?? [], consequence: LS?.consequence ?? [] },
}

/** Grades a risk point by its method, as the book's own are. */
export const settleRisk: Settle = ({ made, text, report }) => {
  const { method, likelihood, consequence, exposure = null } = made
  const scales = typeof method === 'string' ? SCALES[method] : undefined
  if (!scales) return {}
  const off = Object.keys(scales).filter((field) => {
    const value = made[field]
    return typeof value === 'number' && !scales[field]?.includes(value)
  })
  for (const field of off) report(field, 'risk-scale')
  if (method === 'LS' && exposure !== null) report('exposure', 'exposure-of-ls')
  if (method === 'LEC' && exposure === null && text('exposure') === '') report('exposure', 'required')
  if (off.length > 0 || typeof likelihood !== 'number' || typeof consequence !== 'number') return {}
  if (method === 'LS') return { ...gradeLs({ likelihood, severity: consequence }), exposure: null }
  return typeof exposure === 'number' ? { ...gradeLec({ likelihood, exposure, consequence }) } : {}
}

/** A unit without a quantity measures nothing. */
export const settleResource: Settle = ({ made, text, report }) => {
  if (typeof made['unit'] === 'string' && text('quantity') === '') report('quantity', 'required')
  return {}
}

/** The longest that a hazard may take. */
const MOST_DAYS = 366

/** Days of a hazard follow each other; its state is closed where it has a day of closing and says nothing else. */
export const settleHazard: Settle = ({ made, text, report }) => {
  const at = (column: string) => (typeof made[column] === 'string' ? Date.parse(made[column]) : undefined)
  const [found, due] = [at('found_at'), at('due_at')]
  if (found !== undefined && due !== undefined) {
    if (due < found) report('dueAt', 'due-before-found')
    if (due - found > MOST_DAYS * DAY_MS) report('dueAt', 'due-too-late')
  }
  const written = momentIn(text('dueAt'))
  if (written && isMidnight(written)) report('dueAt', 'due-at-midnight')
  if (!('closed_at' in made || 'state' in made)) return {}
  let closed = at('closed_at')
  if (closed !== undefined && found !== undefined && closed < found) {
    // a day alone closes what was found in the course of it
    if (momentIn(text('closedAt'))?.dayOnly && found - closed < DAY_MS) closed = found
    else report('closedAt', 'closed-before-found')
  }
  const state = made['state'] ?? (closed === undefined ? 'reported' : 'closed')
  if (state === 'closed' && closed === undefined) report('closedAt', 'closed-without-time')
  if (state !== 'closed' && closed !== undefined) report('closedAt', 'open-with-time')
  return { state, closed_at: closed === undefined ? null : instantOf(closed) }
}
