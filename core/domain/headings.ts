import { HEADED, type HeadedCapability, type HeadedField } from './headingsTable.ts'
import { fitOf, isDistinct } from './headingsValues.ts'
import { simplified } from './traditional.ts'

/** A column that may be a field: how sure that is, 0 to 1, and what tells it. */
export interface Guess {
  readonly column: string
  /** Place of the column in the file, from 0. */
  readonly place: number
  readonly confidence: number
  readonly by: 'heading' | 'values' | 'both'
}

/** What a file's columns may be. Each column is one field at most. */
export interface Guesses {
  /** By field; a field that no column is likely to be is left out. */
  readonly fields: Readonly<Partial<Record<string, Guess>>>
  /** Latitudes stand where longitudes are said to; the fields have been given by what the values are. */
  readonly axesSwapped: boolean
  /** The key, or that of the enterprise that rows belong to, is a unified social credit code: by its heading, or by its values. */
  readonly keyIsUscc: boolean
}

/** Nothing is guessed below it. */
export const LEAST_CONFIDENCE = 0.6

/** How sure a heading makes it. */
const SURE = { same: 0.95, withoutBrackets: 0.9, vague: 0.7, vagueWithoutBrackets: 0.65, end: 0.75 } as const
/** Shares of the values from which on they speak for a field, and below which they speak against it. */
const FITS = 0.9
const UNFIT = 0.5
/** How sure values alone make it, of the kinds that nothing else looks like. */
const BY_VALUES: Readonly<Partial<Record<string, number>>> = { uscc: 0.9, lng: 0.62, lat: 0.62 }

/** What a value that stands against a heading leaves of it: a faulty column is that column all the same, a vague one is not. */
const AGAINST = 0.8

const DATUM = /wgs84|gcj02|bd09|cgcs2000/g
const BRACKETED = /[([{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]/g

/** Small letters and simplified characters without width, blanks and signs. */
const plain = (text: string) => simplified(text.normalize('NFKC').toLowerCase()).replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')

/** How a heading may be read: whole, and without what stands in brackets, such as a unit, and without a datum. */
export function readingsOf(heading: string): { whole: string; bare: string } {
  const wide = heading.normalize('NFKC')
  return { whole: plain(wide), bare: plain(wide.replace(BRACKETED, '')).replace(DATUM, '') }
}

/** Whether a text ends with a heading of the field: 企业注册地址 is the 注册地址 of something. */
const endsLike = (text: string, { headings }: HeadedField) =>
  headings.some((each) => /[\u4e00-\u9fff]{2}/.test(each) && text.endsWith(each))

function byHeading(heading: string, field: HeadedField): number {
  const { whole, bare } = readingsOf(heading)
  const { headings, vague = [], never = [] } = field
  if (never.includes(whole) || never.includes(bare)) return 0
  if (headings.includes(whole)) return SURE.same
  if (headings.includes(bare)) return SURE.withoutBrackets
  if (vague.includes(whole)) return SURE.vague
  if (vague.includes(bare)) return SURE.vagueWithoutBrackets
  return endsLike(bare, field) ? SURE.end : 0
}

const KNOWN = new Set(Object.values(HEADED).flatMap((fields) => Object.values<HeadedField>(fields).flatMap(({ headings }) => headings))) // prettier-ignore

/** Whether a text is a heading that files have, of whatever capability. */
export function isHeading(text: string): boolean {
  const { whole, bare } = readingsOf(text)
  return KNOWN.has(whole) || KNOWN.has(bare)
}

interface Candidate extends Guess {
  readonly field: string
}

interface Column {
  readonly name: string
  readonly place: number
  /** Values of the sample, but for empty ones. */
  readonly cells: readonly string[]
}

/** How likely the column is the field; `by` says what told it. */
function likelihood(headed: HeadedField, { name, cells }: Column): Pick<Guess, 'confidence' | 'by'> {
  const heading = byHeading(name, headed)
  const { values } = headed
  const fit = values && fitOf(values, cells)
  if (heading === 0) {
    const tells = values && fit !== undefined && fit >= FITS && isDistinct(values, cells)
    return { confidence: tells ? (BY_VALUES[values] ?? 0) : 0, by: 'values' }
  }
  if (fit === undefined) return { confidence: heading, by: 'heading' }
  if (fit >= FITS) return { confidence: 1 - (1 - heading) / 2, by: 'both' }
  // another key than a credit code is a key all the same
  return { confidence: fit < UNFIT && values !== 'uscc' ? heading * AGAINST : heading, by: 'heading' }
}

/** Headings that say credit code themselves. */
const SAYS_USCC = /信用代码|uscc|usci|creditcode/

/**
 * Whether a column holds unified social credit codes. One whose heading says so does where half of it looks like codes, and any
 * does where all of it looks like codes and half are right: wrong check digits are faults of rows, and no other system of keys.
 */
function isUscc({ column, place }: Guess, cellsAt: (place: number) => string[]): boolean {
  const cells = cellsAt(place)
  const [shaped, right] = [fitOf('code', cells) ?? 0, fitOf('uscc', cells) ?? 0]
  const { whole, bare } = readingsOf(column)
  if (SAYS_USCC.test(whole) || SAYS_USCC.test(bare)) return cells.length === 0 || shaped >= UNFIT
  return right >= FITS || (shaped >= FITS && right >= UNFIT)
}

/** The most likely first; each field and each column once. */
function settled(candidates: readonly Candidate[]): Map<string, Guess> {
  const fields = new Map<string, Guess>()
  const taken = new Set<number>()
  for (const { field, ...guess } of candidates.toSorted((a, b) => b.confidence - a.confidence || a.place - b.place)) {
    if (guess.confidence < LEAST_CONFIDENCE || fields.has(field) || taken.has(guess.place)) continue
    fields.set(field, guess)
    taken.add(guess.place)
  }
  return fields
}

/** Whether the values of both columns are those of the other axis. */
function isSwapped(fields: ReadonlyMap<string, Guess>, cellsAt: (place: number) => string[]): boolean {
  const [lng, lat] = [fields.get('lng'), fields.get('lat')]
  if (!lng || !lat) return false
  const fits = [fitOf('lat', cellsAt(lng.place)), fitOf('lng', cellsAt(lat.place))]
  return fits.every((fit) => fit !== undefined && fit >= FITS)
}

/**
 * Guesses which column of a file is which field, by its heading and by the values of a sample of its rows. A heading that
 * stands there twice is not guessed, for a mapping could not tell which is meant.
 */
export function guessColumns(
  capability: HeadedCapability,
  columns: readonly string[],
  sample: readonly (readonly string[])[] = [],
): Guesses {
  const cellsAt = (place: number) => sample.map((cells) => (cells[place] ?? '').trim()).filter((cell) => cell !== '')
  const once = columns.flatMap((name, place) =>
    name.trim() !== '' && columns.indexOf(name) === columns.lastIndexOf(name) ? [{ name, place, cells: cellsAt(place) }] : [],
  ) // prettier-ignore
  const headed = Object.entries<HeadedField>(HEADED[capability])
  const fields = settled(
    headed.flatMap(([field, each]) =>
      once.map((column) => ({ field, column: column.name, place: column.place, ...likelihood(each, column) })),
    ),
  )
  // one number that could be a longitude is none without a latitude beside it
  if (fields.get('lng')?.by === 'values' && !fields.has('lat')) fields.delete('lng')
  if (fields.get('lat')?.by === 'values' && !fields.has('lng')) fields.delete('lat')
  const axesSwapped = isSwapped(fields, cellsAt)
  const [lng, lat] = [fields.get('lng'), fields.get('lat')]
  if (axesSwapped && lng && lat) fields.set('lng', lat).set('lat', lng)
  const key = fields.get('key') ?? fields.get('enterprise')
  const keyIsUscc = key !== undefined && isUscc(key, cellsAt)
  return { fields: Object.fromEntries(fields), axesSwapped, keyIsUscc }
}
