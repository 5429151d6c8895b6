import { z } from 'zod'
import { decimalText, lineText, MOST_ID, wholeText } from './route.ts'

/** One comma-separated query value as a list; an empty text is no condition. */
function listOf<Item extends z.ZodType>(item: Item, most = 200) {
  // The item says what it accepts by refusing the rest: an enum's input type is narrower than the text it is given.
  const items = z.array(item).min(1).max(most) as unknown as z.ZodType<z.output<Item>[], string[]>
  return z
    .string()
    .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])
    .pipe(items)
    .optional()
}

const Longitude = decimalText(-180, 180)
const Latitude = decimalText(-90, 90)

/** west,south,east,north in degrees, EPSG:4326. */
export const Bbox = z
  .string()
  .transform((text) => text.split(',') as [string, string, string, string])
  .pipe(z.tuple([Longitude, Latitude, Longitude, Latitude]))
  .refine(
    ([west, south, east, north]) => west < east && south < north,
    '应为 西,南,东,北，西小于东、南小于北；请改正。\nShould be west,south,east,north, west below east and south below north: correct it.',
  )

/** lng,lat in degrees, EPSG:4326. */
export const PlaceText = z
  .string()
  .transform((text) => text.split(',') as [string, string])
  .pipe(z.tuple([Longitude, Latitude]))

/** Most corners of a drawn polygon. */
export const MOST_CORNERS = 500

/** `lng,lat;lng,lat;…` in degrees: the corners of one ring, not closed, at least three; the server makes it valid. */
export const PolygonText = z
  .string()
  .transform((text) => text.split(';').map((corner) => corner.split(',') as [string, string]))
  .pipe(
    z
      .array(z.tuple([Longitude, Latitude]))
      .min(3)
      .max(MOST_CORNERS),
  )

export const CLASSES = ['A', 'B', 'C'] as const
/** Risk colours in order, worst first; 0 is 未评级, not rated. */
export const RISKS = [1, 2, 3, 4, 0] as const
export const SOURCE_LEVELS = [1, 2, 3, 4] as const

/**
 * What is shown: one filter for map, list, figures, facets, exports and opened rows alike.
 * Each field is a condition on the enterprise; fields are joined by AND, values within one by OR.
 */
export const filterFields = {
  class: listOf(z.enum(CLASSES)).describe('class A, B, C'),
  risk: listOf(wholeText(0, 4)).describe('risk colour 1 major … 4 low; 0 not rated'),
  industry: listOf(z.string().regex(/^[A-T]([0-9]{2,4})?$/)).describe('GB/T 4754 section or division, by prefix'),
  department: listOf(wholeText(0, MOST_ID)).describe('lead department; 0 ownerless'),
  grid: listOf(wholeText(0, MOST_ID)).describe('level-3 grid; 0 in no grid, a blind spot'),
  place: listOf(wholeText(0, MOST_ID)).describe('park, tower or block'),
  sourceLevel: listOf(wholeText(1, 4)).describe('has a major hazard source of this level'),
  overdue: z.literal('1').optional().describe('has hazards past due and not closed'),
  dueSoon: z.literal('1').optional().describe('has open hazards due within 7 days'),
  search: lineText(60).optional().describe('part of name, pinyin initials or identifier'),
  bbox: Bbox.optional().describe('west,south,east,north degrees'),
  polygon: PolygonText.optional().describe('lng,lat;lng,lat;… degrees'),
}
export const Filter = z.object(filterFields)
/** The filter as the server reads it. */
export type Filter = z.output<typeof Filter>
/** The filter as it travels in a query string and in the page's address. */
export type FilterText = z.input<typeof Filter>
export type FilterField = keyof FilterText
export const FILTER_FIELDS = Object.keys(filterFields) as FilterField[]

/** Rows a page of any list holds at most. */
export const MOST_ROWS = 200
/** Paging by key: the `next` of the page before. */
export const pageFields = {
  after: z.string().max(200).optional().describe('`next` of the page before'),
  limit: wholeText(1, MOST_ROWS).default(50),
}
