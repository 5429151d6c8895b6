import { z } from 'zod'
import type { PostKind } from '#core/domain/posts.ts'
import type { Role } from '#core/domain/roles.ts'

/** What one endpoint takes and gives. Server, client and OpenAPI all read it; none repeats it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Express path below `/api`, e.g. `/enterprises/:id`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response: z.ZodType
  /** The only roles that may ask; without it every role may, each within its scope. */
  readonly only?: readonly Role[]
  /** Answered as the public sees it, whoever asks. */
  readonly disclosed?: true
  /** The only posts of these roles that may; a demo identity, which wears none, may where its role may. */
  readonly posts?: readonly PostKind[]
  /** Every statement of its transaction sees the same committed state, though it writes; a GET always does. */
  readonly oneSnapshot?: true
  /** Walls may ask it too; all that does not say so is refused to them. */
  readonly wall?: true
  /** The answer tells how to reach people, or what they did: each reading is recorded in the audit, under this table's name. */
  readonly sensitive?: string
}

/** The parts of a request that a route declares, parsed. */
export type Input<R extends Route> = {
  [Part in 'params' | 'query' | 'body' as R[Part] extends z.ZodType ? Part : never]: z.output<NonNullable<R[Part]>>
}
/** The parts of a request as a caller writes them: what Input is parsed from. */
export type Asked<R extends Route> = {
  [Part in 'params' | 'query' | 'body' as R[Part] extends z.ZodType ? Part : never]: z.input<NonNullable<R[Part]>>
}
export type Output<R extends Route> = z.output<R['response']>

/** Keeps the literal type of a route, so that Input and Output know its parts. */
export const route = <const R extends Route>(made: R): R => made

/** Longitude, latitude in degrees, EPSG:4326. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type Position = z.infer<typeof Position>

/** ISO 8601 instant with milliseconds in UTC. */
export const Instant = z.iso.datetime()
/** `changedAt` of what is written over, as it was read: who else changed it since is not written over unseen. */
export const Seen = Instant.describe('changedAt as it was read; changed since, it is refused')
/** Id of a row. */
export const Id = z.number().int().positive()
/** Greatest id: what Postgres' integer holds. */
export const MOST_ID = 2_147_483_647

/** A number is read from its plain spelling alone: JavaScript would also take 1e0, 0x1, a space or an empty text for one. */
const plainly =
  <Given>(spelling: RegExp) =>
  (text: Given) =>
    typeof text === 'string' && spelling.test(text) ? Number(text) : text

/** A whole number, 0 or more, where it travels as text: digits only, so that each number has one spelling. */
export const wholeText = (least: number, most: number) =>
  z.preprocess(plainly<unknown>(/^(0|[1-9][0-9]{0,14})$/), z.number().int().min(least).max(most))
/** A decimal number where it travels as text: sign, digits, point. */
export const decimalText = (least: number, most: number) =>
  z.preprocess(plainly<string>(/^-?[0-9]{1,15}(\.[0-9]{1,20})?$/), z.number().min(least).max(most))

/** Id of a row where it travels as text: in a path or a query. */
export const IdText = wholeText(1, MOST_ID)

const NO_CONTROL =
  '含有看不见的控制字符；请删去后重试。\nHolds control characters that nobody sees: remove them and try again.'
/**
 * Text of one line: nothing that is not seen. That would let two names look alike, or one read backwards: besides controls, half
 * characters, marks of direction and of layout are refused, but for the joiners that some scripts are written with. Postgres keeps no zero.
 */
export const PLAIN_LINE = /^([^\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u
/** As PLAIN_LINE, and lines may end; layout marks that come with pasted text stay, those of direction do not. */
export const PLAIN_LINES = /^([^\p{Cc}\p{Cs}\p{Bidi_Control}]|[\t\r\n])*$/u
const NOTHING_SEEN =
  '没有任何看得见的字；请写明内容后重试。\nHolds nothing that can be seen: write what is meant and try again.'
/** Empty, or with a sign that leaves ink: signs without width, fillers and the empty braille cell, alone or together, are no text. */
export const SOMETHING_SEEN = /^$|[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u
const UNWRITABLE = /[\p{Cc}\p{Cs}]/u
/** Of what may not be written at all only that is told. */
const isSeen = (text: string) => SOMETHING_SEEN.test(text) || UNWRITABLE.test(text)
/** Text of one line, trimmed, with something to be seen. */
export const lineText = (most: number) =>
  z.string().trim().min(1).max(most).regex(PLAIN_LINE, NO_CONTROL).refine(isSeen, NOTHING_SEEN)
/** Text of lines, trimmed, with something to be seen. */
export const linesText = (most: number) =>
  z.string().trim().min(1).max(most).regex(PLAIN_LINES, NO_CONTROL).refine(isSeen, NOTHING_SEEN)
