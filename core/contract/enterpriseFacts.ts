import { z } from 'zod'
import type { ENTERPRISE_FIELDS } from '../domain/enterpriseFields.ts'
import { PHONE } from '../domain/enterpriseFields.ts'
import { isIndustry } from '../domain/industry.ts'
import { MOST_CORNERS } from './filter.ts'
import { Id, lineText, Position } from './route.ts'

/** Datums that a position may be typed in; stored is WGS 84. The choice is explicit: nothing is guessed. */
export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
const Datum = z.enum(DATUMS)
export const STATUSES = ['active', 'suspended', 'closed'] as const

/** One ring of a plant boundary, closed or not; holes are not kept. */
const Ring = z
  .array(Position)
  .min(3)
  .max(MOST_CORNERS + 1)

/** Core facts of an enterprise as they are written; null empties a field. */
const FACTS = {
  name: lineText(200),
  /** Unified social credit code where the enterprise is kept by it, else the id of its source. */
  identifier: lineText(80),
  industry: z
    .string()
    .refine(
      isIndustry,
      '不是 GB/T 4754-2017 的代码；应为门类字母加二至四位数字，如 C26。\nNo code of GB/T 4754-2017: a section letter and two to four digits, such as C26.',
    )
    .nullable(),
  status: z.enum(STATUSES),
  legalPerson: lineText(80).nullable(),
  staff: z.number().int().min(0).max(10_000_000).nullable(),
  crowded: z.boolean(),
  highRisk: z.boolean(),
  /** Level of standardization passed, 1 to 3. */
  standardization: z.number().int().min(1).max(3).nullable(),
  standardizationUntil: z.iso.date().nullable(),
  address: lineText(300).nullable(),
  /** Park, tower or block that it sits in. */
  place: Id.nullable(),
  position: z.object({ at: Position, datum: Datum }).nullable(),
  footprint: z.object({ ring: Ring, datum: Datum }).nullable(),
  safetyManager: lineText(80).nullable(),
  safetyManagerPhone: z
    .string()
    .regex(
      PHONE,
      '电话只含数字、加号、空格和连字符，5 至 20 位。\nA phone has 5 to 20 digits, plus, blanks and hyphens.',
    )
    .nullable(),
} as const satisfies Record<(typeof ENTERPRISE_FIELDS)[number], z.ZodType>

/** Some facts, as they are to be. */
export const WantedFacts = z
  .strictObject(FACTS)
  .partial()
  .refine((wanted) => Object.keys(wanted).length > 0, '没有要改的内容。\nNothing to change.')
export type WantedFacts = z.output<typeof WantedFacts>

/** Core facts as they are read; position and boundary in WGS 84, the ring closed. */
export const EnterpriseFacts = z.object({
  ...FACTS,
  name: z.string(),
  identifier: z.string(),
  industry: z.string().nullable(),
  legalPerson: z.string().nullable(),
  address: z.string().nullable(),
  safetyManager: z.string().nullable(),
  safetyManagerPhone: z.string().nullable(),
  footprint: z.object({ ring: z.array(Position) }).nullable(),
})
export type EnterpriseFacts = z.output<typeof EnterpriseFacts>
