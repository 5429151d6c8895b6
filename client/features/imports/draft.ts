import { z } from 'zod'
import { Datum, DraftMapping, FileEncoding, type ImportStage } from '#core/contract/importShapes.ts'
import { IMPORTABLE } from '#core/domain/importFields.ts'

/** What was chosen of a file and is not sent yet; without a mapping what its columns are taken for holds. */
export const Draft = z.object({
  capability: z.enum(IMPORTABLE),
  sheet: z.string().optional(),
  encoding: FileEncoding.optional(),
  mapping: DraftMapping.optional(),
  datum: Datum.optional(),
})
export type Draft = z.infer<typeof Draft>

/** The choices that a file was read by, as far as it was. */
export function draftOf({ mapping, datum, sheet, encoding }: Pick<ImportStage, 'mapping' | 'datum' | 'sheet' | 'encoding'>): Draft {
  return {
    capability: mapping?.capability ?? 'enterprises',
    ...(sheet !== null && { sheet }),
    ...(encoding !== null && { encoding }),
    ...(mapping && { mapping }),
    ...(datum && { datum }),
  }
} // prettier-ignore

const sorted = (value: unknown): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .filter(([, part]) => part !== undefined)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, part]) => [key, sorted(part)]),
      )
/** Whether two drafts choose the same, in whatever order it was written. */
export const isSame = (one: Draft, other: Draft): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const keyOf = (id: number) => `anjian.import.${id}`

/** The draft kept for a file; one that is not understood any more is none. */
export function readDraft(id: number, storage: Pick<Storage, 'getItem'>): Draft | undefined {
  try {
    const read = Draft.safeParse(JSON.parse(storage.getItem(keyOf(id)) ?? 'null'))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

/** Keeps a draft for this window; undefined forgets it. */
export function keepDraft(id: number, draft: Draft | undefined, storage: Pick<Storage, 'setItem' | 'removeItem'>) {
  if (draft) storage.setItem(keyOf(id), JSON.stringify(draft))
  else storage.removeItem(keyOf(id))
}
