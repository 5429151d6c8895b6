import { z } from 'zod'
import type { BlankCells } from '#core/contract/importShapes.ts'
import { FIELD_KINDS } from './fields.ts'
import { KIND_OF } from './kinds/kinds.ts'
import { HAZARD_STATES } from './kinds/words.ts'
import type { Column, Mapping } from './mapping.ts'
import { wordsOf } from './ruleWords.ts'

/** Blank cells as the stage keeps them, by column of the book. */
export const Blanks = z.array(
  z.object({ name: z.string(), kept: z.number(), assumed: z.number(), value: z.unknown().optional() }),
)
type Blank = z.infer<typeof Blanks>[number]

/** A default of the book in words. */
function assumedOf(value: unknown): readonly [zh: string, en: string] {
  if (value === false) return ['否', 'no']
  if (value === 'active') return ['在业', 'active']
  if (Array.isArray(value)) return ['无', 'none']
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  return [HAZARD_STATES[text]?.split(' ')[0] ?? text, text]
}

/** The column of the file that fills a column of the book; that of the position is two. */
function headingOf(mapping: Mapping, name: string): string {
  const columns: Readonly<Record<string, Column | undefined>> = mapping.columns
  if (name === 'geom') return [columns['lng'], columns['lat']].flatMap((one) => one?.column ?? []).join(', ')
  const fields = mapping.capability === 'grids' ? {} : mapping.capability === 'enterprises' ? FIELD_KINDS : KIND_OF[mapping.capability].fields // prettier-ignore
  const field = Object.entries(fields).find(([, { column }]) => column === name)?.[0]
  return columns[field ?? name]?.column ?? field ?? name
}

/** Blank cells with their words: how many leave what is there, how many take a default, each by column. */
export function tellBlanks(mapping: Mapping, blanks: readonly Blank[]): BlankCells[] {
  return blanks.flatMap(({ name, kept, assumed, value }) => {
    const column = headingOf(mapping, name)
    const [assumedZh, assumedEn] = assumedOf(value)
    const told = (rule: BlankCells['rule'], cells: number, words: Pick<BlankCells, 'assumedZh' | 'assumedEn'>) => {
      const { zh, en, remedyZh, remedyEn } = wordsOf(rule)
      return cells > 0 ? [{ rule, column, cells, ...words, zh, en, remedyZh, remedyEn }] : []
    }
    return [
      ...told('blank-kept', kept, { assumedZh: null, assumedEn: null }),
      ...told('blank-default', assumed, { assumedZh, assumedEn }),
    ]
  })
}
